"""What is there for somebody who may not see all of it.

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

from graph.as_delivered import AsDelivered, Link
from graph.vocabulary import LINK_CODE, LINK_KINDS, NODE_CODE, NODE_KIND

ACT: Final = NODE_CODE["event"]
ABOUT: Final = LINK_CODE["about"]
ABOUT_ONLY: Final = frozenset({ABOUT})
MATTERS: Final = frozenset(
    NODE_CODE[name]
    for name in ("sanction", "licence", "commitment", "change", "commendation", "declaration",
                 "inspection", "contract", "contact")
)  # fmt: skip
PARTIES: Final = frozenset(
    LINK_CODE[kind.name]
    for kind in LINK_KINDS
    if "subject" in kind.source and not {"subject"} & set(kind.target)
    and all(NODE_CODE[family] in MATTERS for family in kind.target if family in NODE_KIND)
)  # fmt: skip
"""Links from a subject to a matter of its."""


@dataclass(frozen=True, slots=True)
class Veil:
    """The kinds that are there: ``nodes`` as vocabulary.NODE_CODE, ``links`` as LINK_CODE."""

    nodes: frozenset[int]
    links: frozenset[int]

    def sees(self, network: AsDelivered, node: int) -> bool:
        """Whether a node of the whole network is there. Cost: a matter's own ties."""
        kind = network.kind_of(node)
        if kind not in self.nodes:
            return False
        if kind == ACT:
            return self._concerns(network, node, ABOUT_ONLY, 3, 4)
        return kind not in MATTERS or self._concerns(network, node, PARTIES, 4, 3)

    def _concerns(
        self, network: AsDelivered, node: int, kinds: frozenset[int], own: int, other: int
    ) -> bool:
        return any(
            link[1] in kinds and link[1] in self.links and link[own] == node
            and self.sees(network, link[other])
            for link in network.links([node]).values()
        )  # fmt: skip


def seen(kinds: NDArray[np.int8], rows: NDArray[Any], veil: Veil) -> NDArray[np.bool_]:
    """As ``Veil.sees``, of all nodes at once."""
    there: NDArray[np.bool_] = np.isin(kinds, list(veil.nodes))
    for concerned, links, matter, other in (
        (MATTERS, PARTIES & veil.links, "target", "source"),
        ({ACT}, {ABOUT} & veil.links, "source", "target"),
    ):
        links_of = rows[np.isin(rows["kind"], list(links))]
        with_one = np.zeros(len(kinds), dtype=np.bool_)
        with_one[links_of[matter][there[links_of[other]]]] = True
        there &= with_one | ~np.isin(kinds, list(concerned))
    return there


def touched(whole: AsDelivered, nodes: Iterable[int], links: Iterable[Link]) -> set[int]:
    """The nodes that a change may show or hide, of ``nodes`` that came or changed their kind and
    ``links`` that came or went: these, matters of theirs, and the acts about these."""
    found = set(nodes)
    for link in links:
        if link[1] in PARTIES:
            found.add(link[4])
        elif link[1] == ABOUT:
            found.add(link[3])
    for kinds, own, other in ((PARTIES, 3, 4), (ABOUT_ONLY, 4, 3)):
        near = whole.links(found).values()
        found |= {link[other] for link in near if link[1] in kinds and link[own] in found}
    return found
