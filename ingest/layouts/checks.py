"""信用核查: the journal that the service keeps of the credit checks it answered."""

from __future__ import annotations

from typing import Final

from graph.facts import Fact, Key, LinkFact, NodeFact, Value, subject
from graph.vocabulary import ACTS, ACTS_ZH
from ingest.layout import BadField, Cells, Delivery, Layout
from ingest.layouts.columns.checks import CHECK_COLUMNS
from ingest.values import day, required, text

_NAME: Final = dict(zip(ACTS, ACTS_ZH, strict=True))["checked"]


def read_check(cells: Cells, delivery: Delivery) -> tuple[Fact, ...]:
    """The check as an event about its subject, known by its receipt."""
    receipt, on = required(cells, "receipt"), day(cells, "day")
    if on is None:
        raise BadField(
            "day", "缺少核查日期", "no day of the check",
            "请填写核查日期", "give the day of the check",
        )  # fmt: skip
    department = required(cells, "department")
    key, about = Key("event", f"check:{receipt}"), subject(required(cells, "subject"))
    fields: dict[str, Value] = {
        "name": _NAME, "act": "checked", "day": on, "receipt": receipt,
        "unit": text(cells, "unit") or department,
        **{name: required(cells, name) for name in ("item", "purpose", "outcome")},
    }  # fmt: skip
    return (
        NodeFact(key, "event", fields),
        LinkFact("about", key, about, {"act": "checked"}, "", on),
    )


LAYOUTS: Final = (
    Layout(
        "credit_checks", "信用核查流水", CHECK_COLUMNS, read_check,
        ("receipt", "subject", "item", "purpose", "outcome"), "山东省社会信用条例第三十一条",
    ),
)  # fmt: skip
