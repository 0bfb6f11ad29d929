"""The public credit information catalogue, and how departments keep to it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from api.answers.catalogue import catalogue_answer, coverage_answer
from api.examples import catalogue as documented
from api.questions import Question
from api.routes.desk import Desk, answer


class CatalogueQuestion(Question):
    department: Annotated[
        str | None, Field(max_length=64, description="部门编号或全称 / id or full name")
    ] = None


def catalogue_routes(desk: Desk) -> APIRouter:
    """The public credit information catalogue, and how departments keep to it."""
    router = APIRouter(prefix="/v1", tags=["catalogue"])

    @router.get("/catalogue", responses=documented.CATALOGUE)
    async def catalogue(question: Annotated[CatalogueQuestion, Query()]) -> Response:
        """公共信用信息目录 / item, nature, department, disclosure, term, frequency."""
        day = question.moment().as_of or desk.answers.today()
        return answer(catalogue_answer(desk.answers.rules, day, question.department))

    @router.get("/catalogue/coverage", responses=documented.COVERAGE)
    async def coverage(
        request: Request, question: Annotated[CatalogueQuestion, Query()]
    ) -> Response:
        """各部门应报事项及报送的时效与质量 / who owes what, how fresh and clean it came."""
        found = await desk.ask(
            lambda: coverage_answer(desk.answers.on(question.moment()), question.department)
        )
        desk.log(request, "catalogue-coverage", (), 200)
        return answer(found)

    return router
