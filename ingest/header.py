"""Recognising a layout by its header: in any order, folded, English or Chinese."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from graph.errors import RefusedInput
from ingest.layout import Column, Layout
from ingest.text import header_fold

LOOK_AHEAD: Final = 10  # titles and notes may stand above the header
_LEAST: Final = 2  # matched columns


@dataclass(frozen=True, slots=True)
class Recognised:
    """A header seen as a layout's: for each known column, where it stands."""

    layout: Layout
    headers: tuple[str, ...]
    names: tuple[str, ...]  # canonical names of known columns …
    places: tuple[int, ...]  # … and their positions


def recognise(headers: Sequence[str], layouts: Sequence[Layout]) -> Recognised | None:
    """The layout with the most matched columns among those whose telling columns are all there.

    Raises RefusedInput if a column that counts is delivered twice.
    """
    folded = [header_fold(header) for header in headers]
    there = frozenset(folded)
    best: Recognised | None = None
    for layout in layouts:
        if not _tells(there, layout):
            continue
        seen = _match(folded, layout)
        if all(name in seen for name in layout.telling) and len(seen) >= _LEAST:
            found = Recognised(layout, tuple(headers), tuple(seen), tuple(seen.values()))
            if best is None or len(found.names) > len(best.names):
                best = found
    if best is not None:
        _no_column_twice(folded, best)
    return best


def of_objects(
    shapes: Mapping[tuple[str, ...], int], layouts: Sequence[Layout]
) -> Recognised | None:
    """The layout of most objects, by how many have which names; its headers are all their names."""
    votes: Counter[str] = Counter()
    found: dict[str, Recognised] = {}
    names: dict[str, dict[str, None]] = {}
    for shape, times in shapes.items():
        seen = recognise(shape, layouts)
        if seen is not None:
            name = seen.layout.name
            votes[name] += times
            found[name] = seen
            names.setdefault(name, {}).update(dict.fromkeys(shape))
    if not votes:
        return None
    chosen = votes.most_common(1)[0][0]
    return replace(found[chosen], headers=tuple(names[chosen]))


def _tells(there: frozenset[str], layout: Layout) -> bool:
    """Whether some spelling of each telling column is there: most layouts end here."""
    telling = layout.telling
    return not any(
        column.name in telling and there.isdisjoint(spellings(column)) for column in layout.columns
    )


def _match(folded: Sequence[str], layout: Layout) -> dict[str, int]:
    places = {header: place for place, header in reversed(list(enumerate(folded)))}
    seen: dict[str, int] = {}
    for column in layout.columns:
        for spelling in spellings(column):
            place = places.get(spelling)
            if place is not None and place not in seen.values():
                seen[column.name] = place
                break
    return seen


def spellings(column: Column) -> tuple[str, ...]:
    """All folded spellings of a column's header."""
    return _folded(column.headers, column.name)


@cache
def _folded(headers: tuple[str, ...], name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(header_fold, (*headers, name))))


def _no_column_twice(folded: Sequence[str], seen: Recognised) -> None:
    for name, place in zip(seen.names, seen.places, strict=True):
        if folded.count(folded[place]) > 1:
            raise RefusedInput(
                f"表头中“{seen.headers[place]}”出现两次;请删除其中一列",
                f"the header has {name!r} twice; remove one of the columns",
                field=name,
            )


def unrecognised(headers: Sequence[str], layouts: Sequence[Layout]) -> RefusedInput:
    """Why a header is of no layout: the nearest one, and what it lacks."""
    folded = [header_fold(header) for header in headers]

    def nearness(layout: Layout) -> tuple[int, int]:
        seen = _match(folded, layout)
        return len(seen), -sum(name not in seen for name in layout.telling)

    nearest = max(layouts, key=nearness, default=None)
    if nearest is None or not _match(folded, nearest):
        return RefusedInput(
            "表头不属于任何已知版式;参见 docs/plain-layout.md 与 docs/layouts.md",
            "the header is of no known layout; see docs/plain-layout.md and docs/layouts.md",
        )
    seen = _match(folded, nearest)
    missing = [column for column in nearest.columns
               if column.name in nearest.telling and column.name not in seen]  # fmt: skip
    zh = "、".join((column.headers or (column.name,))[0] for column in missing)
    en = ", ".join(column.name for column in missing)
    return RefusedInput(
        f"表头不属于任何已知版式;最接近“{nearest.zh}”({nearest.name}),缺少列:{zh or '更多列'}",
        f"the header is of no known layout; nearest is {nearest.name}, "
        f"which also needs: {en or 'more columns'}",
    )
