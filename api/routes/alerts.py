"""Related-party alerts of a subject, and the highest of the city."""

from __future__ import annotations

from typing import Annotated

from anyio import to_thread
from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from api.answers.risk import alerts_answer, city_alerts_answer
from api.answers.risk.alerts import MOST
from api.examples import alerts as examples
from api.questions import Cursor, Number, Question, SubjectQuestion
from api.routes.desk import Desk, Id, answer, of_subject


class CityAlertsQuestion(Question):
    limit: Annotated[Number, Field(ge=1, le=MOST, description="最多几项 / most items")] = 100
    cursor: Cursor = None


def alert_routes(desk: Desk) -> APIRouter:
    """Related-party alerts of a subject, and the highest of the city."""
    router = APIRouter(prefix="/v1", tags=["alerts"])

    @router.get("/subjects/{id:path}/alerts", responses=examples.ALERTS)
    async def alerts(
        request: Request, id: Id, question: Annotated[SubjectQuestion, Query()]
    ) -> Response:
        """关联风险提示(无法律效力)及其路径 / alerts, without legal effect, and their paths."""
        return await of_subject(
            desk, request, "alerts", lambda: alerts_answer(desk.answers.on(question.moment()), id)
        )

    @router.get("/alerts", responses=examples.CITY)
    async def city(request: Request, question: Annotated[CityAlertsQuestion, Query()]) -> Response:
        """全市分值最高的关联风险提示 / the highest scored of the city."""
        answers = desk.answers
        found = await to_thread.run_sync(
            lambda: city_alerts_answer(
                answers.on(question.moment()),
                answers.boards,
                question.limit,
                cursor=question.cursor,
            )
        )
        desk.log(request, "city-alerts", tuple(item["id"] for item in found["items"]), 200)
        return answer(found)

    return router
