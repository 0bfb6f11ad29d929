"""An answer proved, compared between two days, supposed otherwise, or explained where it is no."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from api.answers.explanation import (
    Proved,
    difference_answer,
    proof_answer,
    what_if_answer,
    why_not_answer,
)
from api.bodies import read_body
from api.examples import explanation as examples
from api.explaining import (
    AnyDifference,
    AnyExplained,
    AnyWhyNot,
    DifferenceQuestion,
    ExplainedQuestion,
    WhatIf,
    WhyNotQuestion,
)
from api.routes.desk import Desk, Id, answer, attachment, moved, of_subject


def explanation_routes(desk: Desk) -> APIRouter:
    """Proof, difference and reason why not, of any question about a subject."""
    router = APIRouter(prefix="/v1", tags=["explanation"])

    @router.get("/subjects/{id:path}/proof", responses=examples.PROOF)
    async def proof(
        request: Request, id: Id, question: Annotated[ExplainedQuestion, Query()]
    ) -> Response:
        """可离线核验的证明文件 / the answer as a signed file, checked without the service."""
        answers = desk.answers
        found = await desk.ask(
            lambda: proof_answer(
                answers.on(question.moment()), question.ask((id,)), answers.signer()
            ),
            apart=True,
        )
        if found.redirected_from is not None:
            desk.log(request, "proof", (found.subject["id"],), 308)
            return moved("/v1/subjects/", found.subject["id"], "/proof", request.url.query)
        return _handed_out(desk, request, found)

    @router.get("/subjects/{id:path}/diff", responses=examples.DIFFERENCE)
    async def difference(
        request: Request, id: Id, question: Annotated[DifferenceQuestion, Query()]
    ) -> Response:
        """两日之间谁新增、谁解除、因何事实 / who came, who left, and by which fact."""
        return await of_subject(
            desk, request, "diff",
            lambda: difference_answer(
                desk.answers.on(question.until()), question.ask((id,)), question.first()
            ),
            apart=True,
        )  # fmt: skip

    @router.get("/subjects/{id:path}/why-not", responses=examples.WHY_NOT)
    async def why_not(
        request: Request, id: Id, question: Annotated[WhyNotQuestion, Query()]
    ) -> Response:
        """为何不是:首个不满足的条件 / the first missing condition why another is not in it."""
        return await of_subject(
            desk, request, "why-not",
            lambda: why_not_answer(
                desk.answers.on(question.moment()), question.ask((id,)), question.other
            ),
            apart=True,
        )  # fmt: skip

    @router.get("/proof", responses=examples.PROOF_OF)
    async def proof_of(request: Request, question: Annotated[AnyExplained, Query()]) -> Response:
        """同上,针对多个主体、项目或标段 / the same of several subjects, a project or a lot."""
        answers = desk.answers
        found = await desk.ask(
            lambda: proof_answer(
                answers.on(question.moment()), question.ask(question.ids), answers.signer()
            ),
            apart=True,
        )
        return _handed_out(desk, request, found)

    @router.get("/diff", responses=examples.DIFFERENCE_OF)
    async def difference_of(
        request: Request, question: Annotated[AnyDifference, Query()]
    ) -> Response:
        """同上,针对多个主体、项目或标段 / the same of several subjects, a project or a lot."""
        found = await desk.ask(
            lambda: difference_answer(
                desk.answers.on(question.until()), question.ask(question.ids), question.first()
            ),
            apart=True,
        )
        return _logged(desk, request, "diff", found)

    @router.get("/why-not", responses=examples.WHY_NOT_OF)
    async def why_not_of(request: Request, question: Annotated[AnyWhyNot, Query()]) -> Response:
        """同上,针对多个主体、项目或标段 / the same of several subjects, a project or a lot."""
        found = await desk.ask(
            lambda: why_not_answer(
                desk.answers.on(question.moment()), question.ask(question.ids), question.other
            ),
            apart=True,
        )
        return _logged(desk, request, "why-not", found)

    @router.post("/what-if", responses=examples.WHAT_IF, openapi_extra=examples.WHAT_IF_BODY)
    async def what_if(request: Request) -> Response:
        """假设之后的答案,不写入 / the answer as it would be, before and after; not written."""
        told = await read_body(request, WhatIf)
        found = await desk.ask(
            lambda: what_if_answer(desk.answers.on(told.moment()), told.ask(), told.suppose),
            apart=True,
        )
        return _logged(desk, request, "what-if", found)

    return router


def _logged(desk: Desk, request: Request, item: str, found: Any) -> Response:
    desk.log(request, item, tuple(each["id"] for each in found["subjects"]), 200)
    return answer(found)


def _handed_out(desk: Desk, request: Request, found: Proved) -> Response:
    desk.log(request, f"proof:{found.question}", tuple(found.subjects), 200)
    key = {"X-Public-Key": found.key}
    return attachment(found.content, found.file_name, "application/json", **key)
