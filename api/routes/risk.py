"""Risk of a subject; conflicts in a lot or a project."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response

from api.answers.risk import lot_conflicts_answer, project_conflicts_answer, risk_answer
from api.dispatch import answered_at_once
from api.examples import risk as examples
from api.questions import SubjectQuestion
from api.routes.desk import Desk, Id, answer, given_again, given_of

Code = Annotated[str, Path(description="项目代码 / a project's code, or SOURCE:code")]
Lot = Annotated[str, Path(description="标段编号 / the lot's number")]


def risk_routes(desk: Desk) -> APIRouter:
    """Risk of a subject; conflicts in a lot or a project."""
    router = APIRouter(prefix="/v1", tags=["risk"])

    @router.get("/subjects/{id:path}/risk", responses=examples.RISK)
    @answered_at_once(given_again(desk, "risk"))
    async def risk(
        request: Request, id: Id, question: Annotated[SubjectQuestion, Query()]
    ) -> Response:
        """能否通过、为何:自身记录、法定延伸、资格互斥、关联提示 / may it pass, and why."""
        return await given_of(desk, request, "risk", id, question.moment(), risk_answer)

    @router.get("/projects/{code:path}/lots/{lot}/conflicts", responses=examples.CONFLICTS)
    async def lot(
        request: Request, code: Code, lot: Lot, question: Annotated[SubjectQuestion, Query()]
    ) -> Response:
        """标段的资格互斥 / conflicts among the bidders of a lot."""
        found = await desk.ask(
            lambda: lot_conflicts_answer(desk.answers.on(question.moment()), code, lot),
            apart=True,
        )
        return _logged(desk, request, found)

    @router.get("/projects/{code:path}/conflicts", responses=examples.CONFLICTS)
    async def project(
        request: Request, code: Code, question: Annotated[SubjectQuestion, Query()]
    ) -> Response:
        """项目参建各方的资格互斥 / conflicts among the parties of a project."""
        found = await desk.ask(
            lambda: project_conflicts_answer(desk.answers.on(question.moment()), code),
            apart=True,
        )
        return _logged(desk, request, found)

    return router


def _logged(desk: Desk, request: Request, found: Any) -> Response:
    """Logs every party named, and answers."""
    items = (*found["void"], *found["deemed"], *found["indicators"])
    parties = dict.fromkeys(party for item in items for party in item["parties"])
    desk.log(request, "conflicts", (found["place"]["id"], *parties), 200)
    return answer(found)
