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
from functools import partial
from typing import Final

MOST_WAITING: Final = 100_000  # lines; a disk that hangs must not fill the memory
LARGEST_WRITE: Final = 1 << 20  # bytes written between two forcings, and one line at least
_log = logging.getLogger("xinmai.commit")


class Overfull(OSError):
    """More lines wait for the disk than are kept in memory."""

    def __init__(self) -> None:
        super().__init__(None, "too many lines wait for the disk")


Told = Callable[[OSError | None], None]


class _Waiting:
    """Those of one event loop who wait for a group, under one time limit, the first one's."""

    __slots__ = ("_timer", "told")

    def __init__(self, loop: asyncio.AbstractEventLoop, seconds: float) -> None:
        self.told: list[Told] = []
        self._timer = loop.call_later(seconds, self._expire)

    def release(self, error: OSError | None) -> None:
        self._timer.cancel()
        self._tell(error)

    def _expire(self) -> None:
        self._tell(TimeoutError(None, "the disk does not answer"))

    def _tell(self, error: OSError | None) -> None:
        told, self.told = self.told, []
        for tell in told:
            try:
                tell(error)
            except Exception:  # the others must be told all the same
                _log.exception("who waited for a line could not be told")


class Group:
    """Lines that become durable together, or fail together."""

    __slots__ = ("_loops", "_over", "coming", "error", "lines")

    def __init__(self) -> None:
        self.lines: list[bytes] = []
        self.coming: set[asyncio.AbstractEventLoop] = set()  # to hand it over
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
                loop.call_soon_threadsafe(waiting.release, self.error)

    def wait(self, seconds: float | None = None) -> None:
        """Until the lines are durable. Raises OSError, TimeoutError among them."""
        if not self._over.wait(seconds):
            raise TimeoutError(None, "the disk does not answer")
        self._raise()

    def then(self, lock: threading.Lock, seconds: float, tell: Told) -> None:
        """As ``wait``, without holding up the event loop, which ``tell`` is called on."""
        with lock:
            if not self._over.is_set():
                loop = asyncio.get_running_loop()
                waiting = self._loops.get(loop)
                if waiting is None:
                    self._loops[loop] = waiting = _Waiting(loop, seconds)
                waiting.told.append(tell)
                return
        tell(self.error)

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
        released = asyncio.get_running_loop().create_future()
        self._group.then(self._lock, seconds, partial(_settle, released))
        await released

    def then(self, seconds: float, tell: Told) -> None:
        """``tell`` the running event loop, perhaps at once: None, or why it is not durable."""
        self._group.then(self._lock, seconds, tell)


def _settle(released: asyncio.Future[None], error: OSError | None) -> None:
    if released.done():  # nobody waits any more
        return
    if error is None:
        released.set_result(None)
    else:
        released.set_exception(error)


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
        self._due = self._closed = False
        self._thread: threading.Thread | None = None

    def add(self, line: bytes) -> Ticket:
        """Put a line into the next group. Raises Overfull; costs about a microsecond.

        An event loop hands its group over after its round: all it has read by then go together.
        """
        with self._lock:
            group = self._gathering
            if len(group.lines) >= MOST_WAITING or self._closed:
                raise Overfull
            group.lines.append(line)
            if self._thread is None:
                self._start()
            loop = None if self._due else asyncio._get_running_loop()
            if loop is None:
                self._hand_over()
            elif loop not in group.coming:
                group.coming.add(loop)
                loop.call_soon(self._hand_over_of, group)
            return Ticket(group, self._lock)

    def _hand_over_of(self, group: Group) -> None:
        with self._lock:
            if self._gathering is group:
                self._hand_over()

    def _hand_over(self) -> None:
        """With the lock held."""
        if not self._due:
            self._due = True
            self._added.notify()

    def sync(self, seconds: float | None = None) -> None:
        """Until all lines added so far are durable, or their writing has failed and said so."""
        with self._lock:
            self._hand_over()
            groups = [group for group in (self._writing, self._gathering) if group and group.lines]
        for group in groups:
            group._over.wait(seconds)

    def close(self) -> None:
        """Write what waits, then end the thread."""
        with self._lock:
            self._closed = True
            self._hand_over()
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
                if not self._due:
                    self._added.wait(None if paused else self._idle)
                group, due, self._due = self._gathering, self._due, self._closed
                if due and group.lines:
                    self._gathering, self._writing = Group(), group
                elif self._closed:
                    break
            if due and group.lines:
                self._write(group)
                paused = False
            elif not due and not paused:
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
