"""Bodies are strict JSON of a declared shape; each refusal names the field and what is wrong."""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Meta

from api.bodies import Body, Day, parsed
from graph.errors import RefusedInput


class Promise(Body, frozen=True, kw_only=True):
    item: str
    months: int = 12


class Mended(msgspec.Struct, tag_field="kind", tag="mend", forbid_unknown_fields=True):
    record: str


class Ended(msgspec.Struct, tag_field="kind", tag="end", forbid_unknown_fields=True):
    how: Literal["sold", "closed"]


class Asked(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    ids: Annotated[list[Annotated[str, Meta(max_length=3)]], Meta(min_length=1, max_length=2)]
    day: Day = "2026-01-31"
    share: Annotated[int, Meta(ge=0, le=9)] | None = None
    suppose: tuple[Mended | Ended, ...] = ()


GOOD = b'{"unit": "\xe4\xbd\x8f\xe5\xbb\xba\xe5\xb1\x80", "item": "a"}'


def test_a_good_body_is_read() -> None:
    assert parsed(GOOD, Promise) == Promise(unit="住建局", item="a")


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (b"", "body"),
        (b"[]", "body"),
        (b"{", "body"),
        (b"\xff", "body"),
        (b'{"unit": "u"}', "item"),
        (b'{"unit": "u", "item": "a", "itme": "b"}', "itme"),
        (b'{"unit": "u", "item": "a", "item": "b"}', "item"),
        (b'{"unit": "u", "item": 7}', "item"),
        (b'{"unit": "", "item": "a"}', "unit"),
        (b'{"unit": "u", "item": "a", "months": 1.5}', "months"),
        (b'{"unit": "u", "item": "a", "months": NaN}', "body"),
        (b'{"unit": "u", "item": "a", "months": -Infinity}', "body"),
        (b'{"unit": "u", "item": "a", "months": ' + b"9" * 10_000 + b"}", "body"),
        (b'{"unit": "u", "item": "\\ud800"}', "body"),
        (b'{"unit": "u", "item": "a", "months": 1e999}', "body"),
        (b'{"unit": "u", "item": "a", "months": 1.' + b"9" * 10_000 + b"}", "body"),
        (b"[" * 200_000, "body"),
        (b'{"unit": "u", "item": ' + b"[" * 40 + b"]" * 40 + b"}", "body"),
        (b'{"unit": "u", "item": ' + b"[" * 20 + b"]" * 20 + b"}", "item"),
    ],
)
def test_what_is_wrong_is_named(body: bytes, field: str) -> None:
    with pytest.raises(RefusedInput) as refused:
        parsed(body, Promise)
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("told", "field", "zh", "en"),
    [
        ({"ids": []}, "ids", "不得为空,至少 1 项", "must not be empty: it takes 1 or more items"),
        ({"ids": ["a"] * 3}, "ids", "至多 2 项", "takes at most 2 items"),
        ({"ids": ["abcd"]}, "ids[0]", "至多 3 个字符", "takes at most 3 characters"),
        ({"ids": "a"}, "ids", "应为列表,不是文本", "must be a list, not text"),
        ({"ids": ["a"], "day": "x"}, "day", "形如 2026-01-31 的日期", "such as 2026-01-31"),
        ({"ids": ["a"], "share": -1}, "share", "不得小于 0", "must not be less than 0"),
        ({"ids": ["a"], "share": 1.5}, "share", "整数或null,不是带小数", "whole number or null"),
        ({"ids": ["a"], "suppose": [{"kind": "loan"}]}, "suppose[0].kind", "以下之一:mend, end",
         "one of: mend, end"),
        ({"ids": ["a"], "suppose": [{"kind": "end", "how": "gone"}]}, "suppose[0].how",
         "以下之一:closed, sold", "one of: closed, sold"),
        ({"ids": ["a"], "suppose": [{"kind": "end", "how": "sold", "hwo": 1}]}, "suppose[0].hwo",
         "没有字段“hwo”;可用的有:how, kind", "no field 'hwo'; there are: how, kind"),
        ({"ids": ["a"], "dya": "x"}, "dya", "没有字段“dya”;可用的有:day, ", "there are: day, "),
        ({}, "ids", "缺少“ids”", "ids is required"),
        ([], "body", "请求内容应为对象,不是列表", "the body: must be an object, not a list"),
    ],
)  # fmt: skip
def test_what_would_be_right_is_said_in_both_languages(
    told: Any, field: str, zh: str, en: str
) -> None:
    with pytest.raises(RefusedInput) as refused:
        parsed(json.dumps(told).encode(), Asked)
    assert refused.value.field == field
    assert zh in refused.value.zh
    assert en in refused.value.en
    assert "Expected" not in refused.value.zh + refused.value.en
    assert "gone" not in refused.value.zh + refused.value.en  # what was sent is not repeated


@pytest.mark.parametrize(
    ("body", "zh", "en"),
    [
        (b'{"a": "9", "b": ' + b"9" * 401 + b"}", "第 1 行第 17 字", "400 characters at most"),
        (b'{"a": "NaN",\n "b": NaN}', "第 2 行第 7 字", "line 2 column 7: NaN"),
        (b'{"a": 1e999}', "第 1 行第 7 字", "beyond 1.79e308"),
        (b'{"a": "\\\\udc00 \\udc00"}', "第 1 行第 16 字:\\udc00 是半个代理对", "half a surrogate"),
        (b'{"a": "\xff"}', "第 8 字节起不是 UTF-8", "from byte 8 on"),
        (b'{"a": 1,\n}', "第 2 行第 1 字", "a name in double quotes is expected"),
        (b"[" * 40 + b"]" * 40, "至多 32 层", "32 levels at most"),
        (b'{"a": 1, "a": 2}', "字段“a”写了两次", "'a' is given twice"),
    ],
)
def test_what_is_no_json_is_said_with_its_place(body: bytes, zh: str, en: str) -> None:
    with pytest.raises(RefusedInput) as refused:
        parsed(body, Promise)
    assert zh in refused.value.zh
    assert en in refused.value.en


def test_a_whole_surrogate_pair_is_a_character() -> None:
    assert parsed(rb'{"unit": "u", "item": "\ud83d\ude00"}', Promise).item == "😀"


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(body: bytes) -> None:
    try:
        found = parsed(body, Promise)
    except RefusedInput:
        return
    assert msgspec.json.decode(msgspec.json.encode(found)) == {
        **msgspec.to_builtins(found), **json.loads(body)
    }  # fmt: skip


@given(st.recursive(st.none() | st.booleans() | st.floats() | st.text(), st.lists, max_leaves=20))
def test_no_shape_breaks_it(item: object) -> None:
    body = json.dumps({"unit": "u", "item": item}).encode()
    try:
        assert parsed(body, Promise).item == item
    except RefusedInput as refused:
        assert refused.field in {"item", "body"}
