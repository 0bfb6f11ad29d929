"""Reconciliation over HTTP, in both versions, against the specification's own schemas."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import httpx
import jsonschema
import pytest
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT7

from tests.api import town
from tests.api.conftest import Get

SCHEMAS = Path(__file__).parent / "reconcile_schemas"
NAME = "甲建设集团有限公司"


def registry() -> Registry[Any]:
    held = [json.loads(file.read_text("utf-8")) for file in SCHEMAS.rglob("*.json")]
    named = [(schema["$id"].rstrip("#"), schema) for schema in held]
    return Registry().with_resources(
        (name, Resource.from_contents(schema, default_specification=DRAFT7))
        for name, schema in named
    )


REGISTRY = registry()


def keeps(version: str, name: str, said: Any) -> None:
    schema = json.loads((SCHEMAS / version / f"{name}.json").read_text("utf-8"))
    jsonschema.Draft7Validator(schema, registry=REGISTRY).validate(said)


def asked(get: Get, **queries: Any) -> dict[str, Any]:
    keeps("0.2", "reconciliation-query-batch", queries)
    answered = get("/reconcile", "POST", data={"queries": json.dumps(queries)})
    assert answered.status_code == 200, answered.text
    keeps("0.2", "reconciliation-result-batch", answered.json())
    return {name: told["result"] for name, told in answered.json().items()}


def drafted(get: Get, *queries: Any) -> list[list[dict[str, Any]]]:
    batch = {"queries": list(queries)}
    keeps("1.0-draft", "reconciliation-query-batch", batch)
    answered = get("/reconcile/match", "POST", json=batch)
    assert answered.status_code == 200, answered.text
    keeps("1.0-draft", "reconciliation-result-batch", answered.json())
    return [told["candidates"] for told in answered.json()["results"]]


def named(text: str) -> dict[str, Any]:
    return {"matchType": "name", "propertyValue": text}


def test_the_manifest_keeps_its_schema_in_both_versions(get: Get) -> None:
    keeps("0.2", "manifest", get("/reconcile").json())
    draft = get("/reconcile?version=1.0-draft").json()
    keeps("1.0-draft", "manifest", draft)
    assert get("/reconcile?version=0.3").json() == draft  # as it was called at first
    assert get("/reconcile?version=0.9").status_code == 422


@pytest.mark.parametrize(
    "name", [NAME, "甲建設集團有限公司", "甲建设集团", "甲建设集团有限责任公司", town.JIA]
)
def test_a_name_finds_its_subject_in_both_versions(get: Get, name: str) -> None:
    (best, *_) = asked(get, q0={"query": name})["q0"]
    assert (best["id"], best["match"]) == (town.JIA, True)
    assert best["features"]
    ((again, *_),) = drafted(get, {"conditions": [named(name)]})
    assert again == best


@pytest.mark.parametrize(
    ("letters", "match"),
    [
        ("jia jianshe jituan youxian gongsi", True),
        ("jiajianshejituanyouxiangongsi", True),
        ("jia jianshe jituan", False),
        ("jiajianshe", False),
        ("JJSJTYXGS", False),
    ],
)
def test_a_name_may_be_read_and_only_the_whole_is_a_match(
    get: Get, letters: str, match: bool
) -> None:
    best = asked(get, q={"query": letters})["q"][0]
    assert (best["id"], best["match"]) == (town.JIA, match)
    assert best["score"] < asked(get, q={"query": NAME})["q"][0]["score"]


def test_a_name_read_as_another_is_read_is_no_match(get: Get) -> None:
    (best, *_) = found = asked(get, q={"query": "tonghao"})["q"]
    assert {one["id"] for one in found} == {"s1:x1", "s2:x1"}
    assert not best["match"]


def test_a_code_in_full_width_is_that_code(get: Get) -> None:
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in town.JIA)
    (best, *_) = asked(get, q={"query": wide})["q"]
    assert (best["id"], best["match"]) == (town.JIA, True)
    (by_property, *_) = asked(get, q={"query": "", "properties": [{"pid": "uscc", "v": wide}]})["q"]
    assert by_property["id"] == town.JIA


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"query": "甲" * 401}, "q3.query"),
        ({"query": " "}, "q3.query"),
        ({"query": "11010519491231002X"}, "q3.query"),
        ({"query": "甲", "colour": "red"}, "q3.colour"),
        ({"query": "甲", "limit": 0}, "q3.limit"),
        ({"query": "甲", "properties": [{"pid": "mood", "v": "x"}]}, "q3.properties"),
        ("甲", "q3"),
    ],
)
def test_a_wrong_query_leaves_the_others_their_answers(get: Get, wrong: Any, field: str) -> None:
    batch = {"q0": {"query": NAME}, "q3": wrong, "q4": {"query": "独行有限公司"}}
    answered = get("/reconcile", "POST", data={"queries": json.dumps(batch)})
    keeps("0.2", "reconciliation-result-batch", answered.json())
    told = answered.json()
    assert [told[name]["result"][0]["id"] for name in ("q0", "q4")] == [town.JIA, town.LONER]
    assert "error" not in told["q0"]
    assert told["q3"]["result"] == []
    assert told["q3"]["error"]["type"] == "urn:xinmai:problem:refused-input"
    assert told["q3"]["error"]["errors"][0]["field"] == field
    alone = get("/reconcile", "POST", data={"queries": json.dumps({"q3": wrong})})
    assert alone.status_code == 422
    assert alone.json()["errors"] == told["q3"]["error"]["errors"]


def test_a_wrong_query_of_the_draft_leaves_the_others_their_answers(get: Get) -> None:
    wrong = {"conditions": [{"matchType": "colour", "propertyValue": "red"}]}
    batch = {"queries": [wrong, {"conditions": [named(NAME)]}]}
    answered = get("/reconcile/match", "POST", json=batch)
    keeps("1.0-draft", "reconciliation-result-batch", answered.json())
    refused, told = answered.json()["results"]
    assert refused["candidates"] == []
    assert refused["error"]["errors"][0]["field"] == "queries[0].conditions[0].matchType"
    assert told["candidates"][0]["id"] == town.JIA


@pytest.mark.parametrize("batch", ["{", "[]"])
def test_a_batch_that_is_none_names_the_parameter(get: Get, batch: str) -> None:
    refused = get("/reconcile", "POST", data={"queries": batch})
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["field"] == "queries"


def test_a_batch_is_answered_query_by_query_in_order(get: Get) -> None:
    found = asked(get, b={"query": "独行有限公司", "limit": 1}, a={"query": "没有这一家实业公司"})
    assert list(found) == ["b", "a"]
    assert [one["id"] for one in found["b"]] == [town.LONER]
    assert not any(one["match"] for one in found["a"])


def test_namesakes_are_candidates_and_no_match(get: Get) -> None:
    found = asked(get, q={"query": "小微公司", "limit": 50})["q"]
    assert len(found) == 8
    assert not any(one["match"] for one in found)


def test_merged_subjects_are_found_as_their_survivor(get: Get) -> None:
    (best, *_) = asked(get, q={"query": "甲建设公司"})["q"]
    assert best["id"] == town.JIA
    ids = [one["id"] for one in asked(get, q={"query": town.OLD})["q"]]
    assert ids[0] == town.JIA
    assert town.OLD not in ids


def test_a_code_decides_and_a_property_may_be_required(get: Get) -> None:
    by_code = {"query": "另一个名字", "properties": [{"pid": "uscc", "v": town.JIA}]}
    assert asked(get, q=by_code)["q"][0]["score"] == 100
    status = {"matchType": "property", "propertyId": "status", "required": True}
    for value, quantifier, count in (("存续", "any", 1), ("注销", "any", 0), ("注销", "none", 1)):
        condition = {**status, "propertyValue": value, "matchQuantifier": quantifier}
        (found,) = drafted(get, {"conditions": [named(NAME), condition], "limit": 1})
        assert len([one for one in found if one["id"] == town.JIA]) == count
    (by_id,) = drafted(get, {"conditions": [{"matchType": "id", "propertyValue": town.YI}]})
    assert (by_id[0]["id"], by_id[0]["match"]) == (town.YI, True)


def test_no_person_is_reconciled_and_none_by_number(get: Get) -> None:
    assert asked(get, q={"query": "张伟"})["q"] == []
    assert asked(get, q={"query": NAME, "type": "person"})["q"] == []
    number = "11010519491231002X"
    refused = get("/reconcile", "POST", data={"queries": json.dumps({"q": {"query": number}})})
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["field"] == "q.query"
    assert number not in refused.text


def test_a_representative_is_compared_and_told_as_masked(get: Get) -> None:
    told = {"query": "甲建设", "properties": [{"pid": "legal_representative", "v": "张三丰"}]}
    features = {f["id"]: f["value"] for f in asked(get, q=told)["q"][0]["features"]}
    assert features["legal_representative"] == 1.0  # the family name alone is shown, and compared
    extension = {"ids": [town.JIA], "properties": [{"id": "legal_representative"}]}
    rows = get("/reconcile/extend", "POST", json=extension).json()["rows"]
    assert rows[0]["properties"][0]["values"] == [{"str": "张*"}]


def test_extension_in_both_versions(get: Get) -> None:
    extension = {"ids": [town.JIA, "t:nobody", town.ZHANG], "properties": [
        {"id": "registered"}, {"id": "registered_capital"}, {"id": "status"}]}  # fmt: skip
    keeps("0.2", "data-extension-query", extension)
    old = get("/reconcile", "POST", data={"extend": json.dumps(extension)}).json()
    keeps("0.2", "data-extension-response", old)
    assert old["rows"][town.JIA] == {
        "registered": [{"date": "2010-03-01T00:00:00"}],
        "registered_capital": [{"int": 5_000_000_000}],
        "status": [{"str": "存续"}],
    }
    assert set(map(str, old["rows"]["t:nobody"].values())) == {"[]"}
    assert set(map(str, old["rows"][town.ZHANG].values())) == {"[]"}
    keeps("1.0-draft", "data-extension-query", extension)
    new = get("/reconcile/extend", "POST", json=extension).json()
    keeps("1.0-draft", "data-extension-response", new)
    assert [row["id"] for row in new["rows"]] == extension["ids"]
    proposed = get("/reconcile/extend/propose?type=organization&limit=3").json()
    for version in ("0.2", "1.0-draft"):
        keeps(version, "data-extension-property-proposal", proposed)
    assert len(proposed["properties"]) == 3


@pytest.mark.parametrize(
    ("address", "schema", "id"),
    [
        ("entity?prefix=甲建", "suggest-entities-response", town.JIA),
        ("entity?prefix=jiajian", "suggest-entities-response", town.JIA),
        ("property?prefix=住所", "suggest-properties-response", "address"),
        ("type?prefix=组", "suggest-types-response", "organization"),
    ],
)
def test_suggestions(get: Get, address: str, schema: str, id: str) -> None:
    said = get(f"/reconcile/suggest/{address}").json()
    for version in ("0.2", "1.0-draft"):
        keeps(version, schema, said)
    assert said["result"][0]["id"] == id


def test_the_preview_has_no_script_and_its_own_policy(get: Get) -> None:
    page = get(f"/reconcile/preview?id={town.DING}")
    assert page.status_code == 200
    assert "&lt;img src=x" in page.text
    assert "<img" not in page.text
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'self' http://127.0.0.1:*" in policy
    assert "x-frame-options" not in page.headers
    assert get(f"/reconcile/preview?id={town.ZHANG}").status_code == 404


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ({"queries": "{"}, 422),
        ({"queries": '{"q": {"query": ""}}'}, 422),
        ({"queries": '{"q": {"query": "甲", "limit": 0}}'}, 422),
        ({"queries": '{"q": {"query": "甲", "colour": "red"}}'}, 422),
        ({"queries": '{"q": {"query": "甲", "properties": [{"pid": "mood", "v": "x"}]}}'}, 422),
        ({"queries": json.dumps({f"q{n}": {"query": "甲"} for n in range(51)})}, 422),
        ({"callback": "alert"}, 422),
        ({}, 422),
    ],
)
def test_what_cannot_be_asked_is_refused(get: Get, said: dict[str, str], status: int) -> None:
    refused: httpx.Response = get("/reconcile", "POST", data=said or {"other": ""})
    assert refused.status_code == status
    assert refused.json()["errors"]


def test_json_is_no_form(get: Get) -> None:
    assert get("/reconcile", "POST", json={}).status_code == 415
    assert get("/reconcile/match", "POST", data={"queries": "{}"}).status_code == 415


def judge(get: Get, id: str, verdict: str, reason: str = "核对营业执照") -> dict[str, Any]:
    body = {"name": "甲建设", "id": id, "verdict": verdict, "reason": reason}
    told: dict[str, Any] = get("/reconcile/judgements", "POST", json=body).json()
    return told


def test_judgements_are_respected_and_reversible(get: Get) -> None:
    def ids(name: str) -> list[str]:
        return [one["id"] for one in asked(get, q={"query": name, "limit": 50})["q"]]

    assert town.JIA in ids("甲建设")
    judge(get, town.JIA, "different")
    assert town.JIA not in ids("甲建設")  # the same name, otherwise written
    assert town.JIA in ids("甲建设集团有限公司")
    judge(get, town.JIA, "withdrawn")
    assert town.JIA in ids("甲建设")
    judge(get, town.LONER, "same")
    best = asked(get, q={"query": "甲建设"})["q"][0]
    assert (best["id"], best["score"], best["match"]) == (town.LONER, 100, True)
    assert [feature["id"] for feature in best["features"]] == ["judged"]


def test_a_name_means_one_subject_the_later_judgement_holds(get: Get) -> None:
    judge(get, town.JIA, "same")
    told = judge(get, town.LONER, "same")["judgements"]
    assert [one["in_force"] for one in told] == [False, True]
    found = asked(get, q={"query": "甲建设", "limit": 50})["q"]
    assert [one["id"] for one in found if one["match"]] == [town.LONER]
    assert judge(get, town.JIA, "same")["repeated"] is False  # it was superseded
    assert asked(get, q={"query": "甲建设"})["q"][0]["id"] == town.JIA
    told = judge(get, town.JIA, "withdrawn")["judgements"]
    assert not any(one["in_force"] for one in told)


def test_judgements_are_kept_with_who_why_and_when(get: Get) -> None:
    assert judge(get, town.OLD, "different")["repeated"] is False  # of whom it was merged into
    assert judge(get, town.JIA, "different")["repeated"] is True
    told = judge(get, town.JIA, "withdrawn", "误认")["judgements"]
    assert [(one["subject"], one["verdict"], one["reason"]) for one in told] == [
        (town.JIA, "different", "核对营业执照"), (town.JIA, "withdrawn", "误认"),
    ]  # fmt: skip
    assert not any(one["in_force"] for one in told)
    assert all(one["author"] and one["at"].endswith("+00:00") for one in told)
    assert get("/reconcile/judgements?name=甲建設").json()["judgements"] == told


def test_no_person_is_judged(get: Get) -> None:
    assert judge(get, town.ZHANG, "same")["status"] == 422
    assert judge(get, "t:never-heard-of", "same")["status"] == 404
    body = {"name": "11010519491231002X", "id": town.JIA, "verdict": "same", "reason": "x"}
    assert get("/reconcile/judgements", "POST", json=body).status_code == 422
