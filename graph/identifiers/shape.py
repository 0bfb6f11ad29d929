"""What all identifiers share: a length, and an alphabet position by position."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from graph.errors import BadIdentifier

DIGITS: Final = "0123456789"
LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Standard:
    """How messages name an identifier, and how long it may be."""

    zh: str
    en: str
    lengths: tuple[int, ...]

    def bad(self, zh: str, en: str, position: int | None = None) -> BadIdentifier:
        """The refusal, naming the position where there is one. Never repeats the value."""
        if position is None:
            return BadIdentifier(f"{self.zh}{zh}", f"{self.en}: {en}")
        return BadIdentifier(
            f"{self.zh}第 {position} 位{zh}", f"{self.en}: position {position} {en}",
            position=position,
        )  # fmt: skip

    def check_length(self, text: str) -> None:
        """Raises BadIdentifier unless the text has one of the lengths."""
        if len(text) in self.lengths:
            return
        zh = "、".join(str(length) for length in self.lengths)
        en = " or ".join(str(length) for length in self.lengths)
        raise self.bad(
            f"应为 {zh} 位,实为 {len(text)} 位",
            f"{en} characters are due, {len(text)} were given",
        )

    def check_characters(self, text: str, allowed: str, zh: str, en: str, first: int = 1) -> None:
        """Raises BadIdentifier at the first character outside ``allowed``, numbering from
        ``first``. Only a plain letter is shown: it cannot give away a number."""
        for position, character in enumerate(text, first):
            if character not in allowed:
                shown = character if character in LETTERS else ""
                raise self.bad(
                    f"不能是 {shown},{zh}" if shown else zh,
                    f"cannot be {shown}: {en}" if shown else en,
                    position,
                )
