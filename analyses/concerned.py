"""Who may have a record, an extension or a conflict at all: everybody else has none on any day.

A city has few records and few builders; a glance at the arrays settles the rest without reading a
single fact of theirs.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from analyses.own_record import SANCTIONED_BY
from analyses.roles import CONTROLS, HOLDS_OFFICE
from graph.network import Network
from graph.vocabulary import LINK_CODE

RECORDED: Final = 1  # has a record, usable or not
REACHED: Final = 2  # holds or held a role in whoever has one
PLACED: Final = 4  # bids, builds or leads, or an office may be barred
MEETS: Final = [LINK_CODE[kind] for kind in ("bids", "participates", "leads")]
ROLES: Final = [HOLDS_OFFICE, CONTROLS]


def concerned(network: Network, barred: Callable[[int], bool]) -> NDArray[np.int8]:
    """Of each node, which of the above hold. Days are not looked at: without ``RECORDED`` there is
    no own record, without ``REACHED`` no extension, without ``PLACED`` no conflict.

    ``barred`` says of those recorded or reached whether anything may bar them from office. Cost:
    all links, as arrays, and that question of each who holds an office.
    """
    halves = network.halves
    nodes = np.repeat(np.arange(network.size, dtype=np.int32), np.diff(network.bounds))
    out, role = halves["forward"] == 1, np.isin(halves["kind"], ROLES)
    recorded = _marked(network, nodes[out & (halves["kind"] == SANCTIONED_BY)])
    holder, unit = nodes[role & out], halves["other"][role & out]
    reached = _marked(network, holder[recorded[unit]])
    asked = np.unique(holder[(recorded | reached)[holder]]).tolist()
    bars = _marked(network, np.array([each for each in asked if barred(each)], dtype=np.int64))
    placed = _marked(network, nodes[out & np.isin(halves["kind"], MEETS)])
    placed |= bars | _marked(network, unit[bars[holder]])
    found: NDArray[np.int8] = recorded * RECORDED + reached * REACHED + placed * PLACED
    return found.astype(np.int8)


def _marked(network: Network, nodes: NDArray[Any]) -> NDArray[np.bool_]:
    marks = np.zeros(network.size, dtype=np.bool_)
    marks[nodes] = True
    return marks
