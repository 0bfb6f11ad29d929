"""``evaluation.toml``: the public credit evaluation (公共信用综合评价), a scheme in areas."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Annotated

from msgspec import Meta

from analyses.rulebook.entry import Entry, in_force
from analyses.rulebook.faults import Fault
from analyses.rulebook.schemes import Indicator, Scheme, change_days


class Area(Entry, frozen=True, kw_only=True):
    """A first-level indicator; its second-level ones make up its ``points``."""

    points: Annotated[int, Meta(ge=1, le=10_000)]


class Notice(Entry, frozen=True, kw_only=True):
    """What every answer by these rules says of them."""


class PublicIndicator(Indicator, frozen=True, kw_only=True):
    """An indicator of the public evaluation: no grading may be its input."""

    def names(self) -> Iterable[tuple[str, str, str]]:
        yield from Indicator.names(self)
        yield "area", "evaluation.area", self.area

    def faults(self) -> Iterator[Fault]:
        yield from Indicator.faults(self)
        if self.attribute == "public_grade":
            yield Fault(
                "attribute",
                "公共信用综合评价不得以评价结果为输入:行业评价可以参考公共评价,反之不可",
                "the public evaluation takes no grade as input: gradings may use it, never the "
                "reverse",
            )


class Evaluation(Scheme, frozen=True, kw_only=True):
    notice: Annotated[tuple[Notice, ...], Meta(min_length=1)]
    area: Annotated[tuple[Area, ...], Meta(min_length=1)]
    indicator: Annotated[tuple[PublicIndicator, ...], Meta(min_length=1)]

    def __post_init__(self) -> None:
        for day in change_days(*self.indicator, *self.area, *self.veto, *self.level):
            self.check(day)

    def check(self, day: date) -> None:
        Scheme.check(self, day)
        for area in in_force(self.area, day):
            parts = [i.most for i in in_force(self.indicator, day) if i.area == area.id]
            if sum(parts) != area.points:
                raise ValueError(f"area {area.id} has {area.points} points, not {sum(parts)}")
