"""Who looked a subject up: the credit subject's own view of the audit log."""

from __future__ import annotations

from typing import Annotated

from anyio import to_thread
from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from api.answers.looked_up import MOST, looked_up_answer
from api.examples import looked_up as examples
from api.questions import Number, Question
from api.routes.desk import Desk, Id, answer, moved


class LookedUpQuestion(Question):
    cursor: Annotated[
        str | None, Field(max_length=100, description="上一页的 next / next of the page before")
    ] = None
    limit: Annotated[Number, Field(ge=1, le=MOST, description="最多几项 / most items")] = 100


def looked_up_routes(desk: Desk) -> APIRouter:
    """Who looked a subject up."""
    router = APIRouter(prefix="/v1", tags=["subjects"])

    @router.get("/subjects/{id:path}/looked-up-by", responses=examples.LOOKED_UP)
    async def looked_up_by(
        request: Request, id: Id, question: Annotated[LookedUpQuestion, Query()]
    ) -> Response:
        """谁在何时为何事查询过该主体 / who looked the subject up, when, for what."""
        found = await to_thread.run_sync(
            lambda: looked_up_answer(
                desk.answers.on(question.moment()),
                desk.audit.index,
                id,
                question.cursor,
                question.limit,
            )
        )
        redirected = found["redirected_from"] is not None
        desk.log(request, "looked-up-by", (found["id"],), 308 if redirected else 200)
        if redirected:
            return moved("/v1/subjects/", found["id"], "/looked-up-by", request.url.query)
        return answer(found)

    return router
