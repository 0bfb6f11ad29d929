"""The feed of a running service: one process of all looks and sends, on threads of its own."""

from __future__ import annotations

import fcntl
import logging
import os
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Final

from api.answers import Answers
from api.daybook import Daybook
from api.feed.book import FeedBook
from api.feed.courier import Courier, Record
from api.feed.hooks import HookBook
from api.feed.jobs import JobBook, work
from api.feed.keeping import Keeping
from api.feed.watcher import Watcher
from api.limits import Retention
from graph.errors import StoreError, XinmaiError
from graph.sealing import Sealer

PARTS: Final = 10  # of a job, of a thousand subjects each, before another organisation is served
PAUSE: Final = 0.1  # seconds between looks
TROUBLE: Final = 2.0  # seconds after one that failed
log = logging.getLogger(__name__)


class Turn:
    """Held by one process at a time, and let go when that process ends, however it ends."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._held: int | None = None

    def take(self) -> bool:
        """Whether it is ours now."""
        if self._held is None:
            opened = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
            try:
                fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                os.close(opened)
                return False
            self._held = opened
        return True

    def give(self) -> None:
        if self._held is not None:
            os.close(self._held)
            self._held = None


class Feed:
    """Owned by whoever serves. ``turn`` is a file beside the daybook; ``sealer`` seals the
    secrets of webhooks (``hooks.PURPOSE``)."""

    def __init__(
        self, book: Daybook, turn: Path, sealer: Sealer, kept: Retention | None = None
    ) -> None:
        self.lists = FeedBook(book)
        self.hooks = HookBook(book, time.time, sealer)
        self.jobs = JobBook(book)
        self._keeping = Keeping(self.lists, self.hooks, self.jobs, kept or Retention())
        self._turn = Turn(turn)
        self._over = threading.Event()
        self._threads: list[threading.Thread] = []
        self._couriers: list[Courier] = []

    def start(self, seen: Callable[[str], Answers], record: Record) -> None:
        """Look from now on, until ``stop``; ``seen`` gives the answers over a view, ``record``
        keeps who is told of whom."""
        self._over.clear()
        watchers: dict[str, Watcher] = {}

        def look() -> None:
            for view in self.lists.views():
                if view not in watchers:
                    watchers[view] = Watcher(seen(view), self.lists, view)
                watchers[view].look()

        waits = Random()  # nosec B311 # noqa: S311 - no secret
        courier = Courier(self.hooks, self.lists, record, time.time, waits)
        self._couriers.append(courier)
        self._run("feed-watcher", look)
        self._run("feed-courier", courier.go)
        self._run("screen-jobs", lambda: self._work(seen))
        self._run("feed-keeping", lambda: self._keeping.now_and_then(datetime.now(UTC)))

    def _work(self, seen: Callable[[str], Answers]) -> None:
        while (job := self.jobs.next()) is not None and not self._over.is_set():
            try:
                work(self.jobs, job, seen(job.view), self._after(PARTS))
            except StoreError:
                raise
            except XinmaiError as refusal:
                self.jobs.fail(job, refusal)

    def _after(self, parts: int) -> Callable[[], bool]:
        """Whether to stop: after so many parts of a job, or at the end of all."""
        left = iter(range(parts))
        return lambda: self._over.is_set() or next(left, None) is None

    def stop(self) -> None:
        """Returns once what is under way has ended. Idempotent."""
        self._over.set()
        for thread in self._threads:
            thread.join()
        self._threads.clear()
        for courier in self._couriers:
            courier.close()
        self._couriers.clear()
        self._turn.give()

    def _run(self, name: str, work: Callable[[], None]) -> None:
        thread = threading.Thread(target=self._again, args=(work,), name=name, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _again(self, work: Callable[[], None]) -> None:
        while not self._over.is_set():
            pause = PAUSE
            try:
                if self._turn.take():
                    work()
            except Exception:
                log.exception("the feed stopped for a moment; it is tried again")
                pause = TROUBLE
            self._over.wait(pause)
