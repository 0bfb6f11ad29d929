"""Several workers behind one port: processes that take connections from one socket, and the one
that started them, which starts again whoever is killed and ends them all."""

from __future__ import annotations

import logging
import os
import signal
import threading
from types import FrameType
from typing import Final

from graph.errors import XinmaiError

MOST: Final = 64
_ENDS: Final = (signal.SIGTERM, signal.SIGINT)
_log = logging.getLogger("xinmai.workers")


class WorkerFailed(XinmaiError):
    """A worker ended by itself, having said why: all end, for another would fail alike."""


def spread(count: int) -> bool:
    """True in each of so many processes, which then do the work; False in the one that started
    them, once it was told to end and they have ended. One alone is this process itself.

    A worker that is killed is started again. They end when the process that started them does,
    however it ends. Nothing may be open yet that two processes must not share. Raises WorkerFailed.
    """
    return count == 1 or _Workers(count).keep()


class _Workers:
    def __init__(self, count: int) -> None:
        self._count, self._ending = count, False
        self._running: set[int] = set()
        self._lifeline = os.pipe()  # only who started them holds the end that is written to

    def keep(self) -> bool:
        for each in _ENDS:
            signal.signal(each, self._end)
        failed = None
        while len(self._running) < self._count and not self._ending:
            if self._start():
                return True
        while self._running:
            worker, status = os.wait()
            self._running.discard(worker)
            if not self._ending and (os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0):
                _log.warning("worker %d was ended from outside; another is started", worker)
                if self._start():
                    return True
            elif not self._ending:
                failed = worker
                self._end()
        if failed is not None:
            raise WorkerFailed("一个工作进程启动失败,原因见上", "a worker failed; see why above")
        return False

    def _start(self) -> bool:
        """Whether this is the new process."""
        worker = os.fork()
        if worker == 0:
            for each in _ENDS:
                signal.signal(each, signal.SIG_DFL)
            held, let_go = self._lifeline
            os.close(let_go)
            threading.Thread(target=_outlive_nobody, args=(held,), daemon=True).start()
            return True
        self._running.add(worker)
        if self._ending:
            self._end()
        return False

    def _end(self, number: int = 0, frame: FrameType | None = None) -> None:
        self._ending = True
        for worker in self._running:
            os.kill(worker, signal.SIGTERM)


def _outlive_nobody(lifeline: int) -> None:
    """End when nobody holds the other end any more."""
    os.read(lifeline, 1)
    os.kill(os.getpid(), signal.SIGTERM)
