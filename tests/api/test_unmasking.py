"""A person's masked fields are shown for a case, once a second person allows it, for a time."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest
from fastapi import FastAPI

from analyses.rulebook.access import Role
from api.access.actor import Actor
from api.access.doorkeeper import Doorkeeper
from api.access.keys import Scope
from api.access.unmasking import Unmasking, Unmaskings
from api.answers import Answers
from api.daybook import Daybook
from graph import masking
from tests.api import town
from tests.api.conftest import Get, look_ups
from tests.api.roles import UNIT, keys, shown, while_serving

ASKING = {"subject": town.ZHANG, "case": "济建调〔2026〕12号", "reason": "核对负责人身份"}


def keyed(token: str, key: str, purpose: str = "loan") -> dict[str, str]:
    return {**shown(token, purpose), "Idempotency-Key": key}


class Clock:
    now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def keeper(tmp_path: Path, clock: Clock) -> Doorkeeper:
    return Doorkeeper(Daybook(tmp_path / "daybook"), development=town.KEY, clock=clock)


def test_a_second_person_allows_it_for_a_time(
    app: FastAPI, keeper: Doorkeeper, clock: Clock, audit_path: Path
) -> None:
    held = keys(keeper)
    other = keeper.keys.add(Scope(Role.REVIEWER, UNIT), now=0.0, expires=4e9).token

    async def walk(client: httpx.AsyncClient) -> list[Any]:
        asker, second = keyed(held[Role.REVIEWER], "a"), keyed(other, "b", "supervision")
        again = keyed(other, "c", "supervision")
        told = (await client.post("/v1/unmaskings", json=ASKING, headers=asker)).json()
        place = f"/v1/unmaskings/{told['id']}"
        waiting = (await client.get(place, headers=asker)).json()
        alone = await client.post(f"{place}/approval", headers=asker)
        allowed = (await client.post(f"{place}/approval", headers=second)).json()
        twice = await client.post(f"{place}/approval", headers=again)
        seen = (await client.get(place, headers=asker)).json()
        bystander = (await client.get(place, headers=second)).json()
        subject = (await client.get(f"/v1/subjects/{town.ZHANG}", headers=asker)).json()
        clock.now += 24 * 3600
        ended = (await client.get(place, headers=asker)).json()
        return [waiting, alone, allowed, twice, seen, bystander, subject, ended]

    waiting, alone, allowed, twice, seen, bystander, subject, ended = while_serving(app, walk)
    assert (waiting["state"], waiting["fields"]) == ("waiting", None)
    assert (alone.status_code, twice.status_code) == (403, 409)
    assert (allowed["state"], allowed["fields"]) == ("open", None)
    assert seen["fields"] == {"name": "张伟"}
    assert bystander["fields"] is None
    assert subject["name"] == "张*"
    assert (ended["state"], ended["fields"]) == ("ended", None)
    logged = [line for line in look_ups(audit_path) if line["item"].startswith("unmasking:")]
    assert [line["item"].split(":")[1] for line in logged] == [
        "asked", "looked-at", "approved", "shown", "looked-at", "looked-at",
    ]  # fmt: skip
    assert {tuple(line["subjects"]) for line in logged} == {(town.ZHANG,)}
    assert "张伟" not in audit_path.read_text(encoding="utf-8")


def test_the_second_person_is_another_of_the_same_organisation(
    app: FastAPI, keeper: Doorkeeper
) -> None:
    """Neither who asked, by whatever key, nor anybody of another organisation, who is not even
    told what for it was asked."""
    held = keys(keeper)
    asking = keeper.keys.add(Scope(Role.REVIEWER, UNIT), now=0.0, expires=4e9)
    again = [keeper.keys.rotate(asking.key.id, now=0.0, expires=4e9, overlap=4e9)]
    again.append(keeper.keys.rotate(again[0].key.id, now=0.0, expires=4e9, overlap=4e9))
    other = keeper.keys.add(Scope(Role.REVIEWER, "德州市住建局"), now=0.0, expires=4e9).token

    async def walk(client: httpx.AsyncClient) -> list[httpx.Response]:
        asker = keyed(asking.token, "a")
        told = (await client.post("/v1/unmaskings", json=ASKING, headers=asker)).json()
        place = f"/v1/unmaskings/{told['id']}"
        return [
            *[
                await client.post(f"{place}/approval", headers=keyed(each.token, "b"))
                for each in again
            ],
            await client.post(f"{place}/approval", headers=keyed(other, "b")),
            await client.get(place, headers=shown(other)),
            await client.post(f"{place}/approval", headers=keyed(held[Role.REVIEWER], "b")),
        ]

    *refused, allowed = while_serving(app, walk)
    assert [each.status_code for each in refused] == [403, 403, 403, 403]
    assert not any(ASKING["reason"] in each.text for each in refused)
    assert UNIT in refused[2].json()["detail_en"]
    assert (allowed.status_code, allowed.json()["state"]) == (200, "open")


def test_a_city_may_let_reviewers_of_any_organisation_allow_it(
    answers: Answers, keeper: Doorkeeper
) -> None:
    rules = answers.rules
    (rule,) = rules.access.disclosure
    anyone = msgspec.structs.replace(rule, second="any")
    access = msgspec.structs.replace(rules.access, disclosure=(anyone,))
    kept = Unmaskings(keeper.book, replace(rules, access=access), keeper.clock)
    ground = answers.on()
    asked = kept.ask(ground, Actor(id="k-1", role=Role.REVIEWER, organisation="甲局"),
                     Unmasking(**ASKING), "a")  # fmt: skip
    second = Actor(id="k-2", role=Role.REVIEWER, organisation="乙局")
    assert kept.approve(ground, second, asked["id"], "b")["state"] == "open"


def test_a_request_and_an_approval_are_made_once(app: FastAPI, keeper: Doorkeeper) -> None:
    """The same under the same key is given again, another under it is refused; each asker's keys
    are its own."""
    held, other = keys(keeper), keeper.keys.add(Scope(Role.REVIEWER, UNIT), now=0.0, expires=4e9)
    another = {**ASKING, "case": "济建调〔2026〕13号"}

    async def walk(client: httpx.AsyncClient) -> list[httpx.Response]:
        async def asked(body: dict[str, str], token: str, key: str) -> httpx.Response:
            return await client.post("/v1/unmaskings", json=body, headers=keyed(token, key))

        async def allowed(id: str, key: str) -> httpx.Response:
            headers = keyed(other.token, key)
            return await client.post(f"/v1/unmaskings/{id}/approval", headers=headers)

        mine, place = held[Role.REVIEWER], "/v1/unmaskings"
        found = [await asked(ASKING, mine, "a"), await asked(ASKING, mine, "a"),
                 await asked(another, mine, "a"), await asked(another, mine, "b"),
                 await asked(ASKING, other.token, "a"),
                 await client.post(place, json=ASKING, headers=shown(mine))]  # fmt: skip
        first, second = found[0].json()["id"], found[3].json()["id"]
        return [*found, await allowed(first, "x"), await allowed(first, "x"),
                await allowed(second, "x"), await allowed(first, "y"),
                await client.post(f"{place}/{second}/approval",
                                  headers=shown(other.token))]  # fmt: skip

    first, same, reused, second, others, bare, *approved = while_serving(app, walk)
    assert same.json() == first.json()
    assert len({each.json()["id"] for each in (first, second, others)}) == 3
    assert (reused.status_code, reused.json()["type"][-10:]) == (422, "key-reused")
    assert bare.json()["errors"][0]["field"] == "Idempotency-Key"
    assert approved[0].json() == approved[1].json()
    assert [each.status_code for each in approved] == [200, 200, 422, 409, 422]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({**ASKING, "subject": town.JIA}, 422),
        ({**ASKING, "subject": "nobody"}, 404),
        ({**ASKING, "reason": ""}, 422),
        ({"subject": town.ZHANG}, 422),
    ],
)
def test_what_cannot_be_asked_is_refused(
    app: FastAPI, keeper: Doorkeeper, body: dict[str, str], status: int
) -> None:
    async def walk(client: httpx.AsyncClient) -> httpx.Response:
        headers = keyed(keys(keeper)[Role.INVESTIGATOR], "a")
        return await client.post("/v1/unmaskings", json=body, headers=headers)

    assert while_serving(app, walk).status_code == status


def test_the_published_table_is_the_code_s_own() -> None:
    """Each row of docs/access.md's masking table stands in ``graph.masking``, too."""
    page = (Path(__file__).parents[2] / "docs" / "access.md").read_text(encoding="utf-8")
    rows = [row.replace("\\", "") for row in page.splitlines() if row.startswith("|")]
    stated = [row.strip() for row in str(masking.__doc__).splitlines() if row.startswith("| ")]
    assert len(stated) > 6
    assert {_cells(row) for row in stated} <= {_cells(row) for row in rows}


