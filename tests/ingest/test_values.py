"""Cells to exact values."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.layout import BadField
from ingest.values import PPM, day, fen, flag, microdegree, number, share_ppm, share_range, within


@pytest.mark.parametrize(
    "text",
    ["2021-03-05", "2021/3/5", "2021.3.5", "20210305", "2021年3月5日", "2021年03月05日",
     "2021-03-05 00:00:00", "2021-03-05T00:00:00.000", "2021-03-04T16:00:00Z",
     "2021-03-05T00:00:00+08:00", "２０２１－０３－０５"],
)  # fmt: skip
def test_spellings_of_one_day(text: str) -> None:
    assert day({"d": text}, "d") == date(2021, 3, 5)


@pytest.mark.parametrize("text", ["", "长期", "永久", "9999-12-31", "-", "无"])
def test_no_day(text: str) -> None:
    assert day({"d": text}, "d") is None


@pytest.mark.parametrize(
    ("text", "says"),
    [("2021-02-30", "no such day"), ("1899-12-31", "year outside"), ("0001-01-01", "year outside"),
     ("3021-01-01", "year outside"), ("44260", "Excel"), ("44260.5", "Excel"),
     ("2021-13-01", "no such day"), ("05/03/2021", "not a date"), ("2021-3/5", "not a date"),
     ("2021-03-05 lunch", "not a date"), ("yesterday", "not a date")],
)  # fmt: skip
def test_no_such_day(text: str, says: str) -> None:
    with pytest.raises(BadField, match=says):
        day({"d": text}, "d")


def test_a_message_never_repeats_an_identity_number() -> None:
    with pytest.raises(BadField) as refused:
        day({"d": "37010219900307123X"}, "d")
    assert "1990" not in str(refused.value)


@pytest.mark.parametrize(
    ("text", "ppm"),
    [("0", 0), ("100", PPM), ("50%", 500_000), ("33.3333", 333_333), ("５０", 500_000)],
)  # fmt: skip
def test_exact_shares(text: str, ppm: int) -> None:
    assert share_ppm({"s": text}, "s") == ppm


@pytest.mark.parametrize("text", ["-1", "100.0001", "120", "half", "1e99", "33.33333", "NaN"])
def test_refused_shares(text: str) -> None:
    with pytest.raises(BadField):
        share_ppm({"s": text}, "s")


def test_unknown_share_is_not_zero() -> None:
    assert share_range({"s": ""}, "s") == (0, PPM)
    assert share_range({"s": "", "a": "10", "b": "20"}, "s", "a", "b") == (100_000, 200_000)
    assert share_range({"s": "33.33333"}, "s") == (333_333, 333_334)


def test_bounds_crosswise_are_refused() -> None:
    with pytest.raises(BadField):
        share_range({"s": "", "a": "20", "b": "10"}, "s", "a", "b")
    assert share_range({"s": "15", "a": "10", "b": "20"}, "s", "a", "b") == (150_000, 150_000)
    for outside in ("9", "21"):
        with pytest.raises(BadField) as caught:
            share_range({"s": outside, "a": "10", "b": "20"}, "s", "a", "b")
        assert caught.value.field_name == "s"


@pytest.mark.parametrize(
    ("text", "unit", "expected"),
    [("1,234.56", "yuan", 123_456), ("100", "wan", 100_000_000), ("100万元", "yuan", 100_000_000),
     ("100元", "wan", 10_000), ("1亿元", "yuan", 10**10), ("¥5", "yuan", 500),
     ("1000万元人民币", "yuan", 10**9), ("0.000001", "wan", 1)],
)  # fmt: skip
def test_money(text: str, unit: str, expected: int) -> None:
    assert fen({"m": text}, "m", unit) == expected


@pytest.mark.parametrize("text", ["12.345", "-3", "3美元", "1,23,4", "1e30", "=1+1", "五百"])
def test_refused_money(text: str) -> None:
    with pytest.raises(BadField):
        fen({"m": text}, "m")


def test_flags() -> None:
    assert flag({"f": "是"}, "f") is True
    assert flag({"f": "FALSE"}, "f") is False
    assert flag({"f": ""}, "f") is None
    with pytest.raises(BadField):
        flag({"f": "maybe"}, "f")


def test_coordinates() -> None:
    assert microdegree({"x": "117.0249671"}, "x", 180) == 117_024_967
    with pytest.raises(BadField):
        microdegree({"x": "117.02"}, "x", 90)


def test_an_interval_ends_after_it_begins() -> None:
    within(date(2021, 1, 1), date(2021, 1, 1))
    with pytest.raises(BadField):
        within(date(2021, 1, 2), date(2021, 1, 1))


@given(st.text())
def test_any_text_is_a_value_or_a_bad_field(text: str) -> None:
    for read in (day, share_ppm, fen, flag, number):
        try:
            read({"c": text}, "c")
        except BadField:
            continue


@given(st.decimals(0, 100, places=4))
def test_shares_are_exact(percent: Decimal) -> None:
    assert share_ppm({"s": str(percent)}, "s") == percent * 10_000
