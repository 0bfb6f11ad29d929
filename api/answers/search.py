"""Subjects by a part of their name, or by id."""

from __future__ import annotations

import unicodedata
from typing import Final

from api.answers import shapes
from api.answers.ground import Ground
from api.answers.masks import shown_name
from api.answers.resolve import speakable
from graph.errors import RefusedInput
from graph.facts import Hit

LONGEST_QUERY: Final = 200
MOST_RESULTS: Final = 200


def search_answer(ground: Ground, text: str, limit: int) -> shapes.SearchAnswer:
    """Best first. ``truncated`` says that more than ``limit`` subjects match."""
    wanted = _checked(text, limit)
    hits = ground.store.search(wanted, limit=limit + 1)
    return {
        **ground.frame(truncated=len(hits) > limit),
        "query": speakable(wanted),
        "results": [_result(hit) for hit in hits[:limit]],
    }


def _checked(text: str, limit: int) -> str:
    wanted = unicodedata.normalize("NFKC", text).strip()
    if not wanted or len(wanted) > LONGEST_QUERY or not wanted.isprintable():
        raise RefusedInput(
            f"请输入 1 至 {LONGEST_QUERY} 个可见字符",
            f"search for 1 to {LONGEST_QUERY} visible characters",
            field="q",
        )
    if not 1 <= limit <= MOST_RESULTS:
        raise RefusedInput(
            f"limit 应在 1 与 {MOST_RESULTS} 之间",
            f"limit must be from 1 to {MOST_RESULTS}",
            field="limit",
        )
    return wanted


def _result(hit: Hit) -> shapes.SearchResult:
    return {
        "id": hit.key.id,
        "name": shown_name(hit.kind, hit.name),
        "kind": hit.kind,
        "score": hit.score,
    }
