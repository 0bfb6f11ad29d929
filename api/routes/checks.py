"""Credit checks, the measures in force, the cases that must be acted on, and reports of both."""

from __future__ import annotations

from typing import Annotated, Literal

from anyio import to_thread
from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from api.access.scope import check_scope, check_unit
from api.answers.checks.cases import case_answer, cases_answer
from api.answers.checks.check import check_answer, items_answer, measures_answer
from api.answers.checks.feedback import CaseFeedback, CheckFeedback, report_case, report_check
from api.bodies import read_act
from api.examples import checks as documented
from api.questions import Cursor, Number, Question
from api.routes.desk import Desk, Id, answer, of_subject

Named = Annotated[str, Field(min_length=1, max_length=200)]


class CheckQuestion(Question):
    id: Annotated[str, Field(min_length=1, max_length=400, description="被核查主体 / the subject")]
    item: Annotated[Named, Field(description="核查事项 / the item that is decided")]
    purpose: Annotated[Named, Field(description="核查目的 / what the check is for")]
    unit: Annotated[str, Field(max_length=200, description="核查单位 / who checks")] = ""


class CasesQuestion(Question):
    department: Annotated[Named | None, Field(description="部门全称 / of one department")] = None
    state: Literal["open", "overdue", "done", "recalled"] | None = None
    subject: Annotated[str | None, Field(max_length=400, description="主体 / of one subject")] = (
        None
    )
    limit: Annotated[Number, Field(ge=1, le=1_000)] = 100
    cursor: Cursor = None


def check_routes(desk: Desk) -> APIRouter:
    """Checks, measures and cases."""
    router = APIRouter(prefix="/v1", tags=["checks"])

    @router.get("/checks", responses=documented.CHECK)
    async def check(request: Request, question: Annotated[CheckQuestion, Query()]) -> Response:
        """信用核查:通过、限制或需进一步核查 / may the subject pass the item."""
        answers, actor, stamp = desk.answers, request.state.actor, desk.answers.stamp
        check_scope(actor, answers.rules, answers.today(), question.item, question.purpose)
        if question.unit:
            check_unit(actor, question.unit)
        found = await desk.ask(
            lambda: check_answer(
                desk.answers.on(question.moment()),
                stamp,
                question.id,
                question.item,
                question.purpose,
            ),
            apart=desk.is_hub(question.id),
        )
        item = f"check:{found['item']}:{found['receipt']}"
        desk.log(request, item, (found["id"],), 200, found["purpose"])
        desk.note_check(request, found, question.unit or actor.organisation)
        return answer(found)

    @router.get("/checks/items", responses=documented.ITEMS)
    async def items(request: Request, question: Annotated[Question, Query()]) -> Response:
        """核查事项与目的 / what is checked, and for which purposes."""
        found = await desk.ask(lambda: items_answer(desk.answers.on(question.moment())))
        desk.log(request, "check-items", (), 200)
        return answer(found)

    @router.post(
        "/checks/feedback",
        responses=documented.FEEDBACK,
        openapi_extra=documented.takes(CheckFeedback),
    )
    async def feedback(request: Request) -> Response:
        """核查结果的应用反馈 / what was done after a check."""
        asked, body = await read_act(request, CheckFeedback)
        found = await desk.act(lambda acting: report_check(acting, asked, body))
        desk.log(request, f"check-feedback:{body.outcome}", (found["id"],), 200)
        return answer(found)

    @router.get("/subjects/{id:path}/measures", responses=documented.MEASURES)
    async def measures(
        request: Request, id: Id, question: Annotated[Question, Query()]
    ) -> Response:
        """对该主体生效的惩戒与激励措施 / measures and incentives in force on a subject."""
        return await of_subject(
            desk,
            request,
            "measures",
            lambda: measures_answer(desk.answers.on(question.moment()), id),
        )

    @router.get("/cases", responses=documented.CASES)
    async def cases(request: Request, question: Annotated[CasesQuestion, Query()]) -> Response:
        """联合惩戒任务,按部门 / who must act on which record, and by when."""
        found = await to_thread.run_sync(
            lambda: cases_answer(
                desk.answers.on(question.moment()),
                question.department,
                question.state,
                question.subject,
                question.limit,
                cursor=question.cursor,
            )
        )
        named = dict.fromkeys(case["subject"]["id"] for case in found["cases"])
        desk.log(request, "cases", tuple(named), 200)
        return answer(found)

    @router.get("/cases/{id:path}", responses=documented.CASE)
    async def case(request: Request, id: Id, question: Annotated[Question, Query()]) -> Response:
        """一项惩戒任务 / one case."""
        found = await desk.ask(lambda: case_answer(desk.answers.on(question.moment()), id))
        desk.log(request, "case", (found["case"]["subject"]["id"],), 200)
        return answer(found)

    @router.post(
        "/cases/{id:path}/feedback",
        responses=documented.CASE_FEEDBACK,
        openapi_extra=documented.takes(CaseFeedback),
    )
    async def acted(request: Request, id: Id) -> Response:
        """反馈惩戒任务的办理 / a department reports that it acted."""
        asked, body = await read_act(request, CaseFeedback)
        found = await desk.act(lambda acting: report_case(acting, asked, id, body))
        desk.log(request, "case-feedback", (found["case"]["subject"]["id"],), 200)
        return answer(found)

    return router
