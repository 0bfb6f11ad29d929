"""A network and its views as they would be: facts supposed on top of what is held, never written.

Supposed links and nodes have numbers the store has not given out. The revision stays that of what
is held: a supposition is no knowledge.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np

from graph.facts import DeliveredFile, LinkFact, LinkView, NodeFact, NodeVersion, NodeView, Origin
from graph.merging import FAMILY_KIND, merged
from graph.network import Network
from graph.overlay import Overlay, combined
from graph.ties import Ties
from graph.topology import LINK_DTYPE, Changes
from graph.versions import as_array
from graph.views import Views
from graph.vocabulary import NODE_CODE

FIRST_LINK: Final = 2_000_000_000
"""Numbers from here on are supposed links; a store would need that many links to reach them."""

SOURCE: Final = DeliveredFile("supposed", "supposition", "supposition", "0" * 64)


@dataclass(frozen=True, slots=True)
class SupposedLink:
    """A link between nodes by number."""

    fact: LinkFact
    source: int
    target: int


@dataclass(slots=True)
class Suppositions:
    """What is supposed. ``statements`` are said of nodes by number, beside what is held, and
    outrank it; ``views`` replace a node's view whole. ``newcomers`` are nodes nobody named, whose
    numbers follow the network's own."""

    links: list[SupposedLink] = field(default_factory=list)
    retired: set[int] = field(default_factory=set)
    statements: list[tuple[int, NodeFact]] = field(default_factory=list)
    views: dict[int, NodeView] = field(default_factory=dict)
    newcomers: list[NodeFact] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        return not (self.links or self.retired or self.statements or self.views or self.newcomers)


@dataclass(frozen=True, slots=True)
class SupposedViews:
    """The views beneath, with what is supposed before them."""

    beneath: Views
    own_nodes: Mapping[int, NodeView]
    own_links: Mapping[int, LinkView]

    def nodes(self, numbers: Iterable[int]) -> Mapping[int, NodeView]:
        wanted = list(dict.fromkeys(numbers))
        held = self.beneath.nodes(n for n in wanted if n not in self.own_nodes)
        return {**held, **{n: self.own_nodes[n] for n in wanted if n in self.own_nodes}}

    def links(self, numbers: Iterable[int]) -> Mapping[int, LinkView]:
        wanted = list(dict.fromkeys(numbers))
        held = self.beneath.links(n for n in wanted if n not in self.own_links)
        return {**held, **{n: self.own_links[n] for n in wanted if n in self.own_links}}


def supposed(network: Ties, views: Views, given: Suppositions) -> tuple[Ties, Views]:
    """Both, as they would be. Nothing supposed gives back what was handed in.

    Cost: the suppositions, and the changes an overlay already holds. Raises TypeError for a
    network that is neither frozen nor an overlay of a frozen one.
    """
    if given.empty:
        return network, views
    first = _next_link(network)
    links = {
        first + place: _link_view(first + place, one, network.revision, place)
        for place, one in enumerate(given.links)
    }
    nodes = {**given.views, **_newcomers(network, given)}
    nodes.update(_restated(network, views, given))
    return _network(network, given, first), SupposedViews(views, nodes, links)


def _next_link(network: Ties) -> int:
    """Suppositions may stand on suppositions."""
    held = network.changes.recorded["number"] if isinstance(network, Overlay) else ()
    return max(FIRST_LINK, 1 + int(max(held, default=0)))


def _network(network: Ties, given: Suppositions, first: int) -> Ties:
    rows = [
        as_array(one.fact, first + place, one.source, one.target)
        for place, one in enumerate(given.links)
    ]
    kinds = [NODE_CODE[fact.kind] for fact in given.newcomers]
    changes = Changes(
        network.revision,
        network.revision,
        np.arange(network.size, network.size + len(kinds), dtype=np.int32),
        np.array(kinds, dtype=np.int8),
        np.array(rows, dtype=LINK_DTYPE),
        np.array(sorted(given.retired), dtype=np.int32),
    )
    if isinstance(network, Network):
        return Overlay(network, changes)
    if isinstance(network, Overlay):
        return Overlay(network.base, combined(network.changes, changes))
    raise TypeError(f"nothing can be supposed on top of {type(network).__name__}")


def _link_view(number: int, one: SupposedLink, revision: int, place: int) -> LinkView:
    fact = one.fact
    return LinkView(
        number, fact.kind, fact.source, fact.target, fact.fields, fact.distinct,
        fact.valid_from, fact.valid_until, revision, None, Origin(SOURCE, place + 1),
    )  # fmt: skip


def _version(fact: NodeFact, revision: int, place: int) -> NodeVersion:
    return NodeVersion(
        fact.kind, fact.fields, fact.mention, fact.valid_from, fact.valid_until,
        revision, None, Origin(SOURCE, place + 1),
    )  # fmt: skip


def _newcomers(network: Ties, given: Suppositions) -> dict[int, NodeView]:
    views = {}
    for place, fact in enumerate(given.newcomers):
        number, said = network.size + place, _version(fact, network.revision, place)
        views[number] = _view(NodeView(
            number, fact.key, FAMILY_KIND[fact.key.family], "", {}, True, None, (said,)
        ))  # fmt: skip
    return views


def _restated(network: Ties, views: Views, given: Suppositions) -> dict[int, NodeView]:
    held = dict(views.nodes(number for number, _ in given.statements))
    for place, (number, fact) in enumerate(given.statements):
        said = _version(fact, network.revision, place)
        view = held[number]
        held[number] = _view(replace(view, statements=(*view.statements, said)))
    return held


def _view(view: NodeView) -> NodeView:
    """The view as its statements make it."""
    kind, name, fields, stub = merged(*view.key, view.statements)
    return replace(view, kind=kind, name=name, fields=fields, stub=stub)
