"""Links as arrays: what a store hands to the network."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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


NO_LINKS: Final = np.zeros(0, dtype=LINK_DTYPE)


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
class History:
    """All that came after a revision, each with the revision it came at.

    ``kinds`` are (node, kind, revision) as they were told, ``recorded`` links (LINK_DTYPE), those
    retired since included, with their ``recorded_at``; ``retired`` (link, revision), ``stated``
    (node, revision, whether it changed only what is kept apart), one a statement in the order of
    its number. All but ``recorded`` are int32.
    """

    since: int
    revision: int
    kinds: NDArray[np.int32]
    recorded: NDArray[Any]
    recorded_at: NDArray[np.int32]
    retired: NDArray[np.int32]
    stated: NDArray[np.int32]

    @classmethod
    def joined(cls, since: int, revision: int, lists: Iterable[Sequence[Any]]) -> History:
        """From change lists: a revision, and as bytes its (node, kind) pairs, its links, the
        numbers of those retired and the nodes of its statements (``said_of``)."""
        kinds, recorded, at, retired, stated = [], [], [], [], []
        for number, rekinded, came, gone, said in lists:
            pairs = np.frombuffer(rekinded, np.int32).reshape(-1, 2)
            kinds.append(np.insert(pairs, 2, number, axis=1))
            recorded.append(np.frombuffer(came, LINK_DTYPE))
            at.append(np.full(len(recorded[-1]), number, np.int32))
            ended = np.frombuffer(gone, np.int32).reshape(-1, 1)
            retired.append(np.insert(ended, 1, number, axis=1))
            nodes = np.frombuffer(said, np.int32)
            apart = nodes < 0
            stated.append(
                np.stack(
                    [np.where(apart, ~nodes, nodes), np.full(len(nodes), number, np.int32), apart],
                    axis=1,
                )
            )
        return cls(
            since, revision, _rows(kinds, 3), np.concatenate([NO_LINKS, *recorded]),
            np.concatenate([np.zeros(0, np.int32), *at]), _rows(retired, 2), _rows(stated, 3),
        )  # fmt: skip

    def net(self) -> Changes:
        """What is left of it at its end, as ``Store.changes`` tells it."""
        gone = self.retired[:, 0]
        kinds = dict(self.kinds[:, :2].tolist())
        came = self.recorded["number"]
        return Changes(
            self.since, self.revision,
            np.fromiter(kinds.keys(), np.int32, len(kinds)),
            np.fromiter(kinds.values(), np.int8, len(kinds)),
            self.recorded[~np.isin(came, gone)], gone[~np.isin(gone, came)],
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Changes:
    """What came after a revision: new or re-kinded nodes, recorded links, retired link numbers."""

    since: int
    revision: int
    node_numbers: NDArray[np.int32]
    node_kinds: NDArray[np.int8]
    recorded: NDArray[Any]
    retired: NDArray[np.int32]


def said_of(nodes: Sequence[int], apart: Sequence[bool]) -> bytes:
    """The nodes of a revision's statements as change lists keep them: the complement of one whose
    statement changed only what is kept apart."""
    numbers = np.array(nodes, np.int32)
    return np.where(np.array(apart, np.bool_), ~numbers, numbers).astype(np.int32).tobytes()


def _rows(parts: Sequence[NDArray[Any]], width: int) -> NDArray[np.int32]:
    return np.concatenate([np.zeros((0, width), np.int32), *parts]).astype(np.int32, copy=False)
