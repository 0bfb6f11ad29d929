"""The shapes of the catalogue."""

from __future__ import annotations

from typing import TypedDict

from api.answers.risk.shapes import Basis
from api.answers.shapes import Framed


class DepartmentBrief(TypedDict):
    id: str
    name: str
    channel: str
    division: str | None


class CarriedBy(TypedDict):
    """``told``: only rows whose ``column`` has one of these words."""

    layout: str
    column: str
    told: list[str]


class CatalogueItem(TypedDict):
    """``term_months`` None: the catalogue sets none. ``layouts`` empty: none is known yet.
    ``accompanying``: admitted beside other items, and owed by nobody."""

    item: str
    title: str
    title_en: str
    category: str
    nature: str
    nature_zh: str
    departments: list[DepartmentBrief]
    disclosure: str
    disclosure_zh: str
    term_months: int | None
    every_days: int
    layouts: list[CarriedBy]
    accompanying: bool
    since: str
    until: str | None
    basis: list[Basis]


class CatalogueAnswer(TypedDict):
    as_of: str
    version: str
    items: list[CatalogueItem]
    departments: list[DepartmentBrief]
    notices: list[str]


class FeedItem(TypedDict):
    """``last`` is the day it last brought anything new. ``clean_ppm`` of the rows were not set
    aside."""

    source: str
    layouts: list[str]
    files: int
    rows: int
    stored: int
    unchanged: int
    quarantined: int
    clean_ppm: int | None
    last: str | None


class OwedItem(TypedDict):
    """``state``: fresh, late, never, elsewhere (only sources that are no department's delivered it;
    ``feeds`` are theirs) or no_layout."""

    department: DepartmentBrief
    item: str
    title: str
    since: str
    every_days: int
    state: str
    last: str | None
    due: str | None
    late_days: int
    feeds: list[FeedItem]


class CoverageAnswer(Framed):
    owed: list[OwedItem]
    states: dict[str, int]
    unassigned: list[FeedItem]
    notices: list[str]
