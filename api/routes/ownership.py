"""Who stands behind whom: control, owners, beneficial owners, the 50 % rule as a lens."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from api.answers.ownership import (
    TreeOptions,
    beneficial_owners_answer,
    close_links_answer,
    control_answer,
    controller_answer,
    fifty_answer,
    owners_answer,
    subject_fifty_answer,
    threshold_of,
    tree_answer,
)
from api.answers.ownership.fifty import MOST_LISTED
from api.answers.ownership.tree import DEEPEST, WIDEST
from api.examples import ownership as examples
from api.questions import Number, Question, SubjectQuestion
from api.routes.desk import Desk, Id, answer, of_subject


class FiftyQuestion(Question):
    threshold: Annotated[
        str | None,
        Field(max_length=12, description="门槛,百分数,缺省 50 / threshold in percent; default 50"),
    ] = None

    def ppm(self) -> int | None:
        return None if self.threshold is None else threshold_of(self.threshold)


class ManyFiftyQuestion(FiftyQuestion):
    id: Annotated[
        list[str],
        Field(min_length=1, max_length=MOST_LISTED, description="可重复 / may be repeated"),
    ]


class TreeQuestion(Question):
    direction: Annotated[
        Literal["up", "down"], Field(description="股东或对外投资 / shareholders, or holdings")
    ] = "up"
    depth: Annotated[Number, Field(ge=1, le=DEEPEST, description="几层 / how many levels")] = 3
    limit: Annotated[
        Number, Field(ge=1, le=WIDEST, description="每方最多几支 / most branches of each party")
    ] = 50

    def options(self) -> TreeOptions:
        return TreeOptions(self.direction, self.depth, self.limit)


def ownership_routes(desk: Desk) -> APIRouter:
    """Who stands behind whom: control, owners, beneficial owners, the 50 % rule as a lens."""
    router = APIRouter(prefix="/v1", tags=["ownership"])

    @router.get("/subjects/{id:path}/control", responses=examples.CONTROL)
    async def control(
        request: Request, id: Id, question: Annotated[SubjectQuestion, Query()]
    ) -> Response:
        """控制谁、受谁控制:合计过半数表决权 / joint majorities of votes, both ways."""
        return await of_subject(
            desk, request, "control", lambda: control_answer(desk.answers.on(question.moment()), id)
        )

    @router.get("/subjects/{id:path}/owners", responses=examples.OWNERS)
    async def owners(
        request: Request, id: Id, question: Annotated[SubjectQuestion, Query()]
    ) -> Response:
        """全部直接与间接股东及其最终份额 / all owners and what each holds in the end."""
        return await of_subject(
            desk, request, "owners", lambda: owners_answer(desk.answers.on(question.moment()), id)
        )

    @router.get("/subjects/{id:path}/tree", responses=examples.TREE)
    async def tree(
        request: Request, id: Id, question: Annotated[TreeQuestion, Query()]
    ) -> Response:
        """股权树:逐层股东或对外投资 / the tree of shareholders, or of holdings."""
        return await of_subject(
            desk, request, "tree",
            lambda: tree_answer(desk.answers.on(question.moment()), id, question.options()),
        )  # fmt: skip

    @router.get("/subjects/{id:path}/beneficial-owners", responses=examples.BENEFICIAL_OWNERS)
    async def beneficial_owners(
        request: Request, id: Id, question: Annotated[SubjectQuestion, Query()]
    ) -> Response:
        """受益所有人,逐项标准 / the beneficial owners, criterion by criterion."""
        return await of_subject(
            desk, request, "beneficial-owners",
            lambda: beneficial_owners_answer(desk.answers.on(question.moment()), id),
        )  # fmt: skip

    @router.get("/subjects/{id:path}/close-links", responses=examples.CLOSE_LINKS)
    async def close_links(
        request: Request, id: Id, question: Annotated[SubjectQuestion, Query()]
    ) -> Response:
        """密切联系(20%,分析视角,非中国法)/ close links, a lens and not Chinese law."""
        return await of_subject(
            desk, request, "close-links",
            lambda: close_links_answer(desk.answers.on(question.moment()), id),
        )  # fmt: skip

    @router.get("/subjects/{id:path}/controller", responses=examples.CONTROLLER)
    async def controller(
        request: Request, id: Id, question: Annotated[SubjectQuestion, Query()]
    ) -> Response:
        """实际控制人:登记的,否则疑似及其链条 / the registered controller, else the suspected."""
        return await of_subject(
            desk, request, "controller",
            lambda: controller_answer(desk.answers.on(question.moment()), id),
        )  # fmt: skip

    @router.get("/subjects/{id:path}/fifty", responses=examples.SUBJECT_FIFTY)
    async def fifty(
        request: Request, id: Id, question: Annotated[FiftyQuestion, Query()]
    ) -> Response:
        """百分之五十规则(分析视角,非中国法)/ the 50 % rule, a lens and not Chinese law."""
        return await of_subject(
            desk, request, "fifty",
            lambda: subject_fifty_answer(desk.answers.on(question.moment()), id, question.ppm()),
        )  # fmt: skip

    @router.get("/fifty", responses=examples.FIFTY)
    async def fifty_of_many(
        request: Request, question: Annotated[ManyFiftyQuestion, Query()]
    ) -> Response:
        """几个主体合计之下的同一视角 / the same of several subjects in aggregate."""
        found = await desk.ask(
            lambda: fifty_answer(desk.answers.on(question.moment()), question.id, question.ppm())
        )
        desk.log(request, "fifty", tuple(each["id"] for each in found["listed"]), 200)
        return answer(found)

    return router
