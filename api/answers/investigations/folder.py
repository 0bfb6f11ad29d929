"""What the entries of an investigation amount to."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from api.answers.investigations.book import Trail, Written
from api.answers.investigations.entries import (
    ChangeTaken,
    Closed,
    FindingDropped,
    Found,
    GraphSaved,
    Noted,
    Opened,
    Reopened,
    SubjectAdded,
    SubjectRemoved,
)
from graph.errors import NotNow, RefusedInput

State = Literal["open", "closed"]


@dataclass(frozen=True, slots=True)
class Listed:
    """Whom it is about, since when, and what was noted of that."""

    note: str
    at: datetime
    by: str


@dataclass(slots=True)
class Folder:
    """Each part holds what stands now; the trail keeps what was taken out again."""

    title: str
    why: str
    state: State = "open"
    subjects: dict[str, Listed] = field(default_factory=dict)
    findings: dict[int, tuple[Written, Found]] = field(default_factory=dict)
    notes: list[tuple[Written, Noted]] = field(default_factory=list)
    graphs: dict[str, tuple[Written, GraphSaved]] = field(default_factory=dict)
    changes: list[tuple[Written, ChangeTaken]] = field(default_factory=list)

    def take(self, written: Written) -> None:
        match written.entry:
            case Opened(subjects=subjects):
                for subject in subjects:
                    self.subjects[subject] = Listed("", written.at, written.author)
            case SubjectAdded(id=id, note=note):
                self.subjects[id] = Listed(note, written.at, written.author)
            case SubjectRemoved(id=id):
                self.subjects.pop(id, None)
            case Found() as found:
                self.findings[written.number] = written, found
            case FindingDropped(finding=number):
                self.findings.pop(number, None)
            case Noted() as noted:
                self.notes.append((written, noted))
            case GraphSaved() as graph:
                self.graphs[graph.name] = written, graph
            case ChangeTaken() as change:
                self.changes.append((written, change))
            case Closed():
                self.state = "closed"
            case Reopened():
                self.state = "open"


def folded(trail: Trail) -> Folder:
    """Cost: one step an entry."""
    first = trail.entries[0].entry
    if not isinstance(first, Opened):
        raise ValueError(f"{trail.id} does not begin with its opening")
    folder = Folder(first.title, first.why)
    for written in trail.entries:
        folder.take(written)
    return folder


def check_allowed(folder: Folder, entry: object) -> None:
    """Raises NotNow for what the state does not allow, RefusedInput for what is not there."""
    if isinstance(entry, Reopened):
        if folder.state == "open":
            raise NotNow("案卷未结,无须重新打开", "the investigation is open already")
        return
    if folder.state == "closed":
        raise NotNow(
            "案卷已结;请先重新打开(reopened)再记录",
            "the investigation is closed; reopen it before entering anything",
        )
    if isinstance(entry, SubjectRemoved) and entry.id not in folder.subjects:
        raise RefusedInput(
            "案卷中没有这个主体", "the investigation does not list this subject", field="entry.id"
        )
    if isinstance(entry, FindingDropped) and entry.finding not in folder.findings:
        raise RefusedInput(
            "案卷中没有这项发现,或已撤下", "there is no such finding, or it was dropped",
            field="entry.finding",
        )  # fmt: skip
