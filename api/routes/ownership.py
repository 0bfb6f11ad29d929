"""Who stands behind whom: control, owners, and the 50 % rule as a lens."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from api.answers.ownership import (
    control_answer,
    fifty_answer,
    owners_answer,
    subject_fifty_answer,
    threshold_of,
)
from api.answers.ownership.fifty import MOST_LISTED
from api.examples import ownership as examples
from api.questions import Question, SubjectQuestion
from api.routes.desk import Desk, Id, answer, of_subject


class FiftyQuestion(Question):
    threshold: Annotated[
        str, Field(max_length=12, description="门槛,百分数 / threshold in percent, itself included")
    ] = "50"

    def ppm(self) -> int:
        return threshold_of(self.threshold)


class ManyFiftyQuestion(FiftyQuestion):
    id: Annotated[
        list[str],
        Field(min_length=1, max_length=MOST_LISTED, description="可重复 / may be repeated"),
    ]


def ownership_routes(desk: Desk) -> APIRouter:
    """Who stands behind whom: control, owners, and the 50 % rule as a lens."""
    router = APIRouter(prefix="/v1", tags=["ownership"])

    @router.get("/subjects/{id:path}/control", responses=examples.CONTROL)
    async def control(
        request: Request, id: Id, question: Annotated[SubjectQuestion, Query()]
    ) -> Response:
        """控制谁、受谁控制:合计过半数表决权 / joint majorities of votes, both ways."""
        return await of_subject(
            desk, request, "control", lambda: control_answer(desk.answers.on(question.moment()), id)
        )

    @router.get("/subjects/{id:path}/owners", responses=examples.OWNERS)
    async def owners(
        request: Request, id: Id, question: Annotated[SubjectQuestion, Query()]
    ) -> Response:
        """全部直接与间接股东及其最终份额 / all owners and what each holds in the end."""
        return await of_subject(
            desk, request, "owners", lambda: owners_answer(desk.answers.on(question.moment()), id)
        )

    @router.get("/subjects/{id:path}/fifty", responses=examples.SUBJECT_FIFTY)
    async def fifty(
        request: Request, id: Id, question: Annotated[FiftyQuestion, Query()]
    ) -> Response:
        """百分之五十规则(分析视角,非中国法)/ the 50 % rule, a lens and not Chinese law."""
        return await of_subject(
            desk, request, "fifty",
            lambda: subject_fifty_answer(desk.answers.on(question.moment()), id, question.ppm()),
        )  # fmt: skip

    @router.get("/fifty", responses=examples.FIFTY)
    async def fifty_of_many(
        request: Request, question: Annotated[ManyFiftyQuestion, Query()]
    ) -> Response:
        """几个主体合计之下的同一视角 / the same of several subjects in aggregate."""
        found = await desk.ask(
            lambda: fifty_answer(desk.answers.on(question.moment()), question.id, question.ppm())
        )
        desk.log(request, "fifty", tuple(each["id"] for each in found["listed"]), 200)
        return answer(found)

    return router
