"""Firms with records, visits and officers, on a real store: drawn in the test, or at random."""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from analyses.rulebook import load_rules
from api.answers import Answers, Moment
from api.answers.ground import Ground
from graph.acts import unit_key
from graph.facts import Batch, DeliveredFile, Fact, Key, LinkFact, NodeFact, Row, Value, subject
from graph.networks import Networks
from graph.store import Store, open_store

DAY: Final = date(2026, 6, 30)
RULES: Final = load_rules()
OFFICE: Final = "济南市住房和城乡建设局"
OTHER: Final = "济南市教育局"


def firm(id: str, status: str = "存续", industry: str = "E47", **fields: Value) -> NodeFact:
    told = {"name": f"{id}有限公司", "status": status, "industry": industry, **fields}
    return NodeFact(subject(id), "organization", {k: v for k, v in told.items() if v != ""})


def record(firm: str, id: str, kind: str, decided: date | None, **fields: Value) -> list[Fact]:
    """A sanction of this kind against a firm."""
    key = Key("sanction", id)
    told: dict[str, Value] = {"name": id, "kind": kind, "state": "active", **fields}
    if decided is not None:
        told["decided"] = decided
    return [NodeFact(key, "sanction", told), LinkFact("sanctioned_by", subject(firm), key)]


def commitment(firm: str, id: str, made: date, state: str, until: date | None = None) -> list[Fact]:
    key = Key("commitment", id)
    fields: dict[str, Value] = {"name": id, "item": id, "made": made, "state": state}
    link = LinkFact("committed", subject(firm), key, {}, "", made, until)
    return [NodeFact(key, "commitment", fields), link]


def visit(
    firm: str, id: str, ordered: date, result: str = "", cause: str = "draw", by: str = OFFICE
) -> list[Fact]:
    """A visit; one without a result is still due."""
    key = Key("inspection", id)
    fields: dict[str, Value] = {"name": id, "cause": cause, "ordered": ordered, "department": by}
    if result:
        fields |= {"day": ordered, "result": result}
    return [
        NodeFact(key, "inspection", fields),
        LinkFact("visited", subject(firm), key, {}, "", ordered),
        LinkFact("carried_out_by", key, unit_key(by)),
    ]


def contract(performer: str, other: str, id: str, signed: date, state: str) -> list[Fact]:
    key = Key("contract", id)
    return [
        NodeFact(key, "contract", {"name": id, "signed": signed, "state": state}),
        LinkFact("performs", subject(performer), key, {}, "", signed),
        LinkFact("awarded", subject(other), key, {}, "", signed),
    ]


def officer(id: str, name: str = "赵小六", by: str = OFFICE) -> list[Fact]:
    return [
        NodeFact(unit_key(by), "organization", {"name": by}, mention=True),
        NodeFact(subject(id), "person", {"name": name}),
        LinkFact("enforces_for", subject(id), unit_key(by)),
    ]


def owns(owner: str, company: str) -> LinkFact:
    fields: dict[str, Value] = {"share_min": 100_000, "share_max": 100_000}
    return LinkFact("owns", subject(owner), subject(company), fields)


def built(folder: Path, facts: Iterable[Fact]) -> Store:
    store = open_store(f"sqlite:///{folder}/firms.db")
    store.prepare()
    add(store, facts, "1")
    return store


def add(store: Store, facts: Iterable[Fact], batch: str) -> None:
    rows = [Row(line, (fact,)) for line, fact in enumerate(facts, start=2)]
    file = DeliveredFile("test", "facts", f"{batch}.csv", batch * 64)
    store.apply(Batch(file, rows, through=len(rows), complete=True))


def answers_of(store: Store) -> Answers:
    return Answers(store, Networks(store, None), lambda: DAY, RULES)


def ground_of(store: Store, day: date = DAY) -> Ground:
    return answers_of(store).on(Moment(day))


def random_facts(seed: int, firms: int = 60) -> list[Fact]:
    """Firms with whatever may count, dated around the day or not at all."""
    pick = random.Random(seed)
    facts: list[Fact] = []
    for number in range(firms):
        name = f"f{number}"
        registered = pick.choice([_day(pick, 5_000), _day(pick, 400), None])
        facts.append(
            firm(name, pick.choice(["存续", "在业", "吊销,未注销", "注销", "迁出", "怪", ""]),
                 pick.choice(["E47", "P83", "Q85", "L724", "J66", ""]),
                 **({"registered": registered} if registered else {}))
        )  # fmt: skip
        for turn in range(pick.choice([0, 0, 1, 2, 5])):
            facts += _random_record(pick, name, f"{name}-{turn}")
    return facts


def _random_record(pick: random.Random, id: str, name: str) -> list[Fact]:
    day = _day(pick, 1_500)
    match pick.randrange(5):
        case 0:
            kinds = (
                "penalty",
                "abnormal_operation",
                "bad_record",
                "judgment_debtor",
                "serious_list",
            )
            more: dict[str, Value] = {"state": pick.choice(["active", "repaired", "annulled"])}
            if pick.random() < 0.5:
                more["severity"] = pick.choice(["minor", "general", "serious"])
            if more["state"] == "repaired":
                more["repaired"] = day + timedelta(days=pick.randint(30, 300))
            decided = day if pick.random() < 0.9 else None
            return record(id, name, pick.choice(kinds), decided, **more)
        case 1:
            state = pick.choice(["已履约", "违约", "履约中", "违约(已修复)"])
            return commitment(id, name, day, state, pick.choice([None, _day(pick, 300)]))
        case 2 | 3:
            results = ("passed", "corrected", "violation", "unreachable", "")
            cause = pick.choice(["draw", "draw", "complaint", "data"])
            return visit(id, name, day, pick.choice(results), cause, pick.choice([OFFICE, OTHER]))
        case _:
            key = Key("licence", name)
            link = LinkFact("licensed_by", subject(id), key, {}, "", day, _day(pick, 300))
            return [NodeFact(key, "licence", {"name": name, "state": "有效"}), link]


def _day(pick: random.Random, before: int) -> date:
    return DAY - timedelta(days=pick.randint(-30, before))
