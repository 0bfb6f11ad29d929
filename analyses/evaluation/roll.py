"""All firms of the city as columns: what a batch scores, simulates and draws from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from analyses.evaluation.evidence import Found, Gatherer, Progress, Standing
from analyses.rulebook import Rulebook, in_force
from graph.facts import NodeView
from graph.ties import Ties
from graph.views import Views
from graph.vocabulary import NODE_CODE

CHUNK: Final = 5_000  # firms whose records are read together
UNKNOWN: Final = -1
LONGEST: Final = 200  # years; older firms count as that old
_ORGANIZATION: Final = NODE_CODE["organization"]
ReadViews = Callable[[], Views]


@dataclass(frozen=True, slots=True)
class Roll:
    """The described organisations on one day, by node number, with their evidence side by side.

    ``kind`` and ``since`` hold the evidence of firm ``i`` at ``bounds[i]`` to ``bounds[i + 1]``:
    indices into ``kinds`` and ordinals. ``status`` indexes ``statuses``; ``years`` are whole.
    Memory: about 150 bytes a firm.
    """

    day: date
    numbers: NDArray[np.int32]
    ids: Sequence[str]
    industries: Sequence[str | None]
    statuses: tuple[str, ...]
    status: NDArray[np.int32]  # UNKNOWN where nobody stated it
    years: NDArray[np.int32]
    kinds: tuple[str, ...]
    bounds: NDArray[np.int64]
    kind: NDArray[np.int16]
    since: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.numbers)


def roll_of(
    network: Ties,
    views: ReadViews,
    rules: Rulebook,
    day: date,
    progress: Progress | None = None,
) -> Roll:
    """Reads every firm and its records once, some thousands at a time.

    ``views`` opens a new reader, dropped after each chunk, so that a city's facts are not kept in
    memory. Cost: one read of each firm and record in the store, the bulk of a batch's time.
    """
    gatherer, columns = Gatherer(rules, day), _Columns(rules, day)
    numbers = [
        number
        for number in range(network.size)
        if network.kind_of(number) == _ORGANIZATION and network.canonical(number) == number
    ]
    for start in range(0, len(numbers), CHUNK):
        for view, found in _chunk(network, views(), gatherer, numbers[start : start + CHUNK]):
            columns.add(view, found)
        if progress is not None:
            progress(min(start + CHUNK, len(numbers)), len(numbers))
    return columns.roll()


def _chunk(
    network: Ties, views: Views, gatherer: Gatherer, numbers: list[int]
) -> Iterator[tuple[NodeView, list[Found]]]:
    records = [tie[0] for number in numbers for tie in gatherer.ties(network, number)]
    seen = views.nodes([*numbers, *records])
    for number in numbers:
        if number in seen and not seen[number].stub:
            yield seen[number], gatherer.found(network, views, number)


class _Columns:
    """Gathers rows into columns."""

    def __init__(self, rules: Rulebook, day: date) -> None:
        self._day = day
        self._kinds = tuple(kind.id for kind in in_force(rules.evidence.evidence, day))
        self._place = {kind: place for place, kind in enumerate(self._kinds)}
        self._statuses: dict[str, int] = {}
        self._firms: list[tuple[int, str, str | None, int, int, int]] = []
        self._evidence: list[tuple[int, int]] = []

    def add(self, view: NodeView, found: Sequence[Found]) -> None:
        standing = Standing.of(view.fields)
        status, years = UNKNOWN, standing.years(self._day)
        if standing.status is not None:
            status = self._statuses.setdefault(standing.status, len(self._statuses))
        years = UNKNOWN if years is None else min(years, LONGEST)
        self._firms.append((view.number, view.key.id, standing.industry, status, years, len(found)))
        self._evidence.extend((self._place[fact.evidence], fact.since) for fact in found)

    def roll(self) -> Roll:
        numbers, ids, industries, status, years, counts = _turned(self._firms, 6)
        kind, since = _turned(self._evidence, 2)
        return Roll(
            self._day, np.array(numbers, np.int32), ids, industries, tuple(self._statuses),
            np.array(status, np.int32), np.array(years, np.int32), self._kinds,
            np.concatenate([[0], np.cumsum(np.array(counts, np.int64))]).astype(np.int64),
            np.array(kind, np.int16), np.array(since, np.int32),
        )  # fmt: skip


def _turned(rows: list[Any], width: int) -> tuple[tuple[Any, ...], ...]:
    return tuple(zip(*rows, strict=True)) if rows else ((),) * width
