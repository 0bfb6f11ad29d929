"""No answer leaves before its line is durable; what cannot be recorded is not answered."""

from __future__ import annotations

import ast
import asyncio
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import pytest
from starlette.types import Message, Receive, Scope, Send

from api.group_commit import LARGEST_WRITE, GroupCommit, Overfull, portions
from api.recorded import Recorded, expect

ROUTES: Final = Path(__file__).parents[2] / "api" / "routes"
TELL_OF_NOBODY: Final = {
    "catalogue.catalogue", "inspections.departments", "policies.policies", "questions.status",
    "questions.words_used", "reconcile.manifest", "reconcile.propose", "reconcile.properties",
    "reconcile.types", "session.signed_in",
}  # fmt: skip
"""Addresses that name no subject, and therefore write no line."""


class Disk:
    """Keeps what it is told to commit, when it is let."""

    def __init__(self) -> None:
        self.lets, self.fails = threading.Event(), False
        self.groups: list[list[bytes]] = []

    def commit(self, lines: Sequence[bytes]) -> None:
        self.lets.wait(10)
        if self.fails:
            raise OSError(28, "No space left on device")
        self.groups.append(list(lines))


@pytest.fixture
def disk() -> Disk:
    return Disk()


@pytest.fixture
def commit(disk: Disk) -> Iterator[GroupCommit]:
    made = GroupCommit(disk.commit)
    yield made
    disk.lets.set()
    made.close()


def answering(commit: GroupCommit, parts: int = 1) -> Recorded:
    """An application that records a line before each part of its answer."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        for part in range(parts):
            expect(scope, commit.add(b"line"))
            if part == 0:
                await send({"type": "http.response.start", "status": 200, "headers": []})
            more = part < parts - 1
            await send({"type": "http.response.body", "body": b"part", "more_body": more})

    return Recorded(app)


async def asked(app: Recorded, sent: list[Message]) -> None:
    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "http.disconnect"}

    scope: Any = {"type": "http", "headers": [], "path": "/v1/x", "state": {"trace": "t"}}
    await app(scope, receive, send)


def test_the_answer_waits_for_the_disk(disk: Disk, commit: GroupCommit) -> None:
    async def trial() -> None:
        sent: list[Message] = []
        asking = asyncio.create_task(asked(answering(commit), sent))
        await asyncio.sleep(0.1)
        assert sent == []
        disk.lets.set()
        await asking
        assert [message.get("status") for message in sent] == [200, None]
        assert disk.groups == [[b"line"]]

    asyncio.run(trial())


def test_what_cannot_be_recorded_is_refused_and_the_next_is_answered(
    disk: Disk, commit: GroupCommit
) -> None:
    disk.lets.set()
    disk.fails = True
    refused: list[Message] = []
    asyncio.run(asked(answering(commit, parts=3), refused))
    assert [message.get("status") for message in refused] == [503, None]
    assert b"audit-unavailable" in refused[1]["body"]
    assert all(b"part" not in message.get("body", b"") for message in refused)
    disk.fails = False
    answered: list[Message] = []
    asyncio.run(asked(answering(commit), answered))
    assert answered[0]["status"] == 200


def test_a_stream_is_broken_off_where_it_cannot_be_recorded(
    disk: Disk, commit: GroupCommit
) -> None:
    disk.lets.set()

    async def trial() -> list[Message]:
        sent: list[Message] = []

        async def send(message: Message) -> None:
            sent.append(message)
            disk.fails = True

        async def receive() -> Message:
            return {"type": "http.disconnect"}

        scope: Any = {"type": "http", "headers": [], "path": "/v1/x", "state": {"trace": "t"}}
        with pytest.raises(OSError, match="No space"):
            await answering(commit, parts=3)(scope, receive, send)
        return sent

    assert [message["type"] for message in asyncio.run(trial())] == [
        "http.response.start", "http.response.body",
    ]  # fmt: skip


def test_many_wait_for_one_forcing(disk: Disk, commit: GroupCommit) -> None:
    async def trial() -> None:
        first = commit.add(b"first")
        await asyncio.sleep(0.05)  # its group is being written
        later = [commit.add(b"%d" % number) for number in range(100)]
        disk.lets.set()
        await asyncio.gather(first.durable(10), *(ticket.durable(10) for ticket in later))

    asyncio.run(trial())
    assert [len(group) for group in disk.groups] == [1, 100]


def test_a_disk_that_hangs_is_not_waited_for_for_ever(disk: Disk, commit: GroupCommit) -> None:
    async def trial() -> None:
        with pytest.raises(TimeoutError):
            await commit.add(b"line").durable(0.1)

    asyncio.run(trial())


def test_memory_does_not_fill_while_the_disk_hangs(
    disk: Disk, commit: GroupCommit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.group_commit.MOST_WAITING", 50)
    with pytest.raises(Overfull):
        for _ in range(200):
            commit.add(b"line")


def test_what_is_written_at_once_is_bounded() -> None:
    lines = [b"x" * (LARGEST_WRITE // 3)] * 7 + [b"y" * (2 * LARGEST_WRITE)] + [b"z"]
    parts = list(portions(lines))
    assert [line for part in parts for line in part] == lines
    assert all(len(part) == 1 or sum(map(len, part)) <= LARGEST_WRITE for part in parts)


def unrecorded(file: Path) -> Iterator[str]:
    """The endpoints of a module that never come to write a line, through functions of its own or
    through ``of_subject`` or ``given_of``."""
    functions = {
        node.name: node for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }  # fmt: skip
    called = {name: {_name(call) for call in ast.walk(node) if isinstance(call, ast.Call)}
              for name, node in functions.items()}  # fmt: skip
    writing = {"log", "of_subject", "given_of", "handled"}
    while more := {name for name, calls in called.items() if calls & writing} - writing:
        writing |= more
    for name, node in functions.items():
        if isinstance(node, ast.AsyncFunctionDef) and node.decorator_list and name not in writing:
            yield f"{file.stem}.{name}"


def _name(call: ast.Call) -> str:
    return getattr(call.func, "attr", getattr(call.func, "id", ""))


def test_every_address_that_tells_of_a_subject_writes_a_line() -> None:
    found = {name for file in ROUTES.glob("*.py") for name in unrecorded(file)}
    assert found <= TELL_OF_NOBODY
