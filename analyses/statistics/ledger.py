"""All acts and records of the loop as columns, read off the network's arrays alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from analyses.statistics.kinds import KIND_OF_ACT, KINDS, OWNING, Kind
from graph.network import Network
from graph.topology import ALWAYS
from graph.vocabulary import ACTS, LINK_CODE, NODE_CODE, NODE_KINDS

NOBODY: Final = -1
Ints = NDArray[np.int32]
_PERSON: Final = NODE_CODE["person"]


@dataclass(frozen=True, slots=True)
class Column:
    """The records of one kind, oldest first, then by node: their ``record`` node, what it is
    ``about`` (itself, unless it is an act), the ``subject`` (NOBODY: of no subject), the ordinal
    ``day`` (ALWAYS: not stated), the ``act`` (an index into ACTS, or NOBODY), and the ``unit``
    at the end of a tie (NOBODY: only the record's fields can tell)."""

    record: Ints
    about: Ints
    subject: Ints
    day: Ints
    act: Ints
    unit: Ints

    def __len__(self) -> int:
        return len(self.record)

    def only(self, kept: NDArray[Any]) -> Column:
        return Column(self.record[kept], self.about[kept], self.subject[kept], self.day[kept],
                      self.act[kept], self.unit[kept])  # fmt: skip


Ledger = Mapping[str, Column]


def ledger_of(network: Network) -> Ledger:
    """Every kind's column. Cost: some passes over all links, on arrays: 0.25 s a million;
    24 bytes a record. A record tied to several subjects counts once, for its first organisation.
    """
    links = _Links(network)
    owners = _owners(network, links)
    columns = {kind.name: _records(links, kind, owners) for kind in KINDS if kind.node != "event"}
    return columns | _acts(network, links, owners)


_Ends = tuple[Ints, Ints, Ints, Ints]
"""Source, target, first day and code of each link."""


class _Links:
    """The network's links by kind, each once: source, target, first day, code."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._places = np.flatnonzero(network.halves["forward"] == 1)
        self._kinds = network.halves["kind"][self._places]
        self._laid: dict[str, _Ends] = {}

    def of(self, kind: str) -> _Ends:
        """By link number; each kind is laid out once."""
        if kind not in self._laid:
            self._laid[kind] = self._lay(kind)
        return self._laid[kind]

    def _lay(self, kind: str) -> _Ends:
        halves, places = self._network.halves, self._places[self._kinds == LINK_CODE[kind]]
        source = np.searchsorted(self._network.bounds, places, side="right") - 1
        order = np.argsort(halves["link"][places], kind="stable")
        places = places[order]
        return (source[order].astype(np.int32), halves["other"][places],
                halves["valid_from"][places], halves["code"][places].astype(np.int32))  # fmt: skip


def _owners(network: Network, links: _Links) -> Ints:
    """For each node that is a record, its subject: its first organisation, else first person."""
    owner = np.full(network.size, NOBODY, np.int32)
    for link in OWNING:
        source, target, _, _ = links.of(link)
        person = network.node_kinds[source] == _PERSON
        for some in (person, ~person):  # later ones overrule
            owner[target[some][::-1]] = source[some][::-1]
    return owner


def _records(links: _Links, kind: Kind, owners: Ints) -> Column:
    _, record, day, _ = links.of(kind.link)
    record, first = np.unique(record, return_index=True)
    unit = np.full(len(owners), NOBODY, np.int32)
    if kind.unit_link:
        source, target, _, _ = links.of(kind.unit_link)
        unit[source[::-1]] = target[::-1]
    none = np.full(len(record), NOBODY, np.int32)
    return oldest_first(Column(record, record, owners[record], day[first], none, unit[record]))


def _acts(network: Network, links: _Links, owners: Ints) -> dict[str, Column]:
    """Events by kind: what an act is depends on what it is about."""
    event, about, day, act = links.of("about")
    subjects = [code for code, kind in enumerate(NODE_KINDS) if kind.family == "subject"]
    is_subject = np.isin(network.node_kinds[about], subjects)
    subject = np.where(is_subject, about, owners[about])
    none = np.full(len(event), NOBODY, np.int32)
    whole = Column(event, about, subject.astype(np.int32), day, act, none)
    of_kind = _kinds_of(act, network.node_kinds[about])
    return {
        kind.name: oldest_first(whole.only(of_kind == place))
        for place, kind in enumerate(KINDS)
        if kind.node == "event"
    }


def _kinds_of(act: Ints, node_kind: NDArray[np.int8]) -> NDArray[np.int64]:
    """The place in KINDS of each act about a node of a kind; an unknown act is any other."""
    names = [kind.name for kind in KINDS]
    table = np.full((len(ACTS) + 1, len(NODE_KINDS) + 1), names.index("other_acts"))
    for code, done in enumerate(ACTS):
        for number, kind in enumerate(NODE_KINDS):
            table[code, number] = names.index(KIND_OF_ACT[done, kind.family])
    found: NDArray[np.int64] = table[act, node_kind]
    return found


def oldest_first(column: Column) -> Column:
    return column.only(np.lexsort((column.record, column.day)))


def dated(column: Column) -> NDArray[np.bool_]:
    found: NDArray[np.bool_] = column.day != ALWAYS
    return found
