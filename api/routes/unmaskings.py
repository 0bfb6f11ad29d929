"""Showing what is masked of a person: asked for a case, allowed by a second person."""

from __future__ import annotations

from anyio import to_thread
from fastapi import APIRouter, Request, Response

from api.access.doorkeeper import Doorkeeper
from api.access.unmasking import Unmasking, UnmaskingAnswer, Unmaskings
from api.bodies import idempotency_key, read_kept
from api.examples import unmaskings as documented
from api.routes.desk import Desk, answer


def unmasking_routes(desk: Desk, keeper: Doorkeeper) -> APIRouter:
    """Asked, allowed, shown."""
    router = APIRouter(prefix="/v1", tags=["unmaskings"])

    def kept() -> Unmaskings:
        return Unmaskings(keeper.book, desk.answers.rules, keeper.clock)

    @router.post(
        "/unmaskings", responses=documented.ASKED, openapi_extra=documented.takes(Unmasking)
    )
    async def asked(request: Request) -> Response:
        """申请解除一名自然人的脱敏 / ask for a person's masked fields, for a case."""
        key, body = idempotency_key(request), await read_kept(request, Unmasking)
        found = await to_thread.run_sync(
            lambda: kept().ask(desk.answers.on(), request.state.actor, body, key)
        )
        return _logged(desk, request, "asked", found)

    @router.post(
        "/unmaskings/{id}/approval", responses=documented.ALLOWED, openapi_extra=documented.KEYED
    )
    async def approved(request: Request, id: str) -> Response:
        """由另一人批准 / a second person allows it, for the hours that the rule names."""
        key = idempotency_key(request)
        found = await to_thread.run_sync(
            lambda: kept().approve(desk.answers.on(), request.state.actor, id, key)
        )
        return _logged(desk, request, "approved", found)

    @router.get("/unmaskings/{id}", responses=documented.ONE)
    async def shown(request: Request, id: str) -> Response:
        """申请的状态;批准后,申请人可见字段 / its state; to who asked, once allowed, the fields."""
        found = await to_thread.run_sync(
            lambda: kept().show(desk.answers.on(), request.state.actor, id)
        )
        return _logged(desk, request, "shown" if found["fields"] else "looked-at", found)

    return router


def _logged(desk: Desk, request: Request, what: str, found: UnmaskingAnswer) -> Response:
    desk.log(request, f"unmasking:{what}:{found['id']}", (found["subject"],), 200)
    return answer(found)
