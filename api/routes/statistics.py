"""Statistics of the loop, and the records behind each number."""

from __future__ import annotations

from typing import Annotated

from anyio import to_thread
from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from api.answers.asking import day_of
from api.answers.statistics import StatisticsOptions, records_answer, statistics_answer
from api.answers.statistics.options import MOST, By
from api.examples import statistics as documented
from api.questions import Number, Question
from api.routes.desk import Desk, answer

Text = Annotated[str | None, Field(max_length=200)]


class _Narrowed(Question):
    kind: Annotated[Text, Field(description="哪一类;缺省为全部 / which kind; default all")] = None
    department: Annotated[Text, Field(description="部门全称 / a department's full name")] = None
    month: Annotated[Text, Field(description="年月,如 2026-01 / such as 2026-01")] = None
    division: Annotated[Text, Field(description="行政区划代码 / division code")] = None
    item: Annotated[Text, Field(description="事项 / item")] = None
    outcome: Annotated[Text, Field(description="结果 / outcome")] = None
    act: Annotated[Text, Field(description="只计这一行为 / only this act")] = None
    since: Annotated[Text, Field(description="自何日起 / the first day counted")] = None

    def options(self, by: By | None = None) -> StatisticsOptions:
        return StatisticsOptions(
            by, self.kind, self.department, self.month, self.division, self.item, self.outcome,
            self.act, day_of(self.since, "since"),
        )  # fmt: skip


class StatisticsQuestion(_Narrowed):
    by: Annotated[
        By | None,
        Field(description="按何分列 / what the rows are by"),
    ] = None


class RecordsQuestion(_Narrowed):
    limit: Annotated[Number, Field(ge=1, le=MOST, description="每页几条 / how many a page")] = 100
    cursor: Annotated[Text, Field(description="上一页的 next / next of the page before")] = None


def statistics_routes(desk: Desk) -> APIRouter:
    """Statistics of the loop, and the records behind each number."""
    router = APIRouter(prefix="/v1", tags=["statistics"])

    @router.get("/statistics", responses=documented.STATISTICS)
    async def statistics(
        request: Request, question: Annotated[StatisticsQuestion, Query()]
    ) -> Response:
        """监管闭环统计,每个数字可点到记录 / the loop in numbers, each leading to its records."""
        answers, options = desk.answers, question.options(question.by)
        found = await to_thread.run_sync(
            lambda: statistics_answer(
                answers.on(question.moment()), answers.tallies, options, answers.divisions
            )
        )
        desk.log(request, f"statistics:{options.by}", (), 200)
        return answer(found)

    @router.get("/statistics/records", responses=documented.RECORDS)
    async def records(request: Request, question: Annotated[RecordsQuestion, Query()]) -> Response:
        """一个数字背后的记录 / the records that a number counts."""
        answers, options = desk.answers, question.options()
        found = await to_thread.run_sync(
            lambda: records_answer(
                answers.on(question.moment()), answers.tallies, options,
                question.limit, question.cursor,
            )
        )  # fmt: skip
        subjects = [each["subject"]["id"] for each in found["records"] if each["subject"]]
        item = f"statistics-records:{options.kind}"
        desk.log(request, item, tuple(dict.fromkeys(subjects)), 200)
        return answer(found)

    return router
