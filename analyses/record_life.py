"""How long a record lives: from its decision to the first of the ends that law and data set.

Sources: 山东省社会信用条例 articles 38 to 40 (five years from the end of the behaviour; objections;
withdrawal); the repair regimes 发改委令第58号 and 第36号 (the longest publication ends by itself);
the terms of the national lists. All of them are entries of the rulebook.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from analyses.days import DAY, last_day_of
from analyses.recognition import says
from analyses.rulebook import Entry, Rulebook, in_force, version
from analyses.rulebook.lists import ListRule
from analyses.rulebook.repair import Regime, RepairClass
from graph.facts import Fields

Why = Literal[
    "stated", "publication_stated", "removed", "repaired", "term", "publication", "cap", "shield",
]  # fmt: skip
State = Literal["active", "objected", "repaired", "annulled", "expired", "future"]


@dataclass(frozen=True, slots=True)
class End:
    """The last day in force for one reason; ``rule`` is the norm, None where the data say so."""

    last: date
    why: Why
    rule: Entry | None = None


@dataclass(frozen=True, slots=True)
class Behaviour:
    """The days of the behaviour; ``stated`` is the field they come from. ``decided`` there means
    that the day of the decision stood in for a behaviour of unknown day."""

    first: date
    last: date
    stated: str


@dataclass(frozen=True, slots=True)
class Life:
    """A record's life on the day asked about.

    ``end`` is the earliest of its ``ends``; None for a record without any. Only an active or
    objected record may be shown, counted or used; an objection is pending and says so.
    """

    state: State
    since: date | None
    end: End | None
    ends: tuple[End, ...]
    behaviour: Behaviour | None
    regime: Regime | None
    publication: RepairClass | None

    @property
    def usable(self) -> bool:
        return self.state in {"active", "objected"}

    def ran_out_by(self, day: date) -> bool:
        """Whether the record is over only because its term ran out: it was in force until then.
        What was repaired, annulled, removed or is not published any more is over altogether."""
        over = {end.why for end in self.ends if end.last < day}
        return self.state == "expired" and bool(over) and over <= {"stated", "term"}

    @property
    def until(self) -> date | None:
        return self.end.last if self.end else None

    @property
    def repairable_from(self) -> date | None:
        """The first day on which the shortest publication is over; None without a regime."""
        if self.since is None or self.publication is None:
            return None
        return last_day_of(self.since, self.publication.least_months) + DAY


def life_of(
    rules: Rulebook, rule: ListRule | None, fields: Fields, subject: Fields, day: date
) -> Life:
    """The life of a record with these ``fields`` of a ``subject`` with those.

    What is annulled never was; what was repaired or removed on a day unknown is over on every day.
    """
    decided = _day(fields, "decided")
    behaviour = behaviour_of(rules, fields, day)
    regime, publication = regime_of(rules, rule, fields, day)
    stated = [*_stated(fields), *_shielded(rules, fields, subject, day)]
    normed = _normed(rules, rule, fields, behaviour, publication, day)
    ends = tuple(sorted((*stated, *normed), key=lambda end: end.last))
    end = ends[0] if ends else None
    state = _state(fields, decided, end, day)
    return Life(state, decided, end, ends, behaviour, regime, publication)


def behaviour_of(rules: Rulebook, fields: Fields, day: date) -> Behaviour | None:
    """When the subject behaved so, by the fields that may stand in for its end; None: unknown."""
    first = _day(fields, "behaviour")
    for name in _stand_ins(rules, day):
        last = _day(fields, name)
        if last is not None:
            begun = min(first, last) if first is not None else last
            return Behaviour(begun, last, name)
    return None


def _stand_ins(rules: Rulebook, day: date) -> tuple[str, ...]:
    caps = in_force(rules.life.cap, day)
    return caps[0].stand_in if caps else ("behaviour_ended", "behaviour", "decided")


def regime_of(
    rules: Rulebook, rule: ListRule | None, fields: Fields, day: date
) -> tuple[Regime | None, RepairClass | None]:
    """The repair regime a penalty is under, and its class; None where neither is known.

    The regime is the one the record states, else that of the day of its decision; a record older
    than every regime is under the one in force on ``day``.
    """
    if fields.get("kind") != "penalty":
        return None, None
    regime = governing(rules, fields, day)
    return (regime, class_of(rules, regime, rule, fields)) if regime else (None, None)


def class_of(
    rules: Rulebook, regime: Regime, rule: ListRule | None, fields: Fields
) -> RepairClass | None:
    """A record's class under a regime; None where neither its severity nor its penalties tell."""
    severity = fields.get("severity") or (rule.severity if rule else None)
    classes = [each for each in rules.repair.publication if each.regime == regime.id]
    known = next((each for each in classes if severity and each.severity == severity), None)
    return known or next((each for each in classes if _fits(each, fields)), None)


