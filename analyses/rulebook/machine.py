"""States, and the acts that lead from one to the next: what commitments and declarations share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar

from analyses.rulebook.entry import Entry
from analyses.rulebook.faults import Fault
from graph.vocabulary import ACTS


class State(Entry, frozen=True, kw_only=True):
    """``named`` is what deliveries call it. ``unchecked``: the check is still owed by its day."""

    named: tuple[str, ...] = ()
    unchecked: bool = False


class Transition(Entry, frozen=True, kw_only=True):
    """An act (``vocabulary.ACTS``) that leads from any of the states ``before`` to ``after``."""

    SECTION: ClassVar[str]

    act: str
    before: tuple[str, ...]
    after: str

    def names(self) -> Iterable[tuple[str, str, str]]:
        yield ("after", f"{self.SECTION}.state", self.after)
        yield from (("before", f"{self.SECTION}.state", state) for state in self.before)

    def faults(self) -> Iterator[Fault]:
        yield from Entry.faults(self)
        if self.act not in ACTS:
            yield Fault("act", f"没有“{self.act}”这一行为", f"there is no act {self.act!r}")
