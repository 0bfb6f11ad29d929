"""Inspections of sites or subjects, as files print them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from analyses.days import day_of
from api.answers.describe import iso
from api.answers.files.sections import NOT_DELIVERED, section
from api.answers.files.shapes import Section
from api.answers.ground import Ground
from graph.census import has_kind
from graph.vocabulary import ACTS, LINK_CODE, NODE_CODE

_ABOUT: Final = LINK_CODE["about"]
_INSPECTED: Final = ACTS.index("inspected")
_TITLE: Final = ("双随机等检查", "Inspections")


def inspections(ground: Ground, about: Sequence[int]) -> Section:
    """By day, the latest first; those after the day asked about are left out."""
    ties = [tie for node in about for tie in ground.network.every_tie(node)
            if tie[6] == _ABOUT and not tie[7] and tie[8] == _INSPECTED
            and tie[4] <= ground.day.toordinal()]  # fmt: skip
    views = ground.views.nodes(tie[0] for tie in ties)
    rows: list[dict[str, Any]] = [
        {"day": iso(day_of(tie[4])), "name": views[tie[0]].name,
         **{name: str(value) for name, value in views[tie[0]].fields.items()
            if name in ("unit", "basis", "note")}}
        for tie in sorted(ties, key=lambda tie: (-tie[4], tie[1]))
    ]  # fmt: skip
    missing = "" if has_kind(ground.network, NODE_CODE["event"]) else NOT_DELIVERED
    columns = (
        ("day", "检查日期", "day"), ("name", "检查"), ("unit", "检查单位"), ("basis", "依据"),
        ("note", "结果与说明"),
    )  # fmt: skip
    return section("inspections", _TITLE, columns, rows, missing=missing)  # type: ignore[arg-type]
