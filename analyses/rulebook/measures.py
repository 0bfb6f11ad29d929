"""``measures.toml``: what is done to whom is listed, by the groups of the national list."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from analyses.rulebook.entry import Entry, Rule

Bar = Literal["bidding", "office", "consumption", "commitment", "honours", "new_projects"]


class Measure(Entry, frozen=True, kw_only=True):
    """``group`` counts the classes of the national list of measures (1 to 14).

    ``bars`` names what the measured may not do; other measures are weighed, not a bar."""

    group: Annotated[int, Meta(ge=1, le=14)]
    bars: Bar | None = None


class Measures(Rule, frozen=True, kw_only=True):
    measure: tuple[Measure, ...]
