"""Straight to the route: what FastAPI is told of the addresses, answered without its machinery.

FastAPI declares the addresses, their parameters and the OpenAPI document. To answer, it would try
one address after another and solve dependencies that no route here has, which takes longer than
the answer does (docs/performance.md). This middleware finds the route in a table and calls it with
the same arguments, once the route's guard has admitted who asks. What it cannot ask goes on to
FastAPI: an unknown address, another method, a route that declares headers, bodies or dependencies.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping, Sequence
from re import Match
from typing import Any, Final, TypeVar

from fastapi import Request, Response
from fastapi.dependencies.utils import request_params_to_args
from fastapi.exceptions import RequestValidationError
from fastapi.routing import RouteContext, iter_route_contexts
from pydantic import BaseModel
from starlette import routing
from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Receive, Scope, Send

from api.query import Reader

Refuse = Callable[[Request, Exception], Response | None]
AtOnce = Callable[[Request, str], Response | None]
"""Of a request and its one parameter: an answer that needs no waiting, None where there is none."""
_Route = TypeVar("_Route", bound=Callable[..., Any])


def answered_at_once(at_once: AtOnce | None) -> Callable[[_Route], _Route]:
    """What a route has at once is given by ``at_once``, without a task of its own."""

    def noted(route: _Route) -> _Route:
        route.at_once = at_once  # type: ignore[attr-defined]
        return route

    return noted


class Way:
    """One route, ready to be called; ``simple`` says whether it may be, past FastAPI."""

    def __init__(self, context: RouteContext) -> None:
        self.path, self.simple = context.path_format or "", _is_simple(context)
        self.route = context.original_route
        self.admit: Callable[[Scope], None] | None = getattr(self.route, "admit", None)
        self.methods: frozenset[str] = frozenset(context.methods or ())
        self.match: Callable[[str], Match[str] | None] = context.path_regex.match
        self.head, last = _head(self.path), self.path.rpartition("/")[2]
        self.tail = None if "{" in last else last
        self.at_once: AtOnce | None = None
        if self.simple:
            self._prepare(context.dependant)

    def _prepare(self, dependant: Any) -> None:
        self._call: Callable[..., Any] = dependant.call
        self._request: str | None = dependant.request_param_name
        self._path = dependant.path_params
        self._plain = all(_is_plain(field) for field in self._path)
        self.at_once = getattr(self._call, "at_once", None)
        self._read: Reader | None = None
        for field in dependant.query_params:
            self._question: str = field.name
            self._read = Reader(field.field_info.annotation)

    async def answer(self, request: Request) -> Response:
        """Raises RequestValidationError as FastAPI would, and what the route raises."""
        values: dict[str, Any] = dict(request.scope["path_params"])
        errors: list[Any] = []
        if not self._plain:
            values, errors = request_params_to_args(self._path, values)
        if self._read is not None:
            question, wrong = self._read(request.scope["query_string"])
            values[self._question] = question
            errors += wrong
        if errors:
            raise RequestValidationError(errors)
        if self._request is not None:
            values[self._request] = request
        answered: Response = await self._call(**values)
        return answered


def _is_plain(field: Any) -> bool:
    return field.field_info.annotation is str and not field.field_info.metadata


def _head(path: str) -> str:
    """The first two segments, which are literal in nearly every address."""
    return "/".join(path.split("/", 3)[:3])


def _is_simple(context: RouteContext) -> bool:
    """Whether a route takes nothing but its path, one question and the request, and makes its
    response itself."""
    dependant = getattr(context, "dependant", None)
    route = context.original_route
    wrapped = "handle" in vars(route) and not hasattr(route, "admit")
    if wrapped or dependant is None or not inspect.iscoroutinefunction(dependant.call):
        return False
    others = (
        dependant.header_params, dependant.cookie_params, dependant.body_params,
        dependant.dependencies, dependant.response_param_name,
        dependant.background_tasks_param_name, dependant.http_connection_param_name,
    )  # fmt: skip
    asked = [field.field_info.annotation for field in dependant.query_params]
    models = all(isinstance(each, type) and issubclass(each, BaseModel) for each in asked)
    returns = inspect.signature(dependant.call, eval_str=True).return_annotation
    responds = isinstance(returns, type) and issubclass(returns, Response)
    return not any(others) and models and len(asked) < 2 and responds


class Table:
    """Ways by the address's first two segments and its last: one or two are left to try, in the
    order of their declaration."""

    def __init__(self, contexts: Iterable[RouteContext]) -> None:
        ways = [Way(each) for each in contexts if getattr(each, "path_regex", None)]
        wild = [way for way in ways if "{" in way.head]
        heads = {way.head: [each for each in ways if each.head == way.head or each in wild]
                 for way in ways}  # fmt: skip
        self._elsewhere: Final[Sequence[Way]] = wild
        self._open: Final[Mapping[str, Sequence[Way]]] = {
            head: [way for way in under if way.tail is None] for head, under in heads.items()
        }
        self._ended: Final[Mapping[tuple[str, str], Sequence[Way]]] = {
            (head, tail): [way for way in under if way.tail in (None, tail)]
            for head, under in heads.items()
            for tail in {way.tail for way in under if way.tail is not None}
        }

    def find(self, method: str, path: str) -> tuple[Way, dict[str, str]] | None:
        """The way and the path's parameters; None for what FastAPI must answer."""
        head, tail = _head(path), path.rpartition("/")[2]
        among = self._ended.get((head, tail)) or self._open.get(head, self._elsewhere)
        for way in among:
            if method in way.methods and (found := way.match(path)):
                return (way, found.groupdict()) if way.simple else None
        return None


def methods_of(routes: Iterable[BaseRoute], scope: Scope) -> list[str]:
    """What an address may be asked by, however many routes answer it; HEAD wherever GET is."""
    found: set[str] = set()
    for route in routes:
        if route.matches(scope)[0] is not routing.Match.NONE:
            found.update(getattr(route, "methods", None) or ())
    if "GET" in found:
        found.add("HEAD")
    return sorted(found)


class Dispatch:
    """ASGI middleware in front of FastAPI's own. ``refuse`` turns an error into its answer, or
    None for what nobody expected."""

    def __init__(self, app: ASGIApp, routes: Sequence[BaseRoute], refuse: Refuse) -> None:
        self.app = app
        self.table = Table(iter_route_contexts(routes))
        self._refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        found = scope["type"] == "http" and self.table.find(scope["method"], scope["path"])
        if not found:
            await self.app(scope, receive, send)
            return
        way, scope["path_params"] = found
        scope["route"] = way.route
        request = Request(scope, receive, send)
        try:
            if way.admit is not None:
                way.admit(scope)
            response = await way.answer(request)
        except Exception as error:
            refused = self._refuse(request, error)
            if refused is None:
                raise
            response = refused
        await response(scope, receive, send)
