"""What we issued and get back: receipts, codes, keys, tokens, proofs, logs, backups."""

from __future__ import annotations

import tempfile
import threading
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final

import jwt
import msgspec
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

from analyses.proofs import check
from analyses.rulebook.access import Role
from api import audit_lines as lines
from api.access.doorkeeper import Doorkeeper, within
from api.access.keys import Scope
from api.access.oidc import Configuration, Issuer
from api.answers.asking import Moment
from api.answers.checks.receipts import Receipt, verified
from api.answers.explanation.asking import Ask
from api.answers.explanation.proof import proof_answer
from api.answers.stamp import FileNumber, Stamp
from api.audit import AuditLog
from api.audit_lines import LookUp
from api.audit_verify import verify
from api.backup import MANIFEST, Manifest
from api.daybook import Daybook
from api.restore import read_manifest
from bench import small_service
from bench.fuzzing.parser import Parser, memory, several, text
from graph.signing_key import SigningKey, verifies
from graph.site_key import SiteKey
from graph.store import open_store

DAY: Final = date(2026, 1, 31)
STAMP: Final = Stamp(b"s" * 32)
SIGNER: Final = SigningKey(b"k" * 32)


def parsers() -> Iterator[Parser]:
    folder = Path(tempfile.mkdtemp(dir=memory()))
    receipt = Receipt("firm:1", "bid-housing", "bidding", DAY, 12, "7KQ2M4XD").sealed(STAMP)
    yield Parser("receipt", _receipt, [receipt.encode(), receipt.lower().encode()], longest=100)
    code = STAMP.code(FileNumber("participant", 42, DAY, 12), {"a": 1})
    yield Parser("credit file's code", lambda data: STAMP.issued(text(data)) is not None,
                 [code.encode(), f" {code.lower()} ".encode()], longest=120)  # fmt: skip
    keeper = Doorkeeper(Daybook(folder / "daybook"), development=small_service.KEY)
    yield Parser("key", lambda data: keeper.by_key(text(data)) is not None,
                 [small_service.KEY.encode(), b"xk_"], longest=120)  # fmt: skip
    yield Parser("key's networks", _networks, [b"10.1.0.0/16\n10.1.2.3", b"::1/128\n::1"])
    yield from _tokens()
    yield from _audited(folder)
    proof = _proof(folder)
    yield Parser("proof", lambda data: bool(check(data).facts), [proof], len(proof) + 500)
    yield _manifest(folder)
    yield Parser("site key", lambda data: len(SiteKey.from_text(text(data)).derive("a")) == 32,
                 [b"0" * 64, b"QUJD" * 16, b"-_-_" * 11], longest=200)  # fmt: skip
    signed = SIGNER.sign(b"a").encode()
    yield Parser("signature", _signed,
                 [SIGNER.public.encode() + b"\n" + signed], longest=300)  # fmt: skip


def _signed(data: bytes) -> bool:
    public, signature = several(data, 2)
    return verifies(public, signature, b"a")


def _receipt(data: bytes) -> bool:
    found = verified(STAMP, text(data), "firm:1", "bid-housing", "bidding")
    assert found.sealed(STAMP) == text(data).strip().upper()
    return True


def _networks(data: bytes) -> bool:
    network, host = several(data, 2)
    Scope(Role.BANK, organisation="A", networks=(network,))
    return within((network,), host)


