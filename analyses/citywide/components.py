"""Connected components of a whole city: who is tied to whom at any remove, and who holds himself.

Sources: Tarjan, Depth-first search and linear graph algorithms (1972), in Pearce's form (2016);
union by lowest root with path halving, Tarjan and van Leeuwen (1984).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from analyses.citywide.holdings import Stakeholders
from analyses.citywide.kernels import components as kernels


def weak_components(given: Stakeholders) -> NDArray[np.int32]:
    """Each node's component by ties in either direction, named after its lowest node. Nearly
    O(nodes + ties)."""
    found: NDArray[np.int32] = kernels.weak(given.start, given.other)[0]
    return found


def strong_components(given: Stakeholders) -> NDArray[np.int32]:
    """Each node's component by ties in both directions; whatever a component leads to has a lower
    number. O(nodes + ties)."""
    found: NDArray[np.int32] = kernels.strong(given.start, given.other)[0]
    return found
