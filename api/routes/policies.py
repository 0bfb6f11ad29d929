"""The "1+N" register: the policy documents, and what stands on one."""

from __future__ import annotations

from typing import Annotated

from anyio import to_thread
from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import Field

from api.answers.policies import MOST, policies_answer, policy_answer
from api.examples import policies as documented
from api.questions import Cursor, Number, Question
from api.routes.desk import Desk, answer

PolicyNumber = Annotated[str, Path(description="文号、名称或编号 / official number, title or id")]


class PolicyQuestion(Question):
    limit: Annotated[
        Number, Field(ge=0, le=MOST, description="最多列出几件未了事项 / most open cases listed")
    ] = 100
    cursor: Cursor = None


def policy_routes(desk: Desk) -> APIRouter:
    """The policy documents, and what stands on one."""
    router = APIRouter(prefix="/v1", tags=["policies"])

    @router.get("/policies", responses=documented.POLICIES)
    async def policies(question: Annotated[Question, Query()]) -> Response:
        """“1+N”政策登记:文件、条款及以其为依据的规则 / documents, articles, rules on them."""
        day = question.moment().as_of or desk.answers.today()
        return answer(policies_answer(desk.answers.rules, day))

    @router.get("/policies/{number:path}", responses=documented.POLICY)
    async def policy(
        request: Request, number: PolicyNumber, question: Annotated[PolicyQuestion, Query()]
    ) -> Response:
        """一份文件上的规则、措施与未了事项 / the rules, measures and open cases on a document."""
        answers = desk.answers
        found = await to_thread.run_sync(
            lambda: policy_answer(
                answers.on(question.moment()),
                answers.cases,
                number,
                question.limit,
                cursor=question.cursor,
            )
        )
        subjects = tuple(case["subject"]["id"] for case in found["policies"][0]["cases"])
        desk.log(request, f"policy:{found['policies'][0]['id']}", subjects, 200)
        return answer(found)

    return router
