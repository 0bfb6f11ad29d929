"""How enterprise names are taken apart and compared. Our own method: without legal effect."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from analyses.rulebook.entry import Entry, Ppm, Rule, Said

Points = Annotated[int, Meta(ge=0, le=100)]
Words = Annotated[tuple[Said, ...], Meta(min_length=1)]


class LegalForm(Entry, frozen=True, kw_only=True):
    """``words`` say the same legal form (有限公司, 有限责任公司)."""

    words: Words


class NameWords(Entry, frozen=True, kw_only=True):
    """Words of one part of a name: ``trades`` of the industry, ``branches`` of a branch's kind."""

    words: Words


class NameWeights(Entry, frozen=True, kw_only=True):
    """What each part of two names adds to a likeness of 100. Within the core, a character of the
    trade counts ``trade_ppm`` of one of the brand; one read alike costs ``read_alike_ppm`` of one
    that differs, two swapped ``swapped_ppm``. ``at_most_*`` caps the sum where two names part; a
    ``wider`` district is a province beside its city. ``read_*`` and ``initials_*`` are for a name
    in Latin letters: the whole of it, nearly the whole, and the least for a part."""

    core: Points
    district: Points
    form: Points
    trade_ppm: Ppm
    read_alike_ppm: Ppm
    swapped_ppm: Ppm
    part_missing_ppm: Ppm
    trade_missing_ppm: Ppm
    at_most_other_number: Points
    at_most_other_branch: Points
    at_most_other_district: Points
    at_most_wider_district: Points
    at_most_other_code: Points
    read_whole: Points
    read_nearly: Points
    read_part: Points
    initials_whole: Points
    initials_part: Points


class MatchRule(Entry, frozen=True, kw_only=True):
    """The best candidate is a match from ``least`` on, if the next is ``apart`` behind. Below
    ``shown`` a candidate is none."""

    least: Points
    apart: Points
    shown: Points


class Naming(Rule, frozen=True, kw_only=True):
    form: tuple[LegalForm, ...]
    words: tuple[NameWords, ...]
    weights: tuple[NameWeights, ...]
    match: tuple[MatchRule, ...]
