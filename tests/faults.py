"""The service in a process of its own, asked over real connections while its store fails."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import httpx

from api.audit_findings import Finding
from api.audit_verify import verify
from api.serve import Place, serve
from bench import small_service
from bench.small_service import FIRMS, KEY
from graph.signing_key import SigningKey

QUESTION = f"/v1/subjects/{FIRMS[2]}/related?hops=2"
GIVEN = f"/v1/subjects/{FIRMS[2]}/risk"
"""Given at once, where it was asked before."""
HEADERS = {"Authorization": f"Bearer {KEY}"}
STACK = ("Traceback", 'File "')


class Service:
    """Asks one running service; every answer is checked for what no answer may hold."""

    def __init__(self, port: int) -> None:
        self._client = httpx.Client(
            base_url=f"http://127.0.0.1:{port}", headers=HEADERS, timeout=60
        )

    def ask(self, path: str = QUESTION) -> httpx.Response:
        return self._clean(self._client.get(path))

    def act(self, number: str, firm: int = 0) -> httpx.Response:
        body = {"unit": FIRMS[firm], "subject": FIRMS[firm], "kind": "welfare",
                "title": f"捐建 {number}", "evidence": "票据", "truthful": True}  # fmt: skip
        headers = {"Idempotency-Key": f"k-{number}"}
        return self._clean(self._client.post("/v1/registrations", json=body, headers=headers))

    def state(self) -> str:
        """What /readyz says, where its status agrees."""
        answer = self._client.get("/readyz")
        said: str = answer.json()["status"]
        assert (answer.status_code == 200) == (said == "ready")
        return said

    def until(self, state: str, seconds: float = 30) -> None:
        """Wait until /readyz says so."""
        ends = time.monotonic() + seconds
        while (said := self._state_or_none()) != state:
            assert time.monotonic() < ends, f"still {said}, not {state}"
            time.sleep(0.1)

    def _state_or_none(self) -> str | None:
        with contextlib.suppress(httpx.HTTPError):
            return self.state()
        return None

    @staticmethod
    def _clean(answer: httpx.Response) -> httpx.Response:
        assert not any(word in answer.text for word in STACK)
        if answer.status_code == 503:
            assert int(answer.headers["retry-after"]) > 0
            assert answer.headers["content-type"] == "application/problem+json"
            assert answer.json()["detail_zh"] != answer.json()["detail_en"]
        return answer


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def run(folder: Path, url: str | None, port: int, options: dict[str, Any]) -> None:
    serve(small_service.service(folder, url, **options), Place(port=port))


@contextlib.contextmanager
def running(folder: Path, url: str | None = None, **options: Any) -> Iterator[Service]:
    """A service over what is in the folder, or over another store; ready."""
    port = free_port()
    small_service.found(url or small_service.store_url(folder))
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["bench.warmed"])
    process = context.Process(target=run, args=(folder, url, port, options))
    process.start()
    with _ready(port, process.kill, process.join) as service:
        yield service


@contextlib.contextmanager
def running_apart(folder: Path, surroundings: Mapping[str, str]) -> Iterator[Service]:
    """The same in a new process of its own surroundings."""
    port = free_port()
    small_service.found(small_service.store_url(folder))
    said = "import sys, pathlib; from bench.small_service import run\n"
    said += "run(pathlib.Path(sys.argv[1]), int(sys.argv[2]))"
    command = [sys.executable, "-c", said, str(folder), str(port)]
    process = subprocess.Popen(command, env={**os.environ, **surroundings})
    with _ready(port, process.kill, process.wait) as service:
        yield service


@contextlib.contextmanager
def _ready(port: int, kill: Callable[[], object], ended: Callable[[], object]) -> Iterator[Service]:
    service = Service(port)
    try:
        service.until("ready", 90)
        yield service
    finally:
        kill()
        ended()


def audit_findings(folder: Path) -> list[Finding]:
    """What is wrong with the audit log's chain."""
    key = SigningKey.from_file(folder).public
    return verify(folder / small_service.AUDIT, {key})["findings"]
