"""Whose records a score starts from, and how strong each is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from itertools import islice
from typing import Final, NamedTuple

import numpy as np

from analyses.own_record import RECORDS, SANCTIONED_BY, OwnRecord, own_records
from analyses.rulebook import Rulebook, in_force
from analyses.work import RECORD, Work
from graph.network import Network
from graph.ties import Ties
from graph.views import Views


class Seed(NamedTuple):
    """A subject with an active adverse record. ``strength`` in ppm, that of its strongest record;
    ``record`` is that record's node, ``link`` the tie to it."""

    strength: int
    record: int
    link: int


PREFETCHED: Final = 2_000  # subjects whose records are read from the store together


def seed_of(
    network: Ties, views: Views, rules: Rulebook, subject: int, day: date, work: Work | None = None
) -> Seed | None:
    """The subject's strongest record that may be used on the day; None without one. What is past
    its life, repaired or annulled gives nothing. Cost: the subject's records, the latest that
    ``work`` affords."""
    records = own_records(network, views, rules, subject, day, work=work)
    seeds = [Seed(_strength(rules, record, day), record.number, record.link) for record in records]
    return max(seeds, key=lambda seed: (seed.strength, -seed.record), default=None)


def seeds_among(
    network: Ties, views: Views, rules: Rulebook, subjects: Iterable[int], day: date,
    progress: Callable[[int, int], None] | None = None, work: Work | None = None,
) -> Mapping[int, Seed]:  # fmt: skip
    """The seeds among these subjects, their records read together, within ``work`` if given.
    ``progress`` is told how many of those with a record are read, and how many there are."""
    ties = {subject: [tie[0] for tie in network.ties(subject, RECORDS)] for subject in subjects}
    tied = [subject for subject, records in ties.items() if records]
    found = {}
    for first in range(0, len(tied), PREFETCHED):
        part = tied[first : first + PREFETCHED]
        together = (record for subject in part for record in ties[subject])
        views.nodes([*part, *islice(together, work.left // RECORD if work else None)])
        for subject in part:
            seed = seed_of(network, views, rules, subject, day, work)
            if seed is not None:
                found[subject] = seed
        if progress is not None:
            progress(first + len(part), len(tied))
    return found


def sanctioned(network: Network) -> list[int]:
    """Every subject that has a record, active or not, by number. Cost: all links, as arrays."""
    tied = (network.halves["kind"] == SANCTIONED_BY) & (network.halves["forward"] == 1)
    nodes = np.searchsorted(network.bounds, np.flatnonzero(tied), side="right") - 1
    return [int(node) for node in np.unique(nodes)]


def _strength(rules: Rulebook, record: OwnRecord, day: date) -> int:
    strengths = in_force(rules.alerts.strength, day)
    return next((each.ppm for each in strengths if each.severity == record.severity), 0)
