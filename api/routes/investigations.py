"""Investigations: the workbench of an organisation's investigators, and their reports."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Annotated

from anyio import to_thread
from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import Field

from api.answers.files.pdf import pdf
from api.answers.investigations.acts import Investigator, enter, open_investigation
from api.answers.investigations.book import Investigations, Trail
from api.answers.investigations.bundle import proof_bundle
from api.answers.investigations.entries import Entering, Opening
from api.answers.investigations.folder import State
from api.answers.investigations.looked_up import investigation_answer, investigations_answer
from api.answers.investigations.report import report
from api.answers.investigations.shapes import InvestigationAnswer
from api.bodies import idempotency_key, read_kept
from api.examples import investigations as documented
from api.feed.events import change_of, outlined
from api.printing import printed
from api.questions import Number, Question
from api.routes.desk import Desk, answer, attachment, organisation_of
from api.routes.feed import owner

InvestigationId = Annotated[str, Path(description="案卷 id / the investigation's id")]


class ListQuestion(Question):
    state: Annotated[State | None, Field(description="在办或已结 / open or closed")] = None
    limit: Annotated[Number, Field(ge=1, le=200)] = 50
    cursor: Annotated[str | None, Field(max_length=60)] = None


def investigation_routes(desk: Desk) -> APIRouter:
    """An organisation's investigations: opened, entered into, looked up, printed."""
    router = APIRouter(prefix="/v1/investigations", tags=["investigations"])

    @router.get("", responses=documented.LIST)
    async def listed(request: Request, question: Annotated[ListQuestion, Query()]) -> Response:
        """本单位的案卷 / the organisation's investigations."""
        kept, who = desk.investigations(), investigator(request)
        found = await to_thread.run_sync(
            lambda: investigations_answer(
                desk.answers.on(question.moment()), kept, who.organisation, question.state,
                question.limit, question.cursor,
            )
        )  # fmt: skip
        desk.log(request, "investigations", (), 200)
        return answer(found)

    @router.post("", responses=documented.RECEIPT, openapi_extra=documented.takes(Opening))
    async def opened(request: Request) -> Response:
        """立卷 / open an investigation."""
        kept, who, key = desk.investigations(), investigator(request), idempotency_key(request)
        body = await read_kept(request, Opening)
        made, repeated = await to_thread.run_sync(
            lambda: open_investigation(kept, desk.answers.on, who, body, key)
        )
        found = await _looked_up(desk, request, kept, made)
        return answer({**found, "repeated": repeated}, 200, f"/v1/investigations/{made}")

    @router.get("/{id}", responses=documented.ONE)
    async def one(
        request: Request, id: InvestigationId, question: Annotated[Question, Query()]
    ) -> Response:
        """案卷全貌 / an investigation as it stands; its findings are asked again."""
        return answer(await _looked_up(desk, request, desk.investigations(), id, question))

    @router.post(
        "/{id}/entries", responses=documented.RECEIPT, openapi_extra=documented.takes(Entering)
    )
    async def entered(request: Request, id: InvestigationId) -> Response:
        """记入一条 / enter a subject, a note, a graph, a finding; close or reopen."""
        kept, key = desk.investigations(), idempotency_key(request)
        unit, who = owner(request), investigator(request)
        who = replace(who, changes=lambda one: outlined(change_of(desk.feed().lists, unit, one)))
        body = await read_kept(request, Entering)
        signer = desk.answers.signer
        repeated = await to_thread.run_sync(
            lambda: enter(kept, desk.answers.on, signer, who, id, body, key)
        )
        found = await _looked_up(desk, request, kept, id)
        return answer({**found, "repeated": repeated})

    @router.get("/{id}/report.{form}", responses=documented.REPORT)
    async def report_of(
        request: Request, id: InvestigationId,
        form: Annotated[str, Path(pattern="^(html|pdf)$", description="html 或 pdf")],
        question: Annotated[Question, Query()],
    ) -> Response:  # fmt: skip
        """调查报告 / the report, to print or to keep."""
        found = await _looked_up(desk, request, desk.investigations(), id, question)
        page = report(found, investigator(request).organisation)
        if form == "html":
            return printed(page)
        content = await to_thread.run_sync(pdf, page)
        return attachment(content, f"{found['investigation']['number']}.pdf", "application/pdf")

    @router.get("/{id}/proofs.zip", responses=documented.BUNDLE)
    async def proofs(
        request: Request, id: InvestigationId, question: Annotated[Question, Query()]
    ) -> Response:
        """现仍成立的发现的证明文件 / the signed proofs of the findings that stand."""
        kept = desk.investigations()
        trail, found = await _with_trail(desk, request, kept, id, question)
        packed = await to_thread.run_sync(partial(proof_bundle, kept, trail, found))
        return attachment(packed, f"{trail.number}-proofs.zip", "application/zip")

    return router


def investigator(request: Request) -> Investigator:
    return Investigator(organisation_of(request), request.state.actor.id)


async def _looked_up(
    desk: Desk, request: Request, kept: Investigations, id: str, question: Question | None = None
) -> InvestigationAnswer:
    _, found = await _with_trail(desk, request, kept, id, question)
    return found


async def _with_trail(
    desk: Desk, request: Request, kept: Investigations, id: str, question: Question | None
) -> tuple[Trail, InvestigationAnswer]:
    """Looked up, and every subject it shows logged under its ground."""
    who = investigator(request)

    def look() -> tuple[Trail, InvestigationAnswer]:
        trail = kept.trail(id, who.organisation)
        moment = (question or Question()).moment()
        return trail, investigation_answer(desk.answers.on(moment), trail)

    trail, found = await to_thread.run_sync(look)
    subjects = tuple(one["id"] for one in found["subjects"])
    desk.log(request, f"investigation:{trail.id}", subjects, 200, found["investigation"]["why"])
    return trail, found
