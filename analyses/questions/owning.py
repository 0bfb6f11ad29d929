"""What the questions on ownership look at in common: chains of stakes, and where they break."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from analyses.questions.question import Asked, Lack, Scene, Statement
from analyses.register_end import register_end
from analyses.stakes import Right, Share, Stakes
from analyses.state_capital import owns_for_state
from analyses.steps import WORK_BUDGET
from graph.ties import Tie
from graph.vocabulary import LINK_CODE

_OWNS: Final = LINK_CODE["owns"]


def stakes_of(scene: Scene, right: Right = "capital") -> Stakes:
    return Stakes(scene.network, scene.day, right)


def held_by(stakes: Stakes, owners: Collection[int], company: int) -> dict[int, Share]:
    """What each of these owners holds of the company."""
    return {
        owner: share for owner, share in stakes.holders(company).items() if owner in owners
    }  # fmt: skip


def links_of(shares: Iterable[Share]) -> tuple[int, ...]:
    return tuple(sorted({tie[1] for share in shares for tie in share.ties}))


def chain(stakes: Stakes, starts: Iterable[int], goal: int) -> list[int]:
    """A shortest chain of stakes from a start to the goal, both included; empty where none is."""
    return _walked(starts, goal, stakes.held)


def _walked(starts: Iterable[int], goal: int, owned: Callable[[int], Iterable[int]]) -> list[int]:
    before: dict[int, int | None] = dict.fromkeys(sorted(starts))
    frontier = list(before)
    while frontier and goal not in before:
        grown = []
        for node in frontier:
            for other in sorted(owned(node)):
                if other not in before:
                    before[other] = node
                    grown.append(other)
        frontier = grown
    path: list[int] = []
    step: int | None = goal if goal in before else None
    while step is not None:
        path.append(step)
        step = before[step]
    return path[::-1]


def no_chain_down(
    scene: Scene, asked: Asked, other: int, said: tuple[Statement, ...]
) -> Lack | None:
    """No chain of stakes leads down to the other on the day."""
    return _no_chain(scene, asked, other, ((asked.subjects, other),))


def no_chain_up(scene: Scene, asked: Asked, other: int, said: tuple[Statement, ...]) -> Lack | None:
    """No chain of stakes leads from the other down to the subject on the day."""
    (subject,) = asked.subjects
    return _no_chain(scene, asked, other, (((other,), subject),))


def no_chain(scene: Scene, asked: Asked, other: int, said: tuple[Statement, ...]) -> Lack | None:
    """No chain of stakes leads from one to the other on the day, either way."""
    (subject,) = asked.subjects
    return _no_chain(scene, asked, other, ((asked.subjects, other), ((other,), subject)))


def _no_chain(
    scene: Scene, asked: Asked, other: int, ways: Iterable[tuple[tuple[int, ...], int]]
) -> Lack | None:
    """Where a chain of stakes of all days is broken on the day, its first missing stake."""
    stakes, ways = stakes_of(scene), tuple(ways)
    if any(chain(stakes, starts, goal) for starts, goal in ways):
        return None
    if stakes.cut_short:
        return Lack("cut_short", "unknown", {"by": "work_budget"})
    for starts, goal in ways:
        for owner, company in pairwise(_chain_ever(scene, starts, goal)):
            ties = [tie for tie in _stakes_ever(scene, owner) if tie[0] == company]
            if not any(tie[4] <= scene.day.toordinal() <= tie[5] for tie in ties):
                return not_in_force(scene, max(ties, key=lambda tie: tie[5]), company)
    return Lack("no_path", nodes=(*asked.subjects, other))


def _chain_ever(scene: Scene, starts: Iterable[int], goal: int) -> list[int]:
    """A shortest chain of stakes of whatever days; empty where none is found within the budget."""
    return _walked(starts, goal, _Reader(scene).owned)


@dataclass(slots=True)
class _Reader:
    scene: Scene
    work: int = 0

    def owned(self, owner: int) -> Iterable[int]:
        self.work += self.scene.network.extent(owner)
        if self.work > WORK_BUDGET:
            return ()
        return (tie[0] for tie in _stakes_ever(self.scene, owner))


def _stakes_ever(scene: Scene, owner: int) -> list[Tie]:
    return [tie for tie in scene.network.every_tie(owner) if tie[6] == _OWNS and tie[7]]


def not_in_force(scene: Scene, tie: Tie, other: int) -> Lack:
    """The tie is over, or is yet to come."""
    over = tie[5] < scene.day.toordinal()
    code, day = ("ended", tie[5]) if over else ("not_yet", tie[4])
    said = {"day": type(scene.day).fromordinal(day).isoformat()}
    return Lack(code, said=said, about=other, nodes=(other,), links=(tie[1],))


def unknown_share(
    scene: Scene, asked: Asked, other: int, said: tuple[Statement, ...]
) -> Lack | None:
    """The lowest shares do not suffice, the highest would: a missing share decides."""
    if not said or any(statement.certain for statement in said):
        return None
    statement = said[0]
    return Lack(
        "unknown_share", "unknown", dict(statement.values), other, statement.nodes, statement.links
    )


def share_below(stakes: Stakes, side: Collection[int], way: Iterable[int], needs: int) -> Lack:
    """The first company on the way that is not on the side, and how little the side holds."""
    company = next(node for node in way if node not in side)
    held = held_by(stakes, side, company)
    return Lack(
        "share_below",
        said={"has": sum(share.least for share in held.values()), "needs": needs},
        about=company,
        nodes=tuple(sorted({*held, company})),
        links=links_of(held.values()),
    )


def ownerless_firm(scene: Scene, node: int) -> bool:
    """Whether the register ends here: a foreign firm, or one that nobody described, without a
    recorded owner on the day."""
    end = register_end(scene.network, scene.views, node, scene.day)
    of_state = owns_for_state(scene.views, scene.rules, node, scene.day)
    return end in ("foreign", "undescribed") and not of_state
