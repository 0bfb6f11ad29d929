"""Commitments over HTTP: signed once, led from state to state, and the gate that follows."""

from __future__ import annotations

from pathlib import Path

import pytest

from api.answers import Answers
from api.app import create_app
from api.audit import AuditLog
from tests.api import town
from tests.api.conftest import Get, Post, asked_once

UNIT, HOUSING = "济南市行政审批服务局", "济南市住房和城乡建设局"
SIGNING = {"unit": UNIT, "subject": town.JIA, "item": "construction-permit"}


def gate(get: Get) -> dict[str, object]:
    path = f"/v1/subjects/{town.JIA}/commitments/gate?item=construction-permit"
    return get(path).json()  # type: ignore[no-any-return]


def test_one_is_signed_once_and_closes_the_gate_when_false(get: Get, post: Post) -> None:
    assert gate(get)["allowed"] is True
    first = post("/v1/commitments", SIGNING).json()
    made = first["commitment"]["id"]
    assert first["commitment"]["state"]["id"] == "committed"
    assert first["commitment"]["verify_by"] == "2026-03-05"  # 20 working days
    assert first["commitment"]["supervising_unit"] == HOUSING
    assert first["text"].startswith("本单位")
    again = post("/v1/commitments", SIGNING).json()
    assert (again["repeated"], again["receipt"]) == (True, first["receipt"])
    assert again["revision"] == first["revision"]

    acts = f"/v1/commitments/{made}/acts"
    wrong = post(acts, {"unit": HOUSING, "act": "recorded"}, "k-2")
    assert wrong.status_code == 409
    assert "taken_up" in wrong.json()["detail_en"]
    false = post(acts, {"unit": HOUSING, "act": "found_false", "note": "资金未落实"}, "k-3").json()
    assert [a["act"] for a in false["allowed"]] == ["correction_ordered", "withdrawn", "recorded"]
    shut = gate(get)
    assert shut["allowed"] is False
    assert [bar["commitment"] for bar in shut["barred_by"]] == [made]  # type: ignore[attr-defined]
    refused = post("/v1/commitments", {**SIGNING, "item": "presale"}, "k-4")
    assert (refused.status_code, refused.json()["type"]) == (409, "urn:xinmai:problem:not-now")

    for key, act in (("k-5", "recorded"), ("k-6", "repaired")):
        assert post(acts, {"unit": HOUSING, "act": act}, key).status_code == 200
    assert gate(get)["allowed"] is True
    shown = get(f"/v1/commitments/{made}").json()
    assert [s["act"] for s in shown["history"]] == ["found_false", "recorded", "repaired"]
    assert shown["history"][0]["unit"] == HOUSING
    listed = get(f"/v1/subjects/{town.JIA}/commitments").json()["commitments"]
    assert [each["id"] for each in listed] == [made]


@pytest.mark.parametrize(
    ("body", "status", "field"),
    [
        ({**SIGNING, "item": "no-such"}, 422, "item"),
        ({**SIGNING, "subject": "nobody"}, 404, "id"),
        ({**SIGNING, "project": "nowhere"}, 404, "id"),
        ({**SIGNING, "extra": 1}, 422, "extra"),
        ({"unit": UNIT, "item": "presale"}, 422, "subject"),
    ],
)
def test_what_is_wrong_is_named(post: Post, body: object, status: int, field: str) -> None:
    refused = post("/v1/commitments", body)
    assert refused.status_code == status
    assert [error["field"] for error in refused.json()["errors"]] == [field]


def test_a_key_serves_one_body_and_is_needed(get: Get, post: Post) -> None:
    assert post("/v1/commitments", SIGNING).status_code == 200
    other = post("/v1/commitments", {**SIGNING, "item": "presale"})
    assert (other.status_code, other.json()["type"]) == (422, "urn:xinmai:problem:key-reused")
    keyless = get("/v1/commitments", "POST", json=SIGNING)
    assert keyless.json()["errors"][0]["field"] == "Idempotency-Key"
    typed = get("/v1/commitments", "POST", content=b"{}", headers={"Idempotency-Key": "k"})
    assert typed.status_code == 415


def test_a_service_that_only_answers_refuses(answers: Answers, tmp_path: Path) -> None:
    app = create_app(answers, AuditLog(tmp_path / "read-only.jsonl"),
                     keeper=town.keeper(tmp_path))  # fmt: skip
    refused = asked_once(
        app, "/v1/commitments", "POST", json=SIGNING, headers={"Idempotency-Key": "k"}
    )
    assert (refused.status_code, refused.json()["type"]) == (
        403,
        "urn:xinmai:problem:not-permitted",
    )


def test_items_and_overdue_checks(get: Get, post: Post) -> None:
    items = get("/v1/commitments/items").json()["items"]
    assert {"household", "market_entry", "social_assistance", "construction"} <= {
        item["area"] for item in items
    }
    made = post("/v1/commitments", SIGNING).json()["commitment"]["id"]
    assert get("/v1/commitments/overdue").json()["checks"] == []
    late = get("/v1/commitments/overdue?as_of=2027-01-31").json()
    assert late["units"] == [{"unit": HOUSING, "overdue": 1}]
    assert late["checks"][0]["commitment"]["id"] == made
    assert get("/v1/commitments/overdue?unit=没有的局").status_code == 404


def test_acts_are_logged_before_the_answer(post: Post, audit_path: Path) -> None:
    post("/v1/commitments", SIGNING)
    logged = audit_path.read_text(encoding="utf-8")
    assert "commitment:signed" in logged
    assert town.JIA in logged
