"""A project with those who take part in it, and a participant with the works of its career."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response

from api.answers.projects import participant_answer, project_answer
from api.examples import projects as examples
from api.questions import SubjectQuestion
from api.routes.desk import Desk, Id, answer, moved

Code = Annotated[
    str, Path(description="项目代码或工程代码 / a project's or works' code, or SOURCE:code")
]


def project_routes(desk: Desk) -> APIRouter:
    """A project with those who take part in it, and a participant with its works."""
    router = APIRouter(prefix="/v1", tags=["projects"])

    @router.get("/projects/{code:path}", responses=examples.PROJECT)
    async def project(
        request: Request, code: Code, question: Annotated[SubjectQuestion, Query()]
    ) -> Response:
        """项目:某日的参建各方、阶段与信用要求 / a project: its parties, stages and findings."""
        found = await desk.ask(
            lambda: project_answer(desk.answers.on(question.moment()), code)
        )  # fmt: skip
        parties = [each["unit"]["id"] for each in found["participants"]]
        desk.log(request, "project", (found["id"], *dict.fromkeys(parties)), 200)
        return answer(found)

    @router.get("/participants/{id:path}", responses=examples.PARTICIPANT)
    async def participant(
        request: Request, id: Id, question: Annotated[SubjectQuestion, Query()]
    ) -> Response:
        """参建主体:业绩、任职与终身责任 / a participant: its works, posts and liability."""
        found = await desk.ask(
            lambda: participant_answer(desk.answers.on(question.moment()), id)
        )  # fmt: skip
        redirected = found["redirected_from"] is not None
        desk.log(request, "participant", (found["id"],), 308 if redirected else 200)
        if redirected:
            return moved("/v1/participants/", found["id"], "", request.url.query)
        return answer(found)

    return router
