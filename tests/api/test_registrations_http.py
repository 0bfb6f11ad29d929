"""Voluntary registration over HTTP: by the subject itself, verified or false, and what follows."""

from __future__ import annotations

from tests.api import town
from tests.api.conftest import Get, Post

BUREAU = "济南市发展和改革委员会"
WELFARE = {
    "unit": town.JIA, "subject": town.JIA, "kind": "welfare", "title": "捐建乡村图书室",
    "evidence": "捐赠票据 2025-118", "truthful": True,
}  # fmt: skip


def points(get: Get) -> int:
    answer = get(f"/v1/evaluations/{town.JIA}").json()
    found: int = next(i["points"] for i in answer["indicators"] if i["code"] == "commendations")
    return found


def test_it_is_marked_until_verified_and_counts_only_then(get: Get, post: Post) -> None:
    before = points(get)
    made = post("/v1/registrations", WELFARE).json()["registration"]
    assert made["state"]["id"] == "self_declared"
    assert made["marked"].startswith("自行填报,未经核实")
    assert points(get) == before
    file = get(f"/v1/files/subject/{town.JIA}").json()
    (section,) = [each for each in file["sections"] if each["name"] == "registrations"]
    assert [row["marked"] for row in section["rows"]] == [made["marked"]]
    acts = f"/v1/registrations/{made['id']}/acts"
    assert post(acts, {"unit": town.JIA, "act": "verified"}, "k-2").status_code == 403
    verified = post(acts, {"unit": BUREAU, "act": "verified"}, "k-3").json()
    assert verified["registration"]["state"]["id"] == "verified"
    assert points(get) == before + 5
    assert get(f"/v1/subjects/{town.JIA}").json()["sanctions"] == []


def test_only_the_subject_registers_and_withdraws(get: Get, post: Post) -> None:
    assert post("/v1/registrations", {**WELFARE, "unit": town.YI}).status_code == 403
    made = post("/v1/registrations", WELFARE, "k-2").json()["registration"]["id"]
    acts = f"/v1/registrations/{made}/acts"
    assert post(acts, {"unit": BUREAU, "act": "retracted"}, "k-3").status_code == 403
    assert post(acts, {"unit": town.JIA, "act": "retracted"}, "k-4").status_code == 200
    listed = get(f"/v1/subjects/{town.JIA}/registrations").json()
    assert listed["registrations"] == []
    assert [each["id"] for each in listed["past"]] == [made]
    again = post(acts, {"unit": BUREAU, "act": "verified"}, "k-5")
    assert again.status_code == 409


def test_a_false_one_is_a_breach_of_its_truth_commitment(get: Get, post: Post) -> None:
    made = post("/v1/registrations", WELFARE).json()["registration"]
    broken = f"/v1/registrations/{made['id']}/acts"
    assert post(broken, {"unit": BUREAU, "act": "found_false"}, "k-2").status_code == 200
    promise = get(f"/v1/commitments/{made['commitment']}").json()["commitment"]
    assert promise["state"]["id"] == "false"
    path = f"/v1/subjects/{town.JIA}/commitments/gate?item=construction-permit"
    assert get(path).json()["allowed"] is False
    assert post("/v1/registrations", {**WELFARE, "title": "另一项"}, "k-3").status_code == 409
    scored = get(f"/v1/evaluations/{town.JIA}").json()
    indicator = next(i for i in scored["indicators"] if i["code"] == "commitments_broken")
    assert [e["id"] for e in indicator["evidence"]] == [made["commitment"]]


def test_what_is_wrong_is_named(post: Post) -> None:
    for change, field in (
        ({"kind": "no-such"}, "kind"), ({"truthful": False}, "truthful"),
        ({"evidence": " "}, "evidence"), ({"subject": "nobody"}, "id"),
    ):  # fmt: skip
        refused = post("/v1/registrations", {**WELFARE, **change}, f"k-{field}")
        assert refused.json()["errors"][0]["field"] == field
