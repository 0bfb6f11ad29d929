"""What may be asked: the options of each question, checked once for the command and for HTTP."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, get_args

from graph.errors import RefusedInput
from graph.vocabulary import LINK_KIND

Direction = Literal["both", "out", "in"]
Mode = Literal["shortest", "all_shortest", "disjoint"]

MOST_HOPS: Final = 4
LONGEST_PATH: Final = 12
MOST_ITEMS: Final = 1_000
MOST_PATHS: Final = 100
LARGEST_DEGREE: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Moment:
    """The day asked about (None: today) and the revision known then (None: the latest)."""

    as_of: date | None = None
    known_at: int | None = None


def within(name: str, value: int, least: int, most: int) -> None:
    if not least <= value <= most:
        raise RefusedInput(
            f"{name} 应在 {least} 与 {most} 之间",
            f"{name} must be from {least} to {most}",
            field=name,
        )


def one_of(name: str, value: str, allowed: Iterable[str]) -> None:
    names = list(allowed)
    if value not in names:
        listed = ", ".join(names)
        raise RefusedInput(
            f"{name} 应为以下之一:{listed}", f"{name} must be one of: {listed}", field=name
        )


def kinds_of(text: str | None) -> frozenset[str] | None:
    """The link kinds of a comma-separated list; None for no list, which means every kind."""
    if text is None:
        return None
    return frozenset(kind.strip() for kind in text.split(",") if kind.strip()) or None


def check_kinds(kinds: frozenset[str] | None) -> None:
    for kind in sorted(kinds or ()):
        one_of("kinds", kind, LINK_KIND)


@dataclass(frozen=True, slots=True)
class RelatedOptions:
    """``limit`` caps each group; a node with more than ``hub_degree`` ties is not walked through.

    Raises RefusedInput, naming the field, for what cannot be asked.
    """

    hops: int = 2
    kinds: frozenset[str] | None = None
    direction: Direction = "both"
    limit: int = 50
    hub_degree: int = 100

    def __post_init__(self) -> None:
        within("hops", self.hops, 1, MOST_HOPS)
        within("limit", self.limit, 1, MOST_ITEMS)
        within("hub_degree", self.hub_degree, 1, LARGEST_DEGREE)
        one_of("direction", self.direction, get_args(Direction))
        check_kinds(self.kinds)


@dataclass(frozen=True, slots=True)
class PathOptions:
    """``disjoint`` asks for up to that many paths that share no party between the ends."""

    max_hops: int = 6
    kinds: frozenset[str] | None = None
    direction: Direction = "both"
    mode: Mode = "shortest"
    disjoint: int | None = None
    limit: int = 10
    hub_degree: int = 100

    def __post_init__(self) -> None:
        within("max_hops", self.max_hops, 1, LONGEST_PATH)
        within("limit", self.limit, 1, MOST_PATHS)
        within("hub_degree", self.hub_degree, 1, LARGEST_DEGREE)
        one_of("direction", self.direction, get_args(Direction))
        one_of("mode", self.mode, get_args(Mode))
        check_kinds(self.kinds)
        if self.disjoint is not None:
            within("disjoint", self.disjoint, 1, MOST_PATHS)

    @property
    def searched(self) -> Mode:
        """How to search: asking for disjoint paths implies the mode."""
        return "disjoint" if self.disjoint is not None else self.mode


def day_of(text: str | None, field: str = "as_of") -> date | None:
    """An ISO day (2026-01-31). Raises RefusedInput, naming the field, for anything else."""
    if text is None:
        return None
    try:
        day = date.fromisoformat(text)
        if day.isoformat() != text:  # 2026-W05-6 is a day, too, of another calendar
            raise ValueError(text)
        return day
    except ValueError:
        raise RefusedInput(
            f"{field} 应为真实日期,如 2026-01-31",
            f"{field} must be a real date such as 2026-01-31",
            field=field,
        ) from None
