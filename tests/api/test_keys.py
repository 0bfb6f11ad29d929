"""Keys: shown once, kept as digests, and gone in every worker the moment they are revoked."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from api.access import refusals
from api.access.actor import Role
from api.access.doorkeeper import Doorkeeper
from api.access.keys import Keys, Scope
from api.access.tokens import new_token, strong
from api.answers import Answers
from api.app import create_app
from api.audit import AuditLog
from api.daybook import Daybook
from graph.errors import NotNow, RefusedInput, XinmaiError
from tests.api import town
from tests.api.conftest import Get, asked_once

BANK = Scope(Role.BANK, "中国工商银行济南分行", items=("loan-bank1",), purposes=("loan",))
DAY = 86_400.0
NOW = 1_800_000_000.0


class Clock:
    now = NOW

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def keeper(tmp_path: Path, clock: Clock) -> Doorkeeper:
    return Doorkeeper(Daybook(tmp_path / "daybook"), development=town.KEY, clock=clock)


def said(call: Callable[[], Any]) -> str:
    with pytest.raises(XinmaiError) as refused:
        call()
    return refused.value.en


def test_a_key_has_256_bits_and_is_kept_as_a_digest(keeper: Doorkeeper, tmp_path: Path) -> None:
    issued = keeper.keys.add(BANK, now=NOW, expires=NOW + DAY)
    assert len(issued.token) == len("xk_") + 43
    assert keeper.by_key(issued.token) == issued.key.actor()
    assert issued.key.actor().items == {"loan-bank1"}
    assert issued.token not in repr(keeper.keys.list())
    for file in tmp_path.iterdir():
        assert issued.token.encode() not in file.read_bytes()


def test_each_way_out_is_said(keeper: Doorkeeper, clock: Clock) -> None:
    expiring = keeper.keys.add(BANK, now=NOW, expires=NOW + DAY)
    revoked = keeper.keys.add(BANK, now=NOW, expires=NOW + DAY)
    keeper.keys.revoke(revoked.key.id, now=NOW)
    clock.now = NOW + DAY
    assert said(lambda: keeper.by_key(new_token())) == refusals.unknown_key().en
    assert said(lambda: keeper.by_key(expiring.token)) == refusals.expired_key().en
    assert said(lambda: keeper.by_key(revoked.token)) == refusals.revoked_key().en


def test_a_rotated_key_overlaps(keeper: Doorkeeper, clock: Clock) -> None:
    old = keeper.keys.add(BANK, now=NOW, expires=NOW + 90 * DAY)
    new = keeper.keys.rotate(old.key.id, now=NOW, expires=NOW + 365 * DAY, overlap=7 * DAY)
    assert new.key.follows == old.key.id
    assert new.key.scope == old.key.scope
    clock.now = NOW + 7 * DAY - 1
    assert keeper.by_key(old.token).id != keeper.by_key(new.token).id
    clock.now = NOW + 7 * DAY
    assert said(lambda: keeper.by_key(old.token)) == refusals.expired_key().en
    assert keeper.by_key(new.token).organisation == BANK.organisation
    with pytest.raises(NotNow):
        keeper.keys.rotate(old.key.id, now=clock.now, expires=NOW + 365 * DAY, overlap=0)


def test_another_process_revokes_and_the_next_request_knows(
    keeper: Doorkeeper, tmp_path: Path
) -> None:
    issued = keeper.keys.add(BANK, now=NOW, expires=NOW + DAY)
    session, _, _ = keeper.sign_in(issued.token)
    assert keeper.by_session(session)[0].id == issued.key.id
    program = (
        "import sys; from pathlib import Path; from api.daybook import Daybook;"
        "from api.access.keys import Keys;"
        f"Keys(Daybook(Path(sys.argv[1]))).revoke({issued.key.id!r}, now={NOW})"
    )
    subprocess.run([sys.executable, "-c", program, str(tmp_path / "daybook")], check=True)
    assert said(lambda: keeper.by_key(issued.token)) == refusals.revoked_key().en
    assert said(lambda: keeper.by_session(session)) == refusals.ended_session().en


def test_what_other_topics_write_leaves_the_keys_known(keeper: Doorkeeper, tmp_path: Path) -> None:
    issued = keeper.keys.add(BANK, now=NOW, expires=NOW + DAY)
    before = keeper.by_key(issued.token)
    Daybook(tmp_path / "daybook").prepare("other", ["CREATE TABLE other (id INT) STRICT"])
    assert keeper.by_key(issued.token) is before


@pytest.mark.parametrize(
    ("scope", "field"),
    [
        (lambda: Scope(Role.DEVELOPMENT, "x"), "role"),
        (lambda: Scope(Role.OFFICER), "organisation"),
        (lambda: Scope(Role.CREDIT_SUBJECT), "subject"),
        (lambda: Scope(Role.BANK, "行", networks=("10.0.0.1/8",)), "networks"),
    ],
)
def test_a_scope_is_checked(scope: Callable[[], Scope], field: str) -> None:
    with pytest.raises(RefusedInput) as refused:
        scope()
    assert refused.value.field == field


def test_a_key_may_not_be_born_expired(keeper: Doorkeeper) -> None:
    with pytest.raises(RefusedInput):
        keeper.keys.add(BANK, now=NOW, expires=NOW)


def test_a_chosen_key_must_look_drawn() -> None:
    assert strong(new_token())
    for weak in ("xk_" + "a" * 43, "xk_short", new_token()[3:], "xk_" + "abcdefgh" * 6):
        assert not strong(weak)


def problem(response: httpx.Response) -> str:
    return str(response.json()["detail_en"])


@pytest.mark.parametrize(
    ("path", "headers", "reason"),
    [
        ("/v1/search?q=甲", {}, refusals.no_key()),
        ("/v1/search?q=甲", {"Authorization": "Basic eHg="}, refusals.no_key()),
        ("/v1/search?q=甲", {"Authorization": "Bearer xk_no"}, refusals.unknown_key()),
        ("/v1/search?q=甲", {"Cookie": "xinmai_session=xs_no"}, refusals.ended_session()),
        (f"/v1/search?q={town.KEY}", {}, refusals.key_in_address()),
        (f"/v1/subjects/{town.KEY}", {}, refusals.key_in_address()),
        ("/metrics", {}, refusals.no_key()),
        ("/v1/session", {}, refusals.no_key()),
    ],
)
def test_whoever_shows_nothing_good_learns_what_to_do(
    app: FastAPI, audit_path: Path, path: str, headers: dict[str, str], reason: XinmaiError
) -> None:
    response = asked_once(app, path, "GET", key="", headers=headers)
    assert response.status_code == 401
    assert response.headers["www-authenticate"] == 'Bearer realm="xinmai"'
    assert response.json()["type"] == "urn:xinmai:problem:not-signed-in"
    assert problem(response) == reason.en
    assert '"who":"nobody"' in audit_path.read_text()
    assert town.KEY not in response.text + audit_path.read_text()


@pytest.mark.parametrize("path", ["/", "/page/app.js", "/healthz", "/readyz", "/openapi.json"])
def test_what_is_public_needs_no_key(app: FastAPI, path: str) -> None:
    assert asked_once(app, path, "GET", key="").status_code == 200


def test_a_key_counts_from_its_networks_only(app: FastAPI, keeper: Doorkeeper) -> None:
    far = Scope(Role.OFFICER, "济南市财政局", networks=("10.0.0.0/8",))
    near = Scope(Role.OFFICER, "济南市财政局", networks=("10.0.0.0/8", "127.0.0.0/8"))
    keys = [keeper.keys.add(scope, now=NOW, expires=NOW + DAY).token for scope in (far, near)]
    answers = [asked_once(app, "/v1/session", "GET", key=key) for key in keys]
    assert [answer.status_code for answer in answers] == [403, 200]
    assert problem(answers[0]) == refusals.wrong_network().en
    signing = asked_once(app, "/v1/session", "POST", key="", json={"key": keys[0]})
    assert signing.status_code == 403


def test_a_session_is_a_cookie_that_scripts_cannot_read(app: FastAPI, keeper: Doorkeeper) -> None:
    signed = asked_once(app, "/v1/session", "POST", key="", json={"key": town.KEY})
    assert signed.json()["role"] == "development"
    cookie = signed.headers["set-cookie"]
    assert {"HttpOnly", "SameSite=strict", "Path=/"} <= set(cookie.split("; "))
    assert town.KEY not in cookie
    shown = {"Cookie": cookie.partition(";")[0]}
    assert asked_once(app, "/v1/search?q=甲", "GET", key="", headers=shown).status_code == 200
    out = asked_once(
        app, "/v1/session", "DELETE", key="", headers={**shown, "Sec-Fetch-Site": "same-origin"}
    )
    assert out.status_code == 200
    ended = asked_once(app, "/v1/search?q=甲", "GET", key="", headers=shown)
    assert problem(ended) == refusals.ended_session().en


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "none", "Origin": "http://test"}, 403),
        ({"Origin": "http://test"}, 200),
        ({"Origin": "http://evil"}, 403),
        ({"Origin": "null"}, 403),
        ({}, 403),
    ],
)
def test_a_session_acts_from_its_own_page_only(
    app: FastAPI, keeper: Doorkeeper, headers: dict[str, str], status: int
) -> None:
    token, _, _ = keeper.sign_in(town.KEY)
    sent = {"Cookie": f"a=b; xinmai_session={token}", "Idempotency-Key": "k", **headers}
    body = {"unit": "济南市行政审批服务局", "subject": town.JIA, "item": "construction-permit"}
    response = asked_once(app, "/v1/commitments", "POST", key="", json=body, headers=sent)
    assert response.status_code == status, response.text


def test_a_session_ends_with_its_hours(keeper: Doorkeeper, clock: Clock) -> None:
    token, _, until = keeper.sign_in(town.KEY)
    clock.now = until - 1
    assert keeper.by_session(token)[0].role is Role.DEVELOPMENT
    clock.now = until
    assert said(lambda: keeper.by_session(token)) == refusals.ended_session().en


def test_who_asked_is_logged(
    answers: Answers, tmp_path: Path, keeper: Doorkeeper, get: Get, audit_path: Path
) -> None:
    issued = keeper.keys.add(
        Scope(Role.INVESTIGATOR, "济南市发展和改革委员会"), now=NOW, expires=NOW + DAY
    )
    get("/v1/session")
    app = create_app(answers, AuditLog(tmp_path / "own.jsonl"), keeper=keeper)
    asked_once(app, f"/v1/subjects/{town.JIA}", "GET", key=issued.token)
    assert f"{issued.key.id}@济南市发展和改革委员会" in (tmp_path / "own.jsonl").read_text("utf-8")


def test_keys_and_doorkeepers_share_one_book(tmp_path: Path) -> None:
    issued = Keys(Daybook(tmp_path / "b")).add(BANK, now=NOW, expires=NOW + DAY)
    keeper = Doorkeeper(Daybook(tmp_path / "b"), clock=lambda: NOW)
    assert keeper.by_key(issued.token).role is Role.BANK
    assert said(lambda: keeper.by_key(town.KEY)) == refusals.unknown_key().en
