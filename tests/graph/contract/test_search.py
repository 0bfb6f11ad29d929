"""Ids and names found as people type them."""

from __future__ import annotations

import pytest

from graph.errors import RefusedInput
from graph.facts import Key, NodeFact, subject
from graph.store import Store, open_store
from tests.graph.contract.drawing import A, B, C, a_batch, company


def names(store: Store, text: str) -> list[str]:
    return [hit.name for hit in store.search(text)]


def test_two_chinese_characters(store: Store) -> None:
    store.apply(
        a_batch(company(A, "上海宏图建设有限公司"), company(B, "宏图"), company(C, "图宏建设"))
    )
    hits = store.search("宏图")
    assert [hit.name for hit in hits] == ["宏图", "上海宏图建设有限公司"]
    assert hits[0].score == 1.0
    assert 0 < hits[1].score < 1
    assert sorted(names(store, "建设")) == ["上海宏图建设有限公司", "图宏建设"]


def test_hits_hold_the_text_itself(store: Store) -> None:
    store.apply(a_batch(company(A, "建设宏图")))  # has the bigrams, apart from each other
    assert names(store, "建设图") == []
    assert names(store, "设宏") == ["建设宏图"]


def test_width_and_case_are_folded(store: Store) -> None:
    store.apply(a_batch(company(A, "ＡＢＣ(中国)Holding")))
    assert names(store, "abc（中国）") == ["ＡＢＣ(中国)Holding"]
    assert names(store, "hOLD") == ["ＡＢＣ(中国)Holding"]


@pytest.mark.parametrize("text", ["", "  ", '"', "%", "_", "*", "''", "NEAR(", "\\", "甲 OR 乙"])
def test_marks_are_text_not_syntax(store: Store, text: str) -> None:
    store.apply(a_batch(company(A, "甲公司")))
    assert names(store, text) == []


def test_one_character(store: Store) -> None:
    store.apply(a_batch(company(A, "甲公司"), company(B, "乙公司")))
    assert names(store, "乙") == ["乙公司"]


def test_by_id(store: Store) -> None:
    code = "91310115MA1K3ABC0X"
    store.apply(a_batch(company(subject(code), "甲"), company(A, code[:9])))
    assert store.search(code)[0].key == subject(code)
    assert store.search(code)[0].score == 1.0
    assert {hit.key for hit in store.search("310115ma")} >= {subject(code)}


def test_families_and_limit(store: Store) -> None:
    site = Key("project", "TOY:p")
    store.apply(
        a_batch(
            company(A, "虹桥一"),
            company(B, "虹桥二"),
            NodeFact(site, "project", {"name": "虹桥站"}),
        )
    )
    assert len(store.search("虹桥", limit=1)) == 1
    assert {hit.key for hit in store.search("虹桥")} == {A, B}
    assert [hit.key for hit in store.search("虹桥", family="project")] == [site]
    assert {hit.key for hit in store.search("虹桥", family=None)} == {A, B, site}


def test_an_id_without_its_source(store: Store) -> None:
    store.apply(a_batch(company(subject("X:7:b"), "甲"), company(subject("Y:7:b"), "乙")))
    assert store.resolve("7:b") == [subject("X:7:b"), subject("Y:7:b")]
    assert store.resolve("X:7:b") == [subject("X:7:b")]
    assert store.resolve("b") == []
    assert store.resolve("7:b", "project") == []
    store.apply(a_batch(company(subject("7:b"), "丙")))
    assert store.resolve("7:b") == [subject("7:b")]


@pytest.mark.parametrize(
    "url", ["", "postgres://x", "store.db", "sqlite:", "sqlite://", "sqlite:///"]
)
def test_an_unknown_store_is_never_an_empty_one(url: str) -> None:
    with pytest.raises(RefusedInput) as refused:
        open_store(url)
    assert refused.value.field == "store"
