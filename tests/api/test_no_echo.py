"""Whatever is asked with an identity number in it, no answer gives the number back."""

from __future__ import annotations

from typing import Any

import httpx
from fastapi import FastAPI

from tests.api import town
from tests.api.roles import while_serving

NUMBER = "11010519491231002X"
KNOWN = {"id": town.YI, "family": "subject", "kind": "subject", "lot": "1", "form": "html",
         "item": "loan-bank1", "purpose": "loan", "from": town.YI, "to": town.JIA,
         "bbox": "117,36,118,37", "question": "risk"}  # fmt: skip


def test_no_parameter_is_given_back_with_a_number_in_it(app: FastAPI) -> None:
    """Each parameter of each address in turn, the others as they should be."""
    headers = {"Authorization": f"Bearer {town.KEY}"}

    async def walk(client: httpx.AsyncClient) -> dict[str, httpx.Response]:
        found = {}
        for path, parameters in questions(app):
            for parameter in parameters:
                address, asked = with_number(path, parameter, parameters)
                answer = await client.get(address, params=asked, headers=headers)
                found[f"{path}: {parameter['name']}"] = answer
        return found

    answers = while_serving(app, walk)
    assert len(answers) > 300
    told = {asked: answer.text + str(answer.headers) for asked, answer in answers.items()}
    assert [asked for asked, said in told.items() if NUMBER in said] == []
    assert [asked for asked, answer in answers.items() if answer.status_code >= 500] == []


def questions(app: FastAPI) -> list[tuple[str, list[dict[str, Any]]]]:
    described = app.openapi()
    named = described["components"].get("parameters", {})
    return [
        (path, [one for each in ways["get"].get("parameters", ())
                if (one := named.get(each.get("$ref", "").rpartition("/")[2], each))["in"]
                in ("query", "path")])
        for path, ways in described["paths"].items()
        if "get" in ways
    ]  # fmt: skip


def with_number(
    path: str, numbered: dict[str, Any], parameters: list[dict[str, Any]]
) -> tuple[str, dict[str, str]]:
    asked: dict[str, str] = {}
    for each in parameters:
        name = each["name"]
        value = NUMBER if each is numbered else KNOWN.get(name, "x")
        if each["in"] == "path":
            path = path.replace(f"{{{name}}}", value)
        elif each is numbered or each.get("required"):
            asked[name] = value
    return path, asked
