"""Watch lists, and the feed of what changes for the subjects on them."""

from __future__ import annotations

import asyncio
import time
from typing import Annotated, Any, Final

from anyio import to_thread
from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from api.bodies import idempotency_key, read_body, read_kept
from api.examples import feed as documented
from api.feed import shapes
from api.feed.book import FeedBook, Owner
from api.feed.events import changes_answer
from api.feed.lists import (
    NewWatchList,
    WatchMany,
    change_list,
    make_list,
    watch_list_answer,
    watch_lists_answer,
)
from api.questions import Number
from api.routes.desk import Desk, Id, answer, organisation_of

LONGEST_WAIT: Final = 60
GLANCE: Final = 0.05  # seconds between looks at the daybook while somebody waits
List = Annotated[str, Path(description="监测名单 id / the watch list's id")]


class ChangesQuestion(BaseModel):
    model_config = ConfigDict(extra="forbid")

    cursor: Annotated[
        str | None, Field(max_length=100, description="上次答复的 cursor / as last answered")
    ] = None
    limit: Annotated[Number, Field(ge=1, le=1_000, description="最多几项 / most events")] = 100
    wait: Annotated[
        Number, Field(ge=0, le=LONGEST_WAIT, description="没有变动时等几秒 / wait so long for one")
    ] = 0


class ListQuestion(BaseModel):
    model_config = ConfigDict(extra="forbid")

    limit: Annotated[Number, Field(ge=1, le=1_000)] = 100
    cursor: Annotated[str, Field(max_length=400)] = ""


def feed_routes(desk: Desk) -> APIRouter:
    """Watch lists and their changes."""
    router = APIRouter(prefix="/v1", tags=["feed"])

    @router.get("/changes", responses=documented.CHANGES)
    async def changes(request: Request, question: Annotated[ChangesQuestion, Query()]) -> Response:
        """监测主体的变动:前后与原因 / what changed for the watched, before, after and why."""
        book, unit = desk.feed().lists, owner(request)

        def read() -> shapes.ChangesAnswer:
            return changes_answer(book, unit, question.cursor, question.limit)

        found = await to_thread.run_sync(read)
        until = time.monotonic() + question.wait
        while not found["events"] and await _stirred(book, until):
            found = await to_thread.run_sync(read)
        named = dict.fromkeys(event["subject"] for event in found["events"])
        desk.log(request, "changes", tuple(named), 200)
        return answer(found)

    @router.get("/watchlists", responses=documented.LISTS)
    async def lists(request: Request) -> Response:
        """本单位的监测名单 / the organisation's watch lists."""
        book, unit = desk.feed().lists, owner(request)
        found = await to_thread.run_sync(lambda: watch_lists_answer(book, unit))
        desk.log(request, "watchlists", (), 200)
        return answer(found)

    @router.post(
        "/watchlists", responses=documented.MADE, openapi_extra=documented.takes(NewWatchList)
    )
    async def made(request: Request) -> Response:
        """新建监测名单 / make a watch list."""
        book, unit = desk.feed().lists, owner(request)
        key, body = idempotency_key(request), await read_kept(request, NewWatchList)
        found = await to_thread.run_sync(lambda: make_list(book, desk.answers.on, unit, body, key))
        return _watched(desk, request, found, f"/v1/watchlists/{found['id']}")

    @router.get("/watchlists/{id}", responses=documented.LIST)
    async def one(
        request: Request, id: List, question: Annotated[ListQuestion, Query()]
    ) -> Response:
        """一份监测名单及其主体 / a watch list and the subjects on it."""
        book, unit = desk.feed().lists, owner(request)
        found = await to_thread.run_sync(
            lambda: watch_list_answer(book, unit, id, question.cursor, question.limit)
        )
        desk.log(request, "watchlist", tuple(found["watched"]), 200)
        return answer(found)

    @router.delete("/watchlists/{id}", responses=documented.DROPPED)
    async def dropped(request: Request, id: List) -> Response:
        """删除监测名单 / drop a watch list; its events stay in the feed."""
        book, unit = desk.feed().lists, owner(request)
        await to_thread.run_sync(lambda: book.drop(unit, id))
        desk.log(request, "watchlist:dropped", (), 200)
        return answer({"dropped": id})

    @router.post(
        "/watchlists/{id}/subjects", responses=documented.CHANGED,
        openapi_extra=documented.body_of(WatchMany),
    )  # fmt: skip
    async def many(request: Request, id: List) -> Response:
        """批量加入或移出 / put many subjects on a list, or take them off."""
        book, unit = desk.feed().lists, owner(request)
        body = await read_body(request, WatchMany)
        found = await to_thread.run_sync(
            lambda: change_list(book, desk.answers.on, unit, id, body.add, body.remove)
        )
        return _watched(desk, request, found)

    @router.put("/watchlists/{id}/subjects/{subject:path}", responses=documented.CHANGED)
    async def added(request: Request, id: List, subject: Id) -> Response:
        """加入一个主体 / put a subject on a list; again changes nothing."""
        book, unit = desk.feed().lists, owner(request)
        found = await to_thread.run_sync(
            lambda: change_list(book, desk.answers.on, unit, id, [subject], strict=True)
        )
        return _watched(desk, request, found)

    @router.delete("/watchlists/{id}/subjects/{subject:path}", responses=documented.CHANGED)
    async def removed(request: Request, id: List, subject: Id) -> Response:
        """移出一个主体 / take a subject off a list."""
        book, unit = desk.feed().lists, owner(request)
        found = await to_thread.run_sync(
            lambda: change_list(book, desk.answers.on, unit, id, [], [subject], strict=True)
        )
        return _watched(desk, request, found)

    return router


def owner(request: Request) -> Owner:
    """For whom is asked, and over which view."""
    return Owner(organisation_of(request), request.state.grant.view)


async def _stirred(book: FeedBook, until: float) -> bool:
    """Until something is written into the daybook; False once the time is up."""
    seen = book.book.version()
    while time.monotonic() < until:
        await asyncio.sleep(GLANCE)
        if book.book.version() != seen:
            return True
    return False


def _watched(desk: Desk, request: Request, found: Any, location: str | None = None) -> Response:
    named = tuple(row["subject"] for row in found["rows"] if row["subject"])
    desk.log(request, "watchlist:changed", named, 200)
    return answer(found, 200, location)
