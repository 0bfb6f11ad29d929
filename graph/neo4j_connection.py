"""One Neo4j database behind a URL: credentials, time-outs, transactions."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, Final, TypeVar
from urllib.parse import SplitResult, unquote, urlsplit

from neo4j import READ_ACCESS, WRITE_ACCESS, GraphDatabase, ManagedTransaction, unit_of_work

from graph.breaker import Breaker, within
from graph.errors import RefusedInput, StoreUnreachable
from graph.neo4j_errors import translated, unreachable

CHUNK: Final = 5_000  # rows an UNWIND; measured best between 2,000 and 10,000
CONNECT_SECONDS: Final = 1.5
ACQUIRE_SECONDS: Final = 3.0
RETRY_SECONDS: Final = 1.5
READ_SECONDS: Final = 60.0
WRITE_SECONDS: Final = 600.0
ANSWER_SECONDS: Final = 10.0  # what one question waits; a server may freeze inside a statement

T = TypeVar("T")
Rows = list[list[Any]]


class Connection:
    """A pool of connections to one database; safe to share between threads.

    The driver's defaults wait 34 s on a refused port and 121 s on a silent one; ours answer in
    2 s and 5 s. A pooled connection is asked before each transaction whether it still lives (one
    round trip): a server that froze meanwhile is said in 3 s. Sessions share bookmarks: in a
    cluster one reads what one has written. A call that takes longer than it was given is said
    to be unreachable, and after some in a row the next ones are, at once (``graph.breaker``).
    """

    def __init__(self, url: str) -> None:
        parts = _split(url)
        self.place = _place(parts)
        self._database = parts.path.strip("/") or None
        with translated(self.place):
            self._driver = GraphDatabase.driver(
                self.place.removesuffix(f"/{self._database}"),
                auth=_credentials(parts),
                connection_timeout=CONNECT_SECONDS,
                connection_acquisition_timeout=ACQUIRE_SECONDS,
                max_transaction_retry_time=RETRY_SECONDS,
                liveness_check_timeout=0.0,
                notifications_min_severity="OFF",
                telemetry_disabled=True,
                user_agent="xinmai",
            )
        self._breaker = Breaker(StoreUnreachable, self._refusal)
        self._bookmarks = GraphDatabase.bookmark_manager()
        try:
            with translated(self.place), self._driver.session(database=self._database) as session:
                session.run("RETURN 1").consume()  # not retried: a wrong address is said at once
        except BaseException:
            self.close()
            raise

    def read(self, work: Callable[[ManagedTransaction], T], seconds: float = ANSWER_SECONDS) -> T:
        """Run ``work`` in one read transaction; it may be called again after a failure.

        Raises StoreUnreachable after ``seconds``."""
        return self._in_time(lambda: self._read(work), seconds)

    def write(self, work: Callable[[ManagedTransaction], T], seconds: float = WRITE_SECONDS) -> T:
        """Run ``work`` in one write transaction; it may be called again after a commit whose
        outcome was lost. Raises StoreUnreachable after ``seconds``: it may still be carried out."""
        return self._in_time(lambda: self._write(work), seconds)

    def _in_time(self, work: Callable[[], T], seconds: float) -> T:
        return self._breaker.call(lambda: within(seconds, work, lambda: self._late(seconds)))

    def _late(self, seconds: float) -> StoreUnreachable:
        return unreachable(
            self.place, f"no answer in {seconds:.0f} s", f"{seconds:.0f} 秒内没有应答"
        )

    def _refusal(self, seconds: float) -> StoreUnreachable:
        return unreachable(
            self.place, f"it did not answer; the next try is in {seconds:.0f} s",
            f"刚才没有应答,{seconds:.0f} 秒后再试",
        )  # fmt: skip

    def _read(self, work: Callable[[ManagedTransaction], T]) -> T:
        with (
            translated(self.place),
            self._driver.session(
                database=self._database,
                default_access_mode=READ_ACCESS,
                bookmark_manager=self._bookmarks,
            ) as session,
        ):
            return session.execute_read(unit_of_work(timeout=READ_SECONDS)(work))

    def _write(self, work: Callable[[ManagedTransaction], T]) -> T:
        with (
            translated(self.place),
            self._driver.session(
                database=self._database,
                default_access_mode=WRITE_ACCESS,
                bookmark_manager=self._bookmarks,
            ) as session,
        ):
            return session.execute_write(unit_of_work(timeout=WRITE_SECONDS)(work))

    def declare(self, statements: Iterable[str]) -> None:
        """Schema statements, each in a transaction of its own, as Neo4j wants them."""
        for statement in statements:
            self.write(lambda tx, statement=statement: run(tx, statement))  # type: ignore[misc]

    def close(self) -> None:
        self._driver.close()


def run(tx: ManagedTransaction, statement: str, /, **parameters: Any) -> Rows:
    """All rows of a statement. Statements are made of vocabulary names and constants only."""
    return tx.run(statement, parameters).values()


def run_chunks(
    tx: ManagedTransaction, statement: str, rows: Sequence[Any], /, **parameters: Any
) -> Iterator[list[Any]]:
    """The statement over ``$rows``, a chunk at a time; all in the transaction given."""
    chunks = iter(rows)
    while chunk := list(islice(chunks, CHUNK)):
        yield from run(tx, statement, rows=chunk, **parameters)


def write_chunks(
    tx: ManagedTransaction, statement: str, rows: Sequence[Any], /, **parameters: Any
) -> None:
    for _ in run_chunks(tx, statement, rows, **parameters):
        pass  # a write answers nothing


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - raises on a port that is no number
    except ValueError:
        parts = None
    if parts is None or not parts.hostname:
        raise RefusedInput(
            "存储地址要写成 neo4j://主机:端口 或 bolt://主机:端口",
            "write the store as neo4j://host:port or bolt://host:port",
            field="store",
        )
    return parts


def _place(parts: SplitResult) -> str:
    """The URL without credentials, fit to be shown."""
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    port = f":{parts.port}" if parts.port else ""
    query = f"?{parts.query}" if parts.query else ""
    return f"{parts.scheme}://{host}{port}{query}{parts.path.rstrip('/')}"


def _credentials(parts: SplitResult) -> tuple[str, str] | None:
    user = unquote(parts.username or "") or os.environ.get("XINMAI_NEO4J_USER", "")
    password = unquote(parts.password or "") or os.environ.get("XINMAI_NEO4J_PASSWORD", "")
    return (user or "neo4j", password) if user or password else None
