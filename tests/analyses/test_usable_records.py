"""Walks do not meet records that may not be used on the day, nor what lies beyond them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from api.answers.asking import RelatedOptions
from api.answers.export import export_answer
from api.answers.related import related_answer
from graph.facts import Key, LinkFact, subject
from tests.firms import built, firm, ground_of, record

KINDS = frozenset({"sanctioned_by"})
DECIDED, REPAIRED = date(2025, 1, 1), date(2026, 3, 1)


def test_a_shared_record_ties_two_firms_until_it_is_repaired(tmp_path: Path) -> None:
    shared = Key("sanction", "r")
    store = built(tmp_path, [
        firm("a"), firm("b"),
        *record("a", "r", "penalty", DECIDED, repaired=REPAIRED),
        LinkFact("sanctioned_by", subject("b"), shared),
        *record("a", "old", "penalty", date(2019, 1, 1)),
        *record("a", "never", "penalty", DECIDED, state="annulled"),
    ])  # fmt: skip
    for day, tied, exported in (
        (date(2026, 2, 28), {"b"}, {b"r"}),
        (REPAIRED, set(), set()),
        (date(2024, 12, 31), set(), set()),
        (date(2019, 6, 1), set(), {b"old"}),
    ):
        ground, options = ground_of(store, day), RelatedOptions(kinds=KINDS)
        groups = related_answer(ground, "a", options)["groups"]
        assert {item["id"] for group in groups for item in group["items"]} == tied
        content = export_answer(ground, "a", "csv", options).content
        names = {name for name in (b"r", b"old", b"never") if b"sanction:" + name in content}
        assert names == exported, day
