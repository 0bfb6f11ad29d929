"""The shape of ownership: loops, shares beyond the whole, groups, shell clusters."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from anyio import to_thread
from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from api.answers.structures import (
    city_groups_answer,
    city_loops_answer,
    city_overfull_answer,
    city_shells_answer,
    debtrank_answer,
    groups_answer,
    loops_answer,
    overfull_answer,
    ranking_answer,
    shells_answer,
)
from api.answers.structures.listed import MOST, MOST_PARTIES
from api.examples import structures as examples
from api.questions import Cursor, Number, Question, SubjectQuestion
from api.routes.desk import Desk, Id, answer, of_subject


class CityQuestion(Question):
    limit: Annotated[Number, Field(ge=1, le=MOST, description="最多几项 / most items")] = 100
    cursor: Cursor = None


class PartiesQuestion(Question):
    limit: Annotated[Number, Field(ge=1, le=MOST, description="最多几项 / most items")] = 100
    id: Annotated[
        list[str],
        Field(min_length=1, max_length=MOST_PARTIES, description="可重复 / may be repeated"),
    ]


Asked = Annotated[SubjectQuestion, Query()]
CityAsked = Annotated[CityQuestion, Query()]
PartiesAsked = Annotated[PartiesQuestion, Query()]


def structure_routes(desk: Desk) -> APIRouter:
    """Of one subject at its address, of the whole city at the topic's."""
    router = APIRouter(prefix="/v1", tags=["structures"])

    @router.get("/subjects/{id:path}/loops", responses=examples.LOOPS)
    async def loops(request: Request, id: Id, question: Asked) -> Response:
        """所在的循环持股及其路径与乘积 / the ownership loop it is in, its path and product."""
        return await of_subject(
            desk, request, "loops", lambda: loops_answer(desk.answers.on(question.moment()), id)
        )

    @router.get("/loops", responses=examples.CITY_LOOPS)
    async def city_loops(request: Request, question: CityAsked) -> Response:
        """全市的循环持股 / the ownership loops of the city."""
        return await _city(desk, request, "city-loops", question, city_loops_answer)

    @router.get("/subjects/{id:path}/overfull", responses=examples.OVERFULL)
    async def overfull(request: Request, id: Id, question: Asked) -> Response:
        """出资比例合计是否超过 100 % / whether more than the whole of it is held."""
        return await of_subject(
            desk, request, "overfull",
            lambda: overfull_answer(desk.answers.on(question.moment()), id),
        )  # fmt: skip

    @router.get("/overfull", responses=examples.CITY_OVERFULL)
    async def city_overfull(request: Request, question: CityAsked) -> Response:
        """全市出资比例合计超过 100 % 的企业 / companies held beyond the whole: wrong data."""
        return await _city(desk, request, "city-overfull", question, city_overfull_answer)

    @router.get("/subjects/{id:path}/groups", responses=examples.GROUPS)
    async def groups(request: Request, id: Id, question: Asked) -> Response:
        """同一最终控制人之下的企业 / the firms under its ultimate controller."""
        return await of_subject(
            desk, request, "groups", lambda: groups_answer(desk.answers.on(question.moment()), id)
        )

    @router.get("/groups", responses=examples.CITY_GROUPS)
    async def city_groups(request: Request, question: CityAsked) -> Response:
        """全市的企业集团,大者在前 / the groups of the city, the largest first."""
        return await _city(desk, request, "city-groups", question, city_groups_answer)

    @router.get("/subjects/{id:path}/shells", responses=examples.SHELLS)
    async def shells(request: Request, id: Id, question: Asked) -> Response:
        """疑似空壳集群(线索)/ firms registered with it that share something rare: an indicator."""
        return await of_subject(
            desk, request, "shells", lambda: shells_answer(desk.answers.on(question.moment()), id)
        )

    @router.get("/shells", responses=examples.CITY_SHELLS)
    async def city_shells(request: Request, question: CityAsked) -> Response:
        """全市的疑似空壳集群(线索)/ the shell clusters of the city: indicators."""
        return await _city(desk, request, "city-shells", question, city_shells_answer)

    @router.get("/ranking", responses=examples.RANKING)
    async def ranking(request: Request, question: PartiesAsked) -> Response:
        """从调查对象出发,先查谁 / whom an investigation of these parties should look at first."""
        found = await desk.ask(
            lambda: ranking_answer(desk.answers.on(question.moment()), question.id, question.limit)
        )
        desk.log(request, "ranking", tuple(each["id"] for each in found["parties"]), 200)
        return answer(found)

    @router.get("/debtrank", responses=examples.DEBTRANK)
    async def debtrank(request: Request, question: PartiesAsked) -> Response:
        """若这些债务人违约,担保链上谁受累 / who suffers up the guarantees if these fail."""
        found = await desk.ask(
            lambda: debtrank_answer(desk.answers.on(question.moment()), question.id, question.limit)
        )
        desk.log(request, "debtrank", tuple(each["id"] for each in found["debtors"]), 200)
        return answer(found)

    return router


async def _city(
    desk: Desk, request: Request, item: str, question: CityQuestion, asked: Callable[..., Any]
) -> Response:
    """Ask about the whole city off the event loop: the first time takes seconds."""
    answers = desk.answers
    found = await to_thread.run_sync(
        lambda: asked(
            answers.on(question.moment()), answers.structures, question.limit, question.cursor
        )
    )
    desk.log(request, item, (), 200)
    return answer(found)
