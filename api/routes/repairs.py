"""Repair: what it takes, and whose may be applied for."""

from __future__ import annotations

from typing import Annotated

from anyio import to_thread
from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import Field

from api.answers.asking import day_of
from api.answers.repairs import MOST, DueOptions, conditions_answer, due_answer
from api.examples import repairs as documented
from api.questions import Number, Question
from api.routes.desk import Desk, answer

Record = Annotated[str, Path(description="失信记录的 id / the record's id, or SOURCE:id")]


class ConditionsQuestion(Question):
    record: Annotated[
        str, Field(min_length=1, max_length=400, description="失信记录的 id / the record's id")
    ]


class DueQuestion(Question):
    department: Annotated[
        str | None,
        Field(max_length=64, description="认定部门名称或编号 / the deciding department"),
    ] = None
    division: Annotated[
        str | None,
        Field(pattern=r"^\d{2,12}$", description="主体所在区划代码 / the subject's division code"),
    ] = None
    since: Annotated[
        str | None,
        Field(description="只看此日起方可申请的 / only what may be applied for since this day"),
    ] = None
    limit: Annotated[Number, Field(ge=1, le=MOST, description="每页几项 / items a page")] = 100
    cursor: Annotated[
        str | None, Field(max_length=100, description="上一页给出的 next / next of the page before")
    ] = None

    def options(self) -> DueOptions:
        return DueOptions(
            self.department, self.division, day_of(self.since, "since"), self.limit, self.cursor
        )


def repair_routes(desk: Desk) -> APIRouter:
    """Repair: what it takes, and whose may be applied for."""
    router = APIRouter(prefix="/v1", tags=["repairs"])

    async def told(request: Request, id: str, question: Question) -> Response:
        found = await desk.ask(lambda: conditions_answer(desk.answers.on(question.moment()), id))
        desk.log(request, "repair-conditions", (found["record"], found["subject"]["id"]), 200)
        return answer(found)

    @router.get("/repairs/conditions", responses=documented.CONDITIONS)
    async def conditions(
        request: Request, question: Annotated[ConditionsQuestion, Query()]
    ) -> Response:
        """一条记录的修复条件,逐项是否满足、自何日起 / what repairing a record takes."""
        return await told(request, question.record, question)

    @router.get("/repairs/due", responses=documented.DUE)
    async def may_apply(request: Request, question: Annotated[DueQuestion, Query()]) -> Response:
        """已可申请修复的记录 / the records whose repair may be applied for."""
        found = await to_thread.run_sync(
            lambda: due_answer(desk.answers.on(question.moment()), question.options())
        )
        desk.log(request, "repair-due", tuple(each["record"] for each in found["items"]), 200)
        return answer(found)

    @router.get("/repairs/{record:path}/conditions", responses=documented.CONDITIONS)
    async def of_record(
        request: Request, record: Record, question: Annotated[Question, Query()]
    ) -> Response:
        """同上,记录在地址中 / the same, with the record in the address."""
        return await told(request, record, question)

    return router
