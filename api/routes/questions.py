"""How two are tied, the search, and the words the answers use."""

from __future__ import annotations

from typing import Annotated

from anyio import to_thread
from fastapi import APIRouter, Query, Request, Response

from api import vocabulary
from api.examples import lookups
from api.questions import PathsQuestion, SearchQuestion
from api.routes.desk import Desk, answer, encoder


def question_routes(desk: Desk) -> APIRouter:
    """How two are tied, the search, and the words the answers use."""
    router = APIRouter(prefix="/v1", tags=["questions"])

    @router.get("/paths", responses=lookups.PATHS)
    async def paths(request: Request, question: Annotated[PathsQuestion, Query()]) -> Response:
        """两个主体之间有何关联 / how two subjects are tied."""
        found = await desk.ask(
            lambda: desk.answers.paths(
                question.source, question.target, question.options(), question.moment()
            )
        )
        desk.log(request, "paths", (found["source"]["id"], found["target"]["id"]), 200)
        return answer(found)

    @router.get("/search", responses=lookups.SEARCH)
    async def search(request: Request, question: Annotated[SearchQuestion, Query()]) -> Response:
        """按名称、拼音、代码搜索主体与项目 / find subjects and projects by name, pinyin or code."""
        found = await desk.ask(
            lambda: desk.answers.search(
                question.q, question.limit, question.moment(), question.of, question.cursor
            )
        )
        desk.log(request, "search", tuple(result["id"] for result in found["results"]), 200)
        return answer(found)

    @router.get("/status", responses=lookups.STATUS)
    async def status() -> Response:
        """存储里有什么、从何而来 / what the store holds, and where it came from."""
        return answer(await to_thread.run_sync(desk.answers.status))

    words = encoder.encode(vocabulary.words())

    @router.get("/vocabulary", responses=lookups.VOCABULARY)
    async def words_used() -> Response:
        """各类主体、关系与字段的中文名 / the kinds, ties and fields, and their Chinese names."""
        return Response(words, media_type="application/json")

    return router
