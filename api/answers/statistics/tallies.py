"""The city's ledger and its labels, read once a revision."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from analyses.rulebook import Rulebook
from analyses.statistics.kinds import FIELDS, KIND
from analyses.statistics.ledger import Column, Ledger, ledger_of
from analyses.statistics.places import (
    Labels,
    Progress,
    ReadViews,
    departments,
    divisions,
    months,
    stated,
    with_days,
)
from analyses.statistics.tally import labelled, within
from api.answers.ground import Ground
from api.answers.risk.scoreboards import frozen
from api.answers.statistics.options import BY, StatisticsOptions
from graph.views import StoreViews
from graph.vocabulary import ACTS

ACT_CODE: Final = {act: code for code, act in enumerate(ACTS)}


class Tallies:
    """Owned by whoever answers: one revision's ledger, and the labels asked for so far, 28 to 36
    bytes a record. Safe for many threads: one works, the others wait."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._stamp: tuple[tuple[int, int], str] | None = None
        self._ledger: Ledger = {}
        self._labels: dict[tuple[str, str], Labels] = {}

    def column(self, ground: Ground, kind: str) -> Column:
        with self._lock:
            return self._fresh(ground)[kind]

    def labels(
        self, ground: Ground, kind: str, by: str, progress: Progress | None = None
    ) -> Labels:
        """The labels of a kind's records; read from the store the first time."""
        with self._lock:
            column = self._fresh(ground)[kind]
            if (kind, by) not in self._labels:
                self._labels[kind, by] = _labels(ground, kind, column, by, progress)
            return self._labels[kind, by]

    def kept(
        self, ground: Ground, kind: str, options: StatisticsOptions,
        progress: Progress | None = None,
    ) -> tuple[Column, NDArray[np.bool_]]:  # fmt: skip
        """A kind's column and which of its records the options ask for."""
        column = self.column(ground, kind)
        kept = within(column, options.since, ground.day)
        for by in BY:
            wanted = getattr(options, by)
            if wanted is not None:
                kept = kept & labelled(self.labels(ground, kind, by, progress), wanted)
        if options.act is not None:
            kept = kept & (column.act == ACT_CODE[options.act])
        return column, kept

    def _fresh(self, ground: Ground) -> Ledger:
        stamp = (ground.edition, ground.rules.version)
        if self._stamp != stamp:
            read, self._labels = ledger_of(frozen(ground.network)), {}
            self._ledger = {
                name: with_days(KIND[name], column, _reader(ground))
                for name, column in read.items()
            }
            self._stamp = stamp
        return self._ledger


def _labels(
    ground: Ground, kind: str, column: Column, by: str, progress: Progress | None
) -> Labels:
    reader = _reader(ground)
    if by == "month":
        return months(column)
    if by == "division":
        return divisions(column, reader, progress)
    if by in FIELDS:
        return stated(column, reader, FIELDS[by], progress)
    return departments(KIND[kind], column, reader, full_names(ground.rules), progress)


def _reader(ground: Ground) -> ReadViews:
    """Opens a reader, which is dropped after some thousand records."""
    return lambda: StoreViews(ground.store, ground.known_at)


def full_names(rules: Rulebook) -> Mapping[str, str]:
    """What departments are also called, and their full names."""
    return {
        other: norm.zh
        for norm in rules.inspection.department
        for other in (norm.id, *norm.names_zh)
    }
