"""What licences, penalties and lists have in common: the record, and its subject's link to it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from graph.facts import Fact, Fields, Key, LinkFact, NodeFact, Value
from ingest.crosswalk import known
from ingest.layout import Cells
from ingest.values import day, text, within

_COURSE: Final = ("behaviour", "behaviour_ended", "repaired", "annulled", "objected")


def texts(cells: Cells, names: Iterable[str]) -> dict[str, Value]:
    """The named cells that are not empty."""
    return {name: value for name in names if (value := text(cells, name))}


def days(cells: Cells, names: Iterable[str]) -> dict[str, Value]:
    """The named cells that hold a day."""
    return {name: value for name in names if (value := day(cells, name)) is not None}


def course(cells: Cells, decided: date | None) -> dict[str, Value]:
    """When the subject behaved so, and what became of the record since: what repair, withdrawal,
    objection and term are reckoned by. Refuses days that contradict the day of the decision."""
    found = days(cells, _COURSE)
    begun = day(cells, "behaviour")
    within(begun, decided, "behaviour")
    within(begun, day(cells, "behaviour_ended"), "behaviour_ended")
    for name in ("repaired", "annulled", "objected"):
        within(decided, day(cells, name), name)
    if told := text(cells, "severity"):
        found["severity"] = known(told, "severity", "severity")
    return found | texts(cells, ("regime",))


def state_by(course: Fields, told: str) -> str:
    """A day of withdrawal or repair outweighs a state that was delivered before it."""
    if "annulled" in course:
        return "annulled"
    if "repaired" in course and told in {"", "active", "objected"}:
        return "repaired"
    return told or ("objected" if "objected" in course else "active")


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
