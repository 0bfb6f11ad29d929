"""From the numbers an analysis speaks in to what people read: names, links, sources.

Numbers are looked up in two batched calls per answer, however many paths it has.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from analyses.steps import Step as Walked
from api.answers import shapes
from api.answers.ground import Ground
from api.answers.masks import readable, shown_name
from graph.facts import LinkView, NodeView, Origin, Value
from graph.vocabulary import LINK_KIND


def iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def plain(value: Value) -> str | int | bool:
    return value.isoformat() if isinstance(value, date) else value


def origin(origin: Origin) -> shapes.Origin:
    file = origin.file
    return {
        "source": file.source,
        "layout": file.layout,
        "file": file.name,
        "line": origin.line,
    }


def brief(view: NodeView) -> shapes.Brief:
    return {
        "id": view.key.id,
        "name": shown_name(view.kind, view.name),
        "kind": view.kind,
        "stub": view.stub,
    }


@dataclass(frozen=True, slots=True)
class Described:
    """The nodes and links of one answer, fetched together."""

    nodes: Mapping[int, NodeView]
    links: Mapping[int, LinkView]

    def brief(self, number: int) -> shapes.Brief:
        return brief(self.nodes[number])

    def step(self, walked: Walked) -> dict[str, Any]:
        """A tie as walked, with the link's own fields beside (``shapes.Step``)."""
        link = self.links[walked.link]
        source, target = self.brief(walked.source), self.brief(walked.target)
        said: shapes.Step = {
            "source": source["id"],
            "target": target["id"],
            "source_name": source["name"],
            "target_name": target["name"],
            "source_kind": source["kind"],
            "target_kind": target["kind"],
            "kind": walked.kind,
            "direction": "forward" if walked.forward else "backward",
            "link": link.mark,
            "valid_from": iso(link.valid_from),
            "valid_until": iso(link.valid_until),
            "origin": origin(link.origin),
        }
        own, _ = readable(LINK_KIND[link.kind].fields, link.fields)
        return {**own, **said}


def described(ground: Ground, steps: Iterable[Walked], others: Iterable[int] = ()) -> Described:
    """Everything the steps touch, and other nodes besides."""
    walked = list(steps)
    numbers = {step.source for step in walked} | {step.target for step in walked} | set(others)
    links = sorted({step.link for step in walked})
    return Described(ground.views.nodes(sorted(numbers)), ground.views.links(links))
