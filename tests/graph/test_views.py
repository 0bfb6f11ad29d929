"""Views of a store at one revision."""

from __future__ import annotations

from graph.store import Store
from graph.views import StoreViews
from tests.graph.contract.drawing import A, a_batch, a_file, company


def test_views_stay_at_their_revision(store: Store) -> None:
    store.apply(a_batch(company(A, "旧名")))
    read, unread = StoreViews(store, store.revision()), StoreViews(store, store.revision())
    assert read.nodes([0, 7])[0].name == "旧名"
    store.apply(a_batch(company(A, "新名"), file=a_file("two")))
    assert read.nodes([0])[0].name == unread.nodes([0])[0].name == "旧名"
    assert StoreViews(store, store.revision()).nodes([0])[0].name == "新名"
    assert list(read.nodes([7])) == []


def test_a_full_cache_starts_again(store: Store) -> None:
    store.apply(a_batch(company(A, "甲")))
    views = StoreViews(store, 1, most=0)
    assert views.nodes([0])[0].name == views.nodes([0])[0].name == "甲"
