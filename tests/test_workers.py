"""`xinmai serve --workers`: one port, a key revoked in all of them, whoever is killed replaced."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.commands import ROOT, answer, xinmai

DEVELOPMENT = "xk_" + "Zq3bT7wX9kLmN2pR5sV8yA1cE4gJ6hUfDoQiWzYtHrM"
PATIENCE = 90.0


class Serving:
    """A service of two workers, each request on a connection of its own."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        assert process.stderr is not None
        self.process = process
        self.url = process.stderr.readline().split()[-1].rstrip("/")

    def get(self, path: str, key: str = DEVELOPMENT) -> httpx.Response:
        headers = {"Authorization": f"Bearer {key}", "Connection": "close"}
        return httpx.get(self.url + path, headers=headers, timeout=30)

    @property
    def workers(self) -> set[int]:
        of = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return {int(one) for one in of.read_text().split()}

    def until(self, so: Callable[[], bool]) -> None:
        end = time.monotonic() + PATIENCE
        while not so():
            assert self.process.poll() is None
            assert time.monotonic() < end
            time.sleep(0.1)

    def ready(self) -> bool:
        """Every worker is: a score of connections meets each of two."""
        try:
            return all(self.get("/readyz").status_code == 200 for _ in range(20))
        except httpx.TransportError:
            return False


@pytest.fixture
def serving(tmp_path: Path) -> Iterator[Serving]:
    (tmp_path / "subjects.csv").write_text("id,name,kind\nA,甲有限公司,组织\n", encoding="utf-8")
    assert xinmai(tmp_path, "load", str(tmp_path / "subjects.csv"), "--source", "t")[0] == 0
    words = [sys.executable, "-m", "cli", "serve", "--port", "0", "--workers", "2"]
    env = {**os.environ, "XINMAI_STORE": f"sqlite:///{tmp_path / 'x.db'}",
           "XINMAI_DEV_KEY": DEVELOPMENT}  # fmt: skip
    with subprocess.Popen(words, cwd=ROOT, env=env, stderr=subprocess.PIPE, text=True) as process:
        try:
            serving = Serving(process)
            serving.until(serving.ready)
            yield serving
        finally:
            process.terminate()
            process.communicate(timeout=60)


def test_workers_revoke_at_once_replace_the_killed_and_end_together(
    serving: Serving, tmp_path: Path
) -> None:
    first = serving.workers
    assert len(first) == 2
    issued = answer(tmp_path, "keys", "add", "--role", "officer", "--organisation", "某局")
    asked = [serving.get("/v1/subjects/t:A", issued["token"]).status_code for _ in range(20)]
    assert asked == [200] * 20
    answer(tmp_path, "keys", "revoke", issued["key"]["id"])
    asked = [serving.get("/v1/subjects/t:A", issued["token"]).status_code for _ in range(20)]
    assert asked == [401] * 20

    killed = min(first)
    os.kill(killed, signal.SIGKILL)
    assert serving.get("/v1/subjects/t:A").status_code == 200  # the other answers
    serving.until(lambda: len(serving.workers - {killed}) == 2)
    serving.until(serving.ready)
    code, said, _ = xinmai(tmp_path, "audit", "verify", "--json")
    assert (code, json.loads(said)["findings"]) == (0, [])

    last = serving.workers
    serving.process.kill()  # who started them cannot end them any more
    end = time.monotonic() + PATIENCE
    while any(Path(f"/proc/{worker}/task").exists() for worker in last):
        assert time.monotonic() < end
        time.sleep(0.1)


def test_a_port_that_is_taken_is_said_and_no_key_printed(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        code, _, error = xinmai(tmp_path, "serve", "--port", port)
    assert code == 2
    assert f"port {port} of 127.0.0.1: Address already in use" in error
    assert "xk_" not in error


def test_a_worker_that_cannot_work_ends_all(tmp_path: Path) -> None:
    (tmp_path / "x.db").write_bytes(b"no database at all" * 100)
    found: Any = xinmai(tmp_path, "serve", "--port", "0", "--workers", "2")
    assert found[0] != 0
    assert "x.db" in found[2]
