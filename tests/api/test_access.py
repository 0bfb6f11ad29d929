"""Who may ask what: every address has a decision for every role, and the service keeps to it."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from fastapi import FastAPI

from analyses.rulebook import load_rules
from analyses.rulebook.access import Role
from api.access.actor import ROLES_ZH, Actor
from api.access.decision import Asked, Table
from api.access.doorkeeper import Doorkeeper
from api.access.guard import PUBLIC
from api.access.keys import Scope
from api.limits import Limits
from graph.errors import NotPermitted, RefusedInput
from tests.api import town
from tests.api.conftest import Get, look_ups
from tests.api.roles import UNIT, keys, shown, unlimited, while_serving

TABLE = Table(load_rules(), town.TODAY)
GIVEN = {
    "{id}": quote(town.JIA), "{code}": "t:west-lake", "{lot}": "1", "{kind}": "subject",
    "{number}": "shandong-credit", "{record}": quote("t:doc-1@住建局"),
}  # fmt: skip
FIT = 200, 308, 404, 409, 415, 422, 503  # whatever the question itself is answered with


@pytest.fixture
def limits() -> Limits:
    return unlimited()


def addresses(app: FastAPI) -> list[str]:
    return [
        f"{method.upper()} {path}"
        for path, methods in app.openapi()["paths"].items()
        for method in methods
    ]


def filled(path: str) -> str:
    for name, value in GIVEN.items():
        path = path.replace(name, value)
    return path


def test_every_address_has_a_decision_for_every_role(app: FastAPI) -> None:
    asked = set(addresses(app))
    assert asked - PUBLIC == TABLE.routes
    for route in TABLE.routes:
        assert TABLE.grants(route, Role.DEVELOPMENT), route
        assert any(TABLE.grants(route, role) for role in Role if role is not Role.DEVELOPMENT)


def test_each_address_stands_in_the_table_once() -> None:
    counted = Counter(route for q in load_rules().access.question for route in q.routes)
    assert {route for route, times in counted.items() if times > 1} == set()


def test_every_role_is_answered_as_the_table_says(app: FastAPI, keeper: Doorkeeper) -> None:
    held = keys(keeper)

    async def walk(client: httpx.AsyncClient) -> dict[tuple[str, Role], int]:
        found = {}
        for address in addresses(app):
            method, path = address.split(" ")
            for role, key in held.items():
                headers = {**shown(key), "Idempotency-Key": "k"}
                sent: dict[str, Any] = {"json": {}} if method == "POST" else {}
                answer = await client.request(method, filled(path), headers=headers, **sent)
                found[address, role] = answer.status_code
        return found

    wrong = {
        (address, role.value, status)
        for (address, role), status in while_serving(app, walk).items()
        if address not in PUBLIC and status not in expected(address, role)
    }
    assert wrong == set()


def expected(address: str, role: Role) -> tuple[int, ...]:
    grants = TABLE.grants(address, role)
    if not grants:
        return (403,)
    return (*FIT, 403) if all(grant.of == "own" for grant in grants) else FIT


def test_without_a_key_nothing_but_the_public_is_answered(app: FastAPI) -> None:
    async def walk(client: httpx.AsyncClient) -> set[tuple[str, int]]:
        return {
            (address, (await client.request(method, filled(path))).status_code)
            for address in set(addresses(app)) - PUBLIC
            for method, path in [address.split(" ")]
        }

    assert {status for _, status in while_serving(app, walk)} == {401}


def actor(role: Role, **scope: Any) -> Actor:
    return Actor(id="k", role=role, **scope)


def test_what_is_not_in_the_table_is_denied_to_all() -> None:
    for role in Role:
        with pytest.raises(NotPermitted):
            TABLE.decide(actor(role), Asked("GET /v1/secrets"))


def test_the_grants_of_a_day_count_on_that_day() -> None:
    early = Table(load_rules(), date(1999, 12, 31))
    with pytest.raises(NotPermitted):
        early.decide(actor(Role.OFFICER), Asked("GET /v1/search"))


def test_a_refusal_says_who_may() -> None:
    with pytest.raises(NotPermitted) as refused:
        TABLE.decide(actor(Role.BANK), Asked("POST /v1/repairs/{id}/decision"))
    assert "reviewer" in refused.value.en
    assert ROLES_ZH[Role.REVIEWER] in refused.value.zh


def test_a_purpose_is_asked_for_and_kept_within_the_key() -> None:
    bank = actor(Role.BANK, purposes=frozenset({"loan"}))
    route = "GET /v1/subjects/{id}/risk"
    with pytest.raises(RefusedInput) as missing:
        TABLE.decide(bank, Asked(route))
    assert missing.value.field == "X-Purpose"
    with pytest.raises(RefusedInput, match="must be one of"):
        TABLE.decide(bank, Asked(route, None, "curiosity"))
    with pytest.raises(NotPermitted, match="may not be used"):
        TABLE.decide(bank, Asked(route, None, "bidding"))
    assert TABLE.decide(bank, Asked(route, None, "loan")).view == "credit"


def test_a_credit_subject_sees_itself_whole_and_others_as_published() -> None:
    own = actor(Role.CREDIT_SUBJECT, subject="me")
    assert TABLE.decide(own, Asked("GET /v1/subjects/{id}", "me")).view == "credit"
    assert TABLE.decide(own, Asked("GET /v1/subjects/{id}", "other")).view == "published"
    with pytest.raises(NotPermitted):
        TABLE.decide(own, Asked("GET /v1/subjects/{id}/risk", "other"))


@pytest.fixture
def held(keeper: Doorkeeper) -> dict[Role, str]:
    return keys(keeper)


def test_a_case_of_another_is_not_shown_to_a_credit_subject(
    app: FastAPI, held: dict[Role, str]
) -> None:
    """The address names a case, so whose it is shows only once it is read."""
    key, record = held[Role.CREDIT_SUBJECT], GIVEN["{record}"]

    async def walk(client: httpx.AsyncClient) -> httpx.Response:
        return await client.get(f"/v1/repairs/{record}/conditions", headers=shown(key))

    refused = while_serving(app, walk)
    assert refused.status_code == 403
    assert town.YI not in refused.text


def test_one_acts_for_ones_own_unit_only(app: FastAPI, held: dict[Role, str]) -> None:
    body = {"subject": town.JIA, "item": "construction-permit"}

    async def walk(client: httpx.AsyncClient) -> list[httpx.Response]:
        headers = {**shown(held[Role.OFFICER]), "Idempotency-Key": "k"}
        return [
            await client.post("/v1/commitments", json={**body, "unit": unit}, headers=headers)
            for unit in ("济南市财政局", UNIT)
        ]

    refused, done = while_serving(app, walk)
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (403, "unit")
    assert done.status_code == 200


def test_a_commitment_is_led_on_by_the_units_that_see_to_it(
    app: FastAPI, keeper: Doorkeeper, held: dict[Role, str]
) -> None:
    scope = Scope(Role.OFFICER, "济南市财政局")
    outsider = keeper.keys.add(scope, now=0.0, expires=4e9).token

    async def walk(client: httpx.AsyncClient) -> list[httpx.Response]:
        async def post(key: str, unit: str, path: str, **body: str) -> httpx.Response:
            headers = {**shown(key), "Idempotency-Key": f"k-{len(path)}"}
            return await client.post(path, json={"unit": unit, **body}, headers=headers)

        own, item = held[Role.OFFICER], "construction-permit"
        made = await post(own, UNIT, "/v1/commitments", subject=town.JIA, item=item)
        path = f"/v1/commitments/{made.json()['commitment']['id']}/acts"
        return [
            await post(outsider, "济南市财政局", path, act="taken_up"),
            await post(own, UNIT, path, act="taken_up"),
        ]

    refused, done = while_serving(app, walk)
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (403, "unit")
    assert "济南市住房和城乡建设局" in refused.json()["detail_zh"]
    assert done.status_code == 200


@pytest.mark.parametrize(
    ("items", "purposes", "status", "field"),
    [
        (("loan-bank1",), ("loan",), 200, ""),
        ((), ("loan",), 403, "item"),
        (("bid-housing",), ("loan",), 403, "item"),
        (("loan-bank1",), (), 403, "purpose"),
    ],
)
def test_a_check_stays_within_the_scope_of_the_key(
    app: FastAPI, keeper: Doorkeeper, items: tuple[str, ...], purposes: tuple[str, ...],
    status: int, field: str,
) -> None:  # fmt: skip
    scope = Scope(Role.BANK, "中国工商银行济南分行", items=items, purposes=purposes)
    key = keeper.keys.add(scope, now=0.0, expires=4e9).token

    async def walk(client: httpx.AsyncClient) -> httpx.Response:
        path = f"/v1/checks?id={town.YI}&item=loan-bank1&purpose=loan"
        return await client.get(path, headers={"Authorization": f"Bearer {key}"})

    answer = while_serving(app, walk)
    assert answer.status_code == status
    if field:
        assert answer.json()["errors"][0]["field"] == field


@pytest.mark.parametrize("path", ["/v1/screen", "/v1/screen/jobs"])
def test_a_screening_states_a_purpose_where_the_role_must(
    app: FastAPI, keeper: Doorkeeper, audit_path: Any, path: str
) -> None:
    """In the header, or with the item; the audit log keeps it either way."""
    scope = Scope(Role.BANK, "中国工商银行济南分行", items=("*",), purposes=("loan", "bidding"))
    key = {"Authorization": f"Bearer {keeper.keys.add(scope, now=0.0, expires=4e9).token}"}
    asked = {"ids": [town.YI]}
    with_item = {**asked, "item": "loan-bank1", "purpose": "loan"}

    async def walk(client: httpx.AsyncClient) -> list[httpx.Response]:
        return [
            await client.post(path, json=body, headers={**key, "Idempotency-Key": str(n), **stated})
            for n, (body, stated) in enumerate(
                (
                    (asked, {}),
                    (asked, {"X-Purpose": "bidding"}),
                    (with_item, {}),
                )
            )
        ]

    unstated, *stated = while_serving(app, walk)
    assert (unstated.status_code, unstated.json()["errors"][0]["field"]) == (422, "X-Purpose")
    assert "bidding, loan" in unstated.json()["detail_en"]
    assert all(answer.status_code < 300 for answer in stated)
    logged = [line for line in look_ups(audit_path) if line["item"].startswith("screen")]
    assert [line["why"] for line in logged] == ["bidding", "loan"]


@pytest.mark.parametrize(
    "path", ["/v1/vocabulary?as_of=2020-01-01", "/v1/status?as_of=2020-01-01", "/v1/session?x",
             "/v1/watchlists?limit=1", "/v1/files/verify/SX?known_at=1"],
)  # fmt: skip
def test_an_address_that_takes_no_parameters_leaves_none_aside(get: Get, path: str) -> None:
    """Whoever asks as of a day must not be told of another."""
    refused = get(path)
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["field"] in ("as_of", "x", "limit", "known_at")
    assert "takes none" in refused.json()["detail_en"]
    bodied = get("/v1/screen?as_of=2020-01-01", "POST", json={"ids": [town.YI]})
    assert bodied.json()["errors"][0]["field"] == "as_of"
