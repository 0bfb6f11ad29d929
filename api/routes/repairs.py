"""Repair: what it takes, whose may be applied for, and cases from application to decision."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import Annotated

from anyio import to_thread
from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import Field

from api.answers.asking import day_of
from api.answers.repair.acts import Application, Decision, apply_for_repair, decide_repair
from api.answers.repair.cases import CasesOptions, Which, case_answer, cases_answer
from api.answers.repair.conditions import conditions_answer
from api.answers.repair.due import MOST, DueOptions, due_answer
from api.answers.repair.shapes import HandlingAnswer
from api.bodies import read_act
from api.examples import repairs as documented
from api.questions import Cursor, Number, Question
from api.routes.desk import Desk, answer

Record = Annotated[str, Path(description="失信记录的 id / the record's id, or SOURCE:id")]
Case = Annotated[
    str, Path(description="办理的 id,或其失信记录的 id / a case's id, or its record's")
]
Department = Annotated[
    str | None, Field(max_length=64, description="认定部门名称或编号 / the deciding department")
]


class ConditionsQuestion(Question):
    record: Annotated[
        str, Field(min_length=1, max_length=400, description="失信记录的 id / the record's id")
    ]


class DueQuestion(Question):
    department: Department = None
    division: Annotated[
        str | None,
        Field(pattern=r"^\d{2,12}$", description="主体所在区划代码 / the subject's division code"),
    ] = None
    since: Annotated[
        str | None,
        Field(description="只看此日起方可申请的 / only what may be applied for since this day"),
    ] = None
    limit: Annotated[Number, Field(ge=1, le=MOST, description="每页几项 / items a page")] = 100
    cursor: Cursor = None

    def options(self) -> DueOptions:
        since = day_of(self.since, "since")
        return DueOptions(self.department, self.division, since, self.limit, self.cursor)


class CasesQuestion(Question):
    state: Annotated[Which, Field(description="哪些办理 / which cases")] = "open"
    department: Department = None
    since: Annotated[str | None, Field(description="此日起提出的 / opened since")] = None
    until: Annotated[str | None, Field(description="此日及以前提出的 / opened until")] = None
    limit: Annotated[Number, Field(ge=1, le=MOST, description="每页几项 / items a page")] = 100
    cursor: Cursor = None

    def options(self) -> CasesOptions:
        since, until = day_of(self.since, "since"), day_of(self.until, "until")
        return CasesOptions(self.state, self.department, since, until, self.limit, self.cursor)


async def handled(
    desk: Desk, request: Request, item: str, asked: Awaitable[HandlingAnswer]
) -> Response:
    """Answer with a case, and log its record and whom that is against."""
    found = await asked
    about = found["about"]
    desk.log(request, item, (found["id"], about["record"], about["subject"]["id"]), 200)
    return answer(found)


def repair_routes(desk: Desk) -> APIRouter:
    """Repair: what it takes, whose may be applied for, and cases."""
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

    @router.get("/repairs", responses=documented.CASES)
    async def cases(request: Request, question: Annotated[CasesQuestion, Query()]) -> Response:
        """修复办理与时限承诺的兑现 / cases of repair, and how the promise is kept."""
        found = await to_thread.run_sync(
            lambda: cases_answer(desk.answers.on(question.moment()), "repair", question.options())
        )
        desk.log(request, "repairs", tuple(each["id"] for each in found["items"]), 200)
        return answer(found)

    @router.get("/repairs/{id:path}", responses=documented.CASE_BY_ID)
    async def case(request: Request, id: Case, question: Annotated[Question, Query()]) -> Response:
        """一项修复办理的经过与时限 / one case: its course, and what is due by when."""
        return await handled(
            desk, request, "repair",
            desk.ask(lambda: case_answer(desk.answers.on(question.moment()), "repair", id)),
        )  # fmt: skip

    @router.post(
        "/repairs", responses=documented.RECEIPT, openapi_extra=documented.takes(Application)
    )
    async def applied(request: Request) -> Response:
        """申请修复 / apply for repair, with evidence."""
        asked, body = await read_act(request, Application)
        return await handled(
            desk, request, "repair:applied",
            desk.act(lambda acting: apply_for_repair(acting, asked, body)),
        )  # fmt: skip

    @router.post(
        "/repairs/{id:path}/decision",
        responses=documented.RECEIPT,
        openapi_extra=documented.takes(Decision),
    )
    async def decided(request: Request, id: Case) -> Response:
        """决定:准予或不予 / decide: accept or refuse, with the reason."""
        asked, body = await read_act(request, Decision)
        return await handled(
            desk, request, f"repair:{body.decision}",
            desk.act(lambda acting: decide_repair(acting, asked, id, body)),
        )  # fmt: skip

    return router
