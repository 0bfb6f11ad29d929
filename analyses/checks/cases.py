"""Joint punishment as cases: who must act on which record, by when, and what became of it.

A case is derived, never stored: it is open while its record is in force and nobody has reported
acting on it, and it is recalled on the very day the record is repaired, annulled or over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from analyses.days import DAY
from analyses.own_record import OwnRecord, own_records
from analyses.rulebook import Rulebook, in_force
from analyses.rulebook.checks import CheckItem, Dispatch
from analyses.work import RECORD, Work
from graph.ties import Ties, walk_of
from graph.views import Views
from graph.vocabulary import ACTS, LINK_CODE, NODE_CODE

ABOUT: Final = walk_of(frozenset({"about"}), None, "in")
SANCTIONED_BY: Final = LINK_CODE["sanctioned_by"]
SANCTION: Final = NODE_CODE["sanction"]
ACTED: Final = ACTS.index("acted")
State = Literal["open", "overdue", "done", "recalled"]
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Case:
    """``acted`` is the event that reports what was done, ``acted_on`` its day. ``recalled_on`` is
    None where the day is not known. ``due`` is None in a year without a calendar."""

    record: OwnRecord
    item: CheckItem
    rule: Dispatch
    measures: tuple[str, ...]
    opened: date
    due: date | None
    state: State
    acted: int | None
    acted_on: date | None
    recalled_on: date | None

    @property
    def recalled(self) -> bool:
        """Its record is repaired, annulled or over: the measures are to be lifted."""
        return self.state == "recalled"


def cases_of(
    network: Ties, views: Views, rules: Rulebook, subject: int, day: date,
    work: Work | None = None, only: Iterable[int] | None = None,
) -> tuple[Case, ...]:  # fmt: skip
    """The cases of a subject's records, or ``only`` of these, latest record first. Cost: these
    records and their events, within ``work`` if given the latest."""
    records = own_records(network, views, rules, subject, day, past=True, work=work, only=only)
    return tuple(
        case
        for record in records
        for case in cases_of_record(network, views, rules, record, day, work)
    )


def all_cases(
    network: Ties,
    views: Callable[[], Views],
    rules: Rulebook,
    day: date,
    department: str | None = None,
    progress: Progress | None = None,
) -> list[Case]:
    """Every case, or one department's, the earliest due first.

    Cost: every record of the city and its subject are read, some 40 µs each.
    """
    subjects = sorted({
        tie[0] for number in range(network.size) if network.kind_of(number) == SANCTION
        for tie in network.every_tie(number) if tie[6] == SANCTIONED_BY and not tie[7]
    })  # fmt: skip
    found: list[Case] = []
    for place, subject in enumerate(subjects):
        if place % 1_000 == 0:
            seen = views()
            if progress is not None:
                progress(place, len(subjects))
        found += [case for case in cases_of(network, seen, rules, subject, day)
                  if department in (None, case.item.department)]  # fmt: skip
    return sorted(found, key=_by_due)


def _by_due(case: Case) -> tuple[date, int, str]:
    return (case.due or date.max, case.record.number, case.item.id)


def cases_of_record(
    network: Ties, views: Views, rules: Rulebook, record: OwnRecord, day: date,
    work: Work | None = None,
) -> Iterator[Case]:  # fmt: skip
    """The cases of one of a subject's ``own_records``. Cost: the record's events, within ``work``
    if given the earliest: what was done after these is not known."""
    opened = record.life.since
    if opened is None or day < opened:
        return
    rule = next((r for r in in_force(rules.checks.dispatch, opened) if _opens(r, record)), None)
    if rule is None:
        return
    due = rules.calendar.after(opened, rule.working_days)
    known = due if isinstance(due, date) else None
    sure = {each.measure.id for each in record.consequences if each.sure}
    acts = _acts(network, views, record.number, day, work)
    for item in in_force(rules.checks.item, day):
        carried = tuple(each for each in item.measures if each in sure)
        if item.must_act and carried:
            event, done = acts.get(item.id, (None, None))
            state, recalled = _state(record, known, done, day)
            yield Case(record, item, rule, carried, opened, known, state, event, done, recalled)


def _opens(rule: Dispatch, record: OwnRecord) -> bool:
    kinds = record.rule.kinds if record.rule else ()
    severity = record.rule.severity if record.rule else None
    return bool(set(kinds) & set(rule.kinds)) or severity in rule.severities


def _acts(
    network: Ties, views: Views, record: int, day: date, work: Work | None
) -> dict[str, tuple[int, date]]:
    """The first report of each item by the day."""
    ties = sorted((t[4], t[1], t[0]) for t in network.ties(record, ABOUT)
                  if t[8] == ACTED and t[4] <= day.toordinal())  # fmt: skip
    room = work.left // RECORD if work else len(ties)
    if work and not work.affords(RECORD * len(ties)):
        ties = ties[:room]
    seen = views.nodes(event for _, _, event in ties)
    found: dict[str, tuple[int, date]] = {}
    for ordinal, _, event in ties:
        item = str(seen[event].fields.get("item", "")) if event in seen else ""
        found.setdefault(item, (event, date.fromordinal(ordinal)))
    return found


def _state(
    record: OwnRecord, due: date | None, acted: date | None, day: date
) -> tuple[State, date | None]:
    life = record.life
    if not life.usable:
        return "recalled", life.end.last + DAY if life.end and life.end.last < day else None
    if acted is not None:
        return "done", None
    return ("overdue" if due is not None and due < day else "open"), None


def counted(cases: Iterable[Case]) -> dict[str, dict[str, int]]:
    """How many cases of each department are in which state."""
    found: dict[str, dict[str, int]] = {}
    for case in cases:
        of = found.setdefault(case.item.department, dict.fromkeys(
            ("open", "overdue", "done", "recalled"), 0))  # fmt: skip
        of[case.state] += 1
    return found
