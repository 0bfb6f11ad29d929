"""The shapes of the answers, declared once: the types, the OpenAPI schemas and the tests read them.

Every answer to a question about the graph is a ``Framed``: as of which day, at which revision,
under which rules, and whether it is whole.
"""

from __future__ import annotations

from typing import Any, Literal, TypedDict

JsonValue = str | int | bool
Outcome = Literal["found", "no_path", "truncated"]


class Framed(TypedDict):
    as_of: str
    revision: int
    rules: str  # the version of the rulebook the answer was worked out by
    complete: bool
    truncated: bool


class Origin(TypedDict):
    """Where a version comes from; ``line`` is 1-based."""

    source: str
    layout: str
    file: str
    line: int


class Brief(TypedDict):
    """A node in few words. A person's name is masked."""

    id: str
    name: str
    kind: str
    stub: bool


class Step(TypedDict):
    """One tie as walked; the fields of the link stand beside these (share_min, office, role …)."""

    source: str
    target: str
    source_name: str
    target_name: str
    source_kind: str
    target_kind: str
    kind: str
    direction: Literal["forward", "backward"]
    link: int
    valid_from: str | None
    valid_until: str | None
    origin: Origin


class Hub(Brief):
    degree: int


class RelatedItem(Brief):
    hops: int
    path: list[dict[str, Any]]
    hub: bool


class RelatedGroup(TypedDict):
    kind: str
    kind_zh: str
    items: list[RelatedItem]
    omitted: int


class RelatedAnswer(Framed, Brief):
    redirected_from: str | None  # the merged id it was asked by
    groups: list[RelatedGroup]
    hubs: list[Hub]


class FoundPath(TypedDict):
    """``via_hub`` names the hubs between the ends: such a path is weak evidence of a tie.
    ``beside`` holds, for each step, the other ties between the same two.
    """

    hops: int
    steps: list[dict[str, Any]]
    beside: list[list[dict[str, Any]]]
    via_hub: list[Brief]


class PathsAnswer(Framed):
    source: Brief
    target: Brief
    max_hops: int
    outcome: Outcome
    paths: list[FoundPath]


class SearchResult(TypedDict):
    id: str
    name: str
    kind: str
    score: float


class SearchAnswer(Framed):
    """``next`` is the cursor of the page after this one."""

    query: str
    results: list[SearchResult]
    next: str | None


class Statement(TypedDict):
    """What one file said of a node; a mention names it only in passing."""

    kind: str
    fields: dict[str, JsonValue]
    mention: bool
    valid_from: str | None
    valid_until: str | None
    recorded: int
    retired: int | None
    origin: Origin


class TieGroup(TypedDict):
    """The ties of one kind and direction in force on the day: how many, and the first of them.

    ``out`` holds links from the subject (what it owns), ``in`` links to it (who owns it).
    """

    kind: str
    kind_zh: str
    direction: Literal["out", "in"]
    count: int
    items: list[dict[str, Any]]
    omitted: int


class SanctionRecord(TypedDict):
    """A record that may be used on the day; ``list`` is an id of the rulebook's lists, '' for a
    record no rule knows; ``pending``: an objection is being dealt with."""

    id: str
    name: str
    fields: dict[str, JsonValue]
    list: str
    in_force: bool
    pending: bool
    valid_from: str | None
    valid_until: str | None
    origin: Origin


class SubjectAnswer(Framed, Brief):
    kind_zh: str
    fields: dict[str, JsonValue]
    masked: list[str]
    statements: list[Statement]
    ties: list[TieGroup]
    sanctions: list[SanctionRecord]
    merged_from: list[str]
    redirected_from: str | None  # the merged id it was asked by


class DeliveryRow(TypedDict):
    source: str
    layout: str
    file: str
    rows: int
    stored: int
    unchanged: int
    quarantined: int
    complete: bool


class StatusAnswer(Framed):
    counts: dict[str, int]
    deliveries: list[DeliveryRow]
    quarantine_open: int


class ActReceipt(TypedDict):
    """What an act is answered with beside its outcome: the number to refer to it by, whether the
    same request had been carried out before, and the organisation that acted."""

    receipt: str
    repeated: bool
    unit: str
