"""Bodies are strict JSON of a declared shape; each refusal names the field and what is wrong."""

from __future__ import annotations

import json

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.bodies import Body, parsed
from graph.errors import RefusedInput


class Promise(Body, frozen=True, kw_only=True):
    item: str
    months: int = 12


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
