"""The open cases that stand on a document: records in use whose list, regime, term or measures
are rules based on it, and the joint-punishment cases still to be acted on. What is repaired,
annulled or past its life is no case any more."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray

from analyses.checks.cases import Case as Dispatched
from analyses.checks.cases import cases_of_record
from analyses.own_record import SANCTIONED_BY, OwnRecord, own_records
from analyses.rulebook import Entry, Rulebook
from graph.census import nodes_of_kind
from graph.ties import Ties
from graph.views import Views
from graph.vocabulary import NODE_CODE

CHUNK: Final = 2_000  # subjects whose records are read together
SANCTION: Final = NODE_CODE["sanction"]
Cases = dict[str, NDArray[np.int32]]
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Case:
    """A record in use, and what departments must still do about it. ``rules`` make it what it is
    on the day: its list, its repair regime and class, what ends it, the measures that follow, and
    whatever had it dispatched."""

    record: OwnRecord
    dispatched: tuple[Dispatched, ...]

    @property
    def rules(self) -> tuple[Entry, ...]:
        record, life = self.record, self.record.life
        ends = (end.rule for end in life.ends)
        sent = (rule for each in self.dispatched for rule in (each.rule, each.item))
        found = (record.rule, life.regime, life.publication, *ends,
                 *(each.measure for each in record.consequences), *sent)  # fmt: skip
        return tuple(dict.fromkeys(rule for rule in found if rule is not None))

    def standing_on(self, document: str) -> tuple[Entry, ...]:
        return tuple(rule for rule in self.rules if any(b.document == document for b in rule.basis))


def open_cases(
    network: Ties, views: Callable[[], Views], rules: Rulebook, day: date,
    progress: Progress | None = None,
) -> Cases:  # fmt: skip
    """All records in use, as (subject, record) node numbers by document id, in subjects' order.

    Cost: one read of every sanctioned subject and its records; ``views`` opens a reader for each
    chunk. 8 bytes a case and document.
    """
    found: dict[str, list[tuple[int, int]]] = {}
    subjects = sanctioned(network)
    for first in range(0, len(subjects), CHUNK):
        part = subjects[first : first + CHUNK]
        for case in cases_among(network, views(), rules, part, day):
            pair = case.record.subject, case.record.number
            for document in {basis.document for rule in case.rules for basis in rule.basis}:
                found.setdefault(document, []).append(pair)
        if progress is not None:
            progress(first + len(part), len(subjects))
    return {named: np.array(pairs, np.int32) for named, pairs in found.items()}


def sanctioned(network: Ties) -> list[int]:
    """Every subject with a record, by number. Cost: the ties of the records."""
    return sorted({
        tie[0]
        for record in nodes_of_kind(network, SANCTION).tolist()
        for tie in network.every_tie(record)
        if tie[6] == SANCTIONED_BY and not tie[7]
    })  # fmt: skip


def cases_among(
    network: Ties, views: Views, rules: Rulebook, subjects: list[int], day: date
) -> Iterator[Case]:
    """The open cases of these subjects, their records read together."""
    ties = {subject: network.every_tie(subject) for subject in subjects}
    records = [t[0] for own in ties.values() for t in own if t[6] == SANCTIONED_BY and t[7]]
    views.nodes([*subjects, *records])  # read together
    for subject in subjects:
        for record in own_records(network, views, rules, subject, day):
            sent = cases_of_record(network, views, rules, record, day)
            yield Case(record, tuple(each for each in sent if each.state in ("open", "overdue")))


def cases_of(
    network: Ties, views: Views, rules: Rulebook, pairs: Iterable[tuple[int, int]], day: date
) -> list[Case]:
    """Some of ``open_cases``, in their order."""
    wanted = list(pairs)
    found = {
        (case.record.subject, case.record.number): case
        for case in cases_among(network, views, rules, sorted({s for s, _ in wanted}), day)
    }
    return [found[pair] for pair in wanted if pair in found]
