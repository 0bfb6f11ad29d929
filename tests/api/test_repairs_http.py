"""Repair over HTTP: the same answers as the command, and the record's id in either place."""

from __future__ import annotations

from api.answers import Answers, Moment
from api.answers.repair.conditions import conditions_answer
from tests.api import town
from tests.api.conftest import Get

RECORD = "t:doc-1@住建局"


def test_conditions_by_query_and_by_address(get: Get, answers: Answers) -> None:
    expected = conditions_answer(answers.on(Moment(town.TODAY)), RECORD)
    assert get("/v1/repairs/conditions", params={"record": RECORD}).json() == expected
    assert get(f"/v1/repairs/{RECORD}/conditions").json() == expected
    assert expected["may_apply_from"] == "2025-09-01"
    assert get("/v1/repairs/conditions", params={"record": "nothing"}).status_code == 404
    assert get("/v1/repairs/conditions").status_code == 422


def test_due_lists_what_may_be_applied_for(get: Get) -> None:
    found = get("/v1/repairs/due", params={"limit": 5}).json()
    assert [item["record"] for item in found["items"]] == [RECORD]
    assert (found["next"], found["truncated"]) == (None, False)
    assert get("/v1/repairs/due", params={"as_of": "2025-08-31"}).json()["items"] == []
    for wrong in ({"cursor": "x"}, {"since": "soon"}, {"division": "Lixia"}, {"limit": 0}):
        assert get("/v1/repairs/due", params=wrong).status_code == 422, wrong
