"""A credit file: its sections, its number, and the code that proves it."""

from __future__ import annotations

from typing import Any, Final, Literal, get_args

from api.answers.files.participant import participant_sections
from api.answers.files.place import at_place, place_of
from api.answers.files.project import project_sections
from api.answers.files.sections import UNREAD
from api.answers.files.shapes import FileAnswer, Section
from api.answers.files.subject import subject_sections
from api.answers.ground import Ground
from api.answers.masks import shown_name
from api.answers.projects.gathered import gathered, gathered_at
from api.answers.resolve import subject_of
from api.answers.stamp import FileNumber, Stamp
from graph.errors import RefusedInput, UnknownId
from graph.facts import NodeView

Kind = Literal["project", "participant", "subject"]
KINDS: Final = get_args(Kind)
TITLES: Final = {
    "project": "建设项目信用档案", "participant": "参建主体信用档案", "subject": "信用主体信用档案",
}  # fmt: skip


def file_answer(ground: Ground, stamp: Stamp, kind: str, id: str) -> FileAnswer:
    """Raises UnknownId, AmbiguousId, and RefusedInput for a kind there is none of.

    A merged subject's file is its survivor's; ``redirected_from`` then names the id asked by.
    """
    if kind not in KINDS:
        listed = ", ".join(KINDS)
        raise RefusedInput(
            f"kind 应为以下之一:{listed}", f"kind must be one of: {listed}", field="kind"
        )
    if kind == "project":
        found = gathered(ground, id)
        return _stamped(ground, stamp, kind, found.asked, project_sections(found))
    view, merged = subject_of(ground, id)
    file = _stamped(ground, stamp, kind, view, _sections(ground, kind, view))
    return {**file, "redirected_from": merged.id} if merged else file


def file_again(ground: Ground, stamp: Stamp, number: FileNumber) -> FileAnswer:
    """The file of a number, written again on a ground of its day and revision.

    Raises UnknownId where there is no such node at that revision.
    """
    node = at_place(ground.network, number.node)
    view = None if node is None else ground.views.nodes([node]).get(node)
    if view is None:
        raise UnknownId("没有这份档案的主体", "there is nobody of this file's number", field="code")
    if number.kind == "project":
        sections = project_sections(gathered_at(ground, view))
    else:
        sections = _sections(ground, number.kind, view)
    return _stamped(ground, stamp, number.kind, view, sections)


def _sections(ground: Ground, kind: str, view: NodeView) -> list[Section]:
    sections = subject_sections if kind == "subject" else participant_sections
    return sections(ground, view)


def _stamped(
    ground: Ground, stamp: Stamp, kind: str, view: NodeView, sections: list[Section]
) -> FileAnswer:
    place = place_of(ground.network, view.number)
    number = FileNumber(kind, place, ground.day, ground.network.revision)
    cut = any(each["omitted"] or each["note"] == UNREAD for each in sections)
    content: dict[str, Any] = {
        **ground.frame(truncated=cut),
        "kind": kind,
        "title": TITLES[kind],
        "id": view.key.id,
        "name": shown_name(view.kind, view.name),
        "number": str(number),
        "sections": sections,
    }
    return {**content, "verification": stamp.code(number, content)}  # type: ignore[typeddict-item]
