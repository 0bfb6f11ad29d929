"""What licences, penalties and lists have in common: the record, and its subject's link to it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from graph.facts import Fact, Fields, Key, LinkFact, NodeFact, Value
from ingest.layout import Cells
from ingest.values import day, text


def texts(cells: Cells, names: Iterable[str]) -> dict[str, Value]:
    """The named cells that are not empty."""
    return {name: value for name in names if (value := text(cells, name))}


def days(cells: Cells, names: Iterable[str]) -> dict[str, Value]:
    """The named cells that hold a day."""
    return {name: value for name in names if (value := day(cells, name)) is not None}


def last_day(begun: date | None, until: date | None, ended: date | None) -> date | None:
    """The last day in force: the day before it was ended, else the day it runs to.

    What is ended on a day is no longer used from that very day on.
    """
    if ended is None:
        return until
    last = ended - timedelta(days=1)
    if begun is not None and last < begun:
        last = begun
    return last if until is None else min(last, until)


def record(
    who: NodeFact, kind: str, link: str, key: Key, fields: Fields, term: tuple[date | None, ...]
) -> tuple[Fact, ...]:
    """The subject's mention, the record, and the link for its term."""
    first, last = term
    return (who, NodeFact(key, kind, fields), LinkFact(link, who.key, key, {}, "", first, last))
