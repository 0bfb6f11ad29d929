"""The HTTP application, given all it needs: nothing is read from globals or the environment."""

from __future__ import annotations

import asyncio
import gc
import logging
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from functools import partial
from typing import Any, Final

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.openapi.utils import get_openapi
from starlette.exceptions import HTTPException

from api import doorstep, examples, headers, problems, refusals
from api.access import contract
from api.access.doorkeeper import Doorkeeper
from api.access.entrance import Entrance
from api.access.guard import Guard
from api.access.sight import Sight
from api.acting import Acting
from api.answers import Answers
from api.answers.investigations.book import Investigations
from api.answers.reconcile.judged import Judgements
from api.audit import AuditLog, AuditUnavailable
from api.deprecated import Announced, Deprecated, load_deprecated, mark
from api.dispatch import Dispatch, Refuse, methods_of
from api.door import Door
from api.faults import refusal_of_question
from api.feed.service import Feed
from api.journal import CheckJournal
from api.limits import Limits, load_limits
from api.metrics import Metrics
from api.page_files import page_routes
from api.probes import probe_routes
from api.readiness import Gate, Readiness
from api.recorded import PATIENCE, Recorded
from api.routes import TOPICS, Desk
from api.routes.session import session_routes
from api.routes.unmaskings import unmasking_routes
from api.turnstile import Turnstile
from api.unchanged import Unchanged
from graph.errors import XinmaiError

INDEX_SECONDS: Final = 2.0
ALLOCATIONS: Final = 20_000  # between two looks of the collector; CPython's own is 700
LOOK_SECONDS: Final = 1.0
_log = logging.getLogger("xinmai.http")


def create_app(
    answers: Answers, audit: AuditLog, *, keeper: Doorkeeper, threads: bool = False,
    acting: Acting | None = None, journal: CheckJournal | None = None,
    workbench: Investigations | None = None, feed: Feed | None = None,
    judgements: Judgements | None = None, limits: Limits | None = None,
    deprecated: Sequence[Deprecated] | None = None, alone: bool = False,
) -> FastAPI:  # fmt: skip
    """The service over these answers, for whom the ``keeper`` knows. ``threads``: ask in worker
    threads, for remote stores; ``acting``: carries out acts, refused without it; ``journal``:
    keeps credit checks; ``workbench``: keeps investigations; ``feed``: watches subjects and tells
    what changes for them; ``judgements``: what organisations judged of names; ``limits``: what one
    caller may ask, and ``deprecated``: what will go, by default those of the files shipped;
    ``alone``: the process is this service's own, and its memory may be set up for that.

    Until the network is open and warm, ``/readyz`` and every question answer 503. The audit log
    stays the caller's to close.
    """
    limits = limits or load_limits()
    desk = Desk(Sight(answers), audit, threads, acting, journal, workbench, feed, judgements)
    guard = Guard(answers.rules, answers.today)
    guarded = guard.guarded
    checks = {"audit": audit.check, "store": answers.store.check}
    metrics, readiness = Metrics(), Readiness(partial(_open, answers, desk.sight), checks)
    app = FastAPI(
        title="信脉 Xinmai",
        version="1",
        summary="公共信用监管关系分析 / relationship analysis for public credit supervision",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        lifespan=_lifespan(readiness, desk, alone),
    )
    routers = [
        *(guarded(topic(desk)) for topic in TOPICS), guarded(session_routes(desk, keeper, guard)),
        guarded(unmasking_routes(desk, keeper)), guarded(probe_routes(readiness, metrics)),
        page_routes(),
    ]  # fmt: skip
    app.router.routes.extend(route for router in routers for route in router.routes)
    refuse = _refuse_in_one_shape(app, desk)
    going = load_deprecated() if deprecated is None else tuple(deprecated)
    app.add_middleware(Dispatch, routes=app.routes, refuse=refuse)
    app.add_middleware(Unchanged)
    if going:
        app.add_middleware(Announced, entries=going)
    app.add_middleware(Gate, readiness=readiness)
    app.add_middleware(Recorded)
    app.add_middleware(Turnstile, limits=limits)
    app.add_middleware(Entrance, keeper=keeper)
    app.add_middleware(Door, metrics=metrics, limits=limits)
    app.openapi = lambda: _openapi(app, going)  # type: ignore[method-assign]
    return app


