"""A network drawn in a test, with what is stated of its nodes and links beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from graph.facts import DeliveredFile, Fields, Key, LinkView, NodeView, Origin, Value
from graph.network import Network
from graph.topology import LINK_DTYPE, NO_CODE, Topology, first_day, last_day
from graph.vocabulary import LINK_CODE, LINK_KIND, NODE_CODE, NODE_KIND

Days = tuple[date | None, date | None]
ORIGIN = Origin(DeliveredFile("drawn", "drawn", "drawn.csv", "0" * 64), 2)
OPEN: Days = (None, None)


@dataclass
class Drawing:
    """Nodes and links in the order they are drawn. Itself the views of what it draws."""

    said: dict[int, NodeView] = field(default_factory=dict)
    ties: dict[int, LinkView] = field(default_factory=dict)
    numbers: dict[Key, int] = field(default_factory=dict)

    def node(self, kind: str, /, **fields: Value) -> int:
        number = len(self.said)
        key = Key(NODE_KIND[kind].family, f"{kind}-{number}")
        name = str(fields.get("name", key.id))
        self.said[number] = NodeView(number, key, kind, name, fields, False, None, ())
        self.numbers[key] = number
        return number

    def firm(self, **fields: Value) -> int:
        return self.node("organization", **fields)

    def person(self, **fields: Value) -> int:
        return self.node("person", **fields)

    def link(self, kind: str, source: int, target: int, days: Days = OPEN, **fields: Value) -> int:
        number = len(self.ties)
        ends = self.said[source].key, self.said[target].key
        self.ties[number] = LinkView(
            number, kind, *ends, fields, "", days[0], days[1], 1, None, ORIGIN
        )
        return number

    def office(self, person: int, firm: int, office: str, days: Days = OPEN) -> int:
        return self.link("holds_office", person, firm, days, office=office)

    def owns(self, owner: int, firm: int, percent: int, days: Days = OPEN) -> int:
        share = percent * 10_000
        return self.link("owns", owner, firm, days, share_min=share, share_max=share)

    def record(self, subject: int, decided: date | None, **fields: Value) -> int:
        """A record of a serious list unless the fields say otherwise."""
        known: dict[str, Value] = {"kind": "serious_list", "state": "active", **fields}
        if decided is not None:
            known["decided"] = decided
        number = self.node("sanction", **known)
        self.link("sanctioned_by", subject, number, (decided, None))
        return number

    @property
    def network(self) -> Network:
        kinds = np.array([NODE_CODE[view.kind] for view in self.said.values()], dtype=np.int8)
        rows = np.array([self._row(tie) for tie in self.ties.values()], dtype=LINK_DTYPE)
        return Network.build(Topology(1, kinds, rows))

    def _row(self, tie: LinkView) -> tuple[int, ...]:
        kind, said = LINK_KIND[tie.kind], tie.fields
        named = said.get(kind.code_field or "")
        code = kind.codes.index(str(named)) if named is not None else NO_CODE
        least, most = int(said.get("share_min", 0)), int(said.get("share_max", 0))  # type: ignore[arg-type]
        ends = self.numbers[tie.source], self.numbers[tie.target]
        days = first_day(tie.valid_from), last_day(tie.valid_until)
        return tie.number, LINK_CODE[tie.kind], code, *ends, least, most, *days

    def nodes(self, numbers: Iterable[int]) -> Mapping[int, NodeView]:
        return {number: self.said[number] for number in numbers if number in self.said}

    def links(self, numbers: Iterable[int]) -> Mapping[int, LinkView]:
        return {number: self.ties[number] for number in numbers if number in self.ties}

    def fields(self, number: int) -> Fields:
        return self.said[number].fields
