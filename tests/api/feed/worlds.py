"""A random town that goes on changing, one delivery after another."""

from __future__ import annotations

import hashlib
import random
from datetime import date, timedelta

from graph.facts import (
    Batch,
    DeliveredFile,
    Fact,
    Key,
    LinkFact,
    NodeFact,
    Row,
    Value,
    Withdrawal,
    subject,
)
from graph.store import Store

DAY = date(2026, 1, 31)
FIRMS = [f"t:f{n}" for n in range(7)]
PEOPLE = [f"t:p{n}" for n in range(4)]
SUBJECTS = [*FIRMS, *PEOPLE]
LOT, SITE = Key("lot", "t:x#1"), Key("project", "t:x")
WAGES = "拖欠农民工工资失信联合惩戒对象名单"
OFFICES = ("legal_representative", "director", "supervisor", "principal")
SINCE = date(2020, 1, 1)


def described() -> list[Fact]:
    return [
        *(NodeFact(subject(one), "organization", {"name": f"{one}有限公司"}) for one in FIRMS),
        *(NodeFact(subject(one), "person", {"name": f"张{one}"}) for one in PEOPLE),
        NodeFact(SITE, "project", {"name": "某项目", "started": date(2025, 1, 1)}),
        NodeFact(LOT, "lot", {"name": "1", "opened": date(2025, 6, 1)}),
        LinkFact("part_of", LOT, SITE),
    ]


def record(number: int, **fields: Value) -> NodeFact:
    said: dict[str, Value] = {
        "name": WAGES, "list": WAGES, "kind": "serious_list", "document": f"文{number}",
        "decided": date(2025, 5, 1), "state": "active", **fields,
    }  # fmt: skip
    return NodeFact(Key("sanction", f"t:s{number}"), "sanction", said)


def a_change(pick: random.Random) -> list[Fact]:
    """One thing that happens: a stake, an office, a record, its repair, a bid, a merger."""
    a, b = pick.sample(FIRMS, 2)
    person, number = pick.choice(PEOPLE), pick.randrange(4)
    share: dict[str, Value] = dict.fromkeys(
        ("share_min", "share_max"), pick.choice((100_000, 400_000, 600_000))
    )
    office, who = pick.choice(OFFICES), pick.choice(SUBJECTS)
    until = DAY + timedelta(pick.randrange(-40, 40))
    firm, listed = subject(a), Key("sanction", f"t:s{number}")
    moved = subject("t:f6"), subject("t:f5")
    told: dict[str, Value] = {"name": f"{a}改名公司", "state_capital": pick.random() < 0.5}
    part: dict[str, Value] = {"role": "supervision"}
    bid: dict[str, Value] = {"prepared_by": "某人"}
    possible: tuple[list[Fact], ...] = (
        [LinkFact("owns", firm, subject(b), share, "", SINCE)],
        [Withdrawal("owns", firm, subject(b), "", SINCE)],
        [LinkFact("holds_office", subject(person), firm, {"office": office}, office, SINCE)],
        [Withdrawal("holds_office", subject(person), firm, office, SINCE)],
        [record(number), LinkFact("sanctioned_by", subject(who), listed)],
        [record(number, state="repaired", repaired=date(2026, 1, 10))],
        [record(number, until=until)],
        [LinkFact("bids", firm, LOT, bid, "", date(2025, 6, 1))],
        [LinkFact("participates", firm, SITE, part, "supervision", SINCE)],
        [LinkFact("same_as", *moved, {"judge": "某", "reason": "同一"})],
        [Withdrawal("same_as", *moved)],
        [NodeFact(firm, "organization", told)],
    )
    return pick.choice(possible)


def deliver(store: Store, facts: list[Fact], name: str, source: str = "t") -> None:
    digest = hashlib.sha256(name.encode()).hexdigest()
    file = DeliveredFile(source, "plain", f"{name}.csv", digest)
    rows = [Row(line, (fact,)) for line, fact in enumerate(facts, start=2)]
    store.apply(Batch(file, rows, through=len(rows), complete=True))
