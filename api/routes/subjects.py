"""A subject, its related parties, and the same as a file. Merged ids answer 308."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api.examples import lookups
from api.questions import ExportQuestion, RelatedQuestion, SubjectQuestion
from api.routes.desk import Desk, Id, attachment, moved, of_subject


def subject_routes(desk: Desk) -> APIRouter:
    """A subject, its related parties, and the same as a file. Merged ids answer 308."""
    router = APIRouter(prefix="/v1", tags=["subjects"])

    @router.get("/subjects/{id:path}/related", responses=lookups.RELATED)
    async def related(
        request: Request, id: Id, question: Annotated[RelatedQuestion, Query()]
    ) -> Response:
        """一个主体的关联方,按关系分组 / a subject's related parties, by kind of tie."""
        return await of_subject(
            desk, request, "related",
            lambda: desk.answers.related(id, question.options(), question.moment()),
        )  # fmt: skip

    @router.get("/subjects/{id:path}/export", responses=lookups.EXPORT)
    async def export(
        request: Request, id: Id, question: Annotated[ExportQuestion, Query()]
    ) -> Response:
        """一个主体的关系网,供其他软件读取 / a subject's neighbourhood as a file."""
        file = await desk.ask(
            lambda: desk.answers.export(id, question.format, question.options(), question.moment()),
            apart=True,
        )
        redirected = file.redirected_from is not None
        desk.log(request, f"export:{question.format}", (file.subject,), 308 if redirected else 200)
        if redirected:
            return moved("/v1/subjects/", file.subject, "/export", request.url.query)
        complete = {"X-Complete": "true" if file.complete else "false"}
        return attachment(file.content, file.file_name, file.media_type, **complete)

    @router.get("/subjects/{id:path}", responses=lookups.SUBJECT)
    async def subject(
        request: Request, id: Id, question: Annotated[SubjectQuestion, Query()]
    ) -> Response:
        """一个主体:自身信息、来源、关系与失信记录 / a subject, its sources, ties and sanctions."""
        return await of_subject(
            desk, request, "subject",
            lambda: desk.answers.subject(id, question.moment()), suffix="",
        )  # fmt: skip

    return router
