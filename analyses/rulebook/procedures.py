"""``procedures.toml``: how repairs and objections are handled: states, steps, and what is due."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, Literal

from analyses.rulebook.entry import Entry, Rule
from analyses.rulebook.faults import Fault
from graph.vocabulary import ACTS, NODE_KIND

Procedure = Literal["repair", "objection"]
AUTHORITY: Final = "authority"
_FIELDS = {field.name for field in NODE_KIND["sanction"].fields}


class State(Entry, frozen=True, kw_only=True):
    """``due`` is the deadline (``life.deadline``) by which a case has to leave the state, counted
    from the day it was opened; ``closed``: nothing follows."""

    due: str | None = None
    closed: bool = False

    def names(self) -> Iterable[tuple[str, str, str]]:
        if self.due is not None:
            yield ("due", "life.deadline", self.due)


class Step(Entry, frozen=True, kw_only=True):
    """An act (``vocabulary.ACTS``) that leads from any of the states ``before`` to ``after``;
    without states before, it opens a case. ``by`` are the units that may take it: by name, or
    ``authority``, the one that decided the record; none named: any. ``corrects`` are the fields of
    a record that the step may correct."""

    procedure: Procedure
    act: str
    before: tuple[str, ...] = ()
    after: str
    by: tuple[str, ...] = ()
    corrects: tuple[str, ...] = ()

    @property
    def opens(self) -> bool:
        return not self.before

    def names(self) -> Iterable[tuple[str, str, str]]:
        yield ("after", "procedures.state", self.after)
        yield from (("before", "procedures.state", state) for state in self.before)

    def faults(self) -> Iterator[Fault]:
        yield from Entry.faults(self)
        if self.act not in ACTS:
            yield Fault("act", f"没有“{self.act}”这一行为", f"there is no act {self.act!r}")
        for name in self.corrects:
            if name not in _FIELDS:
                yield Fault("corrects", f"失信记录没有“{name}”", f"a record has no {name!r}")


class Procedures(Rule, frozen=True, kw_only=True):
    state: tuple[State, ...]
    step: tuple[Step, ...]
