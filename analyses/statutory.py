"""Which measures reach a subject because a norm names its role in a listed unit (法定延伸).

Source: 山东省社会信用条例 article 31 and the norms of ``reach.toml``. Nobody else is reached,
neither a shareholder nor a subsidiary nor a partner. Who held the role at the time the norm names
counts; leaving it afterwards changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from analyses.days import last_day_of
from analyses.own_record import OwnRecord, own_records
from analyses.recognition import has
from analyses.roles import Answer, Role, roles_in, roles_of
from analyses.rulebook import Rulebook, in_force, version
from analyses.rulebook.measures import Measure
from analyses.rulebook.reach import Reach, When
from analyses.work import BUDGETS, Work
from graph.ties import Ties
from graph.views import Views

Doubt = Literal["role_since", "condition", "behaviour"]
_BETTER: Final[dict[Answer, int]] = {"yes": 0, "unknown": 1, "no": 2}


@dataclass(frozen=True, slots=True)
class Weighed:
    """Whether one norm reaches the holder of one role for one record, and why not or why unknown.

    ``at`` and ``time`` say when the role counts; ``stood_in`` names the field that stood in for an
    unknown day of behaviour. ``lacking`` is the first missing condition of a "no".
    """

    rule: Reach
    record: OwnRecord
    role: Role
    answer: Answer
    at: When | None
    time: date | None
    stood_in: str | None
    doubts: tuple[Doubt, ...]
    lacking: Literal["", "office", "time", "term"]
    since: date | None
    until: date | None


@dataclass(frozen=True, slots=True)
class Extension:
    """A measure, or a mere link of records (no measure), that reaches ``role.holder``."""

    weighed: Weighed
    measures: tuple[Measure, ...]

    @property
    def answer(self) -> Answer:
        return self.weighed.answer

    @property
    def links(self) -> tuple[int, ...]:
        """The facts it stands on: the role, and the unit's tie to its record."""
        return self.weighed.role.link, self.weighed.record.link


def statutory(
    network: Ties, views: Views, rules: Rulebook, subject: int, day: date,
    work: Work | None = None,
) -> tuple[Extension, ...]:  # fmt: skip
    """All that reaches a subject through its roles, by unit and record; "no" is left out.

    One entry for each norm and record, by the subject's best role. Those whose norm has the effect
    ``recorded`` bring no measure. Cost: the subject's ties and its units' records, within ``work``,
    which says whether that was all.
    """
    work = work or Work(BUDGETS.records.weighed)
    found: list[Extension] = []
    by_unit: dict[int, list[Role]] = {}
    for role in roles_of(network, subject, work):
        by_unit.setdefault(role.unit, []).append(role)
    for unit, roles in sorted(by_unit.items()):
        for record in own_records(network, views, rules, unit, day, work=work):
            found += _extensions(rules, record, roles, day)
    return tuple(found)


def reached_by(
    network: Ties, views: Views, rules: Rulebook, unit: int, day: date, work: Work | None = None
) -> tuple[Extension, ...]:
    """The same from the unit's side: everybody whom the unit's records reach."""
    work = work or Work(BUDGETS.records.weighed)
    by_holder: dict[int, list[Role]] = {}
    for role in roles_in(network, unit, work):
        by_holder.setdefault(role.holder, []).append(role)
    records = own_records(network, views, rules, unit, day, work=work)
    return tuple(
        extension
        for record in records
        if work.affords(len(by_holder))
        for _, roles in sorted(by_holder.items())
        for extension in _extensions(rules, record, roles, day)
    )


def _extensions(
    rules: Rulebook, record: OwnRecord, roles: Iterable[Role], day: date
) -> Iterator[Extension]:
    for rule in norms_for(rules, record, day):
        weighed = min(
            (weigh(rule, record, role, day) for role in roles),
            key=lambda each: (_BETTER[each.answer], each.role.link),
        )
        if weighed.answer != "no":
            yield Extension(weighed, measures_of(rules, rule, day))


def norms_for(rules: Rulebook, record: OwnRecord, day: date) -> tuple[Reach, ...]:
    """The norms that name roles for a record of this list, in force on the day of its decision."""
    then = in_force(rules.reach.reach, record.life.since or day)
    return tuple(rule for rule in then if record.list in rule.list)


def measures_of(rules: Rulebook, rule: Reach, day: date) -> tuple[Measure, ...]:
    found = (version(rules.measures.measure, named, day) for named in rule.measures)
    return tuple(measure for measure in found if measure is not None)


def weigh(rule: Reach, record: OwnRecord, role: Role, day: date) -> Weighed:
    """One norm, one record in force, one role: reached, not, or not known."""
    life = record.life
    until = _until(rule, record)
    if role.office not in rule.offices:
        return Weighed(rule, record, role, "no", None, None, None, (), "office", life.since, until)
    held, at, time = _best_time(rule, record, role, day)
    over = until is not None and until < day
    stood_in = life.behaviour.stated if at == "behaviour" and life.behaviour else None
    doubts: list[Doubt] = []
    if held == "unknown":
        doubts.append("role_since" if time is not None else "behaviour")
    met = role.office in rule.sure or has(record.told, *rule.met_if_told)
    if rule.condition_zh and not met:
        doubts.append("condition")
    lacking: Literal["", "time", "term"] = "time" if held == "no" else "term" if over else ""
    answer: Answer = "no" if lacking else "unknown" if doubts else "yes"
    since = _since(record, role, at)
    return Weighed(
        rule, record, role, answer, at, time, stood_in, tuple(doubts), lacking, since, until
    )


def _best_time(
    rule: Reach, record: OwnRecord, role: Role, day: date
) -> tuple[Answer, When | None, date | None]:
    """The best answer over the times at which the norm lets the role count."""
    tried = [(*_held(at, record, role, day), at) for at in rule.at]
    answer, time, at = min(tried, key=lambda each: _BETTER[each[0]])
    return answer, at, time


def _held(at: When, record: OwnRecord, role: Role, day: date) -> tuple[Answer, date | None]:
    if at == "now":
        return role.held_now(day), day
    if at == "listing":
        since = record.life.since
        return (role.held_on(since), since) if since else ("unknown", None)
    behaviour = record.life.behaviour
    if behaviour is None:
        return "unknown", None
    return role.held_within(behaviour.first, behaviour.last), behaviour.last


def _since(record: OwnRecord, role: Role, at: When | None) -> date | None:
    """From the decision; of whom only today's role makes reached, from the role's first day."""
    decided = record.life.since
    if at == "now" and role.since is not None:
        return role.since if decided is None else max(decided, role.since)
    return decided


def _until(rule: Reach, record: OwnRecord) -> date | None:
    """The record's last day, or the measure's own term from the decision if that is earlier."""
    ends = [record.life.until] if record.life.until else []
    if rule.months is not None and record.life.since is not None:
        ends.append(last_day_of(record.life.since, rule.months))
    return min(ends) if ends else None
