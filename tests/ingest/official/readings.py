"""Rows and exchange items read into facts, sorted for the eye of a test."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from graph.facts import Fact, LinkFact, NodeFact
from ingest.layout import BadField, Delivery
from ingest.layouts import EXCHANGES, OFFICIAL_LAYOUTS

ROOT = Path(__file__).parents[3]
SHARED = Path(os.environ.get("XINMAI_SHARED", ROOT.parent / "shared")) / "data"
LAYOUT = {layout.name: layout for layout in OFFICIAL_LAYOUTS}
EXCHANGE = {each.name: each for each in EXCHANGES}


class Facts:
    """The facts of one row, by kind."""

    def __init__(self, facts: tuple[Fact, ...]) -> None:
        self.all = facts
        self.nodes = [fact for fact in facts if isinstance(fact, NodeFact)]
        self.links = [fact for fact in facts if isinstance(fact, LinkFact)]

    def node(self, kind: str) -> NodeFact:
        (found,) = (node for node in self.nodes if node.kind == kind)
        return found

    def link(self, kind: str) -> LinkFact:
        (found,) = (link for link in self.links if link.kind == kind)
        return found


Read = Callable[..., Facts]


def outcomes(name: str, data: bytes, delivery: Delivery) -> Iterator[tuple[int, Any]]:
    """Line and facts, or the reason why not, for every item of an exchange file."""
    exchange = EXCHANGE[name]
    for line, record in exchange.records(io.BytesIO(data)):
        if isinstance(record, BadField):
            yield line, record
            continue
        try:
            yield line, Facts(exchange.read(record, delivery))
        except BadField as problem:
            yield line, problem
