"""What the regime in force for a record asks of its repair: each condition met or not, since when.

Sources: 发改委令第58号 and 第36号 (the shortest publication over; corrected and every duty met; a
public commitment; any other condition of law; nothing that cannot be repaired by law), and the
lists' own norms of early exit. All of them are entries of ``repair.toml``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from analyses.days import DAY, day_of, last_day_of
from analyses.own_record import RECORDS, OwnRecord
from analyses.recognition import says
from analyses.record_life import class_of, governing
from analyses.repair.deeds import DONE, Deed, deeds
from analyses.rulebook import Rulebook, in_force
from analyses.rulebook.lists import ListRule
from analyses.rulebook.repair import Condition, Exit, Regime
from analyses.work import BUDGETS, RECORD, RECORDS_AT_ONCE, Work, latest, reading
from graph.facts import Fields
from graph.ties import Ties, walk_of
from graph.views import Views

FalseDeeds = dict[int, tuple[list[Deed], bool]]
"""By subject: what was found false for any of its records, and whether not all were looked at."""
_COMMITTED: Final = walk_of(frozenset({"committed"}), None, "out")
_CORRECTED: Final = frozenset({"corrected", "fulfilled"})
PROOF: Final[Mapping[str, str]] = {"duties": "corrected", "commitment": "signed",
                                   "other": "verified"}  # fmt: skip
"""The act that shows each condition met which no day alone can show."""


@dataclass(frozen=True, slots=True)
class Finding:
    """``met`` is None where nobody has stated it; ``since`` the day from which it is, or will be,
    met. ``shown_by`` is the node of the event or commitment that shows it."""

    condition: Condition
    met: bool | None
    since: date | None = None
    shown_by: int | None = None
    said_zh: str = ""
    said_en: str = ""


@dataclass(frozen=True, slots=True)
class Conditions:
    """``under`` is the regime or the exit in force for the record; None where no norm provides for
    its repair, and then there are no findings. ``cut_short``: its subject has more records or
    commitments than were looked at, and what stands on these may be unknown."""

    under: Regime | Exit | None
    findings: tuple[Finding, ...]
    cut_short: bool = False

    @property
    def may_apply_from(self) -> date | None:
        """The first day an application may be filed; None where that is not known, or never."""
        if any(found.met is False for found in self._of("repairable")):
            return None
        dated = self._of("period") or self._of("duties")
        days = [found.since for found in (*dated[:1], *self._of("honest"))]
        known = [day for day in days if day is not None]
        return max(known) if dated and len(known) == len(days) else None

    def may_apply(self, day: date) -> bool:
        """What nobody has stated yet, the applicant shows with the application."""
        first = self.may_apply_from
        refused = any(found.met is False for found in self.findings)
        return first is not None and first <= day and not refused

    @property
    def unknown(self) -> tuple[Finding, ...]:
        return tuple(found for found in self.findings if found.met is None)

    def _of(self, test: str) -> list[Finding]:
        return [found for found in self.findings if found.condition.test == test]


def conditions(
    network: Ties, views: Views, rules: Rulebook, record: OwnRecord, day: date,
    shown: Iterable[Deed] = (), false: FalseDeeds | None = None,
) -> Conditions:  # fmt: skip
    """What repairing the record takes, as known on the day; ``shown`` are deeds that an application
    shows besides. Cost: the ties of the record, and where a commitment is asked for, those of its
    subject; what a budget did not afford to look at is not stated. ``false`` keeps what was found
    of a subject for the next of its records."""
    fields = dict(views.nodes([record.number])[record.number].fields)
    if record.life.since is not None:
        fields["decided"] = record.life.since
    under = _under(rules, record.rule, fields, day)
    if under is None:
        return Conditions(None, ())
    done = tuple(sorted((*deeds(network, record.number, day), *shown)))
    false = {} if false is None else false
    case = _Case(network, views, rules, record, fields, under, done, day, false)
    asked = [c for c in rules.repair.condition if under.id in (c.regime, c.exit)]
    findings = tuple(_TESTS[each.test](case, each) for each in asked)
    return Conditions(under, findings, case.work.cut_short)


def _under(
    rules: Rulebook, rule: ListRule | None, fields: Fields, day: date
) -> Regime | Exit | None:
    """A list's own norm comes before the general one."""
    if rule is not None:
        exits = [each for each in rules.repair.exit if rule.id in each.lists]
        decided = fields.get("decided")
        found = in_force(exits, decided if isinstance(decided, date) else day)
        if found:
            return found[0]
    regime = governing(rules, fields, day)
    return regime if regime is not None and fields.get("kind") in regime.kinds else None


@dataclass(frozen=True, slots=True)
class _Case:
    network: Ties
    views: Views
    rules: Rulebook
    record: OwnRecord
    fields: Fields
    under: Regime | Exit
    done: tuple[Deed, ...]
    day: date
    false: FalseDeeds
    work: Work = field(default_factory=lambda: Work(BUDGETS.records.weighed))

    def last(self, acts: frozenset[str]) -> Deed | None:
        """The latest of these acts."""
        return next((deed for deed in reversed(self.done) if deed.act in acts), None)


