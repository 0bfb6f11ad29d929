"""The shapes of answers about projects and participants."""

from __future__ import annotations

from typing import Any, Literal, TypedDict

from api.answers.shapes import Brief, Framed, Origin


class Named(TypedDict):
    id: str
    name: str


class ParticipantShape(TypedDict):
    """``sites`` are the codes of the works it takes part in; ``leader_*`` the leader's own days."""

    role: str
    role_zh: str
    unit: Named
    leader: Named | None
    valid_from: str | None
    valid_until: str | None
    leader_from: str | None
    leader_until: str | None
    sites: list[Named]
    contracts: list[str]
    permits: list[str]
    qualification: list[str]
    consortium: Literal["lead", "member"] | None
    origins: list[Origin]


class MilestoneShape(TypedDict):
    stage: str
    stage_zh: str
    name: str
    decided: str | None
    document: str | None
    authority: str | None
    site: Named


class FindingShape(TypedDict):
    """A stage entered without what the rule requires of the party."""

    rule: str
    zh: str
    en: str
    basis: list[dict[str, str]]
    stage: str
    entered: str | None
    site: Named
    role: str
    party: Named
    state: Literal["late", "missing"]
    made: str | None


class WorksShape(Named):
    stage: str | None
    stage_zh: str | None
    buildings: list[Named]


class BidShape(TypedDict):
    """``won`` is None where nobody told; ``price`` in fen."""

    unit: Named
    won: bool | None
    price: int | None
    consortium: str | None
    handed_in: str | None


class LotShape(Named):
    """``number`` is the lot's own within its project."""

    number: str
    opened: str | None
    bidders: list[BidShape]


class ProjectAnswer(Framed):
    """``unknown_requirements`` counts what cannot be judged: such data is not delivered."""

    id: str
    code: str
    name: str
    kind: str
    stage: str | None
    stage_zh: str | None
    fields: dict[str, Any]
    project: Named
    works: list[WorksShape]
    lots: list[LotShape]
    participants: list[ParticipantShape]
    milestones: list[MilestoneShape]
    findings: list[FindingShape]
    unknown_requirements: int


class PostShape(TypedDict):
    """A part taken, or led, in works; ``unit`` is whom a leader led for."""

    role: str
    role_zh: str
    project: Named
    site: Named
    unit: Named | None
    valid_from: str | None
    valid_until: str | None
    in_force: bool
    origin: Origin


class LiabilityShape(TypedDict):
    """``until`` is None before acceptance. ``years_assumed``: by rule, nobody stated them."""

    role: str
    role_zh: str
    project: Named
    site: Named
    unit: Named | None
    since: str | None
    left: str | None
    accepted: str | None
    years: int
    years_assumed: bool
    until: str | None
    in_force: bool
    basis: list[dict[str, str]]


class ParticipantAnswer(Framed, Brief):
    kind_zh: str
    works: list[PostShape]
    led: list[PostShape]
    liability: list[LiabilityShape]
    omitted: int
    redirected_from: str | None
