"""Commitments: what may be committed to, by whom, where each stands, and what is done about it."""

from __future__ import annotations

from typing import Annotated

from anyio import to_thread
from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from api.answers.commitments.acts import Deed, Signing, act_on, sign
from api.answers.commitments.looked_up import (
    commitment_answer,
    gate_answer,
    items_answer,
    subject_commitments_answer,
)
from api.answers.commitments.overdue import overdue_answer
from api.bodies import read_act
from api.examples import commitments as documented
from api.questions import Cursor, Number, Question
from api.routes.desk import Desk, Id, answer, of_subject

NAME = "单位全称 / full name of the unit"


class GateQuestion(Question):
    item: Annotated[str, Field(min_length=1, max_length=200, description="事项 / the item")]


class OverdueQuestion(Question):
    unit: Annotated[str | None, Field(max_length=200, description=NAME)] = None
    limit: Annotated[Number, Field(ge=1, le=1_000)] = 100
    cursor: Cursor = None


def commitment_routes(desk: Desk) -> APIRouter:
    """Commitments, and acts on them."""
    router = APIRouter(prefix="/v1", tags=["commitments"])

    @router.get("/commitments/items", responses=documented.ITEMS)
    async def items(request: Request, question: Annotated[Question, Query()]) -> Response:
        """可告知承诺的事项 / what may be committed to."""
        found = await desk.ask(lambda: items_answer(desk.answers.on(question.moment())))
        desk.log(request, "commitment-items", (), 200)
        return answer(found)

    @router.get("/commitments/overdue", responses=documented.OVERDUE)
    async def overdue(request: Request, question: Annotated[OverdueQuestion, Query()]) -> Response:
        """逾期未核查的承诺,按监管责任单位 / overdue checks, by the unit responsible."""
        found = await to_thread.run_sync(
            lambda: overdue_answer(
                desk.answers.on(question.moment()),
                question.unit,
                question.limit,
                cursor=question.cursor,
            )
        )
        named = dict.fromkeys(s["id"] for check in found["checks"] for s in check["subjects"])
        desk.log(request, "commitments-overdue", tuple(named), 200)
        return answer(found)

    @router.get("/subjects/{id:path}/commitments/gate", responses=documented.GATE)
    async def gate(
        request: Request, id: Id, question: Annotated[GateQuestion, Query()]
    ) -> Response:
        """该主体今天可否适用告知承诺 / may the subject use a commitment for the item."""
        return await of_subject(
            desk,
            request,
            "commitments/gate",
            lambda: gate_answer(desk.answers.on(question.moment()), id, question.item),
        )

    @router.get("/subjects/{id:path}/commitments", responses=documented.OF_SUBJECT)
    async def of(request: Request, id: Id, question: Annotated[Question, Query()]) -> Response:
        """一个主体作出的承诺 / a subject's commitments."""
        return await of_subject(
            desk,
            request,
            "commitments",
            lambda: subject_commitments_answer(desk.answers.on(question.moment()), id),
        )

    @router.get("/commitments/{id:path}", responses=documented.COMMITMENT)
    async def commitment(
        request: Request, id: Id, question: Annotated[Question, Query()]
    ) -> Response:
        """一项承诺的状态与经过 / where a commitment stands and how it got there."""
        found = await desk.ask(lambda: commitment_answer(desk.answers.on(question.moment()), id))
        desk.log(request, "commitment", tuple(s["id"] for s in found["subjects"]), 200)
        return answer(found)

    @router.post(
        "/commitments", responses=documented.SIGNED, openapi_extra=documented.takes(Signing)
    )
    async def signed(request: Request) -> Response:
        """签署承诺 / a subject commits, before the acting unit."""
        asked, body = await read_act(request, Signing)
        found = await desk.act(lambda acting: sign(acting, asked, body))
        desk.log(request, "commitment:signed", tuple(s["id"] for s in found["subjects"]), 200)
        return answer(found)

    @router.post(
        "/commitments/{id:path}/acts",
        responses=documented.ACTED,
        openapi_extra=documented.takes(Deed),
    )
    async def acted(request: Request, id: Id) -> Response:
        """办理一项承诺 / lead a commitment to its next state."""
        asked, body = await read_act(request, Deed)
        found = await desk.act(lambda acting: act_on(acting, asked, id, body))
        named = tuple(s["id"] for s in found["subjects"])
        desk.log(request, f"commitment:{body.act}", named, 200)
        return answer(found)

    return router
