"""Tokens of a local issuer that really signs and serves its keys."""

from __future__ import annotations

import base64
import hmac
import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from fastapi import FastAPI
from jwt.algorithms import RSAAlgorithm

from analyses.rulebook.access import Role
from api.access.doorkeeper import Doorkeeper
from api.access.oidc import Configuration, Issuer, load_configuration
from api.access.refusals import NotSignedIn
from api.access.tokens import digest
from api.daybook import Daybook
from graph.errors import RefusedInput
from tests.api import town
from tests.api.roles import while_serving

UNIT = "济南市住房和城乡建设局"
SECRET = b"of a site key"


class Issuing:
    """An issuer with one key, which it can change."""

    def __init__(self) -> None:
        self.fetched = 0
        self.renew("first")
        issuing = self

        class Answer(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                issuing.fetched += 1
                public = RSAAlgorithm.to_jwk(issuing.key.public_key(), as_dict=True)
                body = json.dumps({"keys": [{**public, "kid": issuing.kid, "use": "sig"}]})
                self.send_response(200)
                self.end_headers()
                self.wfile.write(body.encode())

            def log_message(self, format: str, *args: object) -> None:
                """Says nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.address = f"http://127.0.0.1:{self.server.server_port}"

    def renew(self, kid: str) -> None:
        self.kid, self.key = kid, rsa.generate_private_key(public_exponent=65_537, key_size=2048)

    def token(self, *, signed: Any = None, algorithm: str = "RS256", **claims: Any) -> str:
        said = {
            "iss": self.address, "aud": "xinmai", "sub": "u-17", "exp": time.time() + 600,
            "organisation": UNIT, "role": "credit-officer", "purposes": "approval supervision",
        }  # fmt: skip
        told = {name: value for name, value in {**said, **claims}.items() if value is not None}
        return jwt.encode(
            told, self.key if signed is None else signed, algorithm, headers={"kid": self.kid}
        )


@pytest.fixture(scope="module")
def issuing() -> Iterator[Issuing]:
    issuing = Issuing()
    yield issuing
    issuing.server.shutdown()


def issuer_of(issuing: Issuing, secret: bytes = SECRET) -> Issuer:
    roles = {"credit-officer": Role.OFFICER, "desk": Role.REVIEWER, "firm": Role.CREDIT_SUBJECT}
    told = Configuration(
        issuer=issuing.address, audience="xinmai", keys=f"{issuing.address}/jwks", roles=roles
    )  # fmt: skip
    return Issuer(told, secret)


def test_claims_say_who_it_is(issuing: Issuing) -> None:
    issuer, token = issuer_of(issuing), issuing.token()
    assert issuer.known(token) is None
    actor = issuer.verify(token)
    assert issuer.known(token) is actor
    assert (actor.role, actor.organisation) == (Role.OFFICER, UNIT)
    assert actor.purposes == {"approval", "supervision"}
    assert "u-17" not in actor.name


def test_who_it_is_cannot_be_found_by_trying_every_identity_number(issuing: Issuing) -> None:
    token = issuing.token(sub="11010519491231002X")
    named = issuer_of(issuing).verify(token).id
    assert named == issuer_of(issuing).verify(token).id  # the same in every worker
    assert named != issuer_of(issuing, b"another site's").verify(token).id
    assert digest("11010519491231002X").hex()[:12] not in named


@pytest.mark.parametrize(
    ("claims", "reason"),
    [
        ({"aud": "another"}, "not issued for us"),
        ({"iss": "https://elsewhere"}, "not issued for us"),
        ({"exp": 1_000_000}, "expired"),
        ({"exp": None}, "form is wrong"),
        ({"sub": None}, "form is wrong"),
        ({"role": "emperor"}, "one role of ours"),
        ({"role": ["credit-officer", "desk"]}, "one role of ours"),
        ({"nbf": 9_999_999_999}, "form is wrong"),
        ({"organisation": None}, "name its organisation"),
        ({"organisation": " "}, "name its organisation"),
        ({"organisation": [UNIT]}, "name its organisation"),
        ({"role": "firm"}, "name its credit_subject"),
    ],
)
def test_a_wrong_token_is_refused(issuing: Issuing, claims: dict[str, Any], reason: str) -> None:
    with pytest.raises(NotSignedIn, match=reason):
        issuer_of(issuing).verify(issuing.token(**claims))


def test_only_the_issuers_own_signature_counts(issuing: Issuing) -> None:
    issuer = issuer_of(issuing)
    other = rsa.generate_private_key(public_exponent=65_537, key_size=2048)
    with pytest.raises(NotSignedIn, match="signature"):
        issuer.verify(issuing.token(signed=other))
    with pytest.raises(NotSignedIn, match="algorithm"):
        issuer.verify(issuing.token(signed="", algorithm="none"))
    public = issuing.key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    with pytest.raises(NotSignedIn, match="algorithm"):
        issuer.verify(_signed_with_a_secret(issuing, public))


def _signed_with_a_secret(issuing: Issuing, secret: bytes) -> str:
    """By hand: PyJWT itself declines to take a public key for a secret."""
    head = base64.urlsafe_b64encode(
        json.dumps({"alg": "HS256", "typ": "JWT", "kid": issuing.kid}).encode()
    ).rstrip(b"=")
    said = head + b"." + issuing.token().split(".")[1].encode()
    proof = base64.urlsafe_b64encode(hmac.digest(secret, said, "sha256")).rstrip(b"=")
    return (said + b"." + proof).decode()


def test_keys_are_fetched_when_one_is_not_known_and_not_for_every_guess(issuing: Issuing) -> None:
    issuer = issuer_of(issuing)
    issuer.verify(issuing.token())
    before = issuing.fetched
    issuing.renew("second")
    for _ in range(5):
        with pytest.raises(NotSignedIn, match="issuer's"):
            issuer.verify(issuing.token())
    assert issuing.fetched == before
    assert issuer_of(issuing).verify(issuing.token()).role is Role.OFFICER


def test_the_service_takes_tokens_beside_keys(
    issuing: Issuing, app: FastAPI, tmp_path: Path
) -> None:
    async def walk(client: httpx.AsyncClient) -> list[httpx.Response]:
        return [
            await client.get("/v1/session", headers={"Authorization": f"Bearer {token}"})
            for token in (issuing.token(), town.KEY, issuing.token(aud="x"), issuing.token())
        ]

    good, key, bad, again = while_serving(app, walk)
    assert [good.json()["role"], key.json()["role"]] == ["officer", "development"]
    assert (bad.status_code, again.status_code) == (401, 200)


@pytest.fixture
def keeper(tmp_path: Path, issuing: Issuing) -> Doorkeeper:
    book = Daybook(tmp_path / "daybook")
    return Doorkeeper(book, development=town.KEY, issuer=issuer_of(issuing))


@pytest.mark.parametrize(
    "text",
    [
        "issuer = 'https://i'",
        "issuer='i'\naudience='a'\nkeys='http://far/jwks'\n[roles]\nx='officer'",
        "issuer='i'\naudience='a'\nkeys='https://i'\nalgorithms=['HS256']\n[roles]\nx='officer'",
        "issuer='i'\naudience='a'\nkeys='https://i'\n[roles]\nx='development'",
    ],
)
def test_a_wrong_configuration_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "oidc.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(RefusedInput, match=r"oidc\.toml"):
        load_configuration(file)
