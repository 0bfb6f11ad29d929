"""Voluntary registration: what subjects say of themselves, and what becomes of it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api.answers.registrations.acts import Registering, RegistrationDeed, act_on, register
from api.answers.registrations.looked_up import registration_answer, registrations_answer
from api.bodies import read_act
from api.examples import registrations as documented
from api.questions import Question
from api.routes.desk import Desk, Id, answer, of_subject


def registration_routes(desk: Desk) -> APIRouter:
    """Voluntary registrations, and acts on them."""
    router = APIRouter(prefix="/v1", tags=["registrations"])

    @router.get("/subjects/{id:path}/registrations", responses=documented.OF_SUBJECT)
    async def of(request: Request, id: Id, question: Annotated[Question, Query()]) -> Response:
        """主体自愿注册的信息 / what a subject has registered of itself."""
        return await of_subject(
            desk,
            request,
            "registrations",
            lambda: registrations_answer(desk.answers.on(question.moment()), id),
        )

    @router.get("/registrations/{id:path}", responses=documented.ONE)
    async def one(request: Request, id: Id, question: Annotated[Question, Query()]) -> Response:
        """一项自愿注册信息 / one registration."""
        found = await desk.ask(lambda: registration_answer(desk.answers.on(question.moment()), id))
        desk.log(request, "registration", (found["subject"]["id"],), 200)
        return answer(found)

    @router.post(
        "/registrations",
        responses=documented.RECEIPT,
        openapi_extra=documented.takes(Registering),
    )
    async def registered(request: Request) -> Response:
        """主体自愿注册信息 / a subject registers what it says of itself."""
        asked, body = await read_act(request, Registering)
        found = await desk.act(lambda acting: register(acting, asked, body))
        desk.log(request, "registration:registered", (found["subject"]["id"],), 200)
        return answer(found)

    @router.post(
        "/registrations/{id:path}/acts",
        responses=documented.RECEIPT,
        openapi_extra=documented.takes(RegistrationDeed),
    )
    async def acted(request: Request, id: Id) -> Response:
        """核实、认定不实或撤回 / verify it, find it false, or withdraw it."""
        asked, body = await read_act(request, RegistrationDeed)
        found = await desk.act(lambda acting: act_on(acting, asked, id, body))
        desk.log(request, f"registration:{body.act}", (found["subject"]["id"],), 200)
        return answer(found)

    return router
