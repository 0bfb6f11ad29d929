"""The ties of a node by kind, counted before they are listed, and those among many nodes."""

from __future__ import annotations

from typing import Annotated, Final, Literal

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import Field

from api.answers import Moment
from api.answers.asking import Direction, day_of, kinds_of
from api.answers.drawn import (
    DRAWN,
    MOST,
    DrawnOptions,
    drawn_among,
    drawn_ties,
)
from api.bodies import read_body
from api.examples import drawn as examples
from api.examples.drawn import Among
from api.questions import Kinds, Number, Question
from api.routes.desk import Desk, Id, answer, of_subject
from graph.facts import Key

Family = Annotated[
    str, Path(description="节点类别 / which sort of node", json_schema_extra={"enum": [*DRAWN]})
]
NodeId = Annotated[str, Path(description="代码,或 来源:代码 / its code, or SOURCE:code")]
MANY_NODES: Final = 100  # more are drawn in a thread beside the others' questions
Truth = Literal["true", "false"]


class TiesQuestion(Question):
    kinds: Kinds = None
    direction: Annotated[
        Direction, Field(description="由此出发、指向此者,或两者 / from it, to it, or both")
    ] = "both"
    limit: Annotated[
        Number, Field(ge=0, le=MOST, description="每组最多几条 / most ties of a group")
    ] = 10
    skip: Annotated[
        Number, Field(ge=0, le=10_000_000, description="每组略过前几条 / how many to pass over")
    ] = 0
    ended: Annotated[
        Truth, Field(description="也列出已终止的 / list those that have ended, too")
    ] = "false"

    def options(self) -> DrawnOptions:
        return DrawnOptions(
            kinds_of(self.kinds), self.direction, self.limit, self.skip, self.ended == "true"
        )


def drawn_routes(desk: Desk) -> APIRouter:
    """The ties of a node by kind, counted before they are listed, and those among many nodes."""
    router = APIRouter(prefix="/v1", tags=["ties"])

    @router.get("/subjects/{id:path}/ties", responses=examples.OF_SUBJECT)
    async def of_a_subject(
        request: Request, id: Id, question: Annotated[TiesQuestion, Query()]
    ) -> Response:
        """一个主体的直接关系,按类计数 / a subject's direct ties, counted by kind."""
        return await of_subject(
            desk, request, "ties",
            lambda: drawn_ties(
                desk.answers.on(question.moment()), "subject", id, question.options()
            ),
            apart=desk.is_hub(id),
        )  # fmt: skip

    @router.get("/nodes/{family}/{id:path}/ties", responses=examples.OF_NODE)
    async def of_a_node(
        request: Request, family: Family, id: NodeId, question: Annotated[TiesQuestion, Query()]
    ) -> Response:
        """项目、标段、地址等节点的直接关系 / the direct ties of a project, a lot, an address …"""
        found = await desk.ask(
            lambda: drawn_ties(desk.answers.on(question.moment()), family, id, question.options()),
            apart=desk.is_hub(id),
        )
        desk.log(request, "ties", (found["id"],), 200)
        return answer(found)

    @router.post("/ties/among", responses=examples.AMONG, openapi_extra=examples.asks(Among))
    async def among(request: Request) -> Response:
        """这些节点之间的全部关系 / every tie among these nodes."""
        told = await read_body(request, Among)
        keys = [Key(node.family, node.id) for node in told.nodes]
        moment = Moment(day_of(told.as_of), told.known_at)
        found = await desk.ask(
            lambda: drawn_among(desk.answers.on(moment), keys, told.ended),
            apart=len(keys) > MANY_NODES or any(desk.is_hub(key.id) for key in keys),
        )
        desk.log(request, "ties:among", tuple(node["id"] for node in found["nodes"]), 200)
        return answer(found)

    return router
