"""Graphs that somebody might deliver to stall the service, all in one store.

Hubs of an owner, of a company and of an officer; a clique in which everybody owns a share of
everybody; a chain; a ladder, on which 2ⁿ paths lead down; a ring, in which everybody comes back to
himself; a crowd that acts in concert; lots that the same many bid for, under heads of ten each, and
a project that as many supervise and build, all at one address; a firm of very many records, one of
which very many acts are about; one of whom very much of every other sort is told.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from graph.facts import Batch, DeliveredFile, Fact, Fields, Key, LinkFact, NodeFact, Row, subject
from graph.store import Store

DAY: Final = date(2020, 1, 1)
WHOLE: Final = 1_000_000
LOTS: Final = "crowded"  # the project
MEETINGS: Final = 6  # lots
CROWD: Final = "crowded"  # the address
RECORDED: Final = "recorded"
RECORD: Final = "r:0"
SORTS: Final = {
    "licence": "licensed_by",
    "commitment": "committed",
    "inspection": "visited",
    "commendation": "commended_by",
    "contract": "performs",
    "declaration": "declared",
    "change": "changed",
}
"""What is told of a subject beside its records, and how it is tied to it."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many ties, firms or levels each shape has."""

    hub: int = 2_000
    clique: int = 20
    chain: int = 100
    ladder: int = 30
    ring: int = 100
    crowd: int = 50
    bidders: int = 100
    records: int = 100

    @property
    def subjects(self) -> list[str]:
        """Of whom it is worst to ask, in each shape."""
        return [
            "hub:owner", "hub:held", "hub:person", "hub:0", "clique:0", "chain:0",
            f"chain:{self.chain // 2}", f"chain:{self.chain}", "ladder:0:0",
            f"ladder:{self.ladder}:0", "ring:0", "crowd:0", "crowd:held",
            "bidder:0", "head:0", RECORDED, "busy",
        ]  # fmt: skip

    def facts(self) -> Iterator[tuple[Fact, ...]]:
        yield from _sanctioned("hub:owner", "clique:0", "chain:0", "ring:0")
        yield from _hub(self.hub)
        for a in range(self.clique):
            yield (firm(f"clique:{a}"), *(
                owns(f"clique:{a}", f"clique:{b}", 900_000 // self.clique)
                for b in range(self.clique) if a != b
            ))  # fmt: skip
        for number in range(self.chain):
            yield firm(f"chain:{number}"), owns(f"chain:{number}", f"chain:{number + 1}", 990_000)
        for level in range(self.ladder):
            for a in range(2):
                yield (firm(f"ladder:{level}:{a}"), *(
                    owns(f"ladder:{level}:{a}", f"ladder:{level + 1}:{b}", 510_000 - a * 20_000)
                    for b in range(2)
                ))  # fmt: skip
        for number in range(self.ring):
            after = (number + 1) % self.ring
            yield firm(f"ring:{number}"), owns(f"ring:{number}", f"ring:{after}", 900_000)
        for number in range(self.crowd):
            yield (
                firm(f"crowd:{number}"), owns(f"crowd:{number}", "crowd:held", WHOLE // self.crowd),
                *(LinkFact("acts_with", subject(f"crowd:{number}"), subject(f"crowd:{other}"))
                  for other in range(number)),
            )  # fmt: skip

        yield from _lots(self.bidders)
        yield from _records(self.records)
        yield from _told_of_one(self.records)

    def fill(self, store: Store) -> None:
        store.prepare()
        file = DeliveredFile("bench", "bench", "bench.csv", "0" * 64)
        rows = [Row(line, told) for line, told in enumerate(self.facts(), start=2)]
        store.apply(Batch(file, rows, through=len(rows), complete=True))


def firm(id: str) -> NodeFact:
    return NodeFact(subject(id), "organization", {"name": f"单位{id}有限公司", "registered": DAY})


def owns(owner: str, owned: str, least: int, most: int | None = None) -> LinkFact:
    shares = {"share_min": least, "share_max": least if most is None else most}
    return LinkFact("owns", subject(owner), subject(owned), shares, "", DAY)


def _hub(size: int) -> Iterator[tuple[Fact, ...]]:
    """Who holds and who is held are described for every tenth only: the others are but named."""
    yield (
        firm("hub:owner"),
        firm("hub:held"),
        NodeFact(subject("hub:person"), "person", {"name": "王大"}),
    )
    office = {"office": "legal_representative"}
    for number in range(size):
        said: tuple[Fact, ...] = (firm(f"hub:{number}"),) if number % 10 == 0 else ()
        yield (
            *said, owns("hub:owner", f"hub:{number}", 600_000),
            owns(f"holder:{number}", "hub:held", 0, WHOLE),
            LinkFact("holds_office", subject("hub:person"), subject(f"hub:{number}"), office,
                     "legal_representative", DAY),
        )  # fmt: skip


def _lots(size: int) -> Iterator[tuple[Fact, ...]]:
    """Who bid, met and won in all lots; half of them supervise what the others build."""
    project, office = Key("project", LOTS), {"office": "legal_representative"}
    address = Key("contact", CROWD)
    yield (
        NodeFact(project, "project", {"name": "大工程"}),
        NodeFact(address, "contact", {"name": "一号", "kind": "address"}),
    )
    for number in range(size):
        unit, head = subject(f"bidder:{number}"), subject(f"head:{number // 10}")
        part = "supervision" if number % 2 else "contractor"
        bids = (
            LinkFact("bids", unit, Key("lot", f"{LOTS}#{lot}"), {"won": lot == number % 6}, "", DAY)
            for lot in range(MEETINGS)
        )
        yield (
            firm(unit.id),
            LinkFact("holds_office", head, unit, office, "legal_representative", DAY),
            LinkFact("participates", unit, project, {"role": part}, part, DAY),
            LinkFact("contact_at", unit, address, {}, "", DAY),
            *bids,
        )


def _records(size: int) -> Iterator[tuple[Fact, ...]]:
    yield (firm(RECORDED),)
    for number in range(size):
        listed, decided = Key("sanction", f"r:{number}"), DAY + timedelta(days=number % 2_000)
        yield (
            NodeFact(listed, "sanction", {"name": "处罚", "kind": "penalty", "decided": decided}),
            LinkFact("sanctioned_by", subject(RECORDED), listed, {}, "", decided),
        )
        act, acted = Key("event", f"e:{number}"), decided + timedelta(days=1)
        fields: Fields = {"name": "实施", "act": "acted", "day": acted, "item": "bid-housing"}
        yield (
            NodeFact(act, "event", fields),
            LinkFact("about", act, Key("sanction", RECORD), {"act": "acted"}, "acted", acted),
        )


def _told_of_one(size: int) -> Iterator[tuple[Fact, ...]]:
    """A described firm, of whom as much of each sort is told."""
    yield (firm("busy"),)
    for sort, kind in SORTS.items():
        for number in range(size // len(SORTS)):
            thing, since = Key(sort, f"{sort}:{number}"), DAY + timedelta(days=number % 2_000)
            yield (
                NodeFact(thing, sort, {"name": f"{sort}{number}"}),
                LinkFact(kind, subject("busy"), thing, {}, "", since),
            )


def _sanctioned(*subjects: str) -> Iterator[tuple[Fact, ...]]:
    listed, since = Key("sanction", "s:1"), date(2026, 1, 1)
    yield (
        NodeFact(listed, "sanction", {
            "name": "欠薪", "kind": "serious_list", "decided": since,
            "list": "拖欠农民工工资失信联合惩戒对象名单"}),
        *(LinkFact("sanctioned_by", subject(each), listed, {}, "", since) for each in subjects),
    )  # fmt: skip
