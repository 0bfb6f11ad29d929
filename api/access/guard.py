"""No address answers anybody who may not ask it: each is decided by the table, before anything is
read. What the table does not list is answered to nobody."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from datetime import date
from typing import Any, Final
from urllib.parse import parse_qsl

from fastapi import APIRouter
from fastapi.routing import APIRoute
from starlette.types import Receive, Scope, Send

from analyses.rulebook import Rulebook
from api.access.decision import Asked, Table, named
from api.access.sight import SEEN
from graph.errors import RefusedInput
from graph.masking import shown

PUBLIC: Final = frozenset({
    "GET /healthz", "GET /readyz", "POST /v1/session", "DELETE /v1/session",
})  # fmt: skip
"""What is answered to anybody: whether the service lives, and signing in. Beside these only the
page's own files and the description of the service are open."""

_Admit = Callable[[Scope], None]
_Handle = Callable[[Scope, Receive, Send], Coroutine[Any, Any, None]]


class Guard:
    """Decides by the grants in force on the service's own day."""

    def __init__(self, rules: Rulebook, today: Callable[[], date]) -> None:
        self._rules, self._today = rules, today
        self._day, self._table = date.min, Table(rules, date.min)

    @property
    def today(self) -> date:
        return self._today()

    @property
    def table(self) -> Table:
        day = self.today
        if day != self._day:
            self._table, self._day = Table(self._rules, day), day
        return self._table

    def guarded(self, router: APIRouter) -> APIRouter:
        """The router, every route of which refuses whoever may not ask it."""
        for route in router.routes:
            if not isinstance(route, APIRoute):
                raise TypeError(f"{route} cannot be guarded")
            addresses = {method: f"{method} {route.path_format}" for method in route.methods or ()}
            if not PUBLIC.issuperset(addresses.values()):
                admit = self._admits(addresses, asks=bool(route.dependant.query_params))
                route.handle = _guard(route.handle, admit)  # type: ignore[assignment, method-assign]
                route.admit = admit  # type: ignore[attr-defined]
        return router

    def _admits(self, addresses: dict[str, str], *, asks: bool) -> _Admit:
        """``asks``: whether the address takes query parameters, and refuses others itself."""

        def admit(scope: Scope) -> None:
            """Raises for who may not ask; both FastAPI and ``api.dispatch`` come by here."""
            state = scope["state"]
            actor = state["actor"]
            if actor is None:
                raise state["refused"]
            address = addresses.get(scope["method"])
            if address is not None:  # else a wrong method, which the route itself refuses
                subject = named(scope["path"], scope["path_params"])
                asked = Asked(address, subject, state["purpose"])
                table = self.table
                state["grant"] = grant = table.decide(actor, asked)
                SEEN.set(table.view(grant))
                if scope["query_string"] and not asks:
                    _refuse_parameters(scope["query_string"])

        return admit


def _refuse_parameters(query: bytes) -> None:
    """As where some are taken: what is not known is refused, not left aside."""
    for name, _ in parse_qsl(query.decode("latin-1"), keep_blank_values=True):
        field = shown(name, 60)
        raise RefusedInput(
            f"没有查询条件“{field}”;此地址不带查询条件",
            f"there is no parameter {field!r}: this address takes none",
            field=field,
        )


def _guard(handle: _Handle, admit: _Admit) -> _Handle:
    async def admitted(scope: Scope, receive: Receive, send: Send) -> None:
        admit(scope)
        await handle(scope, receive, send)

    return admitted
