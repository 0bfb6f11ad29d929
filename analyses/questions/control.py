"""Control as a question: whom the subject controls, and who controls it."""

from __future__ import annotations

from typing import Final

from analyses.control import HALF, Controlled, controlled_by, controls
from analyses.questions.ownership_steps import (
    chain,
    in_concert,
    no_chain,
    stakes,
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
from graph.ties import walk_of

CONCERT: Final = Parameter(
    "concert", "一致行动人合并计票", "those acting in concert vote together", False
)


def answer(scene: Scene, asked: Asked) -> Answered:
    (subject,), concert = asked.subjects, bool(asked.parameters["concert"])
    below = controls(scene.network, subject, scene.day, concert=concert)
    above = controlled_by(scene.network, subject, scene.day, concert=concert)
    return Answered((
        *(_statement(scene, "controls", held.number, held) for held in below),
        *(_statement(scene, "controlled_by", owner, held) for owner, held in above.items()),
    ))  # fmt: skip


def _statement(scene: Scene, relation: str, other: int, held: Controlled) -> Statement:
    return Statement(
        relation,
        (other,),
        {"votes_ppm": held.votes_ppm, "votes_max_ppm": held.votes_max_ppm},
        held.certain,
        nodes=(*held.holders, held.number),
        links=stakes(scene, held.holders, held.number),
    )


def no_majority(scene: Scene, asked: Asked, other: int, said: tuple[Statement, ...]) -> Lack | None:
    """The first company on the way whose votes the controlling side holds no majority of."""
    (subject,), concert = asked.subjects, bool(asked.parameters["concert"])
    found = controls(scene.network, subject, scene.day, concert=concert)
    allies = in_concert(scene, subject) if concert else {subject}
    side = {held.number for held in found if held.certain} | allies
    for company in chain(scene, allies, other):
        if company not in side:
            return _short(scene, side, company)
    return None


def _short(scene: Scene, side: set[int], company: int) -> Lack:
    ties = scene.network.ties(company, walk_of(frozenset({"owns"}), scene.day, "in"))
    held = [tie for tie in ties if tie[0] in side and tie[0] != company]
    return Lack(
        "share_below",
        said={"has": sum(tie[2] for tie in held), "needs": HALF + 1},
        about=company,
        nodes=tuple(sorted({tie[0] for tie in held} | {company})),
        links=tuple(sorted(tie[1] for tie in held)),
    )


def register_ends(
    scene: Scene, asked: Asked, other: int, said: tuple[Statement, ...]
) -> Lack | None:
    """Somebody who controls the other is a firm whose own owners no register tells."""
    above = controlled_by(scene.network, other, scene.day)
    for owner in sorted(number for number, held in above.items() if held.certain):
        if owner not in asked.subjects and _ownerless_firm(scene, owner):
            return Lack("register_ends", "unknown", about=owner, nodes=(owner, other))
    return None


def _ownerless_firm(scene: Scene, node: int) -> bool:
    """A foreign firm, or one that nobody described, without a recorded owner on the day."""
    if scene.network.ties(node, walk_of(frozenset({"owns"}), scene.day, "in")):
        return False
    view = scene.views.nodes([node]).get(node)
    if view is None or view.kind == "person" or view.fields.get("state_capital"):
        return False
    return view.stub or str(view.fields.get("country", "CN")) not in _HOME


_HOME: Final = frozenset({"CN", "CHN", "中国", "156"})

CONTROL: Final = Question(
    name="control",
    zh="控制",
    en="control",
    answer=answer,
    conditions=(unknown_share, register_ends, no_chain, no_majority),
    parameters=(CONCERT,),
)
