"""LDBC FinBench's streams of investments and guarantees: synthetic, for tests of volume.

Ids are numbers of that data set. Its persons and companies are numbered apart, but only the file's
name tells which a number is: an investor is a subject, and the few numbers in both are one.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Final

from graph.facts import Fact, LinkFact, NodeFact, subject
from ingest.layout import BadField, Cells, Delivery, Layout
from ingest.layouts.columns.finbench import GUARANTEE_COLUMNS, INVESTMENT_COLUMNS
from ingest.values import PPM, number, required

_BASIS: Final = "LDBC FinBench 0.1"
_DIGITS: Final = 13


def _day_of(cells: Cells, name: str) -> date:
    """The UTC day of milliseconds since 1970."""
    value = required(cells, name)
    if not (value.isdigit() and len(value) == _DIGITS):
        raise BadField(
            name, "不是毫秒时间戳", "not a time stamp in milliseconds",
            "应为 13 位数字", "13 digits are due",
        )  # fmt: skip
    return datetime.fromtimestamp(int(value) // 1000, UTC).date()


def _ppm(cells: Cells, name: str) -> int:
    """A ratio in ppm, truncated: the exact decimal is finer than any real share."""
    required(cells, name)
    ratio = number(cells, name)
    if ratio is None or not 0 <= ratio <= 1:
        raise BadField(
            name, "比例不在 0 到 1 之间", "a ratio outside 0 to 1",
            "应为 0 到 1 的小数", "a decimal from 0 to 1 is due",
        )  # fmt: skip
    return int(ratio * Decimal(PPM))


def read_investment(cells: Cells, delivery: Delivery) -> tuple[Fact, ...]:
    """Somebody's share in a company from a day on."""
    owner = subject(delivery.scoped(required(cells, "investor")))
    company = subject(delivery.scoped(required(cells, "company")))
    share = _ppm(cells, "ratio")
    fields = {"share_min": share, "share_max": share}
    return (
        NodeFact(company, "organization", {}, mention=True),
        LinkFact("owns", owner, company, fields, "", _day_of(cells, "created")),
    )


def read_guarantee(cells: Cells, delivery: Delivery) -> tuple[Fact, ...]:
    """Who stands surety for whom from a day on."""
    one = subject(delivery.scoped(required(cells, "guarantor")))
    other = subject(delivery.scoped(required(cells, "guaranteed")))
    fields = {"relation": required(cells, "relation")}
    return (LinkFact("guarantees", one, other, fields, "", _day_of(cells, "created")),)


LAYOUTS: Final = (
    Layout(
        "finbench_investments", "FinBench 投资", INVESTMENT_COLUMNS, read_investment, basis=_BASIS
    ),
    Layout(
        "finbench_guarantees", "FinBench 担保", GUARANTEE_COLUMNS, read_guarantee, basis=_BASIS
    ),
)  # fmt: skip
