"""From an id as people write it to the node it means."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Final

from api.answers.ground import Ground
from graph.errors import AmbiguousId, RefusedInput, UnknownId
from graph.facts import Key, NodeView
from graph.store import Store

LONGEST_ID: Final = 400


def written(id: str) -> str:
    """The id in its normal form. Raises RefusedInput for what can be none."""
    text = unicodedata.normalize("NFKC", id).strip()
    if not text or len(text) > LONGEST_ID or not text.isprintable():
        raise RefusedInput(
            f"id 应为 1 至 {LONGEST_ID} 个可见字符",
            f"an id has 1 to {LONGEST_ID} visible characters",
            field="id",
        )
    return text


def key_of(store: Store, id: str) -> Key:
    """The subject an id means, un-prefixed ids included. Not redirected.

    Raises UnknownId, or AmbiguousId listing every id that may be meant.
    """
    text = written(id)
    keys = store.resolve(text) or store.resolve(text.upper())
    if not keys:
        raise _unknown(text)
    return _only(text, keys)


def _only(text: str, keys: Sequence[Key]) -> Key:
    if len(keys) == 1:
        return keys[0]
    candidates = tuple(key.id for key in keys)
    listed = ", ".join(candidates[:20])
    raise AmbiguousId(
        f"“{text}”不止一个来源使用,请写全:{listed}",
        f"several sources use {text!r}; write one of: {listed}",
        field="id",
    )


def key_in(ground: Ground, id: str, families: Sequence[str], zh: str, en: str) -> Key:
    """The node of one of these families that an id means; ``zh`` and ``en`` say what it names.

    Raises UnknownId, also for one not known yet at the revision asked about, or AmbiguousId.
    """
    text = written(id)
    keys = [key for family in families for key in ground.store.resolve(text, family)]
    now = keys
    keys = list(ground.store.nodes(keys, known_at=ground.known_at)) if keys else []
    if now and not keys and ground.known_at is not None:
        raise _not_known_then(text, ground.known_at)
    if not keys:
        raise UnknownId(
            f"没有任何来源提到过{zh}“{text}”;请核对代码,或写全 来源:代码",
            f"no delivery ever named a {en} {text!r}; check the code, or write SOURCE:code",
            field="id",
        )
    return _only(text, keys)


def subject_of(ground: Ground, id: str) -> tuple[NodeView, Key | None]:
    """The node an id means after merges, and the merged key it was asked by, if any.

    Raises UnknownId and AmbiguousId. Cost: two look-ups in the store, once an id and revision.
    """
    text = written(id)
    return ground.judged.subject(ground, text, lambda: _subject_of(ground, text))


def _subject_of(ground: Ground, id: str) -> tuple[NodeView, Key | None]:
    asked = Key("subject", id)
    view = ground.store.nodes([asked], known_at=ground.known_at).get(asked)
    if view is None:  # not written in full, or not known then
        asked = key_of(ground.store, id)
        view = _view(ground, asked)
    seen = {asked}
    while view.merged_into is not None and view.merged_into not in seen:
        seen.add(view.merged_into)
        view = _view(ground, view.merged_into)
    return view, asked if view.key != asked else None


def _view(ground: Ground, key: Key) -> NodeView:
    view = ground.store.nodes([key], known_at=ground.known_at).get(key)
    if view is None:
        then = ground.known_at
        raise _unknown(key.id) if then is None else _not_known_then(key.id, then)
    return view


def _not_known_then(id: str, revision: int) -> UnknownId:
    return UnknownId(
        f"修订 {revision} 时尚无来源提到“{id}”;它在其后才为本服务所知",
        f"{id!r} was not known at revision {revision}; it was first delivered later",
        field="id",
    )


def _unknown(id: str) -> UnknownId:
    return UnknownId(
        f"没有任何来源提到过“{id}”;请先按名称搜索",
        f"no delivery ever named {id!r}; search by name first",
        field="id",
    )
