"""Structures over HTTP: the same as the command, merged ids, and limits."""

from __future__ import annotations

from typing import Any

import jsonschema
import pytest
from fastapi import FastAPI

from tests.api import town
from tests.api.conftest import Get

TOPICS = ("loops", "overfull", "groups", "shells")


@pytest.mark.parametrize("topic", TOPICS)
def test_real_answers_keep_their_schema(get: Get, app: FastAPI, topic: str) -> None:
    contract: Any = app.openapi()
    for address, path in (
        (f"/v1/subjects/{town.JIA}/{topic}", f"/v1/subjects/{{id}}/{topic}"),
        (f"/v1/{topic}", f"/v1/{topic}"),
    ):
        found = get(address)
        assert found.status_code == 200
        said = contract["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]
        schema = {**said["schema"], "components": contract["components"]}
        jsonschema.Draft202012Validator(schema).validate(found.json())
        assert found.json()["legal_effect"] is False


def test_a_group(get: Get) -> None:
    (item,) = get(f"/v1/subjects/{town.YI}/groups").json()["items"]
    assert (item["head"]["id"], [m["id"] for m in item["members"]]) == (town.JIA, [town.YI])


@pytest.mark.parametrize("topic", ["ranking", "debtrank"])
def test_of_several_parties(get: Get, app: FastAPI, topic: str) -> None:
    contract: Any = app.openapi()
    found = get(f"/v1/{topic}?id={town.JIA}&id={town.OLD}&limit=5")
    assert found.status_code == 200
    said = contract["paths"][f"/v1/{topic}"]["get"]["responses"]["200"]["content"]
    schema = {**said["application/json"]["schema"], "components": contract["components"]}
    jsonschema.Draft202012Validator(schema).validate(found.json())
    assert get(f"/v1/{topic}").status_code == 422
    assert get(f"/v1/{topic}?id=t:nowhere").status_code == 404


def test_the_ranked_are_tied_to_the_party(get: Get) -> None:
    items = get(f"/v1/ranking?id={town.JIA}").json()["items"]
    assert items[0]["id"] == town.YI
    assert items[0]["path"][0]["source"] == town.JIA
    assert [item["score_ppm"] for item in items] == sorted(
        (item["score_ppm"] for item in items), reverse=True
    )


@pytest.mark.parametrize("topic", TOPICS)
def test_merged_unknown_and_out_of_range(get: Get, topic: str) -> None:
    assert get(f"/v1/subjects/{town.OLD}/{topic}", follow_redirects=False).status_code == 308
    assert get(f"/v1/subjects/t:nowhere/{topic}").status_code == 404
    assert get(f"/v1/{topic}?limit=0").status_code == 422
    assert get(f"/v1/{topic}?limt=3").status_code == 422
