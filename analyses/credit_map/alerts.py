"""How many participants of each project on the map carry an open related-party alert."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from analyses.credit_map.index import ProjectIndex


def open_alerts(index: ProjectIndex, day: int, alerted: NDArray[np.int32]) -> NDArray[np.int32]:
    """By place in the index: the units of the day that are among ``alerted`` (node numbers), each
    once a project, whatever parts it takes there. Projects not in progress have none.

    Cost: sorting the parts taken, a few milliseconds for 60,000 projects.
    """
    places, units = index.parties_on(day)
    counted = index.in_progress(day)[places] & np.isin(units, alerted)
    pairs = np.unique(np.stack([places[counted], units[counted]]), axis=1)
    found: NDArray[np.int32] = np.bincount(pairs[0], minlength=len(index.ids)).astype(np.int32)
    return found
