"""Whether the service may be asked: the network is open and the kernels are compiled."""

from __future__ import annotations

import threading
from collections.abc import Callable

from starlette.types import ASGIApp, Receive, Scope, Send

from api import problems


class Readiness:
    """Starts closed; ``open`` runs the warming and lets the service answer once it is done."""

    def __init__(self, warm: Callable[[], None]) -> None:
        self._warm = warm
        self._ready = threading.Event()
        self.failure: Exception | None = None

    def open(self) -> None:
        try:
            self._warm()
        except Exception as error:
            self.failure = error
            raise
        self._ready.set()

    @property
    def ready(self) -> bool:
        return self._ready.is_set()


class Gate:
    """ASGI middleware: questions under ``/v1/`` wait outside until the service is ready."""

    def __init__(self, app: ASGIApp, readiness: Readiness) -> None:
        self.app = app
        self.readiness = readiness

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self.readiness.ready or scope["type"] != "http" or not _asks(scope["path"]):
            await self.app(scope, receive, send)
            return
        accept = dict(scope["headers"]).get(b"accept-language", b"").decode("latin-1")
        refusal = problems.Refusal(problems.NOT_READY)
        response = problems.response(refusal, accept=accept, trace=scope["state"]["trace"])
        await response(scope, receive, send)


def _asks(path: str) -> bool:
    """Signing in needs no network."""
    return path.startswith("/v1/") and path != "/v1/session"
