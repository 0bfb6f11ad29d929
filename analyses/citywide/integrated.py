"""What everybody holds of every company in the end, through whatever lies between, at once.

Source and meaning: ``analyses.integrated`` (Brioschi et al. 1989, Baldone et al. 1998), which
answers exactly, with ranges and paths, for one company. Here by lowest shares, in floating point.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analyses.citywide.components import strong_components
from analyses.citywide.holdings import Holdings, Stakeholders
from analyses.citywide.kernels.integrated import columns


@dataclass(frozen=True, slots=True, eq=False)
class IntegratedOwnership:
    """The owners of company c lie at ``begin[c] … end[c]`` of ``owner`` and ``share`` (parts of
    one), in no fixed order; a share that passes through an ``unsolved`` loop is NaN: it cannot be
    told. ``own``: what each holds of itself in the end, NaN in an unsolved loop."""

    begin: NDArray[np.int64]
    end: NDArray[np.int64]
    owner: NDArray[np.int32]
    share: NDArray[np.float64]
    own: NDArray[np.float64]
    unsolved: NDArray[np.bool_]


def integrated_ownership(capital: Holdings) -> IntegratedOwnership:
    """Lowest shares count, so a company with an unknown share above it has owners who may hold
    more. Cost: the sum over all holdings of how many stand above the holder, and a cube of the size
    of each loop.
    """
    certain = _without_nothing(capital.holders)
    component = strong_components(certain)
    owned = np.flatnonzero((np.diff(certain.start) > 0) | (capital.own[:, 0] > 0))
    order = owned[np.argsort(component[owned], kind="stable")].astype(np.int32)
    begin, end, owner, part, turns, unsolved = columns(
        certain.start, certain.other, certain.least, capital.own, order, component
    )
    used = int(end.max(initial=0))
    owner, part = owner[:used], part[:used]
    with np.errstate(invalid="ignore"):
        share, own = part / turns[owner], (turns - 1) / turns
    share[np.isinf(part)] = np.nan
    return IntegratedOwnership(begin, end, owner, share, own, unsolved)


def _without_nothing(given: Stakeholders) -> Stakeholders:
    """Those that certainly hold something."""
    kept = given.least > 0
    start = np.concatenate([[0], np.cumsum(kept)])[given.start]
    return Stakeholders(start, given.other[kept], given.least[kept], given.most[kept])
