"""Planted identity numbers and keys are looked for in everything that a whole run leaves behind."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import httpx
import pytest

from tests.commands import ROOT, answer, xinmai

WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def identity_number(first17: str) -> str:
    total = sum(int(digit) * weight for digit, weight in zip(first17, WEIGHTS, strict=True))
    return first17 + "10X98765432"[total % 11]


OWNER: Final = identity_number("37010219700307301")
QUARANTINED: Final = identity_number("37010319820919402")
ASKED: Final = identity_number("37010419910101503")  # in no delivery
WRONG: Final = OWNER[:-1] + ("0" if OWNER[-1] != "0" else "1")
OLD: Final = "370102700307301"  # the fifteen digits of before 1999
NUMBERS: Final = (OWNER, QUARANTINED, ASKED, WRONG, OLD)
KEY: Final = "xk_" + "q7Rz2LmX9cVb4NpT8wYs1KdF6hJg3AeUoI5xZtCvBnM"
FOREIGN_KEY: Final = "xk_" + "Zz9Yy8Xx7Ww6Vv5Uu4Tt3Ss2Rr1Qq0Pp_Oo-NnMmLlK"

SUBJECTS: Final = f"id,name,kind\nA,济南甲建设有限公司,组织\n{OWNER},张三丰,自然人\n"
OWNERSHIP: Final = (
    f"owner,company,share_percent\n{OWNER},A,60\n{QUARANTINED},A,150\n{WRONG},A,10\n{OLD},A,5\n"
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the store lies, and everything the service and the commands write."""
    return tmp_path_factory.mktemp("left-behind")


@pytest.fixture(scope="module")
def said(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What each command and each address answered, by what was asked."""
    delivery = tmp_path_factory.mktemp("delivery")
    (delivery / "subjects.csv").write_text(SUBJECTS, encoding="utf-8")
    (delivery / "ownership.csv").write_text(OWNERSHIP, encoding="utf-8")
    found = dict(commands(folder, delivery))
    with (folder / "serve.log").open("wb") as log:
        port = free_port()
        server = subprocess.Popen(
            [sys.executable, "-m", "cli", "serve", "--port", str(port)], cwd=ROOT,
            env={**os.environ, "XINMAI_STORE": f"sqlite:///{folder / 'x.db'}",
                 "XINMAI_DEV_KEY": KEY}, stdout=log, stderr=log,
        )  # fmt: skip
        try:
            found |= dict(addresses(f"http://127.0.0.1:{port}"))
        finally:
            server.terminate()
            server.wait(30)
    code, output, error = xinmai(folder, "backup", str(folder / "backup"))
    assert code == 0, error
    found["backup"] = (output + error).encode()
    return found


def commands(folder: Path, delivery: Path) -> Iterator[tuple[str, bytes]]:
    lines: tuple[tuple[str, ...], ...] = (
        ("load", str(delivery)), ("load", str(delivery)), ("status", "--json"),
        ("quarantine", "list", "--json"), ("search", OWNER), ("risk", OWNER, "--json"),
        ("related", ASKED), ("control", WRONG, "--json"), ("paths", OWNER, QUARANTINED),
        ("export", "local:A", "--format", "bods"),
    )  # fmt: skip
    for words in lines:
        _, output, error = xinmai(folder, *words)
        yield " ".join(words), (output + error).encode()


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def addresses(base: str) -> Iterator[tuple[str, bytes]]:
    """Every address of the contract, asked with a number wherever something is named."""
    with httpx.Client(base_url=base, timeout=60) as client:
        wait(client)
        paths: dict[str, Any] = client.get("/openapi.json").json()["paths"]
        key = {"Authorization": f"Bearer {KEY}", "X-Purpose": "loan"}
        for path, methods in paths.items():
            for number in (OWNER, ASKED, encoded(OWNER)):
                place = path
                for name in ("id", "code", "lot", "kind", "number", "record", "subject"):
                    place = place.replace("{" + name + "}", number)
                for method in methods:
                    yield f"{method} {place}", told(asked(client, method, place, number, key))
        for header in (f"Bearer {OWNER}", f"Bearer {FOREIGN_KEY}", FOREIGN_KEY):
            yield header, told(client.get("/v1/status", headers={"Authorization": header}))
        yield "key in address", told(client.get(f"/v1/status?key={FOREIGN_KEY}"))
        yield "purpose", told(client.get("/v1/status", headers={**key, "X-Purpose": OWNER}))
        yield "metrics", told(client.get("/metrics", headers=key))


def asked(
    client: httpx.Client, method: str, place: str, number: str, key: dict[str, str]
) -> httpx.Response:
    if method == "get":
        query = {"q": number, "id": number, "from": number, "to": ASKED}
        named = {name: value for name, value in query.items() if f"{name}=" not in place}
        return client.get(place, params=named if "search" in place or "paths" in place else None,
                          headers=key)  # fmt: skip
    body = {"unit": "济南市行政审批服务局", "subject": number, "id": number, "ids": [number],
            "note": f"持证人 {number}", "item": number, "title": number, "why": number}  # fmt: skip
    return client.request(method, place, json=body, headers={**key, "Idempotency-Key": "k"})


def wait(client: httpx.Client) -> None:
    until = time.monotonic() + 300
    while time.monotonic() < until:
        try:
            if client.get("/readyz").status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.1)
    raise TimeoutError("the service did not get ready")


def told(response: httpx.Response) -> bytes:
    head = "\n".join(f"{name}: {value}" for name, value in response.headers.items())
    return head.encode() + b"\n" + response.content


def encoded(text: str) -> str:
    return "".join(f"%{ord(letter):02X}" for letter in text)


def written(secret: str) -> Iterator[bytes]:
    """The ways a secret may stand somewhere."""
    yield secret.encode()
    yield secret.lower().encode()
    yield encoded(secret).encode()
    yield encoded(secret).lower().encode()
    yield secret.encode("utf-16-le")


def leaks(content: bytes, secrets: tuple[str, ...]) -> bool:
    return any(form in content for secret in secrets for form in written(secret))


def test_a_leak_would_be_found() -> None:
    for number in NUMBERS:
        for form in written(number):
            assert leaks(b"before " + form + b" after", NUMBERS)
    assert not leaks(b"370***********3017", NUMBERS)


def test_the_run_did_what_it_was_meant_to(folder: Path, said: dict[str, bytes]) -> None:
    assert len(said) > 250
    held = answer(folder, "related", "local:A")
    names = {item["name"] for group in held["groups"] for item in group["items"]}
    assert "张**" in names
    assert b"quarantin" in said["quarantine list --json"] or b'"field"' in said[
        "quarantine list --json"
    ]  # fmt: skip


def test_no_answer_repeats_a_number_or_a_key(said: dict[str, bytes]) -> None:
    secrets = (*NUMBERS, KEY, FOREIGN_KEY)
    assert [asked for asked, content in said.items() if leaks(content, secrets)] == []


def test_nothing_written_holds_a_number_or_a_key(folder: Path, said: dict[str, bytes]) -> None:
    files = [file for file in folder.rglob("*") if file.is_file()]
    assert {"x.db", "audit.jsonl", "serve.log"} <= {file.name for file in files}
    for file in files:
        secrets = (*NUMBERS, FOREIGN_KEY) if file.name == "serve.log" else (
            *NUMBERS, KEY, FOREIGN_KEY)  # fmt: skip
        assert not leaks(file.read_bytes(), secrets), file.relative_to(folder)
