"""How an investigation ranks whom to look at first. Our own method: analytic, no legal effect."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from msgspec import Meta

from analyses.rulebook.entry import Entry, Rule
from analyses.rulebook.faults import Fault
from graph.vocabulary import LINK_KIND


class Ranking(Entry, frozen=True, kw_only=True):
    """``damping_ppm`` of all walks go on at each node, the others restart; whoever has more than
    ``most_neighbours`` is not walked through."""

    damping_ppm: Annotated[int, Meta(ge=1, le=999_999)]
    most_neighbours: Annotated[int, Meta(ge=1)]


class Weight(Entry, frozen=True, kw_only=True):
    """How strongly a tie of this ``kind`` draws a walk; kinds without an entry are not walked."""

    kind: str
    weight: Annotated[int, Meta(ge=1, le=1_000)]

    def faults(self) -> Iterator[Fault]:
        yield from Entry.faults(self)
        if self.kind not in LINK_KIND:
            yield Fault("kind", f"没有关系“{self.kind}”", f"there is no tie {self.kind!r}")


class Chain(Entry, frozen=True, kw_only=True):
    """Whether chains of guarantees are followed; it has no figures of its own."""


class Investigation(Rule, frozen=True, kw_only=True):
    ranking: tuple[Ranking, ...]
    weight: tuple[Weight, ...]
    guarantees: tuple[Chain, ...]
