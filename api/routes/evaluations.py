"""A subject's grade and its history; how many firms have which."""

from __future__ import annotations

from typing import Annotated

from anyio import to_thread
from fastapi import APIRouter, Query, Request, Response

from api.answers.evaluation import evaluation_answer, evaluation_history_answer
from api.answers.evaluations import evaluations_answer
from api.examples import evaluations as documented
from api.questions import SubjectQuestion
from api.routes.desk import Desk, Id, answer, moved


def evaluation_routes(desk: Desk) -> APIRouter:
    """A subject's grade and its history; how many firms have which."""
    router = APIRouter(prefix="/v1", tags=["evaluations"])

    @router.get("/evaluations", responses=documented.EVALUATIONS)
    async def evaluations(
        request: Request, question: Annotated[SubjectQuestion, Query()]
    ) -> Response:
        """全部企业的等级分布 / how many firms have which grade."""
        found = await to_thread.run_sync(
            lambda: evaluations_answer(desk.answers.on(question.moment()))
        )
        desk.log(request, "evaluations", (), 200)
        return answer(found)

    @router.get("/evaluations/{id:path}/history", responses=documented.HISTORY)
    async def history(
        request: Request, id: Id, question: Annotated[SubjectQuestion, Query()]
    ) -> Response:
        """等级的变化,按所知事实重新计算 / how the grade changed, recomputed from the facts."""
        found = await desk.ask(
            lambda: evaluation_history_answer(desk.answers.on(question.moment()), id),
            apart=True,
        )
        return _of(request, "evaluation-history", found["id"], found, "/history")

    @router.get("/evaluations/{id:path}", responses=documented.EVALUATION)
    async def evaluation(
        request: Request, id: Id, question: Annotated[SubjectQuestion, Query()]
    ) -> Response:
        """公共信用综合评价,每一分都有证据 / the public grade, with evidence of every point."""
        found = await desk.ask(lambda: evaluation_answer(desk.answers.on(question.moment()), id))
        return _of(request, "evaluation", found["id"], found, "")

    def _of(request: Request, item: str, id: str, found: object, ending: str) -> Response:
        redirected = found["redirected_from"] is not None  # type: ignore[index]
        desk.log(request, item, (id,), 308 if redirected else 200)
        if redirected:
            return moved("/v1/evaluations/", id, ending, request.url.query)
        return answer(found)

    return router
