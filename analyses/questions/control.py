"""Control as a question: whom the subject controls, and who controls it."""

from __future__ import annotations

from typing import Final

from analyses.concert import Concert
from analyses.control import HALF, Controlled, controlled_by, controls
from analyses.questions.owning import (
    chain,
    held_by,
    links_of,
    no_chain,
    ownerless_firm,
    share_below,
    stakes_of,
    unknown_share,
)
from analyses.questions.question import (
    Answered,
    Asked,
    Lack,
    Parameter,
    Question,
    Scene,
    Statement,
)
from analyses.stakes import Stakes

CONCERT: Final = Parameter(
    "concert", "一致行动人合并计票", "those acting in concert vote together", False
)


def answer(scene: Scene, asked: Asked) -> Answered:
    (subject,), concert = asked.subjects, bool(asked.parameters["concert"])
    stakes = stakes_of(scene, "votes")
    below = controls(scene.network, subject, scene.day, concert=concert, stakes=stakes)
    above = controlled_by(scene.network, subject, scene.day, concert=concert, stakes=stakes)
    statements = (
        *(_statement(stakes, "controls", held.number, held) for held in below),
        *(_statement(stakes, "controlled_by", owner, held) for owner, held in above.items()),
    )
    return Answered(statements, ("work_budget",) if stakes.cut_short else ())


def _statement(stakes: Stakes, relation: str, other: int, held: Controlled) -> Statement:
    return Statement(
        relation,
        (other,),
        {"votes_ppm": held.votes_ppm, "votes_max_ppm": held.votes_max_ppm},
        held.certain,
        nodes=(*held.holders, held.number),
        links=links_of(held_by(stakes, held.holders, held.number).values()),
    )


def own_shares(scene: Scene, asked: Asked, other: int, said: tuple[Statement, ...]) -> Lack | None:
    """Only with the company's own shares left out of the total would it be a majority."""
    for statement in said:
        values = statement.values
        if not statement.certain and values["votes_ppm"] == values["votes_max_ppm"]:
            return Lack("own_shares", "unknown", dict(values), other, statement.nodes,
                        statement.links)  # fmt: skip
    return None


def no_majority(scene: Scene, asked: Asked, other: int, said: tuple[Statement, ...]) -> Lack | None:
    """The first company on the way whose votes the controlling side holds no majority of."""
    (subject,), concert = asked.subjects, bool(asked.parameters["concert"])
    stakes = stakes_of(scene, "votes")
    for start, goal in ((subject, other), (other, subject)):
        found = controls(scene.network, start, scene.day, concert=concert, stakes=stakes)
        side = {held.number for held in found if held.certain} | {start}
        if concert:
            side |= _allies(scene, side)
        way = chain(stakes, side, goal)
        if way and goal not in side:
            return share_below(stakes, side, way, HALF + 1)
    return None


def _allies(scene: Scene, side: set[int]) -> set[int]:
    concert = Concert(scene.network, scene.day)
    return {ally for node in side for ally in concert.group(node)}


def register_ends(
    scene: Scene, asked: Asked, other: int, said: tuple[Statement, ...]
) -> Lack | None:
    """Somebody who controls the other is a firm whose own owners no register tells."""
    above = controlled_by(scene.network, other, scene.day)
    for owner in sorted(number for number, held in above.items() if held.certain):
        if owner not in asked.subjects and ownerless_firm(scene, owner):
            return Lack("register_ends", "unknown", about=owner, nodes=(owner, other))
    return None


CONTROL: Final = Question(
    name="control",
    zh="控制",
    en="control",
    answer=answer,
    conditions=(own_shares, unknown_share, register_ends, no_chain, no_majority),
    parameters=(CONCERT,),
    relations={"controls": ("控制", "controls"), "controlled_by": ("受控于", "is controlled by")},
)
