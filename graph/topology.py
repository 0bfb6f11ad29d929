"""Links as arrays: what a store hands to the network."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

ALWAYS: Final = -(2**31)  # valid_from of a link whose first day is open
FOREVER: Final = 2**31 - 1  # valid_until of a link whose last day is open
NO_CODE: Final = -1

LINK_DTYPE: Final = np.dtype(
    [
        ("number", np.int32),  # LinkView.number
        ("kind", np.int8),  # vocabulary.LINK_CODE
        ("code", np.int8),  # office or role: index into LinkKind.codes; NO_CODE without one
        ("source", np.int32),  # NodeView.number
        ("target", np.int32),
        ("share_min", np.int32),  # ppm; unknown share is 0 … 1_000_000, absent field too
        ("share_max", np.int32),
        ("valid_from", np.int32),  # date.toordinal(), inclusive; ALWAYS
        ("valid_until", np.int32),  # inclusive; FOREVER
    ]
)


def first_day(day: date | None) -> int:
    return ALWAYS if day is None else day.toordinal()


def last_day(day: date | None) -> int:
    return FOREVER if day is None else day.toordinal()


@dataclass(frozen=True, slots=True)
class Topology:
    """Everything the network is made of, at one revision.

    ``node_kinds[number]`` is the node's ``vocabulary.NODE_CODE`` (-1: no such node at this
    revision). ``links`` has LINK_DTYPE, ``same_as`` links included. Of a link that is no ``owns``,
    both shares are 0.
    """

    revision: int
    node_kinds: NDArray[np.int8]
    links: NDArray[Any]


@dataclass(frozen=True, slots=True)
class Changes:
    """What came after a revision: new or re-kinded nodes, recorded links, retired link numbers."""

    since: int
    revision: int
    node_numbers: NDArray[np.int32]
    node_kinds: NDArray[np.int8]
    recorded: NDArray[Any]
    retired: NDArray[np.int32]
