"""Seeded random towns as facts, in a real store: owners, officers, allies, records, projects."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from analyses.questions import Asked, Question, Scene
from analyses.rulebook import load_rules
from graph.facts import (
    Batch,
    DeliveredFile,
    Fact,
    Fields,
    Key,
    LinkFact,
    NodeFact,
    Row,
    Value,
    subject,
)
from graph.networks import Networks
from graph.store import Store, open_store

DAY: Final = date(2025, 6, 1)
RULES: Final = load_rules()
SHARES: Final = (100_000, 250_000, 300_000, 500_000, 510_000, 600_000, 1_000_000)
OFFICES: Final = ("legal_representative", "director", "principal", "executive")


def facts(seed: int) -> list[Fact]:
    """About a dozen parties and thirty ties; some shares unknown, some ties over or to come."""
    pick = random.Random(seed)
    firms = [subject(f"t:f{number}") for number in range(pick.randint(4, 8))]
    people = [subject(f"p-{number:032x}") for number in range(pick.randint(2, 4))]
    told: list[Fact] = [_firm(pick, key) for key in firms if pick.random() < 0.9]
    told += [NodeFact(key, "person", {"name": f"张某{n}"}) for n, key in enumerate(people)]
    told += [_stake(pick, pick.choice(firms + people), pick.choice(firms)) for _ in range(14)]
    told += [_office(pick, pick.choice(people), pick.choice(firms)) for _ in range(4)]
    told += [_plain(pick, "acts_with", people) for _ in range(1)]
    told += [_plain(pick, "guarantees", firms) for _ in range(3)]
    for number in range(pick.randint(1, 3)):
        told += _record(pick, number, pick.choice(firms + people))
    return told + _works(pick, firms, people)


def _firm(pick: random.Random, key: Key) -> NodeFact:
    fields: dict[str, str | bool] = {"name": f"{key.id}有限公司"}
    if pick.random() < 0.15:
        fields["country"] = "VG"
    if pick.random() < 0.1:
        fields["state_capital"] = True
    return NodeFact(key, "organization", fields)


def _days(pick: random.Random) -> tuple[date | None, date | None]:
    first = pick.choice((None, None, DAY - timedelta(days=pick.randint(0, 900))))
    last = pick.choice((None, None, None, DAY + timedelta(days=pick.randint(-300, 300))))
    return first, last


def _stake(pick: random.Random, owner: Key, company: Key) -> LinkFact:
    share = pick.choice(SHARES)
    fields: Fields = {"share_min": share, "share_max": share}
    if pick.random() < 0.15:
        fields = {}
    return LinkFact("owns", owner, company, fields, "", *_days(pick))


def _office(pick: random.Random, person: Key, company: Key) -> LinkFact:
    office = pick.choice(OFFICES)
    return LinkFact("holds_office", person, company, {"office": office}, office, *_days(pick))


def _plain(pick: random.Random, kind: str, among: Sequence[Key]) -> LinkFact:
    one, two = pick.sample(list(among), 2)
    return LinkFact(kind, one, two, {}, "", *_days(pick))


def _works(pick: random.Random, firms: Sequence[Key], people: Sequence[Key]) -> list[Fact]:
    """Two projects with a lot each, who bid for it, who takes part and who leads."""
    told: list[Fact] = []
    for number in range(2):
        project, lot = Key("project", f"t:P{number}"), Key("lot", f"t:P{number}#B1")
        told += [
            NodeFact(project, "project", {"name": f"工程{number}"}),
            NodeFact(lot, "lot", {"name": "一标段", "opened": DAY - timedelta(days=100)}),
            LinkFact("part_of", lot, project),
        ]
        for bidder in pick.sample(list(firms), pick.randint(2, 3)):
            fields = {"prepared_by": pick.choice(("赵某", "钱某")), "contact": pick.choice("甲乙")}
            told.append(LinkFact("bids", bidder, lot, fields))
        for role in ("contractor", "supervision"):
            unit = pick.choice(firms)
            told.append(LinkFact("participates", unit, project, {"role": role}, role, *_days(pick)))
        leader = pick.choice(people)
        told.append(LinkFact("leads", leader, project, {"role": "contractor"}, "contractor"))
    return told


def _record(pick: random.Random, number: int, firm: Key) -> list[Fact]:
    record = Key("sanction", f"t:record-{number}")
    decided = DAY - timedelta(days=pick.randint(10, 900))
    kind, name = pick.choice((("penalty", "行政处罚"), ("serious_list", "拖欠农民工工资名单"),
                              ("judgment_debtor", "失信被执行人")))  # fmt: skip
    fields: dict[str, Value] = {
        "name": name, "kind": kind, "document": f"罚〔{number}〕号",
        "authority": "住建局", "behaviour": decided - timedelta(days=30), "decided": decided,
        "until": decided + timedelta(days=365), "state": "active",
    }  # fmt: skip
    return [NodeFact(record, "sanction", fields), LinkFact("sanctioned_by", firm, record)]


def deliver(store: Store, told: Sequence[Fact], name: str = "town.csv") -> None:
    """Each fact a line of a file of its own name."""
    file = DeliveredFile("market", "plain", name, hashlib.sha256(name.encode()).hexdigest())
    rows = [Row(line, (fact,)) for line, fact in enumerate(told, start=2)]
    store.apply(Batch(file, rows, through=len(rows), complete=True))


@contextmanager
def town(folder: Path, told: Sequence[Fact]) -> Iterator[Store]:
    """A SQLite store that holds these facts."""
    with open_store(f"sqlite:///{folder}/town.db") as store:
        store.prepare()
        deliver(store, told)
        yield store


def scene(store: Store, day: date = DAY, known_at: int | None = None) -> Scene:
    networks = Networks(store, None)
    network = networks.current() if known_at is None else networks.at(known_at)
    return Scene(network, networks.views(network.revision), RULES, day)


def number(store: Store, key: Key) -> int:
    return store.nodes([key])[key].number


def every_asked(question: Question, store: Store) -> list[Asked]:
    """The question asked of each node it can be asked of, with its defaults."""
    found = scene(store)
    numbers = [
        node for node, view in found.views.nodes(range(found.network.size)).items()
        if view.key.family in question.about
    ]  # fmt: skip
    return [Asked((node,), question.defaults()) for node in numbers]
