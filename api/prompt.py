"""What was answered before is answered at once: in the connection's own callback, without a task.

A request passes the same layers (``api.app``) in the same order, each asked by its own function
whether anything speaks against it. Whatever does, whatever has to be waited for, and whatever is
not held already makes the request go the usual way, as if it had not been looked at. The answer
still leaves only once it is on record.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextvars import copy_context
from typing import Any

from fastapi import FastAPI, Request, Response
from starlette.types import Message, Scope

from api.access.entrance import Entrance
from api.deprecated import Announced
from api.dispatch import Dispatch, Way
from api.door import Door, dressed, trace_of, unfit
from api.group_commit import Ticket
from api.readiness import Gate
from api.recorded import PATIENCE, expected, refusal
from api.turnstile import Turnstile
from api.unchanged import tagged

Give = Callable[[Message, Message], None]
"""Takes the head and the body of an answer, as ASGI has them."""


class Prompt:
    """Over one application; ``through`` says in the scope for whom a proxy asks."""

    def __init__(self, app: FastAPI, through: Callable[[Scope], None] | None = None) -> None:
        self._app, self._through = app, through
        self._layers: _Layers | None = None

    def __call__(self, scope: Scope, give: Give) -> bool:
        """Whether ``give`` is called with the answer, now or once it is on record."""
        if scope["method"] != "GET" or scope["query_string"]:
            return False
        layers = self._layers or self._built()
        found = layers and layers.dispatch.table.find("GET", scope["path"])
        if not layers or not found or found[0].at_once is None or layers.announces(found[0]):
            return False
        if self._through is not None:
            self._through(scope)
        way, parameters = found
        return copy_context().run(layers.answer, scope, way, parameters, give)  # a view each

    def _built(self) -> _Layers | None:
        """None before the application's first request, and for an application without layers."""
        stack = self._app.middleware_stack
        if layer_of(stack, Door) is not None:
            self._layers = _Layers(stack)
        return self._layers


class _Layers:
    """Those of ``api.app``, outermost first."""

    def __init__(self, stack: Any) -> None:
        self.door = layer_of(stack, Door)
        self.entrance = layer_of(stack, Entrance)
        self.turnstile = layer_of(stack, Turnstile)
        self.gate = layer_of(stack, Gate)
        self.announced = layer_of(stack, Announced)
        self.dispatch = layer_of(stack, Dispatch)

    def announces(self, way: Way) -> bool:
        return self.announced is not None and self.announced.concerns(f"GET {way.path}")

    def answer(self, scope: Scope, way: Way, parameters: dict[str, str], give: Give) -> bool:
        began = time.perf_counter()
        state, headers = scope["state"], dict(scope["headers"])
        state["trace"] = trace_of(headers)
        if unfit(scope, headers, self.door.size) or not self.gate.readiness.opened:
            return False
        if self.entrance.look(scope) is not None or state["actor"] is None:
            return False
        scope["path_params"], scope["route"] = parameters, way.route
        leave = self.turnstile.at_once(scope)
        if leave is None:
            return False
        try:
            if way.admit is not None:
                way.admit(scope)
            (parameter,) = parameters.values()
            response = way.at_once and way.at_once(Request(scope), parameter)
        except Exception:
            response = None  # the usual way meets it again, and says so
        if response is None:
            leave()
            return False
        conditional = b"if-none-match" in headers

        def told(error: OSError | None) -> None:
            leave()
            found = response if error is None else refusal(error, scope)
            self._out(scope, found, conditional, began, give)

        _when_all(expected(scope), told)
        return True

    def _out(
        self, scope: Scope, response: Response, conditional: bool, began: float, give: Give
    ) -> None:
        head: Message = {
            "type": "http.response.start", "status": response.status_code,
            "headers": response.raw_headers,
        }  # fmt: skip
        body: Message = {"type": "http.response.body", "body": response.body}
        if conditional and response.status_code == 200:
            body = tagged(scope, head, body)
        trace = scope["state"]["trace"]
        head["headers"] = dressed(head["headers"], scope["path"], trace)
        give(head, body)
        took = time.perf_counter() - began
        self.door.metrics.request(scope["route"].path_format, head["status"], took)


def layer_of(stack: Any, kind: type) -> Any:
    """The layer of this kind, None where the application has none."""
    while stack is not None and not isinstance(stack, kind):
        stack = getattr(stack, "app", None)
    return stack


def _when_all(tickets: list[Ticket], told: Callable[[OSError | None], None]) -> None:
    """Tell once all are durable, or the first that is not."""
    if len(tickets) == 1:
        tickets[0].then(PATIENCE, told)
    elif tickets:
        first, *rest = tickets
        first.then(PATIENCE, lambda error: told(error) if error else _when_all(rest, told))
    else:
        told(None)