def _lifespan(readiness: Readiness, desk: Desk, alone: bool) -> Callable[[FastAPI], Any]:
    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        looking = asyncio.create_task(_watch(readiness, desk, alone))
        tasks = [looking, asyncio.create_task(_keep_indexed(desk)),
                 asyncio.create_task(_keep_open(readiness, desk.sight))]  # fmt: skip
        yield
        for task in tasks:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
        if desk.feeding is not None:
            await asyncio.to_thread(desk.feeding.stop)
        await asyncio.to_thread(desk.sync)

    return lifespan


async def _watch(readiness: Readiness, desk: Desk, alone: bool) -> None:
    """Open the network, again if it failed; then look after the store and the audit log."""
    while not readiness.opened:
        try:
            await asyncio.to_thread(readiness.open)
        except XinmaiError as refusal:
            _log.warning("the network cannot be opened yet: %s", refusal.en)
        except Exception:
            _log.exception("the network cannot be opened; tried again")
        gc.enable()
        if not readiness.opened:
            await asyncio.sleep(LOOK_SECONDS)
    if alone:
        _settle()
    if desk.feeding is not None:
        record = partial(desk.audit.recorded, seconds=PATIENCE)
        desk.feeding.start(desk.sight.named, record)
    while True:
        await asyncio.sleep(LOOK_SECONDS)
        await asyncio.to_thread(readiness.look)


def _settle() -> None:
    """What is there once the service is open stays: the collector, which stops every answer while
    it looks, is spared a million objects each time, and looks less often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(ALLOCATIONS, 20, 20)


def _open(answers: Answers, sight: Sight) -> None:
    answers.warm()
    sight.open_small()


async def _keep_open(readiness: Readiness, sight: Sight) -> None:
    """Open the views once the network is, and those that come into force with a new day."""
    while True:
        if readiness.opened and not sight.opened:
            try:
                await asyncio.to_thread(sight.open)
            except XinmaiError as refusal:
                _log.warning("the views cannot be opened yet: %s", refusal.en)
        await asyncio.sleep(LOOK_SECONDS)


async def _keep_indexed(desk: Desk) -> None:
    """So that who asks who looked does not wait for what was logged all day."""
    while True:
        await asyncio.sleep(INDEX_SECONDS)
        try:
            await asyncio.to_thread(desk.audit.index.follow)
        except XinmaiError as refusal:
            _log.warning("the index of the audit log does not follow: %s", refusal.en)


def _refuse_in_one_shape(app: FastAPI, desk: Desk) -> Refuse:
    """What turns an error into its answer; None for what nobody expected."""

    def refuse(request: Request, refusal: problems.Refusal) -> Response:
        accept = request.headers.get("accept-language", "")
        return problems.response(refusal, accept=accept, trace=request.state.trace)

    def refused(request: Request, error: Exception) -> Response | None:
        if isinstance(error, RequestValidationError):
            return refuse(request, refusal_of_question(error.errors()))
        if not isinstance(error, XinmaiError):
            return None
        refusal = problems.refusal_of(error)
        if not isinstance(error, AuditUnavailable):
            try:
                desk.log(request, f"refused:{refusal.kind.slug}", (), refusal.kind.status)
            except AuditUnavailable as unrecorded:
                refusal = problems.refusal_of(unrecorded)
        return refuse(request, refusal)

    @app.exception_handler(XinmaiError)
    @app.exception_handler(RequestValidationError)
    async def ours(request: Request, error: Exception) -> Response | None:
        return refused(request, error)

    @app.exception_handler(HTTPException)
    async def framework(request: Request, error: HTTPException) -> Response:
        if error.status_code != 405:
            return refuse(request, doorstep.no_such_address())
        allowed = ", ".join(methods_of(app.routes, request.scope))
        response = refuse(request, doorstep.wrong_method(request.method, allowed))
        response.headers["Allow"] = allowed
        return response

    return refused


def _openapi(app: FastAPI, going: Sequence[Deprecated]) -> dict[str, Any]:
    """OpenAPI 3.1 of the routes, with the answers' declared shapes as components."""
    if app.openapi_schema is None:
        document = get_openapi(
            title=app.title,
            version=app.version,
            summary=app.summary,
            openapi_version="3.1.0",
            routes=app.routes,
        )
        components = document.setdefault("components", {}).setdefault("schemas", {})
        for unused in ("HTTPValidationError", "ValidationError"):
            components.pop(unused, None)
        components.update(examples.schemas())
        examples.illustrate(document)
        contract.declare(document)
        mark(document, going)
        refusals.declare(document)
        headers.declare(document)
        app.openapi_schema = document
    return app.openapi_schema
