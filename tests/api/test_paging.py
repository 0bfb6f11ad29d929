"""Cursors come back as the positions they were given for; any other text is refused."""

from __future__ import annotations

import base64
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.answers.paging import cursor_after, position_of
from graph.errors import RefusedInput
from tests.api.conftest import Get


@given(st.integers(min_value=0, max_value=2**63 - 1), st.lists(st.text()))
def test_a_position_comes_back(position: int, of: list[str]) -> None:
    assert position_of(cursor_after(position, *of), *of) == position
    with pytest.raises(RefusedInput):
        position_of(cursor_after(position, *of, "more"), *of)


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


@pytest.mark.parametrize(
    ("address", "items"),
    [
        ("/v1/search?q=公司", "results"), ("/v1/alerts?", "items"), ("/v1/groups?", "items"),
        ("/v1/loops?", "items"), ("/v1/overfull?", "items"), ("/v1/shells?", "items"),
        ("/v1/commitments/overdue?", "checks"),
    ],
)  # fmt: skip
def test_the_pages_of_a_list_are_the_list(get: Get, address: str, items: str) -> None:
    whole = get(f"{address}&limit=200").json()
    assert whole["next"] is None
    pages: list[Any] = []
    cursor = ""
    while True:
        page = get(f"{address}&limit=2{cursor}").json()
        assert len(page[items]) == min(2, len(whole[items]) - len(pages))
        pages += page[items]
        if page["next"] is None:
            break
        cursor = f"&cursor={page['next']}"
    assert pages == whole[items]
    if cursor:
        given = base64.urlsafe_b64decode(f"{cursor.partition('=')[2]}==").decode()
        far = given.replace(given.split()[1], str(2**63 - 1), 1).encode()
        beyond = get(
            f"{address}&limit=2&cursor={base64.urlsafe_b64encode(far).decode().strip('=')}"
        )
        assert (beyond.status_code, beyond.json()[items]) == (200, [])


def test_a_cursor_leads_on_in_its_own_question_only(get: Get) -> None:
    given = get("/v1/search?q=公司&limit=1").json()["next"]
    assert get(f"/v1/search?q=公司&limit=3&cursor={given}").status_code == 200
    for other in ("/v1/search?q=建设", "/v1/search?q=公司&of=subject", "/v1/alerts?limit=1"):
        refused = get(f"{other}&cursor={given}")
        assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "cursor")
        assert "another question" in refused.json()["detail_en"]
    for unbound in (cursor_after(1), f"{given}x"):
        assert get(f"/v1/search?q=公司&limit=1&cursor={unbound}").status_code == 422


def test_some_of_each_sort_have_no_further_page(get: Get) -> None:
    refused = get(f"/v1/search?q=公司&of=each&cursor={cursor_after(2)}")
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["field"] == "cursor"
    assert get("/v1/search?q=公司&of=each&limit=1").json()["next"] is None
