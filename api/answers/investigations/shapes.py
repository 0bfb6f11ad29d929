"""The shapes of investigations."""

from __future__ import annotations

from typing import Any, Literal, TypedDict

from api.answers.explanation.shapes import Said
from api.answers.investigations.entries import Kind
from api.answers.investigations.folder import State
from api.answers.shapes import Brief, Framed, JsonValue


class Outline(TypedDict):
    """``number`` is the organisation's own, by year; ``digest`` fixes the trail up to ``last``."""

    id: str
    number: str
    title: str
    why: str
    state: State
    state_zh: str
    opened: str
    opened_by: str
    last: int
    last_at: str
    digest: str
    subjects: int
    findings: int


class ListedSubject(Brief):
    note: str
    listed: str
    listed_by: str


Standing = Literal["stands", "changed", "gone", "withheld"]


class Finding(TypedDict):
    """``standing``: asked again today, of the same day, the answer is the same; another; nothing
    any more; or rests on a record that may not be shown today. Only what stands or changed shows
    ``statements``, as they are now, and only what stands has its ``proof``."""

    finding: int
    question: str
    question_zh: str
    question_en: str
    subjects: list[Brief]
    parameters: dict[str, JsonValue]
    day: str
    says: str
    found: str
    found_by: str
    standing: Standing
    standing_zh: str
    standing_en: str
    statements: list[Said]
    proof: bool


class Note(TypedDict):
    text: str
    at: str
    by: str


class PlacedNode(Brief):
    """``family`` says of what kind an id is: a subject, a project, a lot, a contact. ``away`` is
    ``hidden`` or ``folded`` for what the drawing holds and does not show, else empty."""

    family: str
    x: int
    y: int
    note: str
    group: str
    away: str


class SavedFold(TypedDict):
    """Whether a node's ties of a kind and direction are ``open``, or folded into it."""

    id: str
    family: str
    kind: str
    direction: str
    open: bool


class DrawnTie(TypedDict):
    source: str
    target: str
    kind: str
    kind_zh: str
    said: str
    valid_from: str | None
    valid_until: str | None


class Graph(TypedDict):
    """``ties`` are those between the nodes shown on ``day``, looked up now; ``folds`` which kinds
    of ties were opened or folded. ``missing`` are ids that nobody names any more. ``truncated``:
    there are more ties than one look-up reads or tells."""

    name: str
    day: str
    saved: str
    saved_by: str
    nodes: list[PlacedNode]
    ties: list[DrawnTie]
    truncated: bool
    folds: list[SavedFold]
    missing: list[str]


class TakenChange(TypedDict):
    change: str
    event: dict[str, Any]
    taken: str
    taken_by: str


class TrailEntry(TypedDict):
    number: int
    at: str
    by: str
    kind: Kind
    kind_zh: str
    says: str
    digest: str


class InvestigationAnswer(Framed):
    """``whole``: every entry is as it was when it was bound to the one before it."""

    investigation: Outline
    subjects: list[ListedSubject]
    findings: list[Finding]
    graphs: list[Graph]
    notes: list[Note]
    changes: list[TakenChange]
    trail: list[TrailEntry]
    whole: bool


class InvestigationReceipt(InvestigationAnswer):
    """After an entry. ``repeated``: the same request had been carried out before."""

    repeated: bool


class InvestigationsAnswer(Framed):
    """``next`` is the cursor of the next page; None on the last."""

    investigations: list[Outline]
    next: str | None
