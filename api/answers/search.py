"""Subjects, projects and lots by a part of their name, as it is read, or by id."""

from __future__ import annotations

import unicodedata
from contextlib import suppress
from typing import Final, Literal, get_args

from api.answers import shapes
from api.answers.asking import one_of
from api.answers.ground import Ground
from api.answers.masks import shown_name
from api.answers.paging import page_at
from graph.errors import BadIdentifier, RefusedInput
from graph.facts import Hit
from graph.identifiers import parse_project_code
from graph.masking import speakable
from graph.search_text import DEPARTMENTS
from graph.store import Store

LONGEST_QUERY: Final = 200
MOST_RESULTS: Final = 200
DEEPEST: Final = 5_000  # as many as a store compares
Sought = Literal["subject", "project", "lot", "department", "each"]
EACH: Final = ("subject", "project", "lot")


def search_answer(
    ground: Ground, text: str, limit: int, of: Sought | None = None, cursor: str | None = None
) -> shapes.SearchAnswer:
    """Best first; ``of`` leaves only one sort. Without it what is hit exactly comes first, then
    subjects, then projects, and departments only if hit exactly. ``of="each"``: up to ``limit`` of
    subjects, of projects and of lots, so that none crowds out another. ``truncated`` says that
    more than ``limit`` match; ``cursor`` goes on from there, not where ``of`` is ``each``."""
    wanted = _checked(text, limit)
    if of is not None:
        one_of("of", of, get_args(Sought))
    if cursor and of == "each":
        raise RefusedInput(
            "of=each 不分页;请用 of 只找一类再翻页",
            "of=each has no further pages; ask with of for one sort and go on there",
            field="cursor",
        )
    page, sorts = page_at(cursor, limit, "search", wanted, of), EACH if of == "each" else (of,)
    found = [_hits(ground.store, wanted, min(page.last + 1, DEEPEST), sort) for sort in sorts]
    hits = [hit for some in found for hit in some[page.first : page.last]]
    return {
        **ground.frame(truncated=any(page.left(len(some)) for some in found)),
        "query": speakable(wanted),
        "results": [_result(hit) for hit in sorted(hits, key=_inexact)],
        "next": page.next(len(found[0])) if len(found) == 1 else None,
    }


def _hits(store: Store, wanted: str, limit: int, of: str | None) -> list[Hit]:
    if of == "department":
        found = store.search(wanted, limit=limit, departments=True)
        return [hit for hit in found if hit.key.id.startswith(DEPARTMENTS)]
    if of == "lot":
        return store.search(_lot_code(wanted), limit=limit, family="lot")
    hits = store.search(wanted, limit=limit) if of != "project" else []
    if of != "subject":
        hits += store.search(_project_code(wanted), limit=limit, family="project")
    return sorted(hits, key=_inexact)[:limit]


def _inexact(hit: Hit) -> bool:
    return hit.score < 1.0


def _project_code(text: str) -> str:
    """A whole code is held with its hyphens."""
    with suppress(BadIdentifier):
        return str(parse_project_code(text))
    return text


def _lot_code(text: str) -> str:
    """A lot is its project's code and its own number."""
    project, _, number = text.partition("#")
    return f"{_project_code(project)}#{number}" if number else text


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
