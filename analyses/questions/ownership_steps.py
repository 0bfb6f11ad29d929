"""What the questions on ownership look at in common: stakes, chains of owners, where they end."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from analyses.questions.question import Asked, Lack, Scene, Statement
from graph.ties import Tie, walk_of
from graph.vocabulary import LINK_CODE

OWNS: Final = frozenset({"owns"})
_OWNS: Final = LINK_CODE["owns"]


def stakes(scene: Scene, owners: Iterable[int], owned: int) -> tuple[int, ...]:
    """The links by which these owners hold of ``owned`` on the day, by number."""
    held = set(owners)
    ties = scene.network.ties(owned, walk_of(OWNS, scene.day, "in"))
    return tuple(sorted(tie[1] for tie in ties if tie[0] in held and tie[0] != owned))


def in_concert(scene: Scene, start: int) -> set[int]:
    """The start and all who act in concert with it on the day, at whatever remove."""
    seen, waiting, walk = {start}, [start], walk_of(frozenset({"acts_with"}), scene.day)
    while waiting:
        fresh = {tie[0] for tie in scene.network.ties(waiting.pop(), walk)} - seen
        seen |= fresh
        waiting.extend(fresh)
    return seen


def chain(scene: Scene, starts: Iterable[int], goal: int) -> list[int]:
    """A shortest chain of stakes from a start to the goal, both included; empty where none is."""
    before: dict[int, int | None] = dict.fromkeys(sorted(starts))
    frontier = list(before)
    walk = walk_of(OWNS, scene.day, "out")
    while frontier and goal not in before:
        grown = []
        for node in frontier:
            for tie in scene.network.ties(node, walk):
                if tie[0] not in before:
                    before[tie[0]] = node
                    grown.append(tie[0])
        frontier = grown
    path: list[int] = []
    step: int | None = goal if goal in before else None
    while step is not None:
        path.append(step)
        step = before[step]
    return path[::-1]


def no_chain(scene: Scene, asked: Asked, other: int, said: tuple[Statement, ...]) -> Lack | None:
    """No chain of stakes on the day; a stake that would close it on another day is named."""
    if chain(scene, asked.subjects, other):
        return None
    ended = [tie for start in asked.subjects for tie in _stakes_ever(scene, start, other)]
    if not ended:
        return Lack("no_path", nodes=(*asked.subjects, other))
    return _not_in_force(scene, max(ended, key=lambda tie: tie[5]), other)


def _stakes_ever(scene: Scene, owner: int, owned: int) -> list[Tie]:
    ties = scene.network.every_tie(owner)
    return [tie for tie in ties if tie[0] == owned and tie[6] == _OWNS and tie[7]]


def _not_in_force(scene: Scene, tie: Tie, other: int) -> Lack:
    over = tie[5] < scene.day.toordinal()
    code, day = ("ended", tie[5]) if over else ("not_yet", tie[4])
    said = {"day": type(scene.day).fromordinal(day).isoformat()}
    return Lack(code, said=said, about=other, nodes=(other,), links=(tie[1],))


def unknown_share(
    scene: Scene, asked: Asked, other: int, said: tuple[Statement, ...]
) -> Lack | None:
    """The lowest shares do not suffice, the highest would: a missing share decides."""
    open_ones = [statement for statement in said if not statement.certain]
    if not open_ones or any(statement.certain for statement in said):
        return None
    statement = open_ones[0]
    return Lack(
        "unknown_share", "unknown", dict(statement.values), other, statement.nodes, statement.links
    )
