"""A department's feed may deliver what the catalogue lists for it; nobody else is bound."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from analyses.rulebook import Rulebook, load_rules, rules_of
from cli.admissions import admissions
from graph.store import Store
from ingest.layouts import EXCHANGES, LAYOUTS
from ingest.loader import load
from ingest.persons import PersonKeys
from ingest.quarantine import described, retry

RULES = load_rules()
DAY = date(2026, 6, 30)
LABOUR = "济南市人力资源和社会保障局"
LISTED = """subject,list,kind,decided
A,拖欠农民工工资失信联合惩戒对象名单,serious_list,2025-05-06
B,安全生产严重失信主体名单,serious_list,2025-05-06
"""
BIDS = "unit,project,lot\nA,2012-370102-04-01-123456,B01\n"


def changed(old: str, new: str) -> Rulebook:
    text = RULES.files["catalogue.toml"].decode()
    assert old in text
    return rules_of({**RULES.files, "catalogue.toml": text.replace(old, new, 1).encode()})


@pytest.fixture
def delivery(folder: Path) -> Path:
    (folder / "lists.csv").write_text(LISTED, encoding="utf-8")
    (folder / "bids.csv").write_text(BIDS, encoding="utf-8")
    statement = {"statementId": "s" * 32, "recordType": "entity", "recordDetails": {}}
    (folder / "bods.json").write_text(json.dumps([statement]), encoding="utf-8")
    return folder


@pytest.mark.parametrize("workers", [0, 1])
def test_what_the_catalogue_does_not_list_is_set_aside(
    store: Store, delivery: Path, persons: PersonKeys, workers: int
) -> None:
    bound = admissions(RULES, DAY)
    report = load(store, [delivery], source=LABOUR, persons=persons, workers=workers,
                  admissions=bound)  # fmt: skip
    counts = {each.file: (each.rows, each.stored, each.quarantined) for each in report.files}
    assert counts["lists.csv"] == (2, 1, 1)
    assert counts["bids.csv"] == (1, 0, 1)
    entries = [described(entry) for entry in store.quarantine()]
    reasons = {entry["layout"]: entry["problem"] for entry in entries}
    assert "安全生产" in reasons["sanctions"]["zh"]
    assert {entry["field"] for entry in entries} >= {"kind, list"}
    assert "outside the catalogue" in reasons["bids"]["en"]
    assert LABOUR in reasons["bids"]["zh"]
    assert "outside the catalogue" in reasons["bods"]["en"]


def test_whom_the_other_rows_speak_of_may_come_with_them(
    store: Store, folder: Path, persons: PersonKeys
) -> None:
    (folder / "subjects.csv").write_text("id,name\nA,甲公司\n", encoding="utf-8")
    bound = admissions(RULES, DAY)
    report = load(store, [folder], source=LABOUR, persons=persons, admissions=bound)
    assert [(each.rows, each.stored) for each in report.files] == [(1, 1)]


@pytest.mark.parametrize("source", ["local", "jinan", "某银行"])
def test_nobody_else_is_bound(
    store: Store, delivery: Path, persons: PersonKeys, source: str
) -> None:
    bound = admissions(RULES, DAY)
    load(store, [delivery], source=source, persons=persons, admissions=bound)
    reasons = [described(entry)["problem"]["en"] for entry in store.quarantine()]
    assert not any("catalogue" in reason for reason in reasons)
    assert store.counts()["sanction"] == 2


def test_rows_pass_once_the_item_is_in_the_catalogue(
    store: Store, delivery: Path, persons: PersonKeys
) -> None:
    load(store, [delivery / "lists.csv", delivery / "bids.csv"], source=LABOUR, persons=persons,
         admissions=admissions(RULES, DAY))  # fmt: skip
    unchanged = retry(store, persons, admissions=admissions(RULES, DAY))
    assert (unchanged.tried, unchanged.still_quarantined) == (2, 2)
    now = changed('departments = ["resource_trading"]',
                  'departments = ["resource_trading", "human_resources"]')  # fmt: skip
    again = retry(store, persons, admissions=admissions(now, DAY))
    assert (again.tried, again.stored, again.still_quarantined) == (2, 1, 1)
    assert "bids" in store.counts()


def test_further_names_of_a_feed_are_bound_too() -> None:
    rules = changed('zh = "济南市中级人民法院"', 'zh = "济南市中级人民法院"\nsources = ["court-1"]')
    bound = admissions(rules, DAY)
    assert bound["court-1"].carriers == bound["济南市中级人民法院"].carriers
    assert admissions(RULES, date(2020, 1, 1)) == {}


def test_the_catalogue_names_only_layouts_that_are_recognised() -> None:
    known = {layout.name: {c.name for c in layout.columns} for layout in LAYOUTS}
    foreign = {exchange.name for exchange in EXCHANGES}
    carried = [carrier for item in RULES.catalogue.item for carrier in item.carried]
    assert len(carried) > 30
    for carrier in carried:
        assert carrier.layout in known.keys() | foreign
        if carrier.column:
            assert carrier.column in known[carrier.layout]


def test_every_official_layout_is_an_item_of_somebody() -> None:
    carried = {carrier.layout for item in RULES.catalogue.item for carrier in item.carried}
    foreign = {layout.name for layout in LAYOUTS if layout.name.startswith("finbench")}
    assert {layout.name for layout in LAYOUTS} - carried - foreign == set()
