"""The department and the division of each record: what the network does not carry is read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

import numpy as np

from analyses.days import day_of
from analyses.statistics.kinds import Kind
from analyses.statistics.ledger import NOBODY, Column, Ints, dated, oldest_first
from graph.acts import UNITS
from graph.facts import Fields, NodeView
from graph.views import Views

CHUNK: Final = 5_000
NOT_STATED: Final = ""
Progress = Callable[[int, int], None]
ReadViews = Callable[[], Views]


@dataclass(frozen=True, slots=True)
class Labels:
    """Each record's label, as an index into ``names``; NOT_STATED is one of them."""

    names: tuple[str, ...]
    index: Ints


def with_days(kind: Kind, column: Column, views: ReadViews) -> Column:
    """The column with the days that only the records' own fields state. Cost: one read of each
    record whose tie has no day: none, in the official layouts."""
    undated = np.flatnonzero(~dated(column))
    if not len(undated):
        return column
    told = {
        number: view.fields.get(kind.day_field)
        for number, view in _read(np.unique(column.record[undated]), views, None)
    }
    days = column.day.copy()
    for place in undated.tolist():
        day = told.get(int(column.record[place]))
        if isinstance(day, date):
            days[place] = day.toordinal()
    return oldest_first(replace(column, day=days))


def departments(
    kind: Kind, column: Column, views: ReadViews, known: Mapping[str, str],
    progress: Progress | None = None,
) -> Labels:  # fmt: skip
    """Each record's department: the unit it is tied to, else what its fields name. ``known``
    maps other names of a department to its full one.

    Cost: one read of each record that is tied to no unit; of the others, of each unit.
    """
    linked = column.unit != NOBODY
    units = {
        number: _unit(view) for number, view in _read(np.unique(column.unit[linked]), views, None)
    }
    told = [NOT_STATED] * len(column)
    for place in np.flatnonzero(linked).tolist():
        told[place] = units.get(int(column.unit[place]), NOT_STATED)
    alone = np.flatnonzero(~linked)
    fields = {
        number: _first(view.fields, kind.unit_fields)
        for number, view in _read(np.unique(column.record[alone]), views, progress)
    }
    for place in alone.tolist():
        told[place] = fields.get(int(column.record[place]), NOT_STATED)
    return _labels(known.get(name, name) for name in told)


def stated(
    column: Column, views: ReadViews, fields: Iterable[str], progress: Progress | None = None
) -> Labels:
    """The first of these fields that each record states. Cost: one read of each record."""
    names = tuple(fields)
    told = {
        number: _first(view.fields, names)
        for number, view in _read(np.unique(column.record), views, progress)
    }
    return _labels(told.get(number, NOT_STATED) for number in column.record.tolist())


def divisions(column: Column, views: ReadViews, progress: Progress | None = None) -> Labels:
    """The division of each record's subject; of an act about a project, the project's.

    Cost: one read of each subject that has such a record.
    """
    whose = np.where(column.subject == NOBODY, column.about, column.subject)
    told = {
        number: str(view.fields.get("division", NOT_STATED))
        for number, view in _read(np.unique(whose), views, progress)
    }
    return _labels(told.get(number, NOT_STATED) for number in whose.tolist())


def months(column: Column) -> Labels:
    """The month of each record, as 2026-01. Cost: on arrays."""
    days, place = np.unique(column.day, return_inverse=True)
    labels = _labels(_month(day) for day in days.tolist())
    return Labels(labels.names, labels.index[place].astype(np.int32))


def _month(ordinal: int) -> str:
    day = day_of(ordinal)
    return NOT_STATED if day is None else f"{day:%Y-%m}"


def _unit(view: NodeView) -> str:
    """A department's full name is its id; of other units, their name."""
    space, _, name = view.key.id.partition(":")
    return name if space == UNITS else view.name


def _first(fields: Fields, names: Iterable[str]) -> str:
    return next((str(fields[name]) for name in names if fields.get(name)), NOT_STATED)


def _read(
    numbers: Ints, views: ReadViews, progress: Progress | None
) -> Iterator[tuple[int, NodeView]]:
    """Some thousands at a time, by a reader that is dropped after each chunk."""
    for start in range(0, len(numbers), CHUNK):
        yield from views().nodes(numbers[start : start + CHUNK].tolist()).items()
        if progress is not None:
            progress(min(start + CHUNK, len(numbers)), len(numbers))


def _labels(told: Iterable[str]) -> Labels:
    places: dict[str, int] = {NOT_STATED: 0}
    index = [places.setdefault(name, len(places)) for name in told]
    return Labels(tuple(places), np.array(index, np.int32))