def _period(case: _Case, condition: Condition) -> Finding:
    months, sure = _least_months(case)
    first = case.record.life.since
    if condition.counted == "corrected":
        corrected = case.last(_CORRECTED)
        first = corrected.day if corrected else None
    if months is None or first is None:
        return Finding(
            condition, None, said_zh="起算日未知", said_en="nobody has stated when it began"
        )
    since = last_day_of(first, months) + DAY
    met = since <= case.day
    if not (sure or met):
        return Finding(
            condition, None,
            said_zh=f"失信程度未知;最迟自 {since} 起满足",
            said_en=f"its class is not known; met from {since} at the latest",
        )  # fmt: skip
    return Finding(
        condition, met, since,
        said_zh=f"自 {first} 起满 {months} 个月", said_en=f"{months} months from {first}",
    )  # fmt: skip


def _least_months(case: _Case) -> tuple[int | None, bool]:
    """And whether they are the record's own: where its class is not known, they are the longest of
    all classes'."""
    if isinstance(case.under, Exit):
        return case.record.rule.exit_after_months if case.record.rule else None, True
    found = class_of(case.rules, case.under, case.record.rule, case.fields)
    if found is not None:
        return found.least_months, True
    classes = [c for c in case.rules.repair.publication if c.regime == case.under.id]
    return max((each.least_months for each in classes), default=None), False


def _duties(case: _Case, condition: Condition) -> Finding:
    latest = case.last(_CORRECTED | {"correction_ordered"})
    if latest is None:
        return _unstated(condition)
    return _done(condition, latest) if latest.act in _CORRECTED else Finding(
        condition, False, None, latest.event,
        f"{latest.day} 责令整改,尚未完成", f"correction ordered on {latest.day}, not done yet",
    )  # fmt: skip


def _commitment(case: _Case, condition: Condition) -> Finding:
    signed = case.last(frozenset({"signed"}))
    if signed is not None:
        return _done(condition, signed)
    delivered = _delivered_commitment(case, condition)
    if delivered is None:
        return _unstated(condition)
    made, number = delivered
    return Finding(condition, True, made, number,
                   f"{made} 作出信用承诺", f"committed on {made}")  # fmt: skip


def _delivered_commitment(case: _Case, condition: Condition) -> tuple[date, int] | None:
    """The subject's first commitment to repair since the decision, of very many the earliest."""
    ties = case.network.ties(case.record.subject, _COMMITTED)
    made = {
        tie[0]: day
        for tie in sorted(ties, key=lambda tie: tie[4])
        if (day := day_of(tie[4])) is not None
        and (case.record.life.since or day) <= day <= case.day
        and case.work.affords(RECORD)
    }  # fmt: skip
    found = [
        (made[number], number)
        for number, view in case.views.nodes(made).items()
        if any(word in f"{view.fields.get('kind', '')} {view.fields.get('item', '')}"
               for word in condition.told)
    ]  # fmt: skip
    return min(found, default=None)


def _repairable(case: _Case, condition: Condition) -> Finding:
    bars = in_force(case.rules.repair.bar, case.record.life.since or case.day)
    bar = next((each for each in bars if says(case.fields, *each.told)), None)
    if bar is None:
        return Finding(condition, True, case.record.life.since)
    return Finding(condition, False, None, None, bar.zh, bar.en)


def _honest(case: _Case, condition: Condition) -> Finding:
    """Nothing false was found in an application for any of the subject's records. Where not all of
    these could be looked at, nobody can tell."""
    subject = case.record.subject
    if subject not in case.false:
        case.false[subject] = _false_deeds(case.network, subject, case.day)
    found, unread = case.false[subject]
    case.work.cut_short |= unread
    if not found:
        met = None if case.work.cut_short else True
        return Finding(condition, met, case.record.life.since if met else None)
    last = max(found)
    since = last_day_of(last.day, condition.months or 0) + DAY
    met = since <= case.day
    return Finding(
        condition, None if met and case.work.cut_short else met, since, last.event,
        f"{last.day} 认定提供虚假材料", f"something false was found on {last.day}",
    )  # fmt: skip


def _false_deeds(network: Ties, subject: int, day: date) -> tuple[list[Deed], bool]:
    work = Work(BUDGETS.records.weighed)
    found = [
        deed
        for tie in latest(network.ties(subject, RECORDS), work, each=1)
        if work.affords(reading(network, tie[0], DONE) // RECORDS_AT_ONCE)
        for deed in deeds(network, tie[0], day)
        if deed.act == "found_false"
    ]
    return found, work.cut_short


def _other(case: _Case, condition: Condition) -> Finding:
    verified = case.last(frozenset({"verified", "granted"}))
    return _done(condition, verified) if verified else _unstated(condition)


def _done(condition: Condition, deed: Deed) -> Finding:
    return Finding(condition, True, deed.day, deed.event,
                   f"{deed.day} {deed.zh}", f"{deed.act} on {deed.day}")  # fmt: skip


def _unstated(condition: Condition) -> Finding:
    return Finding(
        condition, None,
        said_zh="无人陈述;申请时提交证明", said_en="nobody has stated it; shown when applying",
    )  # fmt: skip


_TESTS: Final[Mapping[str, Callable[[_Case, Condition], Finding]]] = {
    "period": _period, "duties": _duties, "commitment": _commitment, "repairable": _repairable,
    "honest": _honest, "other": _other,
}  # fmt: skip
