"""Eligibility conflicts as a question: of a lot, a project, or all that a subject takes part in."""

from __future__ import annotations

from typing import Final

from analyses.conflicts import Found, lot_conflicts, project_conflicts, subject_conflicts
from analyses.questions.question import (
    RULED,
    Answered,
    Asked,
    Lack,
    Question,
    Scalar,
    Scene,
    Statement,
    merged,
)
from graph.vocabulary import LINK_CODE, NODE_CODE

RELATIONS: Final = {
    "void": ("无效", "void"),
    "deemed": ("视为串通", "deemed collusion"),
    "indicators": ("线索(无法律效力)", "indicator, without legal effect"),
}
LOT: Final = NODE_CODE["lot"]
SITES: Final = frozenset(NODE_CODE[kind] for kind in ("project", "works", "building"))
PLACES: Final = SITES | {LOT}
_PART_OF: Final = LINK_CODE["part_of"]
_MEET: Final = frozenset(LINK_CODE[kind] for kind in ("bids", "participates", "leads"))


def answer(scene: Scene, asked: Asked) -> Answered:
    (number,) = asked.subjects
    found, cut_short = _found(scene, number)
    statements = merged(statement(place, each) for place, each in found)
    return Answered(statements, ("work_budget",) if cut_short else ())


def _found(scene: Scene, number: int) -> tuple[tuple[tuple[int, Found], ...], bool]:
    """Each conflict with its place; -1 where it is bound to none."""
    asked = scene.network, scene.views, scene.rules, number, scene.day
    kind = scene.network.kind_of(number)
    if kind != LOT and kind not in SITES:
        return subject_conflicts(*asked)
    judged = lot_conflicts(*asked) if kind == LOT else project_conflicts(*asked)
    return tuple((-1, each) for each in judged.found), judged.cut_short


def statement(place: int, found: Found) -> Statement:
    """Parties first, then what ties them, then the place."""
    parties = (*found.parties, *found.about, *((place,) if place >= 0 else ()))
    values: dict[str, Scalar] = {"doubt": found.doubt}
    if found.weight_ppm is not None:
        values["weight_ppm"] = found.weight_ppm
    return Statement(
        found.grade, parties, values, found.answer == "yes", found.rule.id,
        tuple(sorted(set(parties))), found.links,
    )  # fmt: skip


def no_part(scene: Scene, asked: Asked, other: int, said: tuple[Statement, ...]) -> Lack | None:
    """It neither bid for this lot, nor took part in this project or leads it."""
    (place,) = asked.subjects
    if scene.network.kind_of(place) not in PLACES or place in _sites(scene, other):
        return None
    return Lack("no_part", about=other, nodes=(place, other))


def never_met(scene: Scene, asked: Asked, other: int, said: tuple[Statement, ...]) -> Lack | None:
    """The two never bid for one lot nor took part in one project."""
    (subject,) = asked.subjects
    sites = _sites(scene, other)
    if scene.network.kind_of(subject) in PLACES or not sites.isdisjoint(_sites(scene, subject)):
        return None
    return Lack("never_met", about=other, nodes=(subject, other))


def _sites(scene: Scene, number: int) -> set[int]:
    """Lots and sites it is tied to, and all that these are part of."""
    waiting = [tie[0] for tie in scene.network.every_tie(number) if tie[6] in _MEET and tie[7]]
    found: set[int] = set()
    while waiting:
        site = waiting.pop()
        if site not in found:
            found.add(site)
            ties = scene.network.every_tie(site)
            waiting += [tie[0] for tie in ties if tie[6] == _PART_OF and tie[7]]
    return found


def not_certain(scene: Scene, asked: Asked, other: int, said: tuple[Statement, ...]) -> Lack | None:
    """A share, a day or a condition is not stated, and it decides."""
    if not said or any(one.certain for one in said):
        return None
    first = said[0]
    told: dict[str, Scalar] = {"doubts": str(first.values.get("doubt", ""))}
    return Lack("not_told", "unknown", told, other, first.nodes, first.links)


def no_ground(scene: Scene, asked: Asked, other: int, said: tuple[Statement, ...]) -> Lack | None:
    """They met, and none of the facts that the rules ask for ties them."""
    return Lack("no_ground", about=other, nodes=(*asked.subjects, other))


CONFLICTS: Final = Question(
    name="conflicts",
    zh="资格互斥",
    en="eligibility conflicts",
    answer=answer,
    conditions=(not_certain, no_part, never_met, no_ground),
    relations=RELATIONS,
    about=("subject", "lot", "project", "works", "building"),
    others=("subject", "sanction", "lot", "project", "contact"),
    ruled=RULED,
)
