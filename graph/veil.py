"""A network without what somebody may not see: as if it had never been told.

Kinds of nodes and links are left out before anything is asked, so that nothing hidden changes an
answer: no count, no order, no sign that it was cut short. What is a matter of others (a record, a
contract, an act) is there if it concerns anybody who is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from graph.network import Network
from graph.overlay import Overlay, since
from graph.ties import SAME_AS, Tie, Ties
from graph.topology import ALWAYS, FOREVER, LINK_DTYPE, NO_CODE, Changes, Topology
from graph.vocabulary import LINK_CODE, LINK_KINDS, NODE_CODE, NODE_KIND

_ACT: Final = NODE_CODE["event"]
_ABOUT: Final = LINK_CODE["about"]
_MATTERS: Final = frozenset(
    NODE_CODE[name]
    for name in ("sanction", "licence", "commitment", "change", "commendation", "declaration",
                 "inspection", "contract", "contact")
)  # fmt: skip
_PARTIES: Final = frozenset(
    LINK_CODE[kind.name]
    for kind in LINK_KINDS
    if "subject" in kind.source and not {"subject"} & set(kind.target)
    and all(NODE_CODE[family] in _MATTERS for family in kind.target if family in NODE_KIND)
)  # fmt: skip
"""Links from a subject to a matter of its."""


@dataclass(frozen=True, slots=True)
class Veil:
    """The kinds that are there: ``nodes`` as vocabulary.NODE_CODE, ``links`` as LINK_CODE."""

    nodes: frozenset[int]
    links: frozenset[int]

    def sees(self, network: Ties, node: int) -> bool:
        """Whether a node of the whole network is there. Cost: a matter's own ties."""
        kind = network.kind_of(node)
        if kind not in self.nodes:
            return False
        if kind == _ACT:
            return self._concerns(network, node, frozenset({_ABOUT}), 1)
        return kind not in _MATTERS or self._concerns(network, node, _PARTIES, 0)

    def _concerns(self, network: Ties, node: int, kinds: frozenset[int], forward: int) -> bool:
        return any(
            tie[6] in kinds and tie[6] in self.links and tie[7] == forward
            and self.sees(network, tie[0])
            for tie in network.every_tie(node)
        )  # fmt: skip


def veiled(network: Network, veil: Veil) -> Network:
    """The network that the same facts without the hidden ones make. Cost: as building one."""
    rows = delivered(network)
    seen = _seen(network.node_kinds, rows, veil)
    kinds = np.where(seen, network.node_kinds, -1).astype(np.int8)
    shown = np.isin(rows["kind"], list(veil.links)) & seen[rows["source"]] & seen[rows["target"]]
    return Network.build(Topology(network.revision, kinds, rows[shown]))


def delivered(network: Network) -> NDArray[Any]:
    """A network's links as they were stated (LINK_DTYPE, by number): not moved by judgements."""
    forward = network.halves["forward"] == 1
    node = np.repeat(np.arange(network.size, dtype=np.int32), np.diff(network.bounds))
    halves = network.halves[forward]
    rows = np.zeros(len(halves), dtype=LINK_DTYPE)
    rows["number"], rows["source"], rows["target"] = halves["link"], node[forward], halves["other"]
    for name in ("kind", "code", "share_min", "share_max", "valid_from", "valid_until"):
        rows[name] = halves[name]
    rows = np.concatenate([rows, _same_as(network.merges)])
    rows = rows[np.argsort(rows["number"], kind="stable")]
    places = np.searchsorted(rows["number"], network.moved["link"])
    rows["source"][places] = network.moved["source"]
    rows["target"][places] = network.moved["target"]
    return rows


def _same_as(merges: NDArray[Any]) -> NDArray[Any]:
    rows = np.zeros(len(merges), dtype=LINK_DTYPE)
    rows["number"], rows["kind"], rows["code"] = merges["link"], SAME_AS, NO_CODE
    rows["source"], rows["target"] = merges["source"], merges["target"]
    rows["valid_from"], rows["valid_until"] = ALWAYS, FOREVER
    return rows


