"""An investigation as it stands, with its findings asked again; and the organisation's list."""

from __future__ import annotations

from itertools import islice
from typing import Final

from analyses.work import BUDGETS, Work
from api.answers.describe import brief
from api.answers.ground import Ground
from api.answers.investigations import shapes
from api.answers.investigations.book import Investigations, Trail, Written, whole
from api.answers.investigations.entries import (
    KINDS_ZH,
    ChangeTaken,
    Closed,
    FindingDropped,
    Found,
    GraphSaved,
    Kind,
    Noted,
    Opened,
    Reopened,
    SubjectAdded,
    SubjectRemoved,
)
from api.answers.investigations.findings import finding
from api.answers.investigations.folder import Folder, State, folded
from api.answers.investigations.graphs import graph
from api.answers.paging import cursor_after, position_of
from api.answers.resolve import subject_of

STATES_ZH: Final[dict[State, str]] = {"open": "在办", "closed": "已结"}


def investigation_answer(ground: Ground, trail: Trail) -> shapes.InvestigationAnswer:
    """Cost: each finding is asked again, and the saved graphs' ties are looked up, all within the
    budget of one look-up."""
    folder, work = folded(trail), Work(BUDGETS.walks.ties)
    graphs = [graph(ground, written, saved, work) for written, saved in folder.graphs.values()]
    return {
        **ground.frame(truncated=any(each["truncated"] for each in graphs)),
        "investigation": outline(trail, folder),
        "subjects": [_listed(ground, each, folder) for each in folder.subjects],
        "findings": [finding(ground, written, found)
                     for written, found in folder.findings.values()],
        "graphs": graphs,
        "notes": [{"text": noted.text, "at": _at(written), "by": written.author}
                  for written, noted in folder.notes],
        "changes": [{"change": taken.change, "event": taken.event, "taken": _at(written),
                     "taken_by": written.author} for written, taken in folder.changes],
        "trail": [_entry(written) for written in trail.entries],
        "whole": whole(trail),
    }  # fmt: skip


def investigations_answer(
    ground: Ground, kept: Investigations, organisation: str, state: State | None, limit: int,
    cursor: str | None,
) -> shapes.InvestigationsAnswer:  # fmt: skip
    """The one entered into last comes first. Raises RefusedInput for a cursor nobody gave. Cost:
    the trails up to the end of the page."""
    begin = position_of(cursor, organisation, state) if cursor else 0
    told = (outline(trail, folded(trail)) for trail in kept.trails(organisation))
    found = (one for one in told if state is None or one["state"] == state)
    page = list(islice(found, begin, begin + limit + 1))
    return {
        **ground.frame(),
        "investigations": page[:limit],
        "next": cursor_after(begin + limit, organisation, state) if len(page) > limit else None,
    }


def outline(trail: Trail, folder: Folder) -> shapes.Outline:
    first, last = trail.entries[0], trail.last
    return {
        "id": trail.id,
        "number": trail.number,
        "title": folder.title,
        "why": folder.why,
        "state": folder.state,
        "state_zh": STATES_ZH[folder.state],
        "opened": _at(first),
        "opened_by": first.author,
        "last": last.number,
        "last_at": _at(last),
        "digest": last.digest,
        "subjects": len(folder.subjects),
        "findings": len(folder.findings),
    }


def _listed(ground: Ground, id: str, folder: Folder) -> shapes.ListedSubject:
    view, _ = subject_of(ground, id)
    listed = folder.subjects[id]
    at = listed.at.isoformat(timespec="seconds")
    return {**brief(view), "note": listed.note, "listed": at, "listed_by": listed.by}


def _entry(written: Written) -> shapes.TrailEntry:
    kind = kind_of(written)
    return {
        "number": written.number,
        "at": _at(written),
        "by": written.author,
        "kind": kind,
        "kind_zh": KINDS_ZH[kind],
        "says": _says(written),
        "digest": written.digest,
    }


def kind_of(written: Written) -> Kind:
    kind: Kind = written.entry.__struct_config__.tag  # type: ignore[assignment]
    return kind


def _says(written: Written) -> str:
    """What was entered in one line; ids stand for subjects."""
    match written.entry:
        case Opened(title=title):
            return title
        case SubjectAdded(id=id, note=note):
            return f"{id} {note}".strip()
        case SubjectRemoved(id=id, why=why):
            return f"{id} {why}"
        case Noted(text=text):
            return text
        case GraphSaved(name=name, nodes=nodes):
            return f"{name} ({len(nodes)})"
        case Found(question=question, says=says):
            return f"{question}: {says}"
        case FindingDropped(finding=number, why=why):
            return f"#{number} {why}"
        case ChangeTaken(change=change):
            return change
        case Closed(why=why) | Reopened(why=why):
            return why


def _at(written: Written) -> str:
    return written.at.isoformat(timespec="seconds")
