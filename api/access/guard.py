"""No address answers anybody it does not know, but for those that are public by name."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any, Final

from fastapi import APIRouter
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

PUBLIC: Final = frozenset({
    ("GET", "/healthz"), ("GET", "/readyz"), ("POST", "/v1/session"), ("DELETE", "/v1/session"),
})  # fmt: skip
"""What is answered to anybody: whether the service lives, and signing in. Beside these only the
page's own files and the description of the service are open."""

_Handle = Callable[[Scope, Receive, Send], Coroutine[Any, Any, None]]


def guarded(router: APIRouter) -> APIRouter:
    """Every route of the router refuses whoever may not ask it, before anything is read."""
    for route in router.routes:
        if not isinstance(route, Route):
            raise TypeError(f"{route} cannot be guarded")
        if not public(route):
            route.handle = _guard(route.handle)  # type: ignore[assignment, method-assign]
            route.admit = admit  # type: ignore[attr-defined]
    return router


def public(route: Route) -> bool:
    return all((method, route.path) in PUBLIC for method in route.methods or {"GET"})


def admit(scope: Scope) -> None:
    """Raises for who may not ask; both FastAPI and ``api.dispatch`` come by here."""
    state = scope["state"]
    if state["actor"] is None:
        raise state["refused"]


def _guard(handle: _Handle) -> _Handle:
    async def admitted(scope: Scope, receive: Receive, send: Send) -> None:
        admit(scope)
        await handle(scope, receive, send)

    return admitted
