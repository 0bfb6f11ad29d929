"""The departments that inspect, and their draw."""

from __future__ import annotations

from typing import Annotated

from anyio import to_thread
from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from api.answers.inspection import LONGEST_SEED, departments_answer, draw_answer, pool_answer
from api.answers.inspection_results import VisitResult, report_visit
from api.bodies import read_act
from api.examples import inspections as documented
from api.questions import Question
from api.routes.desk import Desk, answer


class PoolQuestion(Question):
    department: Annotated[
        str, Field(min_length=1, max_length=64, description="部门编号 / the department's id")
    ]


class DrawQuestion(PoolQuestion):
    seed: Annotated[
        str,
        Field(
            min_length=1,
            max_length=LONGEST_SEED,
            description="抽取前公布的种子 / the seed, published before the draw",
        ),
    ]


def inspection_routes(desk: Desk) -> APIRouter:
    """The departments that inspect, and their draw."""
    router = APIRouter(prefix="/v1", tags=["inspections"])

    @router.get("/inspections/departments", responses=documented.DEPARTMENTS)
    async def departments() -> Response:
        """有抽查比例表的部门 / the departments that have an inspection table."""
        return answer(departments_answer(desk.answers.rules, desk.answers.today()))

    @router.get("/inspections/draw", responses=documented.DRAW)
    async def draw(request: Request, question: Annotated[DrawQuestion, Query()]) -> Response:
        """双随机抽取:同一种子、同一事实,结果相同 / the draw: same seed and facts, same result."""
        found = await to_thread.run_sync(
            lambda: draw_answer(
                desk.answers.on(question.moment()), question.department, question.seed
            )
        )
        item = f"draw:{question.department}:{question.seed}"  # the seed is on record
        desk.log(request, item, tuple(visit["subject"] for visit in found["drawn"]), 200)
        return answer(found)

    @router.post(
        "/inspections/results",
        responses=documented.RESULT,
        openapi_extra=documented.takes(VisitResult),
    )
    async def result(request: Request) -> Response:
        """检查结果即时成为事实 / what a visit found, a fact the same moment."""
        asked, body = await read_act(request, VisitResult)
        found = await desk.act(lambda acting: report_visit(acting, asked, body))
        desk.log(request, f"inspection-result:{body.result}", (found["id"],), 200)
        return answer(found)

    @router.get("/inspections/pool", responses=documented.POOL)
    async def pool(request: Request, question: Annotated[PoolQuestion, Query()]) -> Response:
        """可抽取的全部对象,供他人重新抽取 / all who may be drawn, for whoever draws again."""
        found = await to_thread.run_sync(
            lambda: pool_answer(desk.answers.on(question.moment()), question.department)
        )
        desk.log(request, f"pool:{question.department}", (), 200)
        return answer(found)

    return router