def _cells(row: str) -> tuple[str, ...]:
    return tuple(cell.replace(" ", "") for cell in row.strip("|").split("|"))


NUMBER = "370124195302206411"
JUDGED = {"name": "甲建设", "id": town.JIA, "verdict": "same", "reason": f"法人 {NUMBER}"}


@pytest.mark.parametrize(
    ("address", "body", "field"),
    [
        ("/v1/unmaskings", ASKING | {"case": f"案 {NUMBER}"}, "case"),
        ("/v1/unmaskings", ASKING | {"reason": f"核对 {NUMBER}"}, "reason"),
        ("/v1/investigations", {"title": NUMBER, "why": "线索"}, "title"),
        ("/v1/watchlists", {"name": NUMBER, "subjects": [town.JIA]}, "name"),
        ("/v1/webhooks", {"url": f"https://a.example.cn/{NUMBER}"}, "url"),
        ("/reconcile/judgements", JUDGED, "reason"),
    ],
)
def test_no_identity_number_is_kept_in_a_text(
    get: Get, tmp_path: Path, address: str, body: dict[str, Any], field: str
) -> None:
    refused = get(address, "POST", json=body, headers={"Idempotency-Key": "n"})
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, field)
    assert NUMBER not in refused.text
    assert not [file for file in tmp_path.rglob("*") if file.is_file()
                and NUMBER.encode() in file.read_bytes()]  # fmt: skip
