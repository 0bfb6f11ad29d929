"""What the questions on ownership look at in common: chains of stakes, and where they break."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final

from analyses.questions.question import Asked, Lack, Scene, Statement
from analyses.register_end import register_end
from analyses.stakes import Right, Share, Stakes
from analyses.state_capital import owns_for_state
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
    before: dict[int, int | None] = dict.fromkeys(sorted(starts))
    frontier = list(before)
    while frontier and goal not in before:
        grown = []
        for node in frontier:
            for other in sorted(stakes.held(node)):
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
    stakes = stakes_of(scene)
    if chain(stakes, asked.subjects, other):
        return None
    return _no_chain(scene, stakes, asked, other)


def no_chain(scene: Scene, asked: Asked, other: int, said: tuple[Statement, ...]) -> Lack | None:
    """No chain of stakes leads from one to the other on the day, either way."""
    stakes = stakes_of(scene)
    up = (chain(stakes, [other], subject) for subject in asked.subjects)
    if chain(stakes, asked.subjects, other) or any(up):
        return None
    return _no_chain(scene, stakes, asked, other)


def _no_chain(scene: Scene, stakes: Stakes, asked: Asked, other: int) -> Lack:
    """A stake between the two on another day is named."""
    if stakes.cut_short:
        return Lack("cut_short", "unknown", {"by": "work_budget"})
    past = [tie for start in asked.subjects for tie in _stakes_ever(scene, start, other)]
    over = [tie for tie in past if not tie[4] <= scene.day.toordinal() <= tie[5]]
    if not over:
        return Lack("no_path", nodes=(*asked.subjects, other))
    return not_in_force(scene, max(over, key=lambda tie: tie[5]), other)


def _stakes_ever(scene: Scene, one: int, other: int) -> list[Tie]:
    ties = scene.network.every_tie(one)
    return [tie for tie in ties if tie[0] == other and tie[6] == _OWNS]


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
