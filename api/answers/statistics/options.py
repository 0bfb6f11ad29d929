"""What may be asked of the statistics."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, get_args
from urllib.parse import urlencode

from analyses.statistics.kinds import NAMES
from graph.errors import RefusedInput
from graph.masking import speakable
from graph.vocabulary import ACTS

By = Literal["department", "month", "division", "item", "outcome"]
BY: Final = get_args(By)
MOST: Final = 1_000
_MONTH: Final = re.compile(r"\d{4}-(0[1-9]|1[0-2])")


def _one_of(name: str, value: str | None, allowed: tuple[str, ...]) -> None:
    if value is not None and value not in allowed:
        listed = ", ".join(allowed)
        raise RefusedInput(
            f"{name} 应为以下之一:{listed}", f"{name} must be one of: {listed}", field=name
        )


def _without_number(name: str, value: str | None) -> None:
    """The answer's links repeat what was asked, and no address may hold an identity number."""
    if value is not None and speakable(value) != value:
        raise RefusedInput(
            f"{name} 不得含居民身份号码", f"{name} may hold no resident identity number", field=name
        )


@dataclass(frozen=True, slots=True)
class StatisticsOptions:
    """``kind`` None: every kind. ``department``, ``month``, ``division``, ``item``, ``outcome`` and
    ``act`` narrow what is counted; '' is what is not stated. ``since`` is the first day counted.

    Raises RefusedInput, naming the field.
    """

    by: By | None = None
    kind: str | None = None
    department: str | None = None
    month: str | None = None
    division: str | None = None
    item: str | None = None
    outcome: str | None = None
    act: str | None = None
    since: date | None = None

    def __post_init__(self) -> None:
        _one_of("by", self.by, BY)
        _one_of("kind", self.kind, NAMES)
        _one_of("act", self.act, ACTS)
        for name in BY:
            _without_number(name, getattr(self, name))
        if self.month and not _MONTH.fullmatch(self.month):
            raise RefusedInput(
                "month 应为年月,如 2026-01", "month must be such as 2026-01", field="month"
            )

    @property
    def kinds(self) -> tuple[str, ...]:
        return NAMES if self.kind is None else (self.kind,)

    def records(self, as_of: date, **more: str) -> str:
        """The address that lists what a number counts."""
        own = {name: getattr(self, name) for name in (*BY, "act")}
        asked = {**own, **more, "since": self.since, "as_of": as_of}
        told = {name: str(value) for name, value in asked.items() if value is not None}
        return f"/v1/statistics/records?{urlencode(told)}"
