"""A small network and its views, rebuilt from the facts of a proof.

It answers exactly what the recorded readings covered and refuses everything else: an analysis
over it cannot mistake what was not looked at for what is not there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from analyses.explanation.recording import Reading, reading
from analyses.proofs.evidence import FactRow
from graph.encoding import link_shape, node_shape
from graph.facts import (
    DeliveredFile,
    Key,
    LinkFact,
    LinkView,
    NodeVersion,
    NodeView,
    Origin,
)
from graph.merging import merged
from graph.ties import HALF_DTYPE, SAME_AS, By, Tie, Walk, foremost
from graph.versions import as_array
from graph.vocabulary import NODE_CODE


class BeyondProof(LookupError):
    """An analysis looked at what the proof does not cover."""


class Rebuilt:
    """Satisfies ``Ties`` and ``Views``. Numbers are the places of the proof.

    Raises KeyError, TypeError or ValueError for facts that are not what ``evidence`` writes.
    """

    def __init__(self, facts: Sequence[FactRow], revision: int) -> None:
        self.revision = revision
        self._nodes = {one["node"]: one for one in facts if one["fact"] == "node"}
        self.size = len(self._nodes)
        self.survivor = {
            node: int(one["stands_at"])
            for node, one in self._nodes.items()
            if one["stands_at"] != node
        }
        self._ties: dict[int, list[Tie]] = {node: [] for node in self._nodes}
        self._link_views: dict[int, LinkView] = {}
        self._told: set[int] = set()
        for one in facts:
            if one["fact"] == "link":
                self._lay(one)
        for ties in self._ties.values():
            ties.sort(key=lambda tie: (tie[6], -tie[7], tie[1]))
        self._node_views = self._viewed(facts)
        self._readings = dict(_reading(one) for one in facts if one["fact"] == "reading")

    def _lay(self, one: FactRow) -> None:
        view = link_view(one)
        fact = LinkFact(
            view.kind, view.source, view.target, view.fields, view.distinct,
            view.valid_from, view.valid_until,
        )  # fmt: skip
        row = as_array(fact, view.number, one["source"], one["target"])
        number, kind, code, source, target, low, high, first, last = row
        if kind != SAME_AS:
            said = (number, low, high, first, last, kind)
            self._ties[source].append((target, *said, 1, code))
            self._ties[target].append((source, *said, 0, code))
        self._link_views[view.number] = view
        if one["told"]:
            self._told.add(view.number)

    def _viewed(self, facts: Sequence[FactRow]) -> dict[int, NodeView | None]:
        said: dict[int, list[NodeVersion]] = {}
        for one in facts:
            if one["fact"] == "statement":
                said.setdefault(one["node"], []).append(node_version(one))
        views: dict[int, NodeView | None] = {}
        for node, one in self._nodes.items():
            if one["id"] is None:
                views[node] = None
            elif one["statements"] is not None:
                views[node] = _node_view(one, said.get(node, []))
        return views

    def canonical(self, node: int) -> int:
        return self.survivor.get(node, node)

    def kind_of(self, node: int) -> int:
        kind = self._nodes[node]["kind"] if node in self._nodes else None
        return -1 if kind is None else NODE_CODE[kind]

    def extent(self, node: int) -> int:
        extent = self._nodes[node]["extent"]
        if extent is None:
            raise BeyondProof(f"the extent of node {node}")
        return int(extent)

    def ties(self, node: int, walk: Walk) -> list[Tie]:
        return self._covered(reading(node, walk), walk.among(self._ties.get(node, ())))

    def every_tie(self, node: int) -> list[Tie]:
        return self._covered(Reading(node, None, "both", None), list(self._ties.get(node, ())))

    def every_half(self, node: int) -> NDArray[Any]:
        return np.array(self.every_tie(node), dtype=HALF_DTYPE)

    def degree(self, node: int, walk: Walk) -> int:
        read = reading(node, walk)._replace(measured=True)
        if read not in self._readings:
            raise BeyondProof(f"how many ties node {node} has")
        return self._readings[read]

    def foremost(self, node: int, walk: Walk, by: By, most: int) -> list[Tie]:
        halves = np.array(walk.among(self._ties.get(node, ())), dtype=HALF_DTYPE)
        read = reading(node, walk)._replace(foremost=(by, most))
        return self._covered(read, foremost(halves, by, most).tolist())

    def _covered(self, read: Reading, ties: list[Tie]) -> list[Tie]:
        """What was read whole covers any part of it."""
        whole = Reading(read.node, None, "both", None)
        if self._readings.get(read) == len(ties):
            return ties
        if self._readings.get(whole) == len(self._ties.get(read.node, ())):
            return ties
        raise BeyondProof(f"the ties of node {read.node}")

    def nodes(self, numbers: Iterable[int]) -> Mapping[int, NodeView]:
        found: dict[int, NodeView] = {}
        for number in numbers:
            if number not in self._node_views:
                raise BeyondProof(f"what is stated of node {number}")
            view = self._node_views[number]
            if view is not None:
                found[number] = view
        return found

    def links(self, numbers: Iterable[int]) -> Mapping[int, LinkView]:
        wanted = list(numbers)
        if not self._told.issuperset(wanted):
            raise BeyondProof("what is stated of a link")
        return {number: self._link_views[number] for number in wanted}


def _reading(one: FactRow) -> tuple[Reading, int]:
    kinds = None if one["kinds"] is None else tuple(one["kinds"])
    day = None if one["day"] is None else date.fromisoformat(one["day"]).toordinal()
    foremost = tuple(one["foremost"]) if "foremost" in one else None
    read = Reading(one["node"], kinds, one["direction"], day, one["measured"], foremost)
    return read, int(one["found"])


def link_view(one: FactRow) -> LinkView:
    """The link as the store would give it, numbered by its place."""
    fields = link_shape(one["kind"]).decode(_text(one["fields"]))
    return LinkView(
        one["link"], one["kind"], Key(*one["stated_source"]), Key(*one["stated_target"]), fields,
        one["distinct"], _day(one["valid_from"]), _day(one["valid_until"]),
        one["recorded"], one["retired"], _origin(one["origin"]),
    )  # fmt: skip


def node_version(one: FactRow) -> NodeVersion:
    """The statement as the store would give it."""
    fields = node_shape(one["kind"]).decode(_text(one["fields"]))
    return NodeVersion(
        one["kind"], fields, one["mention"], _day(one["valid_from"]), _day(one["valid_until"]),
        one["recorded"], one["retired"], _origin(one["origin"]),
    )  # fmt: skip


def _node_view(one: FactRow, said: list[NodeVersion]) -> NodeView:
    if len(said) != one["statements"]:
        raise ValueError(f"node {one['node']} has {len(said)} statements, not {one['statements']}")
    key = Key(one["family"], one["id"])
    into = None if one["merged_into"] is None else Key(*one["merged_into"])
    kind, name, fields, stub = merged(*key, said)
    return NodeView(one["node"], key, kind, name, fields, stub, into, tuple(said))


def _origin(one: FactRow) -> Origin:
    file = DeliveredFile(one["source"], one["layout"], one["file"], one["digest"])
    return Origin(file, one["line"])


def _text(fields: Any) -> str:
    return msgspec.json.encode(fields).decode()


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
