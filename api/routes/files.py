"""Credit files as JSON, page and PDF, and the check of their codes."""

from __future__ import annotations

from functools import partial
from typing import Annotated
from urllib.parse import quote

from anyio import to_thread
from fastapi import APIRouter, Path, Query, Request, Response

from api.answers.files import file_answer, page, pdf, verdict_page, verify_among
from api.answers.files.file import Kind
from api.answers.files.shapes import FileAnswer
from api.answers.stamp import digested
from api.examples import files as examples
from api.printing import printed
from api.questions import Question
from api.routes.desk import Desk, answer, moved

Which = Annotated[Kind, Path(description="档案种类 / which file")]
Whose = Annotated[
    str, Path(description="id 或项目代码,可加 .html 或 .pdf / an id or code, with .html or .pdf")
]


def file_routes(desk: Desk) -> APIRouter:
    """Credit files as JSON, page and PDF, and the check of their codes."""
    router = APIRouter(prefix="/v1/files", tags=["files"])

    @router.get("/verify/{code:path}", responses=examples.VERIFY)
    async def verify(
        request: Request,
        code: Annotated[str, Path(description="核验码,可加 .html / the code, with .html")],
    ) -> Response:
        """核验一份信用档案 / whether a credit file is genuine."""
        stamp, bare = desk.answers.stamp(), code.removesuffix(".html")
        views = [answers.on for answers in desk.sight.every()]
        verdict = await desk.ask(partial(verify_among, views, stamp, bare))
        desk.log(request, "verify", (verdict["id"],) if verdict["id"] else (), 200)
        if code.endswith(".html"):
            return printed(verdict_page(verdict))
        return answer(verdict)

    @router.get("/{kind}/{id:path}", responses=examples.FILE)
    async def file(
        request: Request, kind: Which, id: Whose, question: Annotated[Question, Query()]
    ) -> Response:
        """信用档案:项目、参建主体或信用主体 / a credit file; .html prints, .pdf is kept."""
        form = next((end for end in (".html", ".pdf") if id.endswith(end)), "")
        bare, answers = id.removesuffix(form), desk.answers
        found = await desk.ask(
            lambda: file_answer(answers.on(question.moment()), answers.stamp(), kind, bare),
            apart=True,
        )
        redirected = "redirected_from" in found
        desk.log(request, f"file:{kind}", (found["id"],), 308 if redirected else 200)
        if redirected:
            return moved(f"/v1/files/{kind}/", found["id"], form, request.url.query)
        return await _formed(request, found, form)

    return router


async def _formed(request: Request, file: FileAnswer, form: str) -> Response:
    """The file in the form asked for, or 304 where the client has it."""
    tag = f'"{digested(file["verification"])}{form}"'
    headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    if not form:
        found = answer(file)
        found.headers.update(headers)
        return found
    paper = page(file, str(request.base_url))
    if form == ".html":
        return printed(paper, headers)
    content = await to_thread.run_sync(pdf, paper)
    headers["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(file['number'])}.pdf"
    return Response(content, headers=headers, media_type="application/pdf")
