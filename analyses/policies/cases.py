"""The open cases that stand on a document: records in use whose list, regime, term or measures
are rules based on it. What is repaired, annulled or past its life is no case any more."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray

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


def rules_of_record(record: OwnRecord) -> tuple[Entry, ...]:
    """The rules that make a record what it is on the day: its list, its repair regime and class,
    what ends it, and the measures that follow."""
    life = record.life
    ends = (end.rule for end in life.ends)
    found = (record.rule, life.regime, life.publication, *ends,
             *(each.measure for each in record.consequences))  # fmt: skip
    return tuple(dict.fromkeys(rule for rule in found if rule is not None))


def documents_of(record: OwnRecord) -> frozenset[str]:
    """The ids of the documents a record stands on."""
    return frozenset(basis.document for rule in rules_of_record(record) for basis in rule.basis)


@dataclass(frozen=True, slots=True)
class Case:
    """``rules`` are those of the record that stand on the document asked about."""

    record: OwnRecord
    rules: tuple[Entry, ...]


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
        for record in _records(network, views(), rules, part, day):
            for document in documents_of(record):
                found.setdefault(document, []).append((record.subject, record.number))
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


def _records(
    network: Ties, views: Views, rules: Rulebook, subjects: list[int], day: date
) -> Iterator[OwnRecord]:
    ties = {subject: network.every_tie(subject) for subject in subjects}
    records = [t[0] for own in ties.values() for t in own if t[6] == SANCTIONED_BY and t[7]]
    views.nodes([*subjects, *records])  # read together
    for subject in subjects:
        yield from own_records(network, views, rules, subject, day)


def cases_of(
    network: Ties, views: Views, rules: Rulebook, document: str,
    pairs: Iterable[tuple[int, int]], day: date,
) -> list[Case]:  # fmt: skip
    """Some of ``open_cases`` of a document, with the rules that tie them to it."""
    wanted = list(pairs)
    records = {
        (record.subject, record.number): record
        for record in _records(network, views, rules, sorted({s for s, _ in wanted}), day)
    }
    return [
        Case(record, tuple(r for r in rules_of_record(record)
                           if any(basis.document == document for basis in r.basis)))
        for pair in wanted
        if (record := records.get(pair)) is not None
    ]  # fmt: skip
