"""Conflicts of a lot or a project, by grade."""

from __future__ import annotations

from analyses.conflicts import Conflicts, lot_conflicts, project_conflicts
from analyses.rulebook.conflicts import Grade
from analyses.work import BUDGETS
from api.answers.describe import brief
from api.answers.ground import Ground
from api.answers.resolve import key_in
from api.answers.risk import shapes
from api.answers.risk.wording import conflict_item, proof, told
from api.answers.room import Room
from graph.errors import UnknownId
from graph.facts import Key, NodeView


def lot_conflicts_answer(ground: Ground, project: str, lot: str) -> shapes.ConflictsAnswer:
    """Raises UnknownId for a project or lot nobody named."""
    view = lot_of(ground, project_of(ground, project), lot)
    asked = ground.network, ground.views, ground.rules, view.number, ground.day
    return _answer(ground, view, lot_conflicts(*asked))


def project_conflicts_answer(ground: Ground, project: str) -> shapes.ConflictsAnswer:
    """Raises UnknownId for a project nobody named."""
    view = project_of(ground, project)
    asked = ground.network, ground.views, ground.rules, view.number, ground.day
    return _answer(ground, view, project_conflicts(*asked))


def project_of(ground: Ground, code: str) -> NodeView:
    """Raises UnknownId and AmbiguousId."""
    key = key_in(ground, code, ("project",), "项目", "project")
    return ground.store.nodes([key], known_at=ground.known_at)[key]


def lot_of(ground: Ground, project: NodeView, lot: str) -> NodeView:
    """Raises UnknownId."""
    key = Key("lot", f"{project.key.id}#{lot.strip()}")
    found = ground.store.nodes([key], known_at=ground.known_at).get(key)
    if found is None:
        raise UnknownId(
            f"项目“{project.key.id}”没有标段“{lot}”的投标记录;请核对标段编号",
            f"no bid of a lot {lot!r} in {project.key.id!r}; check the lot's number",
            field="lot",
        )
    return found


def _answer(ground: Ground, view: NodeView, judged: Conflicts) -> shapes.ConflictsAnswer:
    room = Room(BUDGETS.answer.told // 2)  # a party with its ties takes long to describe

    def items(grade: Grade, parts: int) -> list[shapes.ConflictItem]:
        kept = room.fitting(judged.of(grade), told, parts)
        return [conflict_item(ground, each) for each in kept]

    void, deemed, indicators = items("void", 3), items("deemed", 2), items("indicators", 1)
    return {
        **ground.frame(truncated=judged.cut_short or room.omitted > 0),
        "place": brief(view),
        "day": judged.day.isoformat(),
        "day_from": judged.stated,
        "void": void,
        "deemed": deemed,
        "indicators": indicators,
        "proof": proof(ground, "conflicts", *_named(view)),
    }


def _named(view: NodeView) -> tuple[str, ...]:
    """A lot by its project and its own number."""
    project, _, lot = view.key.id.rpartition("#")
    return (project, lot) if view.key.family == "lot" else (view.key.id,)
