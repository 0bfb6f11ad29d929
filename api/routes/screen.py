"""Lists of subjects screened: as one object, or a line a row."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from itertools import islice
from typing import Final

from anyio import to_thread
from fastapi import APIRouter, Request, Response
from fastapi.responses import StreamingResponse

from api.access.scope import check_scope, check_stated
from api.answers import Answers
from api.answers.screen import Screening, Written, screen_answer, screening
from api.answers.screen.asked import Screen
from api.answers.screen.screen import MOST, too_many
from api.answers.screen.sheets import Row
from api.bodies import read_body
from api.examples import screen as documented
from api.negotiation import rather
from api.routes.desk import Desk, answer

LINES: Final = "application/x-ndjson"
OBJECT: Final = "application/json"
AT_ONCE: Final = 100  # rows of a stream that are worked out, logged and sent together


def screen_routes(desk: Desk) -> APIRouter:
    """Lists of subjects screened."""
    router = APIRouter(prefix="/v1", tags=["screen"])

    @router.post(
        "/screen", responses=documented.SCREEN, openapi_extra=documented.asks(Screen, LINES)
    )
    async def screen(request: Request) -> Response:
        """批量筛查,最多 1,000 个主体 / up to 1,000 subjects, a row each, in order."""
        told = await read_body(request, Screen)
        if len(told.ids) > MOST:
            raise too_many()
        answers = desk.answers
        check_screening(request, answers, told)
        asked = await to_thread.run_sync(lambda: _screening(desk, told))
        if rather(",".join(request.headers.getlist("accept")), LINES, OBJECT):
            return await _streamed(desk, request, asked, told.ids)
        rows = await to_thread.run_sync(lambda: asked.rows(told.ids))
        _log(desk, request, asked, rows)
        return answer(screen_answer(asked, rows))

    return router


def check_screening(request: Request, answers: Answers, told: Screen) -> None:
    """Item and purpose lie within what who asks was given, and whoever must state a purpose does.
    Raises NotPermitted, RefusedInput."""
    state, day = request.state, answers.today()
    check_scope(state.actor, answers.rules, day, told.item or "", told.purpose or "")
    check_stated(
        state.grant, state.actor, answers.rules, day, told.purpose or "", state.purpose
    )  # fmt: skip


def _screening(desk: Desk, told: Screen) -> Screening:
    answers = desk.answers
    ground = answers.on(told.moment())
    return screening(ground, answers.sheets, answers.boards, told.item, told.purpose)


async def _streamed(
    desk: Desk, request: Request, asked: Screening, ids: Sequence[Written]
) -> StreamingResponse:
    """The first rows are worked out before the answer begins: what fails then is refused."""
    waiting = iter(ids)

    async def next_rows() -> list[Row]:
        part = list(islice(waiting, AT_ONCE))
        rows = await to_thread.run_sync(lambda: asked.rows(part)) if part else []
        if rows:
            _log(desk, request, asked, rows)
        return rows

    async def lines() -> AsyncIterator[bytes]:
        rows = first
        while rows:
            yield b"".join(bytes(row.json) + b"\n" for row in rows)
            rows = await next_rows()

    first = await next_rows()
    frame = asked.ground.frame()
    headers = {
        "X-As-Of": frame["as_of"],
        "X-Known-At": str(frame["revision"]),
        "X-Rules": frame["rules"],
    }
    return StreamingResponse(lines(), headers=headers, media_type=LINES)


def _log(desk: Desk, request: Request, asked: Screening, rows: Sequence[Row]) -> None:
    why = asked.purpose.id if asked.purpose else ""
    item = f"screen:{asked.item.id}" if asked.item else "screen"
    named = tuple(dict.fromkeys(row.subject for row in rows if row.subject))
    desk.log(request, item, named, 200, why)
