"""Whether the service may be asked: its network is open, its store and its audit log answer."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping

from starlette.types import ASGIApp, Receive, Scope, Send

from api import problems
from graph.errors import XinmaiError

Check = Callable[[], object]


class Readiness:
    """Starts closed; ``open`` runs the warming and lets the service answer once it is done.

    After that it is ready unless ``look`` found one of the ``checks`` failing: each raises
    XinmaiError while what it is named after does not answer.
    """

    def __init__(self, warm: Callable[[], None], checks: Mapping[str, Check] | None = None) -> None:
        self._warm, self._checks = warm, checks or {}
        self._open = threading.Event()
        self.failure: Exception | None = None
        self.trouble: str | None = None

    def open(self) -> None:
        try:
            self._warm()
        except Exception as error:
            self.failure = error
            raise
        self._open.set()

    def look(self) -> None:
        """Run the checks; the first that fails is the ``trouble``."""
        for name, check in self._checks.items():
            try:
                check()
            except XinmaiError:
                self.trouble = name
                return
        self.trouble = None

    @property
    def opened(self) -> bool:
        return self._open.is_set()

    @property
    def ready(self) -> bool:
        return self.opened and self.trouble is None

    @property
    def state(self) -> str:
        """One word: ``ready``, ``starting``, ``failed`` to open, or what does not answer."""
        if not self.opened:
            return "starting" if self.failure is None else "failed"
        return self.trouble or "ready"


class Gate:
    """ASGI middleware: questions under ``/v1/`` wait outside until the service was opened."""

    def __init__(self, app: ASGIApp, readiness: Readiness) -> None:
        self.app = app
        self.readiness = readiness

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self.readiness.opened or scope["type"] != "http" or not _asks(scope["path"]):
            await self.app(scope, receive, send)
            return
        accept = dict(scope["headers"]).get(b"accept-language", b"").decode("latin-1")
        refusal = problems.Refusal(problems.NOT_READY)
        response = problems.response(refusal, accept=accept, trace=scope["state"]["trace"])
        await response(scope, receive, send)


def _asks(path: str) -> bool:
    """Signing in needs no network."""
    return path.startswith("/v1/") and path != "/v1/session"
