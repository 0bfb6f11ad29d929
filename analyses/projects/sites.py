"""What a project consists of: its works (工程), their buildings (单体), milestones and lots."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from graph.ties import Tie, Ties
from graph.vocabulary import LINK_CODE, NODE_CODE

PART_OF: Final = LINK_CODE["part_of"]
PROJECT, WORKS, BUILDING, MILESTONE, LOT = (
    NODE_CODE[name] for name in ("project", "works", "building", "milestone", "lot")
)


@dataclass(frozen=True, slots=True)
class Sites:
    """``parent`` has every site, the project first and without one, works before their buildings.

    ``works`` are those of the sites that are works; ``milestones`` and ``lots`` map each to the
    site it belongs to.
    """

    project: int
    works: list[int] = field(default_factory=list)
    parent: dict[int, int | None] = field(default_factory=dict)
    milestones: dict[int, int] = field(default_factory=dict)
    lots: dict[int, int] = field(default_factory=dict)

    def upwards(self, site: int) -> Iterator[int]:
        """The site itself, then what it is part of, up to the project."""
        at: int | None = site
        while at is not None:
            yield at
            at = self.parent[at]

    def related(self, one: int, other: int) -> bool:
        """Whether they are the same, or one is part of the other."""
        return one in self.upwards(other) or other in self.upwards(one)

    def works_of(self, site: int) -> tuple[int, ...]:
        """The works that are part of the site, itself not counted."""
        return tuple(each for each in self.works if each != site and site in self.upwards(each))


def sites_of(network: Ties, project: int) -> Sites:
    """The sites under a project or under works; cost: the ties of each.

    Works of works (stages within stages) are followed; what two name as their part stands under
    the first.
    """
    found = Sites(network.canonical(project))
    found.parent[found.project] = None
    waiting = [found.project]
    while waiting:
        site = waiting.pop(0)
        for tie in parts(network, site):
            part, kind = tie[0], network.kind_of(tie[0])
            if kind in (WORKS, BUILDING) and part not in found.parent:
                found.parent[part] = site
                waiting.append(part)
                if kind == WORKS:
                    found.works.append(part)
            elif kind == MILESTONE:
                found.milestones.setdefault(part, site)
            elif kind == LOT:
                found.lots.setdefault(part, site)
    return found


def parts(network: Ties, site: int) -> list[Tie]:
    """The ties from what is part of the site."""
    return [tie for tie in network.every_tie(site) if tie[6] == PART_OF and not tie[7]]


def project_of(network: Ties, site: int) -> int:
    """The project that works, a building or a lot belong to; a project itself."""
    at, seen = network.canonical(site), set[int]()
    while network.kind_of(at) != PROJECT and at not in seen:
        seen.add(at)
        above = [tie[0] for tie in network.every_tie(at) if tie[6] == PART_OF and tie[7]]
        if not above:
            break
        at = above[0]
    return at
