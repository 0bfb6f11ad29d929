"""Non-interference of repair: once repaired, every answer is that of a graph that never had it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from analyses.rulebook import load_rules
from api.answers import Answers
from api.answers.asking import Moment
from api.answers.policies import policy_answer
from api.answers.risk import lot_conflicts_answer, project_conflicts_answer, risk_answer
from graph.facts import Batch, DeliveredFile, Fact, Key, LinkFact, NodeFact, Row, Value, subject
from graph.networks import Networks
from graph.store import Store

TODAY = Moment(as_of=date(2026, 1, 31))
SITE, LOT, RECORD = Key("project", "p"), Key("lot", "p#1"), Key("sanction", "r")
UNIT, RIVAL, PERSON = subject("unit"), subject("rival"), subject("person")


def town() -> list[Fact]:
    since = date(2018, 1, 1)
    return [
        NodeFact(UNIT, "organization", {"name": "甲建设有限公司"}),
        NodeFact(RIVAL, "organization", {"name": "乙建设有限公司"}),
        NodeFact(PERSON, "person", {"name": "张三丰"}),
        NodeFact(SITE, "project", {"name": "某工程"}),
        NodeFact(LOT, "lot", {"name": "1", "opened": date(2025, 6, 1)}),
        LinkFact("part_of", LOT, SITE),
        LinkFact("holds_office", PERSON, UNIT, {"office": "legal_representative"}, "lr", since),
        LinkFact("holds_office", PERSON, RIVAL, {"office": "director"}, "d", since),
        LinkFact("participates", RIVAL, SITE, {"role": "contractor"}, "c", since),
        *(LinkFact("bids", unit, LOT, {}, "", date(2025, 6, 1)) for unit in (UNIT, RIVAL)),
    ]


def record(name: str, kind: str, **fields: Value) -> list[Fact]:
    decided = date(2025, 3, 1)
    said = {"name": name, "list": name, "kind": kind, "decided": decided, **fields}
    return [
        NodeFact(RECORD, "sanction", said),
        LinkFact("sanctioned_by", UNIT, RECORD, {}, "", decided),
    ]


def load(store: Store, facts: list[Fact], digest: str) -> None:
    file = DeliveredFile("t", "plain", "t.csv", digest * 64)
    rows = [Row(line, (fact,)) for line, fact in enumerate(facts, 2)]
    store.apply(Batch(file, rows, through=len(rows), complete=True))


def told(store: Store) -> list[Any]:
    """Every answer of this day, its revision and link numbers aside."""
    answers = Answers(store, Networks(store, None), lambda: date(2026, 1, 31), load_rules())
    ground = answers.on(TODAY)
    found: list[Any] = [risk_answer(ground, key.id) for key in (UNIT, RIVAL, PERSON)]
    found += [answers.subject(key.id, TODAY) for key in (UNIT, RIVAL, PERSON)]
    found += [lot_conflicts_answer(ground, "p", "1"), project_conflicts_answer(ground, "p")]
    found += [answers.related(key.id, moment=TODAY) for key in (UNIT, PERSON)]
    numbers = ("国务院令第724号", "山东省社会信用条例")
    found += [policy_answer(ground, answers.cases, number)["policies"] for number in numbers]
    return [_without(each) for each in found]


def _without(answer: Any) -> Any:
    """Without what counts batches: revisions, link numbers, the address of the proof."""
    if isinstance(answer, dict):
        return {key: _without(value) for key, value in answer.items()
                if key not in {"revision", "link", "proof"}}  # fmt: skip
    return [_without(value) for value in answer] if isinstance(answer, list) else answer


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("失信被执行人名单", "judgment_debtor"),
        ("拖欠农民工工资失信联合惩戒对象名单", "serious_list"),
        ("吊销营业执照", "penalty"),
        ("串通投标 取消投标资格", "penalty"),
    ],
)
def test_a_repaired_record_leaves_no_trace(store: Store, name: str, kind: str) -> None:
    load(store, town(), "a")
    never = told(store)
    load(store, record(name, kind, state="active"), "b")
    assert told(store) != never
    load(store, record(name, kind, state="repaired", ended=date(2026, 1, 10)), "c")
    assert told(store) == never
