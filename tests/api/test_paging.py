"""Cursors come back as the positions they were given for; any other text is refused."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.answers.paging import cursor_after, position_of
from graph.errors import RefusedInput


@given(st.integers(min_value=0, max_value=2**63 - 1))
def test_a_position_comes_back(position: int) -> None:
    assert position_of(cursor_after(position)) == position


@given(st.text(max_size=60) | st.from_regex(r"[A-Za-z0-9_-]{0,40}={0,3}", fullmatch=True))
def test_any_other_text_is_refused(text: str) -> None:
    try:
        assert cursor_after(position_of(text)) == text
    except RefusedInput as refused:
        assert refused.field == "cursor"


@pytest.mark.parametrize("number", ["-1", str(2**63), "9" * 300, "+1", "1_0", "０"])
def test_a_position_that_no_store_counts_to_is_refused(number: str) -> None:
    cursor = base64.urlsafe_b64encode(f"after {number}".encode()).decode().rstrip("=")
    with pytest.raises(RefusedInput, match="next"):
        position_of(cursor)
