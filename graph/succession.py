"""Ties of which an end has only one at a time: who comes next ends who was before.

A table that states them without days (the registry's legal representative and address) never says
when they changed. What it stated before and states no more ended, as far as anybody can know, the
day before the delivery that states another; the other began with that delivery. Ended, not
withdrawn: whoever held an office at the time of an act answers for it afterwards.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final, NamedTuple

from msgspec.structs import replace

from graph.encoding import link_shape
from graph.told import ToldLink, ToldRow, measures
from graph.versions import DISTINCT, FIELDS, FIRST, KIND, LAST, SOURCE, TARGET, Version
from graph.vocabulary import LINK_KINDS

_END: Final = {"source": SOURCE, "target": TARGET}
_NOWHERE: Final = -1


class Slot(NamedTuple):
    """One end's place for such a link: kind, ``distinct``, which end, its number."""

    kind: int
    distinct: str
    end: int
    number: int


Open = dict[Slot, list[Version]]
"""The open links held in each slot: those of this table, and undated ones of its source."""


def only_end(fact: ToldLink) -> tuple[int, int]:
    """The end that has only one such link, and the other, as places of keys."""
    return (fact.source, fact.target) if fact.only == "source" else (fact.target, fact.source)


def slot_of(fact: ToldLink, number: int) -> Slot:
    """The slot of a link with ``only``; ``number`` is that end's."""
    return Slot(fact.kind, fact.distinct, _END[fact.only], number)


def by_slot(versions: Iterable[Version]) -> Open:
    """Held links by the slots they may be in: either end's."""
    found: Open = {}
    for version in versions:
        for end in (SOURCE, TARGET):
            slot = Slot(version[KIND], version[DISTINCT], end, version[end])
            found.setdefault(slot, []).append(version)
    return found


def anchors(rows: Iterable[ToldRow]) -> dict[tuple[int, str, str], set[int]]:
    """The places of the ends that have only one, by kind, which end, and ``distinct``."""
    found: dict[tuple[int, str, str], set[int]] = {}
    for row in rows:
        for fact in row.facts:
            if type(fact) is ToldLink and fact.only:
                place = (fact.kind, fact.only, fact.distinct)
                found.setdefault(place, set()).add(only_end(fact)[0])
    return found


def succeeding(
    fact: ToldLink, ends: tuple[int, int], open_: Open, before: Version | None, day: date
) -> tuple[ToldLink, list[Version]]:
    """The fact with its first day, and the links it ends.

    ``before`` is the undated link of the same ends: if it was succeeded this very day, it goes on
    as if nothing had been.
    """
    held = open_.get(slot_of(fact, ends[_END[fact.only] - SOURCE]), [])
    own = next((v for v in held if (v[SOURCE], v[TARGET]) == ends), None)
    if own is not None:
        return (fact if own[FIRST] is None else replace(fact, first=own[FIRST])), []
    if not held or (before is not None and before[LAST] == day.toordinal() - 1):
        return fact, held
    return replace(fact, first=day.toordinal()), held


def until(version: Version, last: int) -> ToldLink:
    """A held link with a last day. Its ends are numbers, so their keys have no place."""
    kind, text = version[KIND], version[FIELDS]
    fields = link_shape(LINK_KINDS[kind].name).decode(text)
    return ToldLink(
        kind, _NOWHERE, _NOWHERE, version[DISTINCT], text, version[FIRST], last, "",
        *measures(kind, fields),
    )  # fmt: skip