def governing(rules: Rulebook, fields: Fields, day: date) -> Regime | None:
    """The regime a record states, else that of its decision, else the one in force on ``day``."""
    stated, decided = str(fields.get("regime", "")), _day(fields, "decided")
    for regime in rules.repair.regime:
        if stated == regime.id or any(name in stated for name in regime.named):
            return regime
    then = in_force(rules.repair.regime, decided) if decided else ()
    found = then or in_force(rules.repair.regime, day)
    return found[0] if found else None


def _fits(publication: RepairClass, fields: Fields) -> bool:
    kinds = str(fields.get("penalty_kinds", ""))
    if publication.told or publication.penalties:
        fined = any(penalty in kinds for penalty in publication.penalties)
        return fined or says(fields, *publication.told)
    return publication.severity is None


def _stated(fields: Fields) -> Iterator[End]:
    """The ends the data name. What is ended on a day is not used from that very day on."""
    until, published = _day(fields, "until"), _day(fields, "published_until")
    ended, repaired = _day(fields, "ended"), _day(fields, "repaired")
    if until is not None:
        yield End(until, "stated")
    if published is not None:
        yield End(published, "publication_stated")
    if repaired is not None:
        yield End(repaired - DAY, "repaired")
    if ended is not None:
        yield End(ended - DAY, "repaired" if fields.get("state") == "repaired" else "removed")


def _shielded(rules: Rulebook, fields: Fields, subject: Fields, day: date) -> Iterator[End]:
    for shield in in_force(rules.life.shield, day):
        since, decided = _day(subject, shield.field), _day(fields, "decided")
        if since is not None and (decided is None or decided <= since):
            yield End(since - DAY, "shield", shield)


def _normed(
    rules: Rulebook, rule: ListRule | None, fields: Fields, behaviour: Behaviour | None,
    publication: RepairClass | None, day: date,
) -> Iterator[End]:  # fmt: skip
    decided = _day(fields, "decided")
    if decided is not None and rule is not None and rule.term_months is not None:
        yield End(_term(rule, decided, _day(fields, "until")), "term", rule)
    if decided is not None and publication is not None:
        yield End(last_day_of(decided, publication.most_months), "publication", publication)
    ended = behaviour is not None and (
        behaviour.stated == "behaviour_ended" or not (rule and rule.continuing)
    )
    if behaviour is not None and ended:
        for cap in in_force(rules.life.cap, day):
            yield End(last_day_of(behaviour.last, cap.months), "cap", cap)


def _term(rule: ListRule, decided: date, until: date | None) -> date:
    """The national term; an end the data state may lengthen it as far as the norm allows."""
    months = rule.term_months or 0
    longest = last_day_of(decided, months + rule.extension_months)
    ordinary = last_day_of(decided, months)
    return ordinary if until is None else min(max(until, ordinary), longest)


def _state(fields: Fields, decided: date | None, end: End | None, day: date) -> State:
    said = fields.get("state")
    if said == "annulled" or "annulled" in fields:
        return "annulled"
    unstated = _day(fields, "repaired") is None and _day(fields, "ended") is None
    if unstated and said in ("repaired", "expired"):
        return "repaired" if said == "repaired" else "expired"
    if decided is not None and day < decided:
        return "future"
    if end is not None and end.last < day:
        return "repaired" if end.why == "repaired" else "expired"
    return "objected" if _pending(fields, day) else "active"


def _pending(fields: Fields, day: date) -> bool:
    """An objection was being dealt with: since its day, until the day it was settled."""
    since, ended = _day(fields, "objected"), _day(fields, "objection_ended")
    if fields.get("state") == "objected":
        return since is None or since <= day
    return since is not None and ended is not None and since <= day < ended


def _day(fields: Fields, name: str) -> date | None:
    found = fields.get(name)
    return found if isinstance(found, date) else None


def deadline(rules: Rulebook, id: str, received: date) -> date | None:
    """The last day for what must be done within working days of ``received``; None where no rule
    holds or the year has no calendar yet."""
    rule = version(rules.life.deadline, id, received)
    if rule is None:
        return None
    begun = received if rule.working_days else received - DAY
    last = rules.calendar.after(begun, max(rule.working_days, 1))
    return last if isinstance(last, date) else None
