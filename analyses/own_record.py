"""A subject's own adverse records that may be used on a day, and what each brings with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from analyses.days import day_of
from analyses.recognition import list_of, says, told
from analyses.record_life import Life, life_of
from analyses.rulebook import Rulebook, version
from analyses.rulebook.lists import ListRule
from analyses.rulebook.measures import Measure
from analyses.work import RECORDS_AT_ONCE, Work, latest, reading
from graph.facts import Fields
from graph.ties import Tie, Ties, Walk, walk_of
from graph.views import Views
from graph.vocabulary import LINK_CODE, NODE_CODE

RECORDS: Final = walk_of(frozenset({"sanctioned_by"}), None, "out")
SANCTIONED_BY: Final = LINK_CODE["sanctioned_by"]
PERSON: Final = NODE_CODE["person"]
_ENDS: Final = {"until", "published_until", "ended", "repaired"}


class Consequence(NamedTuple):
    """A measure that follows from a record. ``sure`` is False where the norm asks a condition
    that no record states."""

    measure: Measure
    sure: bool


@dataclass(frozen=True, slots=True)
class OwnRecord:
    """``number`` is the record's node, ``link`` the tie from its subject; ``rule`` None means that
    no rule knows such a record. ``severity`` is minor, general, serious, or "" where neither the
    record, its repair class nor its list tells; ``told`` what it says (``recognition.told``)."""

    number: int
    link: int
    subject: int
    rule: ListRule | None
    life: Life
    consequences: tuple[Consequence, ...]
    severity: str
    told: str

    @property
    def pending(self) -> bool:
        """An objection is being dealt with."""
        return self.life.state == "objected"

    @property
    def list(self) -> str:
        return self.rule.id if self.rule else ""


def own_records(
    network: Ties, views: Views, rules: Rulebook, subject: int, day: date, *, past: bool = False,
    work: Work | None = None, only: Iterable[int] | None = None,
) -> tuple[OwnRecord, ...]:  # fmt: skip
    """The records of a subject that may be used on the day, latest decision first.

    What is past its life, repaired, annulled or not decided yet is left out, unless a history view
    asks for the ``past``. Cost: the subject's records, or ``only`` these of them, read once; within
    ``work``, if given, the latest that it affords.
    """
    subject = network.canonical(subject)
    walk = RECORDS if only is None else Walk(RECORDS.kinds, None, "out", frozenset(only))
    ties = _affordable(network, subject, walk, work) if work else network.ties(subject, walk)
    if not ties:
        return ()
    seen = views.nodes([subject, *(tie[0] for tie in ties)])
    held = seen[subject].fields if subject in seen else {}
    found = [
        _record(rules, subject, network.kind_of(subject), tie, _fields(seen[tie[0]].fields, tie),
                held, day)
        for tie in ties
        if tie[0] in seen
    ]  # fmt: skip
    kept = [record for record in found if past or record.life.usable]
    return tuple(sorted(kept, key=_latest_first))


def record_against(
    network: Ties, views: Views, rules: Rulebook, record: int, day: date
) -> OwnRecord | None:
    """A record as the first of its subjects has it, past its life included; None where no delivery
    says whom it is against. Costs that one record, however many the subject has."""
    against = sorted(network.ties(record, RECORDS.reversed()), key=lambda tie: tie[0])
    if not against:
        return None
    subject, *said, _, code = against[0]
    tie: Tie = (record, *said, 1, code)  # type: ignore[assignment]
    seen = views.nodes([subject, record])
    if record not in seen:
        return None
    held = seen[subject].fields if subject in seen else {}
    kind = network.kind_of(subject)
    return _record(rules, subject, kind, tie, _fields(seen[record].fields, tie), held, day)


def _affordable(network: Ties, subject: int, walk: Walk, work: Work) -> list[Tie]:
    """The subject's ties to its records, or as many of the latest as may be weighed."""
    if not work.affords(1 + reading(network, subject, walk) // RECORDS_AT_ONCE):
        return []
    return latest(network.ties(subject, walk), work)


def _latest_first(record: OwnRecord) -> tuple[int, int]:
    decided = record.life.since
    return (-decided.toordinal() if decided else 0, record.number)


def _fields(fields: Fields, tie: Tie) -> Fields:
    """A record's fields; a day only its link states counts as stated."""
    known = dict(fields)
    first, last = day_of(tie[4]), day_of(tie[5])
    if "decided" not in known and first is not None:
        known["decided"] = first
    if last is not None and not _ENDS & known.keys():
        known["until"] = last
    return known


def _record(
    rules: Rulebook, subject: int, kind: int, tie: Tie, fields: Fields, held: Fields, day: date
) -> OwnRecord:
    rule = list_of(rules, fields, day)
    life = life_of(rules, rule, fields, held, day)
    found = consequences(rules, rule, fields, person=kind == PERSON, day=day)
    severity = _severity(rule, life, fields)
    return OwnRecord(tie[0], tie[1], subject, rule, life, found, severity, told(fields))


def _severity(rule: ListRule | None, life: Life, fields: Fields) -> str:
    by_class = life.publication.severity if life.publication else None
    return str(fields.get("severity") or by_class or (rule.severity if rule else "") or "")


def consequences(
    rules: Rulebook, rule: ListRule | None, fields: Fields, *, person: bool, day: date
) -> tuple[Consequence, ...]:
    """The measures on the listed itself, each in the version of the day asked about."""
    if rule is None:
        return ()
    certain = rule.person_measures if person else rule.measures
    unsure = rule.uncertain_measures if person else ()
    sure = not rule.sure_if_told or "until" in fields or says(fields, *rule.sure_if_told)
    met = says(fields, *rule.met_if_told)
    found = [(named, sure) for named in certain] + [(named, met) for named in unsure]
    return tuple(
        Consequence(measure, known)
        for named, known in found
        if (measure := version(rules.measures.measure, named, day)) is not None
    )
