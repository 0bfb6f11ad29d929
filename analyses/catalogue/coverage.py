"""Which department owes which item, since when, and how fresh and clean its feed is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from analyses.rulebook import in_force
from analyses.rulebook.catalogue import Catalogue, Department, Item
from graph.facts import Delivered, DeliveredFile

State = Literal["fresh", "late", "never", "elsewhere", "no_layout"]
WHOLE: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Feed:
    """What one source has delivered in some layouts by the day. ``last`` is the day it last brought
    anything new, None where that is not known."""

    source: str
    layouts: tuple[str, ...]
    files: int
    rows: int
    stored: int
    unchanged: int
    quarantined: int
    last: date | None

    @property
    def clean_ppm(self) -> int | None:
        """The share of rows that were not set aside; None without a row."""
        return (self.rows - self.quarantined) * WHOLE // self.rows if self.rows else None


@dataclass(frozen=True, slots=True)
class Owed:
    """``elsewhere``: only sources that are no department's have delivered such a layout, and
    ``feeds`` are theirs. ``due`` is the day by which the next delivery is owed, ``late_days`` how
    long that is past."""

    department: Department
    item: Item
    since: date
    state: State
    last: date | None
    due: date | None
    late_days: int
    feeds: tuple[Feed, ...]


def sources(department: Department) -> frozenset[str]:
    """The names under which it delivers."""
    return frozenset({department.zh, *department.sources})


def coverage(
    catalogue: Catalogue, delivered: Iterable[Delivered], arrived: Mapping[DeliveredFile, date],
    day: date,
) -> tuple[Owed, ...]:  # fmt: skip
    """Every item in force owed by every department in force on the day, in the file's order.

    A delivery counts from the day it arrived; one that brought nothing new has no day and counts
    with its rows alone. A feed is told by source and layout: of a layout that carries several of
    a department's items, all of them count as delivered. Cost: deliveries times layouts.
    """
    came = [each for each in delivered if arrived.get(each.file, day) <= day]
    departments = in_force(catalogue.department, day)
    bound = frozenset(name for each in departments for name in sources(each))
    return tuple(
        _owed(department, item, came, arrived, bound, day)
        for item in in_force(catalogue.item, day)
        for department in departments
        if item.owed_by(department) and not item.accompanying
    )


def unassigned(
    catalogue: Catalogue, delivered: Iterable[Delivered], arrived: Mapping[DeliveredFile, date],
    day: date,
) -> tuple[Feed, ...]:  # fmt: skip
    """What came from sources that are no department's, by source."""
    bound = {name for each in in_force(catalogue.department, day) for name in sources(each)}
    came = [
        each
        for each in delivered
        if each.file.source not in bound and arrived.get(each.file, day) <= day
    ]
    return tuple(_feeds(came, arrived))


def _owed(
    department: Department, item: Item, came: list[Delivered],
    arrived: Mapping[DeliveredFile, date], bound: frozenset[str], day: date,
) -> Owed:  # fmt: skip
    layouts = {carrier.layout for carrier in item.carried}
    since = max(item.since, department.since)
    if not layouts:
        return Owed(department, item, since, "no_layout", None, None, 0, ())
    own = sources(department)
    such = [each for each in came if each.file.layout in layouts]
    feeds = tuple(_feeds([each for each in such if each.file.source in own], arrived))
    others = tuple(_feeds([each for each in such if each.file.source not in bound], arrived))
    shown = feeds or others
    last = max((feed.last for feed in shown if feed.last is not None), default=None)
    due = (last or since) + timedelta(days=item.every_days)
    late = max((day - due).days, 0)
    state: State = "late" if late else "fresh"
    if not feeds:
        state = "elsewhere" if others else "never"
    return Owed(department, item, since, state, last, due, late, shown)


def _feeds(delivered: Iterable[Delivered], arrived: Mapping[DeliveredFile, date]) -> Iterator[Feed]:
    by_source: dict[str, list[Delivered]] = {}
    for each in delivered:
        by_source.setdefault(each.file.source, []).append(each)
    for source, files in sorted(by_source.items()):
        days = [arrived[each.file] for each in files if each.file in arrived]
        yield Feed(
            source, tuple(sorted({each.file.layout for each in files})), len(files),
            sum(each.through for each in files), sum(each.stored for each in files),
            sum(each.unchanged for each in files), sum(each.quarantined for each in files),
            max(days, default=None),
        )  # fmt: skip
