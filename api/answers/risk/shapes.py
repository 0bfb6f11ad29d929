"""The shapes of risk and of conflicts."""

from __future__ import annotations

from typing import Any, Literal, TypedDict

from api.answers.shapes import Brief, Framed, Origin


class Basis(TypedDict):
    """``document`` is the title of the law or order, ``article`` as people cite it."""

    document: str
    number: str
    article: str
    says: str


class Measure(TypedDict):
    """``sure`` is False where the norm asks a condition that no record states."""

    id: str
    zh: str
    en: str
    sure: bool
    basis: list[Basis]


class OwnItem(TypedDict):
    """A record that may be used on the day. ``ended_by`` says which of its ends comes first,
    ``behaviour_from`` which field stood for the end of the behaviour. ``rule_from``: the version of
    the list's rule, by its first day."""

    id: str
    name: str
    list: str
    list_zh: str
    rule_from: str | None
    kind: str
    document: str
    authority: str
    decided: str | None
    until: str | None
    ended_by: str | None
    behaviour: str | None
    behaviour_from: str | None
    state: str
    severity: str | None
    pending: bool
    regime: str | None
    repairable_from: str | None
    measures: list[Measure]
    basis: list[Basis]
    link: int
    origin: Origin


class StatutoryItem(TypedDict):
    """``answer`` is yes or unknown; ``doubts`` names what is not stated. ``since`` and ``until``
    are the measure's days, ``role_since`` and ``role_until`` those of the role."""

    rule: str
    rule_zh: str
    rule_from: str
    effect: str
    unit: Brief
    holder: Brief
    role: str
    role_zh: str
    role_since: str | None
    role_until: str | None
    counted_at: str | None
    counted_on: str | None
    stood_in: str | None
    record: str
    list: str
    pending: bool
    measures: list[Measure]
    basis: list[Basis]
    article: str
    since: str | None
    until: str | None
    answer: Literal["yes", "unknown"]
    doubts: list[str]
    path: list[dict[str, Any]]


class ConflictItem(TypedDict):
    """``parties`` are ids; ``about`` what ties them. ``weight_ppm`` is an indicator's rarity."""

    rule: str
    rule_zh: str
    rule_from: str
    grade: str
    parties: list[str]
    names: list[str]
    about: list[Brief]
    relation: str
    day: str
    answer: str
    doubt: str
    weight_ppm: int | None
    basis: list[Basis]
    path: list[dict[str, Any]]
    place: Brief | None


class AlertItem(TypedDict):
    """``score_ppm`` is ``strength_ppm`` times each of ``parts_ppm``, rounded down after each; one
    part for each neighbour on the path, from ``source`` to the subject."""

    rule: str
    rule_from: str
    score_ppm: int
    source: Brief
    record: OwnItem
    strength_ppm: int
    parts_ppm: list[int]
    hops: int
    path: list[dict[str, Any]]


class Unbinding(TypedDict):
    """What every answer with alerts says of them."""

    legal_effect: Literal[False]
    notice_zh: str
    notice_en: str
    basis: list[Basis]


class Provable(TypedDict):
    """``proof`` is the address of the answer's proof, as of this day and as known at this revision;
    what it states under a rule is there under the rule's id."""

    proof: str


class AlertsAnswer(Framed, Brief, Unbinding, Provable):
    """The best path and the next two without a shared middle. ``reason`` says why an answer is not
    complete."""

    redirected_from: str | None
    score_ppm: int
    alerts: list[AlertItem]
    reason: str | None


class ScoredSubject(Brief):
    score_ppm: int
    source: Brief


class CityAlertsAnswer(Framed, Unbinding):
    """The highest scored. ``total`` have a score, ``omitted`` of them are not listed; ``records``
    counts the subjects whose active records they come from."""

    total: int
    records: int
    omitted: int
    next: str | None
    items: list[ScoredSubject]


class Completeness(TypedDict):
    """Whether a section is whole; ``reason`` says why not."""

    complete: bool
    reason: str | None


class RiskAnswer(Framed, Brief, Provable):
    """Four sections that are never summed. ``recorded`` are records linked to the subject without
    any measure (山东省社会信用条例第三十一条); ``indicators`` have no legal effect."""

    redirected_from: str | None
    own: list[OwnItem]
    statutory: list[StatutoryItem]
    recorded: list[StatutoryItem]
    conflicts: list[ConflictItem]
    indicators: list[ConflictItem]
    alerts: list[AlertItem]
    sections: dict[str, Completeness]


class ConflictsAnswer(Framed, Provable):
    """``day`` is the day judged; ``day_from`` where it comes from: lot, bids, or asked."""

    place: Brief
    day: str
    day_from: str
    void: list[ConflictItem]
    deemed: list[ConflictItem]
    indicators: list[ConflictItem]
