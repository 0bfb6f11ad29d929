"""The query parameters of each route: unknown names are refused, each value is checked."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from api.answers import Moment, PathOptions, RelatedOptions
from api.answers.asking import (
    LARGEST_DEGREE,
    LONGEST_PATH,
    MOST_HOPS,
    MOST_ITEMS,
    MOST_PATHS,
    Direction,
    Mode,
    day_of,
    kinds_of,
)
from api.answers.export import Format
from api.answers.search import LONGEST_QUERY, MOST_RESULTS, Sought


def _written_number(value: Any) -> Any:
    """Digits only: pydantic would also take ``1.0``, `` 1`` and ``1_0``."""
    if isinstance(value, str) and not (value.isascii() and value.isdigit()):
        raise ValueError("digits only")
    return value


Number = Annotated[int, BeforeValidator(_written_number)]
Kinds = Annotated[
    str | None,
    Field(max_length=400, description="只看这些关系,逗号分隔 / only these kinds, comma-separated"),
]


Cursor = Annotated[
    str | None, Field(max_length=100, description="上一页给出的 next / next of the page before")
]


class Question(BaseModel):
    model_config = ConfigDict(extra="forbid")

    as_of: Annotated[
        str | None, Field(description="基准日,缺省为今天 / the day asked about; default today")
    ] = None
    known_at: Annotated[
        Number | None,
        Field(ge=0, le=2**31 - 1, description="当时已知的修订号 / as known at this revision"),
    ] = None

    def moment(self) -> Moment:
        return Moment(day_of(self.as_of), self.known_at)


class SubjectQuestion(Question):
    pass


class RelatedQuestion(Question):
    hops: Annotated[
        Number, Field(ge=1, le=MOST_HOPS, description="最多几步 / how many ties away")
    ] = 2
    kinds: Kinds = None
    direction: Annotated[
        Direction, Field(description="沿关系的方向 / walk along the ties, against them, or both")
    ] = "both"
    limit: Annotated[
        Number, Field(ge=1, le=MOST_ITEMS, description="每组最多几项 / most items a group")
    ] = 50
    hub_degree: Annotated[
        Number,
        Field(
            ge=1,
            le=LARGEST_DEGREE,
            description="关系多于此数者为枢纽,不穿行 / more ties than this make a hub",
        ),
    ] = 100

    def options(self) -> RelatedOptions:
        return RelatedOptions(
            self.hops, kinds_of(self.kinds), self.direction, self.limit, self.hub_degree
        )


class ExportQuestion(RelatedQuestion):
    format: Annotated[Format, Field(description="文件格式 / file format")]


class PathsQuestion(Question):
    source: Annotated[str, Field(alias="from", description="一方的 id / one party")]
    target: Annotated[str, Field(alias="to", description="另一方的 id / the other party")]
    max_hops: Annotated[
        Number, Field(ge=1, le=LONGEST_PATH, description="最长几步 / longest path")
    ] = 6
    kinds: Kinds = None
    direction: Direction = "both"
    mode: Annotated[
        Mode, Field(description="最短一条、全部最短、互不相交 / which paths to give")
    ] = "shortest"
    disjoint: Annotated[
        Number | None,
        Field(ge=1, le=MOST_PATHS, description="几条互不相交的路径 / that many disjoint paths"),
    ] = None
    limit: Annotated[Number, Field(ge=1, le=MOST_PATHS)] = 10
    hub_degree: Annotated[Number, Field(ge=1, le=LARGEST_DEGREE)] = 100

    def options(self) -> PathOptions:
        return PathOptions(
            self.max_hops,
            kinds_of(self.kinds),
            self.direction,
            self.mode,
            self.disjoint,
            self.limit,
            self.hub_degree,
        )


class SearchQuestion(Question):
    q: Annotated[
        str,
        Field(
            min_length=1,
            max_length=LONGEST_QUERY,
            description="名称的一部分、拼音或首字母,或 id / part of a name, pinyin, or an id",
        ),
    ]
    of: Annotated[
        Sought | None,
        Field(
            description="只找主体、项目、标段或部门,或每类各找若干(each)"
            " / subjects, projects, lots or departments only, or some of each"
        ),
    ] = None
    limit: Annotated[Number, Field(ge=1, le=MOST_RESULTS)] = 20
    cursor: Cursor = None
