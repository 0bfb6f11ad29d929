"""Webhooks: who is told of changes without asking."""

from __future__ import annotations

from typing import Annotated

from anyio import to_thread
from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from analyses.rulebook.access import Role
from api.bodies import idempotency_key, read_body, read_kept
from api.examples import webhooks as documented
from api.feed.webhooks import (
    NewWebhook,
    Replay,
    add_webhook,
    replay_webhook,
    webhook_log,
    webhooks_answer,
)
from api.questions import Cursor, Number
from api.routes.desk import Desk, answer
from api.routes.feed import owner

Hook = Annotated[str, Path(description="webhook 的 id / the webhook's id")]


class LogQuestion(BaseModel):
    model_config = ConfigDict(extra="forbid")

    limit: Annotated[
        Number, Field(ge=1, le=1_000, description="最近几次投递 / latest deliveries")
    ] = 50
    cursor: Cursor = None


def webhook_routes(desk: Desk) -> APIRouter:
    """Webhooks of an organisation."""
    router = APIRouter(prefix="/v1/webhooks", tags=["feed"])

    @router.get("", responses=documented.ALL)
    async def every(request: Request) -> Response:
        """本单位的 webhook / the organisation's webhooks, and how each fares."""
        hooks, unit = desk.feed().hooks, owner(request)
        found = await to_thread.run_sync(lambda: webhooks_answer(hooks, unit))
        desk.log(request, "webhooks", (), 200)
        return answer(found)

    @router.post("", responses=documented.ADDED, openapi_extra=documented.takes(NewWebhook))
    async def added(request: Request) -> Response:
        """登记 webhook;投递成功后不再显示签名密钥 / add one; its secret is shown now."""
        feed, unit = desk.feed(), owner(request)
        key, body = idempotency_key(request), await read_kept(request, NewWebhook)
        near = request.state.actor.role is Role.DEVELOPMENT
        found = await to_thread.run_sync(
            lambda: add_webhook(feed.hooks, feed.lists, unit, body, key, near=near)
        )
        desk.log(request, "webhook:added", (), 200)
        return answer(found, 200, f"/v1/webhooks/{found['id']}")

    @router.get("/{id}", responses=documented.ONE)
    async def one(
        request: Request, id: Hook, question: Annotated[LogQuestion, Query()]
    ) -> Response:
        """一个 webhook 的状态与投递记录 / a webhook's state and deliveries."""
        hooks, unit = desk.feed().hooks, owner(request)
        found = await to_thread.run_sync(
            lambda: webhook_log(hooks, unit, id, question.limit, question.cursor)
        )
        desk.log(request, "webhook", (), 200)
        return answer(found)

    @router.delete("/{id}", responses=documented.DROPPED)
    async def dropped(request: Request, id: Hook) -> Response:
        """删除 webhook / drop a webhook."""
        hooks, unit = desk.feed().hooks, owner(request)
        await to_thread.run_sync(lambda: hooks.drop(unit, id))
        desk.log(request, "webhook:dropped", (), 200)
        return answer({"dropped": id})

    @router.post(
        "/{id}/replay", responses=documented.REPLAYED, openapi_extra=documented.body_of(Replay)
    )
    async def replayed(request: Request, id: Hook) -> Response:
        """从某处起重新投递 / send again from a cursor on; revives a dead webhook."""
        feed, unit = desk.feed(), owner(request)
        body = await read_body(request, Replay)
        found = await to_thread.run_sync(
            lambda: replay_webhook(feed.hooks, feed.lists, unit, id, body)
        )
        desk.log(request, "webhook:replayed", (), 200)
        return answer(found)

    return router
