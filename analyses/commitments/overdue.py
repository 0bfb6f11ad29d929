"""Whose check of a commitment is overdue, by the unit that is responsible for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from analyses.commitments.standing import SUPERVISED_BY, Standing, standings, supervisors_of
from analyses.rulebook.commitments import Commitments
from graph.ties import Ties
from graph.views import Views
from graph.vocabulary import NODE_CODE

COMMITMENT: Final = NODE_CODE["commitment"]
AT_ONCE: Final = 5_000
NOBODY: Final = -1
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Overdue:
    """``unit`` is the responsible unit's node; NOBODY where no delivery names one."""

    unit: int
    standing: Standing


def overdue(
    network: Ties,
    views: Callable[[], Views],
    rules: Commitments,
    day: date,
    unit: int | None = None,
    progress: Progress | None = None,
) -> list[Overdue]:
    """Checks owed before the day and not done, longest overdue first; of one unit, or of all.

    Cost: every commitment the unit supervises is read, some 20 µs each; of the whole city, all.
    ``views`` makes new views, so that a city's facts are not all kept.
    """
    numbers = _supervised(network, unit) if unit is not None else _all(network)
    found: list[Overdue] = []
    for start in range(0, len(numbers), AT_ONCE):
        part = numbers[start : start + AT_ONCE]
        for each in standings(network, views(), rules, part, day):
            if each.overdue(day):
                found += [Overdue(of, each) for of in _units(network, each.number, unit)]
        if progress is not None:
            progress(min(start + AT_ONCE, len(numbers)), len(numbers))
    return sorted(found, key=lambda o: (o.standing.verify_by or day, o.unit, o.standing.number))


def _units(network: Ties, commitment: int, unit: int | None) -> Iterator[int]:
    if unit is not None:
        yield unit
    else:
        yield from supervisors_of(network, commitment) or [NOBODY]


def _supervised(network: Ties, unit: int) -> list[int]:
    return [t[0] for t in network.every_tie(unit) if t[6] == SUPERVISED_BY and not t[7]]


def _all(network: Ties) -> list[int]:
    return [n for n in range(network.size) if network.kind_of(n) == COMMITMENT]
