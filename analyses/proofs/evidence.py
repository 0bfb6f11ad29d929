"""From a recording to the facts of a proof: numbered anew, sourced, nothing personal in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from analyses.explanation.recording import Reading, Recording
from analyses.rulebook import Rulebook, digests
from graph.facts import Fields, LinkView, NodeVersion, NodeView, Origin
from graph.masking import shown_name
from graph.views import Views
from graph.vocabulary import LINK_KIND, NODE_KIND, NODE_KINDS, LinkKind, NodeKind, Type

FactRow = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Evidence:
    """The facts in order, and each node's and link's place: its number in the proof."""

    facts: tuple[FactRow, ...]
    nodes: Mapping[int, int]
    links: Mapping[int, int]


def evidence(recording: Recording, asked_of: tuple[int, ...], views: Views) -> Evidence:
    """Everything the recording read. Places keep the order of the numbers, so that an analysis
    over the proof walks in the same order. Raises ValueError if a link's view was read that no
    reading showed."""
    numbers = _numbers(recording, asked_of)
    nodes = {number: place for place, number in enumerate(sorted(numbers))}
    links = {number: place for place, number in enumerate(sorted(recording.drawn))}
    if not recording.link_views.keys() <= links.keys():
        raise ValueError("the view of a link was read that no reading showed")
    seen, told = views.nodes(sorted(numbers)), views.links(sorted(links))
    facts: list[FactRow] = []
    stand_ins = StandIns()
    for number, place in nodes.items():
        facts += _node(recording, number, place, nodes, seen.get(number))
    for number, place in links.items():
        one = recording.drawn[number]
        ends = nodes[one.source], nodes[one.target]
        said = stand_ins.fields(LINK_KIND[told[number].kind], told[number].fields)
        facts.append(_link(told[number], place, ends, said, number in recording.link_views))
    facts += [_reading(read, nodes[read.node], n) for read, n in sorted(
        recording.readings.items(), key=lambda item: _order(item[0]))]  # fmt: skip
    return Evidence(tuple(facts), nodes, links)


def _numbers(recording: Recording, asked_of: tuple[int, ...]) -> set[int]:
    numbers = {*asked_of, *recording.extents, *recording.node_views}
    numbers |= recording.stands.keys() | set(recording.stands.values())
    numbers |= {read.node for read in recording.readings}
    for one in recording.drawn.values():
        numbers |= {one.source, one.target}
    return numbers


def _order(read: Reading) -> tuple[Any, ...]:
    return read.node, read.kinds or (), read.direction, read.day or 0, read.measured


def _node(
    recording: Recording,
    number: int,
    place: int,
    places: Mapping[int, int],
    view: NodeView | None,
) -> list[FactRow]:
    code = recording.base.kind_of(number)
    told = number in recording.node_views
    fact: FactRow = {
        "fact": "node",
        "node": place,
        "kind": NODE_KINDS[code].name if code >= 0 else None,
        "stands_at": places[recording.stands.get(number, number)],
        "extent": recording.extents.get(number),
        "family": view.key.family if view else None,
        "id": view.key.id if view else None,
        "name": shown_name(view.kind, view.name) if view else None,
        "merged_into": list(view.merged_into) if view and view.merged_into else None,
        "statements": len(view.statements) if view and told else None,
    }
    said = view.statements if view and told else ()
    return [fact, *(_statement(place, version) for version in said)]


def _statement(place: int, said: NodeVersion) -> FactRow:
    return {
        "fact": "statement",
        "node": place,
        "kind": said.kind,
        "fields": impersonal(NODE_KIND[said.kind], said.fields),
        "mention": said.mention,
        "valid_from": _iso(said.valid_from),
        "valid_until": _iso(said.valid_until),
        "recorded": said.recorded,
        "retired": said.retired,
        "origin": origin(said.origin),
    }


def _link(
    view: LinkView, place: int, ends: tuple[int, int], said: Mapping[str, Any], told: bool
) -> FactRow:
    return {
        "fact": "link",
        "link": place,
        "kind": view.kind,
        "source": ends[0],
        "target": ends[1],
        "stated_source": list(view.source),
        "stated_target": list(view.target),
        "distinct": view.distinct,
        "fields": said,
        "valid_from": _iso(view.valid_from),
        "valid_until": _iso(view.valid_until),
        "recorded": view.recorded,
        "retired": view.retired,
        "told": told,
        "origin": origin(view.origin),
    }


def _reading(read: Reading, place: int, found: int) -> FactRow:
    return {
        "fact": "reading",
        "node": place,
        "kinds": None if read.kinds is None else list(read.kinds),
        "direction": read.direction,
        "day": None if read.day is None else date.fromordinal(read.day).isoformat(),
        "measured": read.measured,
        **({} if read.foremost is None else {"foremost": list(read.foremost)}),
        "found": found,
    }


def rule_facts(rules: Rulebook, sections: tuple[str, ...]) -> tuple[FactRow, ...]:
    """The text of the sections' files as it was read, and the digest of every other file."""
    read = {f"{section}.toml" for section in sections}
    return tuple(
        {"fact": "rule", "file": name, "text": rules.files[name].decode()}
        if name in read
        else {"fact": "rule", "file": name, "digest": digest}
        for name, digest in sorted(digests(rules.files).items())
    )


def impersonal(kind: NodeKind | LinkKind, fields: Fields) -> dict[str, str | int | bool]:
    """The fields without those that are personal or sealed. A party of unknown kind may be a
    person: its name is shown as a person's would be."""
    kept: dict[str, str | int | bool] = {}
    for one in kind.fields:
        if one.name in fields and not one.personal and one.type is not Type.SEALED:
            value = fields[one.name]
            kept[one.name] = value.isoformat() if isinstance(value, date) else value
    if kind.name == "subject" and "name" in kept:
        kept["name"] = shown_name(kind.name, str(kept["name"]))
    return kept


@dataclass(frozen=True, slots=True)
class StandIns:
    """Stand for the personal texts of links, equal where these are equal: whoever prepared two
    bids is no concern of a proof, that it is the same person is."""

    given: dict[tuple[str, str], str] = field(default_factory=dict)

    def fields(self, kind: LinkKind, fields: Fields) -> dict[str, str | int | bool]:
        said = impersonal(kind, fields)
        for one in kind.fields:
            if one.personal and one.type is Type.TEXT and one.name in fields:
                said[one.name] = self._for(one.name, str(fields[one.name]).strip())
        return said

    def _for(self, name: str, text: str) -> str:
        return self.given.setdefault((name, text), f"#{len(self.given) + 1}") if text else ""


def origin(origin: Origin) -> FactRow:
    file = origin.file
    return {
        "source": file.source,
        "layout": file.layout,
        "file": file.name,
        "digest": file.digest,
        "line": origin.line,
    }


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
