"""A network and its views that remember what was read of them: exactly what an answer stands on.

What was looked at and not found matters as much as what was found: a *reading* is one node's ties
of some kinds on a day, whole. So a recording suffices to work the answer out again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from analyses.questions.question import Answered, Asked, Question, Scene
from graph.facts import LinkView, NodeView
from graph.ties import HALF_DTYPE, By, Direction, Tie, Ties, Walk
from graph.views import Views


class Reading(NamedTuple):
    """One node's ties of these kinds in this direction on this day (None: of all kinds and days).

    ``measured`` readings counted the ties and did not look at them; a ``foremost`` one looked at
    those with so many parties, by that field.
    """

    node: int
    kinds: tuple[str, ...] | None
    direction: Direction
    day: int | None
    measured: bool = False
    foremost: tuple[By, int] | None = None


class Drawn(NamedTuple):
    """A link between its canonical ends, as the network has it (``topology.LINK_DTYPE``)."""

    number: int
    kind: int
    code: int
    source: int
    target: int
    share_min: int
    share_max: int
    valid_from: int
    valid_until: int


class Recording:
    """Satisfies ``Ties`` and ``Views`` over one of each. Made for one answer; for one thread."""

    def __init__(self, network: Ties, views: Views) -> None:
        self.base = network
        self._views = views
        self.readings: dict[Reading, int] = {}  # how many ties there were
        self.extents: dict[int, int] = {}
        self.stands: dict[int, int] = {}
        self.drawn: dict[int, Drawn] = {}
        self.node_views: dict[int, NodeView | None] = {}
        self.link_views: dict[int, LinkView | None] = {}

    @property
    def revision(self) -> int:
        return self.base.revision

    @property
    def size(self) -> int:
        return self.base.size

    @property
    def survivor(self) -> Mapping[int, int]:
        self.stands.update(self.base.survivor)
        return self.base.survivor

    def kind_of(self, node: int) -> int:
        self.stands.setdefault(node, node)
        return self.base.kind_of(node)

    def canonical(self, node: int) -> int:
        stand = self.base.canonical(node)
        self.stands[node] = stand
        return stand

    def extent(self, node: int) -> int:
        self.extents[node] = self.base.extent(node)
        return self.extents[node]

    def ties(self, node: int, walk: Walk) -> list[Tie]:
        return self._read(reading(node, walk), self.base.ties(node, walk))

    def every_tie(self, node: int) -> list[Tie]:
        return self._read(Reading(node, None, "both", None), self.base.every_tie(node))

    def every_half(self, node: int) -> NDArray[Any]:
        return np.array(self.every_tie(node), dtype=HALF_DTYPE)

    def degree(self, node: int, walk: Walk) -> int:
        degree = self.base.degree(node, walk)
        self.readings[reading(node, walk)._replace(measured=True)] = degree
        return degree

    def foremost(self, node: int, walk: Walk, by: By, most: int) -> list[Tie]:
        ties = self.base.foremost(node, walk, by, most)
        return self._read(reading(node, walk)._replace(foremost=(by, most)), ties)

    def nodes(self, numbers: Iterable[int]) -> Mapping[int, NodeView]:
        wanted = list(dict.fromkeys(numbers))
        found = self._views.nodes(wanted)
        self.node_views.update((number, found.get(number)) for number in wanted)
        return found

    def links(self, numbers: Iterable[int]) -> Mapping[int, LinkView]:
        wanted = list(dict.fromkeys(numbers))
        found = self._views.links(wanted)
        self.link_views.update((number, found.get(number)) for number in wanted)
        return found

    def _read(self, read: Reading, ties: list[Tie]) -> list[Tie]:
        self.readings[read] = len(ties)
        for tie in ties:
            if tie[1] not in self.drawn:
                self.drawn[tie[1]] = drawn(read.node, tie)
        return ties


def reading(node: int, walk: Walk) -> Reading:
    """Raises ValueError for a walk to some nodes only: what is read is kept whole."""
    if walk.to is not None:
        raise ValueError("only whole readings are recorded")
    return Reading(node, tuple(sorted(walk.kinds)), walk.direction, walk.ordinal)


def drawn(node: int, tie: Tie) -> Drawn:
    other, link, low, high, first, last, kind, forward, code = tie
    source, target = (node, other) if forward else (other, node)
    return Drawn(link, kind, code, source, target, low, high, first, last)


def recorded(question: Question, scene: Scene, asked: Asked) -> tuple[Answered, Recording]:
    """The answer, and what it was read from. Costs about twice the answer alone."""
    recording = Recording(scene.network, scene.views)
    watched = replace(scene, network=recording, views=recording)
    return question.ask(watched, asked), recording
