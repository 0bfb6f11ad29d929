"""The credit map: projects in progress within a box, as GeoJSON."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from api.answers.credit_map import LARGEST, MOST, Layer, MapOptions, Narrowed, Stage, map_answer
from api.examples import credit_map as examples
from api.questions import Number, Question
from api.routes.desk import Desk, answer
from graph.vocabulary import ROLES


class MapQuestion(Question):
    bbox: Annotated[
        str, Field(max_length=120, description="西,南,东,北 / west,south,east,north, degrees")
    ]
    layer: Annotated[
        Layer, Field(description="项目、重点项目或行政区 / projects, key projects or divisions")
    ] = "projects"
    limit: Annotated[
        Number, Field(ge=1, le=LARGEST, description="多于此数则聚合 / more than this are clustered")
    ] = MOST
    stage: Annotated[Stage | None, Field(description="只看此阶段 / only at this stage")] = None
    division: Annotated[
        str,
        Field(
            pattern=r"^\d{0,12}$", description="区划代码的前几位 / a division code's first digits"
        ),
    ] = ""
    delayed: Annotated[
        bool, Field(description="只看逾期未竣工的 / only those past their planned end")
    ] = False
    grade: Annotated[
        str | None,
        Field(max_length=8, description="参建主体中的最差等级 / worst grade of the participants"),
    ] = None
    alerts: Annotated[bool, Field(description="只看有关联提示的 / only those with open alerts")] = (
        False
    )

    role: Annotated[
        Literal[ROLES] | None,  # type: ignore[valid-type]
        Field(description="只看有单位承担此角色的 / only those in which somebody has this role"),
    ] = None
    participant: Annotated[
        str | None,
        Field(
            min_length=1, max_length=200,
            description="只看该主体参建的 / only those in which this subject takes part",
        ),
    ] = None  # fmt: skip

    def options(self) -> MapOptions:
        narrowed = Narrowed(
            self.stage, self.division, self.delayed, self.grade, self.alerts, self.role,
            self.participant,
        )  # fmt: skip
        return MapOptions(self.bbox, self.layer, self.limit, narrowed)


def map_routes(desk: Desk) -> APIRouter:
    """The credit map."""
    router = APIRouter(prefix="/v1", tags=["map"])

    @router.get("/map", responses=examples.MAP)
    async def shown(request: Request, question: Annotated[MapQuestion, Query()]) -> Response:
        """信用地图:框内在建项目 / the projects in progress within a box, as GeoJSON."""
        answers, options = desk.answers, question.options()
        found = await desk.ask(
            lambda: map_answer(
                answers.on(question.moment()),
                answers.maps,
                answers.boards,
                options,
                answers.divisions,
            )
        )
        desk.log(request, f"map:{options.layer}", (), 200)
        return answer(found)

    return router
