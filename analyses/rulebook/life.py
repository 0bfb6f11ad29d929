"""``life.toml``: how long a record may be used at all, and what keeps it out or takes it back."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from analyses.rulebook.entry import Entry, Months, Rule


class Cap(Entry, frozen=True, kw_only=True):
    """No record is disclosed or used longer than ``months`` from the end of the behaviour.

    Where the record does not state that day, the first it does state of ``stand_in`` is used."""

    months: Months
    stand_in: Annotated[tuple[Literal["behaviour_ended", "behaviour", "decided"], ...],
                        Meta(min_length=1)]  # fmt: skip


class Shield(Entry, frozen=True, kw_only=True):
    """From the day in the unit's ``field`` on, its earlier records are not used."""

    field: str


class Deadline(Entry, frozen=True, kw_only=True):
    """What must be done within so many working days; 0: on the day itself, and where that is none,
    on the next working day."""

    working_days: Annotated[int, Meta(ge=0, le=365)]


class Exclusion(Entry, frozen=True, kw_only=True):
    """What is no credit information, or not for everybody: ``scope`` says which."""

    scope: Literal["collection", "publication"]
    told: tuple[str, ...] = ()


class Life(Rule, frozen=True, kw_only=True):
    cap: tuple[Cap, ...]
    shield: tuple[Shield, ...]
    deadline: tuple[Deadline, ...]
    exclusion: tuple[Exclusion, ...]
