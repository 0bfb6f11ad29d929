"""Many lines, one wait for the disk: whoever wrote a line learns when it is durable.

A thread of its own takes all lines that wait, has them written and forced to the disk, and wakes
whoever waits for them. While it does, the next group gathers. So the wait is one or two forcings
of the disk, however many ask, and no event loop ever stands still for it.
"""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Final

MOST_WAITING: Final = 100_000  # lines; a disk that hangs must not fill the memory
LARGEST_WRITE: Final = 1 << 20  # bytes written between two forcings, and one line at least
_log = logging.getLogger("xinmai.commit")


class Overfull(OSError):
    """More lines wait for the disk than are kept in memory."""

    def __init__(self) -> None:
        super().__init__(None, "too many lines wait for the disk")


class _Waiting:
    """Those of one event loop who wait for a group, under one time limit, the first one's."""

    __slots__ = ("_timer", "futures")

    def __init__(self, loop: asyncio.AbstractEventLoop, seconds: float) -> None:
        self.futures: list[asyncio.Future[None]] = []
        self._timer = loop.call_later(seconds, self._expire)

    def release(self) -> None:
        self._timer.cancel()
        for future in self.futures:
            if not future.done():
                future.set_result(None)

    def _expire(self) -> None:
        for future in self.futures:
            if not future.done():
                future.set_exception(TimeoutError(None, "the disk does not answer"))
        self.futures.clear()


class Group:
    """Lines that become durable together, or fail together."""

    __slots__ = ("_loops", "_over", "error", "lines")

    def __init__(self) -> None:
        self.lines: list[bytes] = []
        self.error: OSError | None = None
        self._over = threading.Event()
        self._loops: dict[asyncio.AbstractEventLoop, _Waiting] = {}

    def end(self, error: OSError | None) -> None:
        self.error = error
        self._over.set()

    def wake(self) -> None:
        """After ``end``, and after nobody can join any more."""
        for loop, waiting in self._loops.items():
            if not loop.is_closed():
                loop.call_soon_threadsafe(waiting.release)

    def wait(self, seconds: float | None = None) -> None:
        """Until the lines are durable. Raises OSError, TimeoutError among them."""
        if not self._over.wait(seconds):
            raise TimeoutError(None, "the disk does not answer")
        self._raise()

    async def durable(self, lock: threading.Lock, seconds: float) -> None:
        """As ``wait``, without holding up the event loop."""
        released = None
        with lock:
            if not self._over.is_set():
                loop = asyncio.get_running_loop()
                waiting = self._loops.get(loop)
                if waiting is None:
                    self._loops[loop] = waiting = _Waiting(loop, seconds)
                released = loop.create_future()
                waiting.futures.append(released)
        if released is not None:
            await released
        self._raise()

    def _raise(self) -> None:
        if self.error is not None:
            raise self.error


def portions(lines: Sequence[bytes]) -> Iterator[Sequence[bytes]]:
    """The lines in runs of at most LARGEST_WRITE bytes."""
    if sum(map(len, lines)) <= LARGEST_WRITE:
        yield lines
        return
    first, size = 0, 0
    for place, line in enumerate(lines):
        if size and size + len(line) > LARGEST_WRITE:
            yield lines[first:place]
            first, size = place, 0
        size += len(line)
    yield lines[first:]


class Ticket:
    """A line's place in its group."""

    __slots__ = ("_group", "_lock")

    def __init__(self, group: Group, lock: threading.Lock) -> None:
        self._group, self._lock = group, lock

    def wait(self, seconds: float | None = None) -> None:
        """Until the line is durable. Raises OSError."""
        self._group.wait(seconds)

    async def durable(self, seconds: float) -> None:
        """Until the line is durable. Raises OSError, TimeoutError after ``seconds``."""
        await self._group.durable(self._lock, seconds)


class GroupCommit:
    """Hands groups of lines to ``commit``, which makes them durable or raises OSError.

    ``pause`` is called when nothing was added for ``idle`` seconds since the last group; what it
    raises (OSError) is left for the next group to meet again. The thread starts with the first
    line and ends with ``close``.
    """

    def __init__(
        self,
        commit: Callable[[Sequence[bytes]], None],
        pause: Callable[[], None] | None = None,
        *,
        idle: float = 0.2,
    ) -> None:
        self._commit, self._pause, self._idle = commit, pause, idle
        self._lock = threading.Lock()
        self._added = threading.Condition(self._lock)
        self._gathering = Group()
        self._writing: Group | None = None
        self._closed = False
        self._thread: threading.Thread | None = None

    def add(self, line: bytes) -> Ticket:
        """Put a line into the next group. Raises Overfull; costs about a microsecond."""
        with self._lock:
            group = self._gathering
            if len(group.lines) >= MOST_WAITING or self._closed:
                raise Overfull
            group.lines.append(line)
            if self._thread is None:
                self._start()
            if self._writing is None and len(group.lines) == 1:
                self._added.notify()
            return Ticket(group, self._lock)

    def sync(self, seconds: float | None = None) -> None:
        """Until all lines added so far are durable, or their writing has failed and said so."""
        with self._lock:
            groups = [group for group in (self._writing, self._gathering) if group and group.lines]
        for group in groups:
            group._over.wait(seconds)

    def close(self) -> None:
        """Write what waits, then end the thread."""
        with self._lock:
            self._closed = True
            self._added.notify()
            thread = self._thread
        if thread is not None:
            thread.join()

    def _start(self) -> None:
        self._thread = threading.Thread(target=self._run, name="group-commit", daemon=True)
        self._thread.start()

    def _run(self) -> None:
        paused = True
        while True:
            with self._lock:
                if not self._gathering.lines and not self._closed:
                    self._added.wait(None if paused else self._idle)
                group = self._gathering
                if group.lines:
                    self._gathering, self._writing = Group(), group
                elif self._closed:
                    break
            if group.lines:
                self._write(group)
                paused = False
            elif not paused:
                paused = self._rest()
        self._rest()

    def _write(self, group: Group) -> None:
        error: OSError | None = None
        try:
            for lines in portions(group.lines):
                self._commit(lines)
        except OSError as refusal:
            error = refusal
        except Exception:  # whoever waits must be told, whatever it was
            _log.exception("a group of lines could not be written")
            error = OSError(None, "internal error")
        with self._lock:
            group.end(error)
            self._writing = None
        group.wake()

    def _rest(self) -> bool:
        if self._pause is None:
            return True
        try:
            self._pause()
        except OSError:
            time.sleep(self._idle)  # tried again: what it writes must not stay out
            return False
        return True
