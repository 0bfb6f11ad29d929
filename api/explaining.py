"""How a proof, a difference, a reason why not and a supposition are asked for over HTTP."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any, Final, Literal

import msgspec
from msgspec import Meta
from pydantic import BaseModel, ConfigDict, Field, create_model

from analyses.questions import QUESTIONS, Parameter
from api.answers import Moment
from api.answers.asking import day_of
from api.answers.explanation import Ask
from api.answers.explanation.asking import MOST_SUBJECTS
from api.bodies import Day as WrittenDay
from api.bodies import Name
from api.questions import Number, Question

PARAMETERS: Final = {
    parameter.name: parameter
    for question in QUESTIONS.values()
    for parameter in question.parameters
}
MOST_SUPPOSED: Final = 50
Truth = Literal["true", "false"]


class _Asked(BaseModel):
    model_config = ConfigDict(extra="forbid")

    question: Annotated[
        str,
        Field(description="哪个问题 / which question", json_schema_extra={"enum": [*QUESTIONS]}),
    ]

    def ask(self, ids: Sequence[str]) -> Ask:
        """With the parameters given, those of another question too: they will be refused."""
        given = {name: getattr(self, name) for name in PARAMETERS}
        told = {name: value for name, value in given.items() if value is not None}
        return Ask(self.question, ids, {name: _plain(name, told[name]) for name in told})


def _plain(name: str, value: Any) -> Any:
    return value == "true" if isinstance(PARAMETERS[name].default, bool) else value


def _field(parameter: Parameter) -> tuple[Any, Any]:
    kinds: dict[type, Any] = {bool: Truth, int: Number}
    kind = kinds.get(type(parameter.default), str)
    return kind | None, Field(default=None, description=f"{parameter.zh} / {parameter.en}")


_fields: Any = {name: _field(parameter) for name, parameter in PARAMETERS.items()}
_Parameters = create_model("_Parameters", __base__=_Asked, **_fields)


class ExplainedQuestion(_Parameters, Question):  # type: ignore[misc, valid-type]
    pass


class WhyNotQuestion(ExplainedQuestion):
    other: Annotated[str, Field(description="另一方的 id / the other party")]


class DifferenceQuestion(_Parameters):  # type: ignore[misc, valid-type]
    """Two days instead of one."""

    since: Annotated[str, Field(alias="from", description="此日 / the first day")]
    to: Annotated[
        str | None, Field(description="至此日,缺省为今天 / the other day; default today")
    ] = None
    known_at: Annotated[
        Number | None,
        Field(ge=0, le=2**31 - 1, description="当时已知的修订号 / as known at this revision"),
    ] = None

    def first(self) -> date:
        return day_of(self.since, "from") or date.min

    def until(self) -> Moment:
        return Moment(day_of(self.to, "to"), self.known_at)


Ids = Annotated[
    list[str],
    Field(
        alias="id", min_length=1, max_length=MOST_SUBJECTS,
        description="一个或多个 id;标段为 项目、标段 / ids; of a lot its project and its number",
    ),
]  # fmt: skip


class AnyExplained(ExplainedQuestion):
    """Of whatever the question may be asked of: several subjects, a project, a lot."""

    ids: Ids


class AnyDifference(DifferenceQuestion):
    ids: Ids


class AnyWhyNot(WhyNotQuestion):
    ids: Ids


class WhatIf(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The body of a supposition: the question, of whom, and what is supposed, in order."""

    question: Name
    ids: Annotated[list[Name], Meta(min_length=1, max_length=MOST_SUBJECTS)]
    suppose: Annotated[list[dict[str, str | int]], Meta(min_length=1, max_length=MOST_SUPPOSED)]
    parameters: dict[str, str | int | bool] = {}
    as_of: WrittenDay | None = None
    known_at: Annotated[int, Meta(ge=0, le=2**31 - 1)] | None = None

    def ask(self) -> Ask:
        return Ask(self.question, self.ids, self.parameters)

    def moment(self) -> Moment:
        return Moment(day_of(self.as_of), self.known_at)
