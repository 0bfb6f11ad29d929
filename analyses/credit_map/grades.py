"""The worst grade among the participants of each project on the map."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from analyses.credit_map.index import ProjectIndex

UNGRADED: Final = -1


def worst(
    index: ProjectIndex, day: int, order: Sequence[str], grade: Callable[[int], str | None]
) -> NDArray[np.int8]:
    """By place in the index: a place in ``order`` (best first), UNGRADED where no participant of
    the day has a grade. Only projects in progress are looked at; each of their units once.

    Cost: one ``grade`` a unit that builds.
    """
    places, units = index.parties_on(day)
    live = index.in_progress(day)[places]
    places, units = places[live], units[live]
    each, at = np.unique(units, return_inverse=True)
    rank = {name: place for place, name in enumerate(order)}
    found = np.array([rank.get(grade(unit) or "", UNGRADED) for unit in each.tolist()],
                     dtype=np.int8)  # fmt: skip
    worst_of = np.full(len(index.ids), UNGRADED, dtype=np.int8)
    if len(each):
        np.maximum.at(worst_of, places, found[at])
    return worst_of
