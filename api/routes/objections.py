"""Objections: raised, marked, checked outside, settled; and which are overdue."""

from __future__ import annotations

from typing import Annotated

from anyio import to_thread
from fastapi import APIRouter, Query, Request, Response

from api.answers.repair.cases import case_answer, cases_answer
from api.answers.repair.objections import (
    Checking,
    Marking,
    Objecting,
    Settlement,
    check,
    mark,
    raise_objection,
    settle,
)
from api.bodies import read_act
from api.examples import objections as documented
from api.questions import Question
from api.routes.desk import Desk, answer
from api.routes.repairs import Case, CasesQuestion, handled


def objection_routes(desk: Desk) -> APIRouter:
    """Objections, and acts on them."""
    router = APIRouter(prefix="/v1", tags=["objections"])

    @router.get("/objections", responses=documented.CASES)
    async def cases(request: Request, question: Annotated[CasesQuestion, Query()]) -> Response:
        """异议办理,含逾期未办 / objections, the overdue among them."""
        found = await to_thread.run_sync(
            lambda: cases_answer(
                desk.answers.on(question.moment()), "objection", question.options()
            )
        )
        desk.log(request, "objections", tuple(each["id"] for each in found["items"]), 200)
        return answer(found)

    @router.get("/objections/{id:path}", responses=documented.CASE_BY_ID)
    async def case(request: Request, id: Case, question: Annotated[Question, Query()]) -> Response:
        """一项异议的经过与时限 / one objection: its course, and what is due by when."""
        return await handled(
            desk, request, "objection",
            desk.ask(lambda: case_answer(desk.answers.on(question.moment()), "objection", id)),
        )  # fmt: skip

    @router.post(
        "/objections", responses=documented.RECEIPT, openapi_extra=documented.takes(Objecting)
    )
    async def raised(request: Request) -> Response:
        """提出异议 / raise an objection to a record."""
        asked, body = await read_act(request, Objecting)
        return await handled(
            desk, request, "objection:objected",
            desk.act(lambda acting: raise_objection(acting, asked, body)),
        )  # fmt: skip

    @router.post(
        "/objections/{id:path}/mark",
        responses=documented.RECEIPT,
        openapi_extra=documented.takes(Marking),
    )
    async def marked(request: Request, id: Case) -> Response:
        """标注异议 / mark the record as objected to."""
        asked, body = await read_act(request, Marking)
        return await handled(
            desk, request, "objection:marked",
            desk.act(lambda acting: mark(acting, asked, id, body)),
        )  # fmt: skip

    @router.post(
        "/objections/{id:path}/check",
        responses=documented.RECEIPT,
        openapi_extra=documented.takes(Checking),
    )
    async def checked(request: Request, id: Case) -> Response:
        """转外部核查 / have it checked outside."""
        asked, body = await read_act(request, Checking)
        return await handled(
            desk, request, "objection:checked_outside",
            desk.act(lambda acting: check(acting, asked, id, body)),
        )  # fmt: skip

    @router.post(
        "/objections/{id:path}/settlement",
        responses=documented.RECEIPT,
        openapi_extra=documented.takes(Settlement),
    )
    async def settled(request: Request, id: Case) -> Response:
        """办结异议:成立则撤销或更正,不成立则维持 / settle it."""
        asked, body = await read_act(request, Settlement)
        return await handled(
            desk, request, f"objection:{body.outcome}",
            desk.act(lambda acting: settle(acting, asked, id, body)),
        )  # fmt: skip

    return router
