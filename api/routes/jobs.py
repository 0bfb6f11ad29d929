"""Screenings of more subjects than one waits for: made, followed, read by the page, cancelled."""

from __future__ import annotations

from typing import Annotated

from anyio import to_thread
from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from api.answers.screen.asked import Screen
from api.bodies import idempotency_key, read_list
from api.examples import jobs as documented
from api.feed.jobs import job_answer, jobs_answer, rows_answer
from api.routes.desk import Desk, answer
from api.routes.feed import owner
from api.routes.screen import check_screening

JobId = Annotated[str, Path(description="任务 id / the job's id")]


class RowsQuestion(BaseModel):
    model_config = ConfigDict(extra="forbid")

    cursor: Annotated[
        str | None, Field(max_length=100, description="上一页的 next / as the last page's next")
    ] = None


def job_routes(desk: Desk) -> APIRouter:
    """Screening jobs of an organisation."""
    router = APIRouter(prefix="/v1/screen/jobs", tags=["screen"])

    @router.post(
        "", status_code=202, responses=documented.MADE, openapi_extra=documented.takes(Screen)
    )
    async def made(request: Request) -> Response:
        """提交批量筛查任务 / screen up to a million subjects, in the background."""
        jobs, unit, key = desk.feed().jobs, owner(request), idempotency_key(request)
        told = await read_list(request, Screen)
        answers = desk.answers
        check_screening(request, answers, told)
        job, _ = await to_thread.run_sync(lambda: jobs.make(answers, unit, told, key))
        desk.log(request, "screen-job:made", (), 202, told.purpose or "")
        return answer(job_answer(job), 202, f"/v1/screen/jobs/{job.id}")

    @router.get("", responses=documented.ALL)
    async def every(request: Request) -> Response:
        """本单位的任务 / the organisation's jobs, the latest first."""
        jobs, unit = desk.feed().jobs, owner(request)
        found = await to_thread.run_sync(lambda: jobs_answer(jobs, unit))
        desk.log(request, "screen-jobs", (), 200)
        return answer(found)

    @router.get("/{id}", responses=documented.ONE)
    async def one(request: Request, id: JobId) -> Response:
        """任务进度 / how far a job has come."""
        jobs, unit = desk.feed().jobs, owner(request)
        job = await to_thread.run_sync(lambda: jobs.one(unit, id))
        desk.log(request, "screen-job", (), 200)
        return answer(job_answer(job))

    @router.get("/{id}/rows", responses=documented.ROWS)
    async def rows(
        request: Request, id: JobId, question: Annotated[RowsQuestion, Query()]
    ) -> Response:
        """任务结果,每页 1,000 行 / the rows, a thousand at a time, as they are ready."""
        jobs, unit = desk.feed().jobs, owner(request)
        found, named = await to_thread.run_sync(
            lambda: rows_answer(jobs, unit, id, question.cursor)
        )
        desk.log(request, "screen-job:rows", named, 200)
        return answer(found)

    @router.delete("/{id}", responses=documented.ONE)
    async def cancelled(request: Request, id: JobId) -> Response:
        """取消任务,已有结果保留 / cancel a job; the rows that are there stay."""
        jobs, unit = desk.feed().jobs, owner(request)
        job = await to_thread.run_sync(lambda: jobs.cancel(unit, id))
        desk.log(request, "screen-job:cancelled", (), 200)
        return answer(job_answer(job))

    return router
