"""The facts that hold in one scene and not in another, and the scene with one of them undone.

Two scenes of one store differ by their day, by what was known, or by what is supposed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Literal

from analyses.explanation.recording import Drawn, Recording
from analyses.own_record import SANCTIONED_BY, own_records
from analyses.questions.question import Scene
from analyses.record_life import Life
from analyses.rulebook import Entry, version
from graph.facts import Fields, LinkFact, NodeView, Value
from graph.supposed import SupposedLink, Suppositions, supposed
from graph.ties import walk_of
from graph.vocabulary import LINK_KINDS

Event = Literal["came", "went", "changed", "dated", "lapsed", "ruled"]


@dataclass(frozen=True, slots=True)
class FactChange:
    """A fact that is otherwise: a link between two nodes (``gone`` and ``come`` hold its versions'
    numbers), or what is stated of a node.

    Where nothing was stated anew: ``dated`` if a day written in the record (``fields``) lies
    between, ``lapsed`` if the record's life ends or begins between by a norm (``fields`` names
    which end), ``ruled`` if another version of the rule ``fields`` names is in force.
    """

    event: Event
    nodes: tuple[int, ...]
    kind: str = ""
    gone: tuple[int, ...] = ()
    come: tuple[int, ...] = ()
    fields: tuple[str, ...] = ()


def differing(before: Scene, after: Scene, read: Sequence[Recording]) -> tuple[FactChange, ...]:
    """Of the facts that these recordings read, those that hold in one scene only; links first."""
    drawn = {number: link for recording in read for number, link in recording.drawn.items()}
    moved: dict[tuple[int, int, int], tuple[list[int], list[int]]] = {}
    was, now = _Holding(before), _Holding(after)
    for number, link in sorted(drawn.items()):
        held = was.holds(link)
        if held != now.holds(link):
            gone, come = moved.setdefault((link.kind, link.source, link.target), ([], []))
            (gone if held else come).append(number)
    changes = [
        FactChange(
            "changed" if gone and come else "went" if gone else "came",
            (source, target), LINK_KINDS[kind].name, tuple(gone), tuple(come),
        )
        for (kind, source, target), (gone, come) in sorted(moved.items())
    ]  # fmt: skip
    numbers = sorted({number for recording in read for number in recording.node_views})
    return (*changes, *_restated(before, after, numbers))


@dataclass(slots=True)
class _Holding:
    """Which link versions are in a scene's network and in force on its day; each node read once."""

    scene: Scene
    held: dict[tuple[int, int], set[int]] = field(default_factory=dict)

    def holds(self, link: Drawn) -> bool:
        place = link.source, link.kind
        if place not in self.held:
            walk = walk_of(frozenset({LINK_KINDS[link.kind].name}), self.scene.day, "out")
            self.held[place] = {tie[1] for tie in self.scene.network.ties(link.source, walk)}
        return link.number in self.held[place]


def _restated(before: Scene, after: Scene, numbers: list[int]) -> Iterable[FactChange]:
    old, new = before.views.nodes(numbers), after.views.nodes(numbers)
    days = sorted((before.day, after.day))
    for number in numbers:
        one, two = old.get(number), new.get(number)
        fields = _otherwise(one, two)
        if fields:
            yield FactChange("changed", (number,), _kind(one, two), fields=fields)
        passed = _passed(two, days)
        if passed and days[0] != days[1]:
            yield FactChange("dated", (number,), _kind(one, two), fields=passed)


def _kind(one: NodeView | None, two: NodeView | None) -> str:
    view = two or one
    return view.kind if view else ""


def _otherwise(one: NodeView | None, two: NodeView | None) -> tuple[str, ...]:
    was: Fields = one.fields if one else {}
    now: Fields = two.fields if two else {}
    return tuple(sorted(name for name in was.keys() | now.keys() if was.get(name) != now.get(name)))


def _passed(view: NodeView | None, days: list[date]) -> tuple[str, ...]:
    if view is None:
        return ()
    return tuple(
        name for name, value in view.fields.items()
        if isinstance(value, date) and days[0] <= value <= days[1]
    )  # fmt: skip


def lapsed(before: Scene, after: Scene, read: Sequence[Recording]) -> tuple[FactChange, ...]:
    """The records read that may be used in one scene only."""
    told: dict[int, set[int]] = {}
    for recording in read:
        for link in recording.drawn.values():
            if link.kind == SANCTIONED_BY and link.target in recording.node_views:
                told.setdefault(link.source, set()).add(link.target)
    found = []
    for subject, records in sorted(told.items()):
        was, now = _lives(before, subject, records), _lives(after, subject, records)
        for record in sorted(was.keys() | now.keys()):
            one, two = was.get(record), now.get(record)
            if (one and one.usable) != (two and two.usable):
                end = (two or one).end  # type: ignore[union-attr]
                why = (end.why,) if end else ()
                found.append(FactChange("lapsed", (record,), "sanction", fields=why))
    return tuple(found)


def _lives(scene: Scene, subject: int, records: Iterable[int]) -> dict[int, Life]:
    asked_of = scene.network, scene.views, scene.rules, subject, scene.day
    found = own_records(*asked_of, past=True, only=records)
    return {record.number: record.life for record in found}


def _in_force(entries: Iterable[Entry], rule: str, day: date) -> Entry | None:
    return version(entries, rule, day)


def ruled(before: Scene, after: Scene, rule: str) -> tuple[FactChange, ...]:
    """Whether another version of the rule of this id is in force, or none."""
    rules = after.rules
    for entries in (
        rules.reach.reach, rules.conflicts.conflict, rules.lists.list,
        rules.ownership.criterion, rules.ownership.close_link,
    ):  # fmt: skip
        if _in_force(entries, rule, before.day) is not _in_force(entries, rule, after.day):
            return (FactChange("ruled", (), fields=(rule,)),)
    return ()


def undone(before: Scene, after: Scene, fact: FactChange) -> Scene:
    """The later scene with this one fact as it was before."""
    given = Suppositions()
    if len(fact.nodes) == 2:
        given.retired.update((*fact.come, *fact.gone))
        given.links.extend(_held_still(before, after.day, fact))
    elif fact.event == "changed":
        given.views.update(before.views.nodes(fact.nodes))
    else:
        given.views.update(_postponed(before.day, after, fact))
    network, views = supposed(after.network, after.views, given)
    return replace(after, network=network, views=views)


def _held_still(before: Scene, day: date, fact: FactChange) -> Iterable[SupposedLink]:
    for held in before.views.links(fact.gone).values():
        ours = LinkFact(
            held.kind, held.source, held.target, held.fields, held.distinct,
            _reaching(held.valid_from, day, first=True),
            _reaching(held.valid_until, day, first=False),
        )  # fmt: skip
        yield SupposedLink(ours, *fact.nodes)


def _reaching(end: date | None, day: date, *, first: bool) -> date | None:
    """An end of an interval, opened where it would leave the day out."""
    if end is None or (end > day if first else end < day):
        return None
    return end


def _postponed(was: date, after: Scene, fact: FactChange) -> dict[int, NodeView]:
    """The record with its passed days put where, on the later day, they stand as they stood."""
    ahead = after.day + timedelta(days=1) if after.day >= was else after.day - timedelta(days=1)
    views = {}
    for number, view in after.views.nodes(fact.nodes).items():
        moved: dict[str, Value] = {
            name: after.day if view.fields[name] == was else ahead for name in fact.fields
        }
        views[number] = replace(view, fields={**view.fields, **moved})
    return views
