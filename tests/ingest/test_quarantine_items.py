"""Items of exchange formats that were set aside come back corrected, too."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

from graph.facts import Key
from graph.store import Store
from ingest.persons import PersonKeys
from ingest.quarantine import export, retry
from ingest.report import FileReport

Deliver = Callable[..., FileReport]


def stake(percentage: str, **others: object) -> dict[str, object]:
    told = {"owner": ["a"], "asset": ["b"], "percentage": [percentage]}
    return {"id": "o-1", "schema": "Ownership", "properties": told, **others}


def exported(store: Store, persons: PersonKeys, target: Path) -> list[dict[str, str]]:
    export(store, persons, target)
    with target.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def rewrite(target: Path, rows: list[dict[str, str]]) -> Path:
    with target.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return target


def test_an_entity_is_corrected_in_its_cell(
    deliver: Deliver, store: Store, persons: PersonKeys, tmp_path: Path
) -> None:
    person = {"id": "a", "schema": "Person", "properties": {"name": ["张三"]}}
    told = "".join(json.dumps(each) + "\n" for each in (person, stake("140"), stake("x", id="")))
    report = deliver(told, "ftm.jsonl")
    assert (report.layout, report.stored, report.quarantined) == ("followthemoney", 1, 2)
    assert retry(store, persons).still_quarantined == 2
    rows = exported(store, persons, tmp_path / "out.csv")
    assert json.loads(rows[0]["properties"])["percentage"] == ["140"]
    rows[0]["properties"] = rows[0]["properties"].replace("140", "14")
    found = retry(store, persons, rewrite(tmp_path / "out.csv", rows))
    assert (found.tried, found.stored, found.still_quarantined) == (2, 1, 1)
    (link,) = (link for link in store.links(range(5)).values() if link.kind == "owns")
    assert (link.fields["share_min"], link.origin.line) == (140_000, 2)


def test_a_line_that_was_no_json_is_corrected_as_a_whole(
    deliver: Deliver, store: Store, persons: PersonKeys, tmp_path: Path
) -> None:
    good, broken = json.dumps(stake("10")), '{"id": "c", "schema": "Company", "properties": {,}}'
    assert deliver(f"{good}\n{broken}\n", "ftm.jsonl").quarantined == 1
    rows = exported(store, persons, tmp_path / "out.csv")
    assert rows[0]["_line"] == broken
    rows[0]["_line"] = broken.replace("{,}", '{"name": ["丙"]}')
    assert retry(store, persons, rewrite(tmp_path / "out.csv", rows)).stored == 1
    key = Key("subject", "local:c")
    assert store.nodes([key])[key].name == "丙"


def test_a_statement_corrected_as_json_keeps_exact_numbers(
    deliver: Deliver, store: Store, persons: PersonKeys, tmp_path: Path
) -> None:
    interest = {"type": "shareholding", "share": {"exact": 133.33333}}
    details = {"subject": "c", "interestedParty": "p", "interests": [interest]}
    statement = {"statementId": "s", "recordId": "r", "recordType": "relationship",
                 "recordDetails": details}  # fmt: skip
    assert deliver(json.dumps([statement]), "bods.json").quarantined == 1
    (entry,) = store.quarantine()
    interest["share"] = {"exact": 33.33333}
    corrected = tmp_path / "corrected.jsonl"
    corrected.write_text(json.dumps({"number": entry.number, **statement}) + "\n", "utf-8")
    assert retry(store, persons, corrected).stored == 1
    (link,) = store.links([0]).values()
    assert (link.fields["share_min"], link.fields["share_max"]) == (333_333, 333_334)


def test_two_items_that_contradict_are_kept_whole(
    deliver: Deliver, store: Store, persons: PersonKeys, tmp_path: Path
) -> None:
    told = "".join(json.dumps(stake(share)) + "\n" for share in ("10", "20"))
    assert deliver(told, "ftm.jsonl").quarantined == 1
    (row,) = exported(store, persons, tmp_path / "out.csv")
    assert json.loads(row["properties"])["percentage"] == ["20"]
