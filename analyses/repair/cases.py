"""Where a repair or an objection stands: folded from what was done about its record.

A record has at most one open case of a procedure. What a state does not allow changes nothing:
states, steps and what is due by when are those of ``procedures.toml``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from analyses.calendar import Calendar
from analyses.days import DAY
from analyses.record_life import deadline
from analyses.repair.deeds import Deed, deeds
from analyses.rulebook import Rulebook, in_force, version
from analyses.rulebook.procedures import Procedure, State, Step
from graph.census import nodes_of_kind
from graph.ties import Ties, walk_of
from graph.vocabulary import ACTS, NODE_CODE

_ABOUT: Final = frozenset({"about"})
_EVENT: Final = NODE_CODE["event"]
_SANCTION: Final = NODE_CODE["sanction"]


@dataclass(frozen=True, slots=True)
class Stage:
    """A deed, and the state it led to."""

    deed: Deed
    state: State


@dataclass(frozen=True, slots=True)
class Case:
    """``record`` is the record's node; the first of the ``stages`` opened the case."""

    procedure: Procedure
    record: int
    stages: tuple[Stage, ...]

    @property
    def event(self) -> int:
        """The node of the act that opened it: what the case is known by."""
        return self.stages[0].deed.event

    @property
    def opened(self) -> date:
        return self.stages[0].deed.day

    @property
    def state(self) -> State:
        return self.stages[-1].state

    @property
    def closed_on(self) -> date | None:
        return self.stages[-1].deed.day if self.state.closed else None


@dataclass(frozen=True, slots=True)
class Promise:
    """What a state promised: to be left by ``due``, None where that year has no calendar yet.

    ``kept`` is None while that is open or not known; ``taken`` counts the working days from the day
    after the opening to the day it was left, or to the day asked about.
    """

    id: str
    due: date | None
    left: date | None
    kept: bool | None
    taken: int | None


def cases_of(
    network: Ties, rules: Rulebook, procedure: Procedure, record: int, day: date
) -> tuple[Case, ...]:
    """A record's cases known by the day, oldest first. Cost: what was done about the record."""
    found: list[list[Stage]] = []
    for deed in deeds(network, record, day):
        state = found[-1][-1].state if found else None
        step = step_by(rules, procedure, state, deed.act, deed.day)
        if step is None:
            continue
        stage = Stage(deed, _state(rules, step.after, deed.day))
        if step.opens:
            found.append([stage])
        else:
            found[-1].append(stage)
    return tuple(Case(procedure, record, tuple(stages)) for stages in found)


def open_case(
    network: Ties, rules: Rulebook, procedure: Procedure, record: int, day: date
) -> Case | None:
    """A record's case that is not closed on the day."""
    latest = cases_of(network, rules, procedure, record, day)[-1:]
    return next((case for case in latest if not case.state.closed), None)


def allowed(
    rules: Rulebook, procedure: Procedure, state: State | None, day: date
) -> tuple[Step, ...]:
    """What may be done in a state; in None, or in a closed one, a case may be opened."""
    steps = [s for s in in_force(rules.procedures.step, day) if s.procedure == procedure]
    if state is None or state.closed:
        return tuple(step for step in steps if step.opens)
    return tuple(step for step in steps if state.id in step.before)


def step_by(
    rules: Rulebook, procedure: Procedure, state: State | None, act: str, day: date
) -> Step | None:
    """The step that an act is in a state; None where it is not allowed."""
    return next((s for s in allowed(rules, procedure, state, day) if s.act == act), None)


def promises(rules: Rulebook, case: Case, day: date) -> tuple[Promise, ...]:
    """What each state the case has been in promised, as of the day."""
    leaving: list[date | None] = [stage.deed.day for stage in case.stages[1:]]
    return tuple(
        _promise(rules, stage.state.due, case.opened, left, day)
        for stage, left in zip(case.stages, [*leaving, None], strict=True)
        if stage.state.due is not None
    )


def overdue(rules: Rulebook, case: Case, day: date) -> bool:
    """The case is still in a state that it had to leave before the day."""
    return any(each.left is None and each.kept is False for each in promises(rules, case, day))


def _promise(rules: Rulebook, id: str, opened: date, left: date | None, day: date) -> Promise:
    due = deadline(rules, id, opened)
    kept = None
    if due is not None:
        kept = left <= due if left is not None else (False if due < day else None)
    taken = _working_days(rules.calendar, opened, left or day)
    return Promise(id, due, left, kept, taken)


def _working_days(calendar: Calendar, after: date, until: date) -> int | None:
    found = calendar.between(after + DAY, until)
    return found if isinstance(found, int) else None


def every_case(network: Ties, rules: Rulebook, procedure: Procedure, day: date) -> Iterator[Case]:
    """All cases known by the day, by the record's node. Cost: all events, some µs each."""
    opening = {step.act for step in rules.procedures.step
               if step.procedure == procedure and step.opens}  # fmt: skip
    for record in _records(network, opening, day):
        yield from cases_of(network, rules, procedure, record, day)


def _records(network: Ties, acts: set[str], day: date) -> Sequence[int]:
    walk = walk_of(_ABOUT, day, "out")
    events: Iterable[int] = nodes_of_kind(network, _EVENT).tolist()
    return sorted({
        tie[0] for event in events for tie in network.ties(event, walk)
        if ACTS[tie[8]] in acts and network.kind_of(tie[0]) == _SANCTION
    })  # fmt: skip


def case_opened_by(
    network: Ties, rules: Rulebook, procedure: Procedure, event: int, day: date
) -> Case | None:
    """The case that an event opened; None for an event that opened none."""
    about = [tie[0] for tie in network.ties(event, walk_of(_ABOUT, day, "out"))]
    return next(
        (case for record in about
         for case in cases_of(network, rules, procedure, record, day) if case.event == event),
        None,
    )  # fmt: skip


def _state(rules: Rulebook, id: str, day: date) -> State:
    found = version(rules.procedures.state, id, day)
    if found is None:
        raise KeyError(id)
    return found