def _seen(kinds: NDArray[np.int8], rows: NDArray[Any], veil: Veil) -> NDArray[np.bool_]:
    """As ``Veil.sees``, of all nodes at once."""
    seen: NDArray[np.bool_] = np.isin(kinds, list(veil.nodes))
    for concerned, links, matter, other in (
        (_MATTERS, _PARTIES & veil.links, "target", "source"),
        ({_ACT}, {_ABOUT} & veil.links, "source", "target"),
    ):
        links_of = rows[np.isin(rows["kind"], list(links))]
        with_one = np.zeros(len(kinds), dtype=np.bool_)
        with_one[links_of[matter][seen[links_of[other]]]] = True
        seen &= with_one | ~np.isin(kinds, list(concerned))
    return seen


def veiled_overlay(base: Network, whole: Overlay, veil: Veil) -> Overlay:
    """The overlay as seen over ``base``, which is the veiled base of ``whole``. A matter whose last
    party is retired stays there until the overlay is folded, but nothing leads to it.

    Cost: the changes, and the ties of nodes that they show or hide.
    """
    return Overlay(base, _seen_of(base, whole, whole.changes, veil))


def veiled_following(seen: Overlay, before: Overlay, whole: Overlay, veil: Veil) -> Overlay | None:
    """The same where ``seen`` is what the overlay ``before`` looked like: at the cost of what came
    since. None where ``whole`` does not follow on it, or merges came or went."""
    if whole.base is not before.base or whole.survivor is not before.survivor:
        return None
    return seen.followed(_seen_of(seen, whole, since(before.changes, whole.changes), veil))


def _seen_of(seen: Network | Overlay, whole: Overlay, later: Changes, veil: Veil) -> Changes:
    """What the later changes, folded into ``whole``, are to somebody who has ``seen`` before."""
    sight = {node: veil.sees(whole, node) for node in _touched(whole, later)}

    def sees(node: int) -> bool:
        return sight[node] if node in sight else seen.kind_of(node) >= 0

    rows = {row[0]: row for row in later.recorded.tolist() if row[1] in veil.links}
    hidden: list[int] = []
    for node, now in sight.items():
        before = seen.kind_of(node) >= 0
        if now and not before:
            ties = whole.every_tie(node)
            shown = {tie[1]: _row(node, tie) for tie in ties if tie[6] in veil.links}
            rows = shown | rows
        elif before and not now:
            hidden += [tie[1] for tie in seen.every_tie(node)]
    gone = set[int](later.retired.tolist())
    told = [row for row in rows.values() if row[0] not in gone and sees(row[3]) and sees(row[4])]
    kinds = {node: whole.kind_of(node) if now else -1 for node, now in sight.items()}
    return Changes(
        seen.revision, whole.revision,
        np.array(list(kinds), dtype=np.int32), np.array(list(kinds.values()), dtype=np.int8),
        np.array(sorted(told), dtype=LINK_DTYPE),
        np.array(sorted(gone.union(hidden)), dtype=np.int32),
    )  # fmt: skip


def _touched(whole: Overlay, later: Changes) -> set[int]:
    """The nodes that changes may show or hide: those that came or changed their kind, matters with
    a new party, and the acts about these."""
    nodes = set[int](later.node_numbers.tolist())
    for row in later.recorded.tolist():
        if row[1] in _PARTIES:
            nodes.add(row[4])
        elif row[1] == _ABOUT:
            nodes.add(row[3])
    nodes |= set(_others(whole, nodes, _PARTIES, 1))
    return nodes | set(_others(whole, nodes, frozenset({_ABOUT}), 0))


def _others(
    network: Ties, nodes: Iterable[int], kinds: frozenset[int], forward: int
) -> Iterable[int]:
    for node in nodes:
        for tie in network.every_tie(node):
            if tie[6] in kinds and tie[7] == forward:
                yield tie[0]


def _row(node: int, tie: Tie) -> Any:
    other, number, share_min, share_max, valid_from, valid_until, kind, forward, code = tie
    ends = (node, other) if forward else (other, node)
    return number, kind, code, *ends, share_min, share_max, valid_from, valid_until
