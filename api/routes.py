"""The addresses under ``/v1``: each asks one question and writes it into the audit log first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar
from urllib.parse import quote

import msgspec
from anyio import to_thread
from fastapi import APIRouter, Path, Query, Request, Response

from api import examples, vocabulary
from api.answers import Answers
from api.audit import ANONYMOUS, AuditLog, LookUp
from api.questions import (
    ExportQuestion,
    PathsQuestion,
    RelatedQuestion,
    SearchQuestion,
    SubjectQuestion,
)

T = TypeVar("T")
Id = Annotated[str, Path(description="统一社会信用代码或 来源:id / a USCC, or SOURCE:id")]
_encoder = msgspec.json.Encoder()


def answer(content: Any, status: int = 200, location: str | None = None) -> Response:
    headers = {"Location": location} if location else None
    return Response(_encoder.encode(content), status, headers, media_type="application/json")


@dataclass(frozen=True, slots=True)
class Desk:
    """Where questions are asked: ``threads`` when the store waits on a network connection."""

    answers: Answers
    audit: AuditLog
    threads: bool = False

    async def ask(self, question: Callable[[], T]) -> T:
        return await to_thread.run_sync(question) if self.threads else question()

    def log(self, request: Request, item: str, subjects: tuple[str, ...], status: int) -> None:
        """Before the answer leaves; who nobody authenticated is anonymous and local."""
        trace = request.state.trace
        self.audit.record(LookUp(ANONYMOUS, "unstated", item, subjects, status, trace))


def _moved(path: str, id: str, suffix: str, query: str) -> Response:
    location = f"{path}{quote(id, safe='')}{suffix}" + (f"?{query}" if query else "")
    return answer({"moved_to": id, "location": location}, 308, location)


def subject_routes(desk: Desk) -> APIRouter:
    """A subject, its related parties, and the same as a file. Merged ids answer 308."""
    router = APIRouter(prefix="/v1", tags=["subjects"])

    @router.get("/subjects/{id:path}/related", responses=examples.RELATED)
    async def related(
        request: Request, id: Id, question: Annotated[RelatedQuestion, Query()]
    ) -> Response:
        """一个主体的关联方,按关系分组 / a subject's related parties, by kind of tie."""
        found = await desk.ask(
            lambda: desk.answers.related(id, question.options(), question.moment())
        )
        moved = found["redirected_from"] is not None
        desk.log(request, "related", (found["id"],), 308 if moved else 200)
        if moved:
            return _moved("/v1/subjects/", found["id"], "/related", request.url.query)
        return answer(found)

    @router.get("/subjects/{id:path}/export", responses=examples.EXPORT)
    async def export(
        request: Request, id: Id, question: Annotated[ExportQuestion, Query()]
    ) -> Response:
        """一个主体的关系网,供其他软件读取 / a subject's neighbourhood as a file."""
        file = await desk.ask(
            lambda: desk.answers.export(id, question.format, question.options(), question.moment())
        )
        moved = file.redirected_from is not None
        desk.log(request, f"export:{question.format}", (file.subject,), 308 if moved else 200)
        if moved:
            return _moved("/v1/subjects/", file.subject, "/export", request.url.query)
        disposition = f"attachment; filename*=UTF-8''{quote(file.file_name)}"
        return Response(
            file.content,
            headers={
                "Content-Disposition": disposition,
                "X-Complete": "true" if file.complete else "false",
            },
            media_type=file.media_type,
        )

    @router.get("/subjects/{id:path}", responses=examples.SUBJECT)
    async def subject(
        request: Request, id: Id, question: Annotated[SubjectQuestion, Query()]
    ) -> Response:
        """一个主体:自身信息、来源、关系与失信记录 / a subject, its sources, ties and sanctions."""
        found = await desk.ask(lambda: desk.answers.subject(id, question.moment()))
        moved = found["redirected_from"] is not None
        desk.log(request, "subject", (found["id"],), 308 if moved else 200)
        if moved:
            return _moved("/v1/subjects/", found["id"], "", request.url.query)
        return answer(found)

    return router


def question_routes(desk: Desk) -> APIRouter:
    """How two are tied, the search, and the words the answers use."""
    router = APIRouter(prefix="/v1", tags=["questions"])

    @router.get("/paths", responses=examples.PATHS)
    async def paths(request: Request, question: Annotated[PathsQuestion, Query()]) -> Response:
        """两个主体之间有何关联 / how two subjects are tied."""
        found = await desk.ask(
            lambda: desk.answers.paths(
                question.source, question.target, question.options(), question.moment()
            )
        )
        desk.log(request, "paths", (found["source"]["id"], found["target"]["id"]), 200)
        return answer(found)

    @router.get("/search", responses=examples.SEARCH)
    async def search(request: Request, question: Annotated[SearchQuestion, Query()]) -> Response:
        """按名称或 id 搜索主体 / find subjects by name or id."""
        found = await desk.ask(
            lambda: desk.answers.search(question.q, question.limit, question.moment())
        )
        desk.log(request, "search", tuple(result["id"] for result in found["results"]), 200)
        return answer(found)

    @router.get("/status", responses=examples.STATUS)
    async def status() -> Response:
        """存储里有什么、从何而来 / what the store holds, and where it came from."""
        return answer(await to_thread.run_sync(desk.answers.status))

    words = _encoder.encode(vocabulary.words())

    @router.get("/vocabulary", responses=examples.VOCABULARY)
    async def words_used() -> Response:
        """各类主体、关系与字段的中文名 / the kinds, ties and fields, and their Chinese names."""
        return Response(words, media_type="application/json")

    return router