def _tokens() -> Iterator[Parser]:
    """By a local issuer that really signs and serves its keys; it does so from the first token."""
    key = rsa.generate_private_key(public_exponent=65_537, key_size=2_048)
    address = _issuing(key)
    said = {"iss": address, "aud": "xinmai", "sub": "u-17", "exp": int(time.time()) + 10**8,
            "organisation": "A", "role": "officer"}  # fmt: skip
    issuer = Issuer(Configuration(
        issuer=address, audience="xinmai", keys=f"{address}/jwks",
        roles={"officer": Role.OFFICER},
    ), b"of a site key")  # fmt: skip
    seeds = [
        jwt.encode(said, key, "RS256", headers={"kid": "one"}),
        jwt.encode({**said, "role": ["officer", 3]}, key, "RS256", headers={"kid": "one"}),
        jwt.encode(said, "s" * 32, "HS256", headers={"kid": "one"}),
        jwt.encode(said, "", "none", headers={"kid": "one"}),
    ]  # fmt: skip
    issuer.verify(seeds[0])
    yield Parser("OIDC token", lambda data: bool(issuer.verify(text(data)).id),
                 [seed.encode() for seed in seeds], longest=1_500)  # fmt: skip

    def claimed(data: bytes) -> bool:
        """Claims that the issuer did sign, whatever they say."""
        claims = msgspec.json.decode(data, type=dict[str, Any])
        told = {**said, **claims}
        return bool(issuer.verify(jwt.encode(told, key, "RS256", headers={"kid": "one"})).id)

    def take(data: bytes) -> bool:
        try:
            return claimed(data)
        except (msgspec.MsgspecError, TypeError, ValueError):  # it was no set of claims to sign
            return False

    claims = [msgspec.json.encode(said), b'{"exp":"1","sub":7,"role":[]}']
    yield Parser("OIDC claims", take, claims)


def _issuing(key: rsa.RSAPrivateKey) -> str:
    jwks = {"keys": [{**RSAAlgorithm.to_jwk(key.public_key(), as_dict=True), "kid": "one"}]}

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(msgspec.json.encode(jwks))

        def log_message(self, format: str, *args: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}"


def _audited(folder: Path) -> Iterator[Parser]:
    log = AuditLog(folder / "audit.jsonl", SIGNER)
    for n in range(3):
        log.record(LookUp("k-1", "bidding", "bid-housing", ("firm:1",), 200, f"{n:032x}")).wait()
    log.close()
    whole = (folder / "audit.jsonl").read_bytes()
    head = lines.head(SIGNER, lines.Place(1, 2, "0" * 64), datetime(2026, 1, 31, tzinfo=UTC))
    yield Parser("audit line", _line, [*whole.splitlines(keepends=True), head], longest=800)
    elsewhere = folder / "elsewhere"
    elsewhere.mkdir()
    again = elsewhere / "audit.jsonl"
    (elsewhere / "audit.head").write_bytes((folder / "audit.head").read_bytes())

    def take(data: bytes) -> bool:
        again.write_bytes(data)
        report = verify(again, {SIGNER.public})
        found = report["findings"] or report["torn"]
        assert data == whole or found, "a change of the log that nobody finds"
        return not found

    yield Parser("audit log", take, [whole], longest=4_000)


def _line(data: bytes) -> bool:
    found = lines.read(data)
    told = lines.read_head(data)
    if told is not None:
        lines.head_holds(told, SIGNER.public)
    lines.number_of(data)
    if (stated := lines.hash_stated(data)) is not None:
        assert len(stated) == 32
        lines.hash_due(data, lines.START)
    return found is not None or told is not None


def _proof(folder: Path) -> bytes:
    url = small_service.store_url(folder)
    small_service.found(url)
    with open_store(url) as store:
        answers = small_service._answers(store)
        ask = Ask("risk", (small_service.FIRMS[3],), {})
        return proof_answer(answers.on(Moment()), ask, SIGNER).content


def _manifest(folder: Path) -> Parser:
    held = Manifest(1, datetime(2026, 1, 31, tzinfo=UTC), "sqlite", 3, (), SIGNER.public)
    place = folder / "backup"
    place.mkdir()

    def take(data: bytes) -> bool:
        (place / MANIFEST).write_bytes(data)
        found = read_manifest(place)
        return verifies(found.key, found.signature, found.content())

    signed = msgspec.structs.replace(held, signature=SIGNER.sign(held.content()))
    return Parser("backup's manifest", take, [msgspec.json.encode(signed)], 1_000)
