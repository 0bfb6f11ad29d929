"""What of a subject's own record counts towards its grade on a day.

Only facts of the subject itself are read: links to other subjects, and whatever is inferred from
them, never enter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from analyses.acted_on import standing_fields
from analyses.own_record import OwnRecord, own_records
from analyses.rulebook import Rulebook, in_force
from analyses.rulebook.evidence import Evidence
from analyses.steps import KIND_NAMES
from analyses.work import Work, latest
from graph.facts import Fields
from graph.ties import Tie, Ties, walk_of
from graph.topology import ALWAYS
from graph.views import Views
from graph.vocabulary import LINK_CODE

SANCTIONED_BY: Final = LINK_CODE["sanctioned_by"]
PLAIN: Final = 2  # what a fact costs to weigh that is no adverse record, in ties that are only read
UNDATED: Final = 2**31 - 1  # a fact of unknown day is counted in every window


class Found(NamedTuple):
    """One fact that counts: ``evidence`` is an id of ``evidence.toml``, ``number`` the record's
    node, ``link`` the tie to it, ``since`` the ordinal of its first day (UNDATED: unknown)."""

    evidence: str
    number: int
    link: int
    since: int


@dataclass(frozen=True, slots=True)
class Standing:
    """A firm's own attributes; None for what nobody stated."""

    status: str | None
    registered: date | None
    industry: str | None

    @classmethod
    def of(cls, fields: Fields) -> Standing:
        status, registered = fields.get("status"), fields.get("registered")
        industry = fields.get("industry")
        return cls(
            str(status) if status else None,
            registered if isinstance(registered, date) else None,
            str(industry) if industry else None,
        )

    def years(self, day: date) -> int | None:
        """Whole years since registration; None before it, or where it is unknown."""
        if self.registered is None or self.registered > day:
            return None
        born = self.registered
        return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


class Gatherer:
    """Gathers evidence by the rules of one day. ``links`` are the kinds of tie it reads."""

    def __init__(self, rules: Rulebook, day: date) -> None:
        self._rules, self._day = rules, day
        self._kinds = in_force(rules.evidence.evidence, day)
        self._adverse = [kind for kind in self._kinds if kind.link == "sanctioned_by"]
        self._plain: dict[int, list[Evidence]] = {}
        for kind in self._kinds:
            if kind.link != "sanctioned_by":
                self._plain.setdefault(LINK_CODE[kind.link], []).append(kind)
        self.links: Final = frozenset({SANCTIONED_BY, *self._plain})
        self._walk: Final = walk_of(frozenset(KIND_NAMES[kind] for kind in self.links), None, "out")

    def ties(self, network: Ties, subject: int) -> list[Tie]:
        """The subject's ties to whatever may be evidence."""
        return network.ties(subject, self._walk)

    def found(
        self, network: Ties, views: Views, subject: int, work: Work | None = None
    ) -> list[Found]:
        """All that counts, in the rule file's order, then by node.

        ``subject`` must be canonical. Cost: the subject's records, read once; within ``work``, if
        given, its adverse records before the others, and of each the latest.
        """
        ties = self.ties(network, subject)
        if not ties:
            return []
        plain, told = [tie for tie in ties if tie[6] != SANCTIONED_BY], list[Found]()
        if len(plain) < len(ties):
            records = own_records(network, views, self._rules, subject, self._day, work=work)
            told += self._adversely(records, views)
        told += self._plainly(network, latest(plain, work, PLAIN) if work else plain, views)
        order = {kind.id: place for place, kind in enumerate(self._kinds)}
        return sorted(told, key=lambda fact: (order[fact.evidence], fact.number, fact.link))

    def _plainly(self, network: Ties, ties: list[Tie], views: Views) -> Iterator[Found]:
        seen = views.nodes([tie[0] for tie in ties])
        today = self._day.toordinal()
        for tie in ties:
            view = seen.get(tie[0])
            if view is None or tie[4] > today:
                continue
            since = UNDATED if tie[4] == ALWAYS else tie[4]
            fields = standing_fields(network, self._rules, view, self._day)
            for kind in self._plain[tie[6]]:
                if (kind.lasting or today <= tie[5]) and _worded(kind, fields):
                    yield Found(kind.id, tie[0], tie[1], since)

    def _adversely(self, records: tuple[OwnRecord, ...], views: Views) -> Iterator[Found]:
        seen = views.nodes([record.number for record in records])
        for record in records:
            fields = seen[record.number].fields
            since = record.life.since.toordinal() if record.life.since else UNDATED
            for kind in self._adverse:
                if _recorded(kind, record, fields):
                    yield Found(kind.id, record.number, record.link, since)


def _worded(kind: Evidence, fields: Fields) -> bool:
    if kind.field is None:
        return True
    said = str(fields.get(kind.field, "")).casefold()
    if any(word.casefold() in said for word in kind.untold):
        return False
    return not kind.told or any(word.casefold() in said for word in kind.told)


def _recorded(kind: Evidence, record: OwnRecord, fields: Fields) -> bool:
    if kind.kinds and fields.get("kind") not in kind.kinds:
        return False
    if (kind.lists and record.list not in kind.lists) or record.list in kind.unlisted:
        return False
    return not kind.severity or severity_of(record, fields) in kind.severity


def severity_of(record: OwnRecord, fields: Fields) -> str:
    """As the record states it, else by its repair class, else by its list; else ``unknown``."""
    stated = fields.get("severity")
    if stated:
        return str(stated)
    if record.life.publication is not None and record.life.publication.severity:
        return record.life.publication.severity
    return (record.rule.severity if record.rule else None) or "unknown"


Progress = Callable[[int, int], None]
"""Called with the firms dealt with so far, and all of them."""
