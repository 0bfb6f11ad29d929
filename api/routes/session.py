"""Signing in on the page: a key for a cookie that scripts cannot read."""

from __future__ import annotations

from datetime import UTC, datetime

from fastapi import APIRouter, Request, Response

from api.access.doorkeeper import Doorkeeper
from api.access.entrance import COOKIE, check_network
from api.access.guard import Guard
from api.access.sessions import SignIn, session_answer
from api.bodies import read_body
from api.examples import session as documented
from api.routes.desk import Desk, answer


def session_routes(desk: Desk, keeper: Doorkeeper, guard: Guard) -> APIRouter:
    """Signing in, who one is, signing out."""
    router = APIRouter(prefix="/v1", tags=["session"])

    @router.post("/session", responses=documented.SIGN_IN, openapi_extra=documented.body_of(SignIn))
    async def sign_in(request: Request) -> Response:
        """以密钥登录 / sign in with a key; the answer sets an HttpOnly cookie."""
        body = await read_body(request, SignIn)
        token, actor, until = keeper.sign_in(body.key, body.purpose)
        check_network(actor, request.scope)
        request.state.actor = actor
        desk.log(request, "session:signed-in", (), 200)
        response = answer(session_answer(actor, until, body.purpose, guard.table, guard.today))
        response.set_cookie(
            COOKIE, token, max_age=int(until - datetime.now(UTC).timestamp()), httponly=True,
            samesite="strict", secure=request.url.scheme == "https",
        )  # fmt: skip
        return response

    @router.get("/session", responses=documented.SIGNED_IN)
    async def signed_in(request: Request) -> Response:
        """以谁的身份 / as whom this request is made."""
        actor = request.state.actor
        return answer(
            session_answer(actor, actor.expires, request.state.purpose, guard.table, guard.today)
        )

    @router.delete("/session", responses=documented.SIGNED_OUT)
    async def sign_out(request: Request) -> Response:
        """退出 / sign out: the session ends in all workers."""
        token = request.cookies.get(COOKIE)
        if token and request.state.actor is not None:
            keeper.sign_out(token)
            desk.log(request, "session:signed-out", (), 200)
        response = answer({"signed_out": True})
        response.delete_cookie(COOKIE, httponly=True, samesite="strict")
        return response

    return router
