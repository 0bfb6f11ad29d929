"""A store that does not answer is not asked again and again: after some failures in a row, calls
are refused at once for some seconds; then one call tries, and its outcome decides.

And no call waits for ever: ``within`` leaves a call that takes too long to a thread of its own.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Final, Generic, TypeVar

T = TypeVar("T")
FAILURES: Final = 3  # in a row
SECONDS: Final = 5.0  # also what Retry-After says
E = TypeVar("E", bound=Exception)


class Breaker(Generic[E]):
    """Counts errors of one kind. Safe for many threads. ``clock`` is monotonic.

    >>> breaker = Breaker(ConnectionError, lambda seconds: ConnectionError("later"))
    >>> breaker.call(lambda: 7)
    7
    """

    def __init__(
        self, counted: type[E], refusal: Callable[[float], E], *, failures: int = FAILURES,
        seconds: float = SECONDS, clock: Callable[[], float] = time.monotonic,
    ) -> None:  # fmt: skip
        self._counted, self._refusal = counted, refusal
        self._failures, self._seconds, self._clock = failures, seconds, clock
        self._lock = threading.Lock()
        self._failed = 0
        self._closed_again = 0.0  # until then, calls are refused
        self._trying = False

    def call(self, work: Callable[[], T]) -> T:
        """Do the work, unless too much of it failed lately. Raises what ``work`` raises, or the
        refusal, made of the seconds until the next try."""
        trial = self._admitted()
        try:
            done = work()
        except self._counted:
            self._ended(failed=True, trial=trial)
            raise
        except BaseException:
            self._ended(failed=False, trial=trial)  # it answered, if only to refuse
            raise
        self._ended(failed=False, trial=trial)
        return done

    def _admitted(self) -> bool:
        """Whether this call is the one that tries. Raises the refusal."""
        if self._failed < self._failures:
            return False
        with self._lock:
            if self._failed < self._failures:
                return False
            left = self._closed_again - self._clock()
            if left > 0 or self._trying:
                raise self._refusal(max(left, 0.0))
            self._trying = True
            return True

    def _ended(self, *, failed: bool, trial: bool) -> None:
        if not failed and not trial and self._failed == 0:
            return
        with self._lock:
            self._trying = self._trying and not trial
            self._failed = self._failed + 1 if failed else 0
            if self._failed >= self._failures:
                self._closed_again = self._clock() + self._seconds


def within(seconds: float, work: Callable[[], T], late: Callable[[], Exception]) -> T:
    """What ``work`` answers or raises within so many seconds; else ``late()`` is raised, and the
    work is left to end by itself. Costs a thread, some 50 µs."""
    over = threading.Event()
    done: list[T] = []
    failed: list[BaseException] = []

    def run() -> None:
        try:
            done.append(work())
        except BaseException as error:
            failed.append(error)
        finally:
            over.set()

    threading.Thread(target=run, name="store-call", daemon=True).start()
    if not over.wait(seconds):
        raise late()
    if failed:
        raise failed[0]
    return done[0]
