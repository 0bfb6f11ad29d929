"""Two ids that are one subject: judged by stewards, recorded, taken back."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api.answers.merges.acts import Merging, Separating, merge, separate
from api.answers.merges.looked_up import merges_answer
from api.bodies import read_act
from api.examples import merges as documented
from api.questions import Question
from api.routes.desk import Desk, Id, answer, of_subject


def merge_routes(desk: Desk) -> APIRouter:
    """Judgements of identity, and the ids that are one subject."""
    router = APIRouter(prefix="/v1/subjects", tags=["subjects"])

    @router.get("/{id:path}/merges", responses=documented.OF_SUBJECT)
    async def of(request: Request, id: Id, question: Annotated[Question, Query()]) -> Response:
        """哪些 id 是同一主体,由谁认定 / which ids are this subject, and who judged so."""
        return await of_subject(
            desk, request, "merges",
            lambda: merges_answer(desk.answers.on(question.moment()), id),
        )  # fmt: skip

    @router.post(
        "/{id:path}/merge", responses=documented.RECEIPT, openapi_extra=documented.takes(Merging)
    )
    async def merged(request: Request, id: Id) -> Response:
        """认定此 id 与另一主体同一:此后转到该主体 / the id is another subject, and redirects."""
        asked, body = await read_act(request, Merging)
        found = await desk.act(lambda acting: merge(acting, asked, id, body))
        desk.log(request, "merge:merged", (found["id"], *found["merged_from"]), 200)
        return answer(found)

    @router.post(
        "/{id:path}/separation",
        responses=documented.RECEIPT,
        openapi_extra=documented.takes(Separating),
    )
    async def separated(request: Request, id: Id) -> Response:
        """撤销归并 / the two are two after all."""
        asked, body = await read_act(request, Separating)
        found = await desk.act(lambda acting: separate(acting, asked, id, body))
        desk.log(request, "merge:separated", (found["id"],), 200)
        return answer(found)

    return router
