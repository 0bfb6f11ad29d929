"""When the subject behaved so, and what became of the record since, in every table of records."""

from __future__ import annotations

from datetime import date

import pytest

from graph.facts import LinkFact, NodeFact
from ingest.layout import BadField, Delivery
from ingest.layouts.plain import PLAIN
from tests.ingest.official.readings import Read

TABLES = ("double_publicity_penalty", "serious_list", "abnormal_operation", "judgment_debtor")
COURSE = {"behaviour": "2023-01-10", "behaviour_ended": "2023-12-31", "severity": "严重",
          "objected": "2024-05-01", "regime": "国家发展改革委令第58号"}  # fmt: skip
each_table = pytest.mark.parametrize("table", TABLES)


@each_table
def test_days_and_words_are_kept(row: Read, table: str) -> None:
    said = row(table, **COURSE).node("sanction").fields
    assert (said["behaviour"], said["behaviour_ended"]) == (date(2023, 1, 10), date(2023, 12, 31))
    assert (said["severity"], said["objected"]) == ("serious", date(2024, 5, 1))
    assert said["regime"] == "国家发展改革委令第58号"


@each_table
def test_without_them_nothing_is_said(row: Read, table: str) -> None:
    said = row(table).node("sanction").fields
    assert not said.keys() & {*COURSE, "repaired", "annulled"}
    assert said["state"] == "active"


@each_table
def test_a_day_of_repair_or_withdrawal_says_what_became_of_it(row: Read, table: str) -> None:
    repaired = row(table, repaired="2025-01-10")
    assert repaired.node("sanction").fields["state"] == "repaired"
    assert repaired.link("sanctioned_by").valid_until == date(2025, 1, 9)
    annulled = row(table, repaired="2025-01-10", annulled="2025-02-01").node("sanction").fields
    assert (annulled["state"], annulled["annulled"]) == ("annulled", date(2025, 2, 1))


@each_table
@pytest.mark.parametrize(
    ("field", "cells"),
    [
        ("behaviour", {"behaviour": "2024-03-02"}),
        ("behaviour_ended", {"behaviour": "2023-03-02", "behaviour_ended": "2023-03-01"}),
        ("repaired", {"repaired": "2024-02-29"}),
        ("annulled", {"annulled": "2024-02-29"}),
        ("objected", {"objected": "2024-02-29"}),
        ("severity", {"severity": "很重"}),
    ],
)
def test_what_contradicts_the_decision_is_refused(
    row: Read, table: str, field: str, cells: dict[str, str]
) -> None:
    with pytest.raises(BadField) as caught:
        row(table, **cells)
    assert caught.value.field_name == field


def plain(delivery: Delivery, **cells: str) -> tuple[NodeFact, LinkFact]:
    (table,) = (layout for layout in PLAIN if layout.name == "sanctions")
    told = {column.name: "" for column in table.columns}
    facts = table.read({**told, "subject": "A", "decided": "2024-03-01", **cells}, delivery)
    (node,) = (f for f in facts if isinstance(f, NodeFact) and f.kind == "sanction")
    (link,) = (f for f in facts if isinstance(f, LinkFact))
    return node, link


@pytest.mark.parametrize(
    ("told", "state"),
    [("", "active"), ("listed", "active"), ("未修复", "active"), ("已修复", "repaired"),
     ("inactive", "expired"), ("已移出", "expired"), ("撤销", "annulled"), ("异议中", "objected")],
)  # fmt: skip
def test_plain_states(delivery: Delivery, told: str, state: str) -> None:
    assert plain(delivery, state=told)[0].fields["state"] == state


def test_an_unknown_plain_state_is_refused(delivery: Delivery) -> None:
    with pytest.raises(BadField) as caught:
        plain(delivery, state="不清楚")
    assert caught.value.field_name == "state"


def test_plain_days(delivery: Delivery) -> None:
    node, link = plain(delivery, **COURSE, repaired="2025-01-10", until="2027-02-28")
    assert (node.fields["behaviour"], node.fields["severity"]) == (date(2023, 1, 10), "serious")
    assert (node.fields["state"], link.valid_until) == ("repaired", date(2025, 1, 9))
    assert plain(delivery, objected="2024-05-01")[0].fields["state"] == "objected"


@pytest.mark.parametrize("field", ["list", "kind", "content", "basis"])
def test_a_plain_penalty_by_summary_procedure_is_no_record(delivery: Delivery, field: str) -> None:
    with pytest.raises(BadField, match="第十三条"):
        plain(delivery, **{field: "行政处罚(简易程序)"})
