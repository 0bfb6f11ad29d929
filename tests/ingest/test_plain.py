"""The plain layouts: the documented examples, and what they state."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from graph.facts import Fact, LinkFact, NodeFact
from graph.store import Store
from ingest.layout import BadField, Delivery, Layout
from ingest.layouts.plain import PLAIN
from ingest.persons import PersonKeys
from ingest.report import FileReport

PAGE = Path(__file__).parents[2] / "docs" / "plain-layout.md"
EXAMPLES = re.findall(r"^## (\w+) ·.*?```csv\n(.*?)```", PAGE.read_text("utf-8"), re.M | re.S)
BY_NAME = {layout.name: layout for layout in PLAIN}
CODE = "2012-370102-04-01-123456"


def read(table: str, persons: PersonKeys, /, **cells: str) -> tuple[Fact, ...]:
    layout = BY_NAME[table]
    whole = {column.name: cells.get(column.name, "") for column in layout.columns}
    return layout.read(whole, Delivery("local", persons))


def links(facts: tuple[Fact, ...]) -> list[LinkFact]:
    return [fact for fact in facts if isinstance(fact, LinkFact)]


def test_every_layout_has_an_example() -> None:
    assert [name for name, _ in EXAMPLES] == list(BY_NAME)


@pytest.mark.parametrize(("name", "example"), EXAMPLES)
def test_documented_examples(
    name: str, example: str, deliver: Callable[..., FileReport], store: Store
) -> None:
    report = deliver(example)
    assert (report.layout, report.rows, report.stored) == (name, 1, 1)
    assert deliver(example, "again.csv").unchanged == 1


@pytest.mark.parametrize("layout", PLAIN, ids=lambda layout: layout.name)
@pytest.mark.parametrize("chinese", [False, True], ids=["english", "chinese"])
def test_headers_in_any_order(
    layout: Layout, chinese: bool, deliver: Callable[..., FileReport]
) -> None:
    columns = list(reversed(layout.columns))
    names = [column.headers[0] if chinese else column.name for column in columns]
    cells = [f'"{column.example}"' for column in columns]
    report = deliver(f"{','.join(names)}\n{','.join(cells)}\n")
    assert (report.layout, report.stored) == (layout.name, 1)


def test_an_unknown_kind_is_not_guessed(persons: PersonKeys) -> None:
    (fact,) = read("subjects", persons, id="x", name="某某")
    assert isinstance(fact, NodeFact)
    assert fact.kind == "subject"
    with pytest.raises(BadField):
        read("subjects", persons, id="x", name="某某", kind="robot")
    with pytest.raises(BadField):
        read("subjects", persons, id="91350100M000100Y43", name="某某", kind="person")


def test_a_person_by_identity_number(persons: PersonKeys) -> None:
    (fact,) = read("subjects", persons, id="11010519491231002X", name="张三", kind="自然人")
    assert isinstance(fact, NodeFact)
    assert fact.key.id == persons.key("11010519491231002X")
    assert persons.unseal(str(fact.fields["identity_sealed"])) == "11010519491231002X"
    assert "11010519491231002X" not in repr(fact)


def test_a_stake_says_what_it_carries(persons: PersonKeys) -> None:
    (votes,) = links(read("ownership", persons, owner="a", company="c", share_percent="10",
                          stake="表决权"))  # fmt: skip
    assert (votes.fields["stake"], votes.distinct) == ("votes", "votes")
    (plain,) = links(read("ownership", persons, owner="a", company="c", share_percent="10"))
    assert ("stake" in plain.fields, plain.distinct) == (False, "")


def test_a_stake_held_for_another_is_told_on_both_sides(persons: PersonKeys) -> None:
    held, given = links(read("ownership", persons, owner="a", company="c", share_percent="30",
                             held_for="b"))  # fmt: skip
    assert (held.source.id, held.fields["stake"], held.fields["nominator"]) == (
        "local:a", "nominee", "local:b",
    )  # fmt: skip
    assert (given.source.id, given.fields["stake"], given.fields["nominee"]) == (
        "local:b", "entrusted", "local:a",
    )  # fmt: skip
    with pytest.raises(BadField):
        read("ownership", persons, owner="a", company="c", held_for="a")
    with pytest.raises(BadField):
        read("ownership", persons, owner="a", company="c", held_for="b", stake="votes")


@pytest.mark.parametrize(
    ("tie", "kind", "field"),
    [("一致行动", "acts_with", "basis"), ("担保", "guarantees", "relation"),
     ("实际控制", "controls", "means"), ("branch_of", "branch_of", "basis"),
     ("受托管理", "managed_by", "basis"), ("亲属", "kin_of", "relation")],
)  # fmt: skip
def test_the_other_ties(tie: str, kind: str, field: str, persons: PersonKeys) -> None:
    (link,) = links(read("ties", persons, subject="a", tie=tie, other="b", detail="说明"))
    assert (link.kind, link.fields) == (kind, {field: "说明"})
    assert (link.source.id, link.target.id) == ("local:a", "local:b")


def test_an_amount_belongs_to_a_guarantee(persons: PersonKeys) -> None:
    (link,) = links(read("ties", persons, subject="a", tie="担保", other="b", amount_yuan="5"))
    assert link.fields == {"amount": 500}
    for cells in ({"tie": "亲属", "amount_yuan": "5"}, {"tie": "友谊"}, {"tie": ""}):
        with pytest.raises(BadField):
            read("ties", persons, subject="a", other="b", **cells)
    with pytest.raises(BadField):
        read("ties", persons, subject="a", other="a", tie="亲属")


def test_several_offices_in_one_cell(persons: PersonKeys) -> None:
    facts = read("offices", persons, person="p", company="c", office="董事长兼总经理")
    assert [link.fields["office"] for link in links(facts)] == ["chair", "manager"]
    (other,) = links(read("offices", persons, person="p", company="c", office="首席体验官"))
    assert (other.fields["office"], other.fields["title"]) == ("other", "首席体验官")


def test_a_participation_names_its_leader_and_unit(persons: PersonKeys) -> None:
    facts = read("participations", persons, unit="u", project=CODE, works="G1", role="监理",
                 leader="p", valid_from="2021-01-01")  # fmt: skip
    took_part, part_of, leads = links(facts)
    assert took_part.target.id == f"{CODE}/G1"
    assert (took_part.distinct, part_of.kind) == ("supervision", "part_of")
    assert leads.distinct == "supervision|local:u"
    assert leads.fields == {"role": "supervision", "unit": "local:u"}


def test_swapped_coordinates(persons: PersonKeys) -> None:
    for longitude, latitude in (("36.68", "117.02"), ("39.47", "75.99"), ("117", "")):
        with pytest.raises(BadField):
            read("projects", persons, code=CODE, longitude=longitude, latitude=latitude)
    (fact,) = read("projects", persons, code=CODE, longitude="117.02", latitude="36.68")
    assert isinstance(fact, NodeFact)
    assert fact.fields["latitude"] == 36_680_000


def test_sanctions_of_one_document_stay_apart(persons: PersonKeys) -> None:
    shared = {"list": "严重失信名单", "document": "1号", "decided": "2023-01-01"}
    one = links(read("sanctions", persons, subject="a", **shared))
    two = links(read("sanctions", persons, subject="b", **shared))
    assert one[0].target != two[0].target
