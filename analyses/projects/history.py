"""What changed on a project over time: units and leaders that came and went, stages entered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Literal, NamedTuple

from analyses.projects.participation import Part, Participation
from analyses.projects.stages import Milestone
from graph.topology import ALWAYS, FOREVER

What = Literal["unit_joined", "unit_left", "leader_began", "leader_ended", "milestone"]


class Change(NamedTuple):
    """``node`` is the unit, the leader or the milestone; ``beside`` a leader's unit, else -1.

    The day of leaving is the first day without; ``link`` is -1 for a milestone.
    """

    day: date
    what: What
    node: int
    beside: int
    role: str
    site: int
    link: int


def changes(parties: Participation, passed: Iterable[Milestone], day: date) -> tuple[Change, ...]:
    """Everything dated up to the day, oldest first. Intervals that touch are one: a contract and a
    stay on site tell of one arrival."""
    found = [
        *_intervals(parties.units, "unit_joined", "unit_left"),
        *_intervals(parties.leaders, "leader_began", "leader_ended"),
        *(Change(each.day, "milestone", each.number, -1, each.stage, each.site, -1)
          for each in passed if each.day is not None),
    ]  # fmt: skip
    return tuple(sorted(change for change in found if change.day <= day))


def _intervals(parts: Iterable[Part], came: What, went: What) -> Iterator[Change]:
    groups: dict[tuple[int, int, str], list[Part]] = {}
    for part in parts:
        groups.setdefault((part.unit, part.leader, part.role), []).append(part)
    for group in groups.values():
        for first, last in _joined(sorted(group, key=lambda part: part.first)):
            if first.first != ALWAYS:
                yield _change(first, came, first.first)
            if last.last != FOREVER:
                yield _change(last, went, last.last + 1)


def _joined(parts: list[Part]) -> Iterator[tuple[Part, Part]]:
    """The first and the last statement of each unbroken stretch."""
    first = last = parts[0]
    for part in parts[1:]:
        if part.first > last.last + 1:
            yield first, last
            first = last = part
        elif part.last > last.last:
            last = part
    yield first, last


def _change(part: Part, what: What, day: int) -> Change:
    node, beside = (part.leader, part.unit) if part.leader >= 0 else (part.unit, -1)
    return Change(date.fromordinal(day), what, node, beside, part.role, part.site, part.link)
