"""Exports are read back by what they are meant for, and tell no more than they may."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import networkx
import pytest
from defusedxml.ElementTree import fromstring
from referencing import Registry, Resource

from analyses.export import FORMATS, Excerpt, excerpt
from analyses.export.bods import statements
from analyses.export.csv import nodes_csv, safe
from analyses.export.excerpt import PlacedLink, node_id
from analyses.export.followthemoney import ID, entities
from analyses.neighbourhood import NeighbourhoodQuestion, neighbourhood
from graph.facts import DeliveredFile, Fields, Key, LinkView, NodeVersion, NodeView, Origin
from graph.vocabulary import LINK_KIND, NODE_KIND, Type
from tests.networks import DAY, drawn

ORIGIN = Origin(DeliveredFile("市监局", "registry_shareholders", "股东.csv", "00" * 32), 7)
SCHEMAS = Path(__file__).parents[3] / "shared/data/bods-0.4/schema"
SECRET = "370102198001011234"


def node(number: int, kind: str, id: str, name: str, /, **fields: Any) -> NodeView:
    said: Fields = {"name": name, **fields}
    version = NodeVersion(kind, said, False, None, None, 1, None, ORIGIN)
    key = Key(NODE_KIND[kind].family, id)
    return NodeView(number, key, kind, name, said, False, None, (version,))


def tie(number: int, kind: str, source: NodeView, target: NodeView, /, **fields: Any) -> PlacedLink:
    first, last = (date(2020, 1, 2), date(2021, 3, 4)) if number % 2 else (None, None)
    view = LinkView(number, kind, source.key, target.key, fields, "", first, last, 1, None, ORIGIN)
    return PlacedLink(source, target, view)


COMPANY = node(
    0, "organization", "91370100MA3C4XXXX0", "=甲有限公司", uscc="91370100MA3C4XXXX0",
    registered=date(2019, 1, 1), registered_capital=10**12, state_capital=True,
    scope="建筑\x00工程\u202e\n施工",
)  # fmt: skip
PERSON = node(
    1, "person", "p-" + "0" * 32, "张三丰", identity_masked="3701**********1234",
    identity_sealed=SECRET, phone="13800138000",
)  # fmt: skip
UNKNOWN = node(2, "subject", "local:@1", "李四")
PROJECT = node(3, "project", "2020-370100-47-01-000001", "+大桥", stage="construction")
SANCTION = node(4, "sanction", "市监局:1", "处罚", kind="penalty", decided=date(2022, 1, 1))
CONTACT = node(5, "contact", "address:0123", "历下区1号", kind="address")
ALL = Excerpt(
    nodes=(COMPANY, PERSON, UNKNOWN, PROJECT, SANCTION, CONTACT),
    links=(
        tie(1, "owns", PERSON, COMPANY, share_min=333_333, share_max=333_333, amount=5),
        tie(2, "owns", UNKNOWN, COMPANY, share_min=100_000, share_max=1_000_000),
        tie(3, "owns", COMPANY, UNKNOWN, share_min=0, share_max=1_000_000),
        tie(4, "holds_office", PERSON, COMPANY, office="legal_representative"),
        tie(5, "holds_office", PERSON, COMPANY, office="supervisor", title="监事会主席"),
        tie(6, "participates", COMPANY, PROJECT, role="contractor"),
        tie(7, "sanctioned_by", COMPANY, SANCTION),
        tie(8, "contact_at", COMPANY, CONTACT),
        tie(9, "kin_of", PERSON, UNKNOWN, relation="兄弟"),
        tie(10, "guarantees", COMPANY, UNKNOWN, amount=100),
    ),
    as_of=DAY,
    revision=3,
    complete=True,
)  # fmt: skip
UNMASKED = Excerpt(ALL.nodes, ALL.links, DAY, 3, complete=True, unmasked=True)


def every_kind() -> Excerpt:
    """A node and a link of every kind with every field, all text hostile."""
    hostile = "=1+1\x00\x0b\ufffe\ud800\u202e<&\"']]>\r\n,王五"
    values: dict[Type, Any] = {Type.DATE: DAY, Type.BOOLEAN: False}
    values |= dict.fromkeys((Type.INTEGER, Type.PPM, Type.FEN, Type.MICRODEGREE), 7)
    nodes = []
    for number, kind in enumerate(NODE_KIND.values()):
        fields = {field.name: values.get(field.type, hostile) for field in kind.fields[1:]}
        nodes.append(node(number, kind.name, f"甲:{number}", hostile, **fields))
    ends = {node.key.family: node for node in nodes if node.kind not in {"subject", "person"}}
    links = []
    for number, link in enumerate(LINK_KIND.values()):
        fields = {field.name: values.get(field.type, hostile) for field in link.fields}
        links.append(tie(number, link.name, ends[link.source[0]], ends[link.target[0]], **fields))
    return Excerpt(tuple(nodes), tuple(links), DAY, 3, complete=False)


@pytest.mark.parametrize("format", FORMATS)
def test_persons_are_masked_and_sealed_fields_are_never_shown(format: str) -> None:
    masked = FORMATS[format].write(ALL).decode()
    for hidden in ("张三丰", "李四", "13800138000", SECRET, "1234<", "\x00", "\u202e"):
        assert hidden not in masked
    shown = FORMATS[format].write(UNMASKED).decode()
    assert "张三丰" in shown
    assert SECRET not in shown


@pytest.mark.parametrize("format", FORMATS)
def test_every_kind_with_hostile_text_is_written_clean(format: str) -> None:
    written = FORMATS[format].write(every_kind()).decode()
    assert not set(written) & set("\x00\x0b\ufffe\u202e")
    if format in {"graphml", "gexf"}:
        assert fromstring(written) is not None


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_excerpt_gives_the_same_bytes(format: str) -> None:
    assert FORMATS[format].write(ALL) == FORMATS[format].write(ALL)


def test_graphml_is_read_back_by_networkx() -> None:
    graph = networkx.parse_graphml(FORMATS["graphml"].write(ALL).decode(), force_multigraph=True)
    assert graph.graph["revision"] == 3
    company = graph.nodes["91370100MA3C4XXXX0"]
    assert company["registered_capital_fen"] == 10**12
    assert company["label"] == "=甲有限公司"
    assert graph.nodes["sanction:市监局:1"]["sanction_kind"] == "penalty"
    owned = ALL.links[0].view
    edge = graph.get_edge_data(PERSON.key.id, COMPANY.key.id, owned.mark)
    assert edge["share_min_ppm"] == 333_333
    assert len(graph.edges) == len(ALL.links)


def test_gexf_is_read_back_by_networkx() -> None:
    graph = networkx.read_gexf(io.BytesIO(FORMATS["gexf"].write(ALL)), version="1.2draft")
    assert set(graph.nodes) == {node_id(node) for node in ALL.nodes}
    assert graph.number_of_edges() == len(ALL.links)


def test_csv_has_a_row_a_tie_and_no_formula() -> None:
    text = FORMATS["csv"].write(ALL).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == len(ALL.links)
    assert rows[0]["target_name"] == "'=甲有限公司"
    assert rows[0]["share_min_ppm"] == "333333"
    assert rows[0]["valid_until"] == "2021-03-04"
    assert rows[0]["origin"] == "市监局/股东.csv:7"
    named = list(csv.DictReader(io.StringIO(nodes_csv(ALL).decode("utf-8-sig"))))
    assert [row["name"] for row in named[1:4]] == ["张**", "李*", "'+大桥"]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [("=cmd", "'=cmd"), (" @x", "' @x"), ("＝1", "'＝1"), ("-1", "'-1"), (-1, -1), ("a=1", "a=1"),
     ("\t=1", "'\t=1"), ("a\r\n=1", "a  =1"), (True, "true"), ("", "")],
)  # fmt: skip
def test_a_cell_is_never_a_formula(cell: str | int, expected: str | int) -> None:
    assert safe(cell) == expected


@cache
def bods_schema() -> jsonschema.Draft202012Validator:
    if not SCHEMAS.exists():
        pytest.skip(f"the BODS 0.4 schema is not at {SCHEMAS}")
    documents = [json.loads(path.read_text("utf-8")) for path in SCHEMAS.glob("*.json")]
    resources = [(d["$id"], Resource.from_contents(d)) for d in documents if "$id" in d]
    statement = next(d for d in documents if d.get("$id") == "urn:statement")
    return jsonschema.Draft202012Validator(
        statement,
        registry=Registry().with_resources(resources),
        format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER,
    )


@pytest.mark.parametrize("given", [ALL, UNMASKED, every_kind()], ids=["all", "unmasked", "hostile"])
def test_bods_statements_are_valid(given: Excerpt) -> None:
    written = json.loads(FORMATS["bods"].write(given))
    assert [error.message for error in bods_schema().iter_errors(written)] == []
    assert len({statement["statementId"] for statement in written}) == len(written)


def test_the_schema_refuses_what_is_wrong() -> None:
    broken = json.loads(FORMATS["bods"].write(ALL))
    broken[0]["recordDetails"]["entityType"]["type"] = "shop"
    assert list(bods_schema().iter_errors(broken))


def test_bods_tells_ownership_and_office() -> None:
    told = [s["recordDetails"] for s in statements(ALL) if s["recordType"] == "relationship"]
    interests = [details["interests"][0] for details in told]
    assert [interest.get("share") for interest in interests] == [
        {"exact": 33.3333}, {"minimum": 10.0, "maximum": 100.0}, None, None,
    ]  # fmt: skip
    assert interests[3]["type"] == "seniorManagingOfficial"
    assert interests[0]["startDate"] == "2020-01-02"
    records = {s["recordId"] for s in statements(ALL)}
    assert {d[end] for d in told for end in ("subject", "interestedParty")} <= records


def test_followthemoney_entities_refer_to_each_other() -> None:
    made = list(entities(ALL))
    ids = {entity["id"] for entity in made}
    assert len(ids) == len(made)
    assert all(map(ID.fullmatch, ids))
    by_schema = {entity["schema"]: entity["properties"] for entity in made}
    ownership = next(e for e in made if e["schema"] == "Ownership")["properties"]
    assert ownership["percentage"] == ["33.3333"]
    assert {*ownership["owner"], *ownership["asset"]} <= ids
    assert by_schema["Sanction"]["entity"] == [COMPANY.key.id]
    assert by_schema["ProjectParticipant"]["role"] == ["施工"]
    assert by_schema["UnknownLink"]["role"] == ["担保"]


def test_an_excerpt_puts_a_merged_links_end_at_the_survivor() -> None:
    found = neighbourhood(drawn("owns 0 1", "same_as 1 2"), 0, NeighbourhoodQuestion(day=DAY))
    merged = node(1, "organization", "local:old", "旧")
    survivor = node(2, "organization", "local:new", "新")
    owner = node(0, "organization", "local:owner", "主")
    link = tie(0, "owns", owner, merged).view
    made = excerpt(found, {0: owner, 2: survivor}, {0: link}, DAY, 1)
    assert made.links[0].target is survivor
    assert made.complete
