"""Why a proof does not hold."""

from __future__ import annotations

from graph.errors import RefusedInput


class BadProof(RefusedInput):
    """A proof that does not hold. ``part`` is claim, facts, signature, answer or file; ``fact``
    the place of the offending fact, counted from 1 as its line among the facts."""

    def __init__(self, zh: str, en: str, *, part: str, fact: int | None = None) -> None:
        field = part if fact is None else f"{part}[{fact}]"
        super().__init__(f"证明不成立:{zh}", f"the proof does not hold: {en}", field=field)
        self.part = part
        self.fact = fact
