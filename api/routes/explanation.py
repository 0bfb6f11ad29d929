"""An answer proved, compared between two days, supposed otherwise, or explained where it is no."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Query, Request, Response

from api.answers.explanation import (
    difference_answer,
    proof_answer,
    what_if_answer,
    why_not_answer,
)
from api.bodies import read_body
from api.examples import explanation as examples
from api.explaining import DifferenceQuestion, ExplainedQuestion, WhatIf, WhyNotQuestion
from api.routes.desk import Desk, Id, answer, moved, of_subject


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
            )
        )
        redirected = found.redirected_from is not None
        subject = found.subject["id"]
        desk.log(request, f"proof:{question.question}", (subject,), 308 if redirected else 200)
        if redirected:
            return moved("/v1/subjects/", subject, "/proof", request.url.query)
        disposition = f"attachment; filename*=UTF-8''{quote(found.file_name)}"
        headers = {"Content-Disposition": disposition, "X-Public-Key": found.key}
        return Response(found.content, headers=headers, media_type="application/json")

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
        )  # fmt: skip

    @router.post("/what-if", responses=examples.WHAT_IF, openapi_extra=examples.WHAT_IF_BODY)
    async def what_if(request: Request) -> Response:
        """假设之后的答案,不写入 / the answer as it would be, before and after; not written."""
        told = await read_body(request, WhatIf)
        found = await desk.ask(
            lambda: what_if_answer(desk.answers.on(told.moment()), told.ask(), told.suppose)
        )
        desk.log(request, "what-if", tuple(each["id"] for each in found["subjects"]), 200)
        return answer(found)

    return router
