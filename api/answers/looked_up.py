"""Who looked a subject up, when, for which item and purpose: the subject's own right to know."""

from __future__ import annotations

from typing import Final, TypedDict

from api.answers.ground import Ground
from api.answers.paging import cursor_after, position_of
from api.answers.resolve import subject_of
from api.answers.shapes import Framed
from api.answers.subject import merged_from
from api.audit_index import AuditIndex
from api.audit_lines import Line
from graph.masking import speakable

MOST: Final = 1_000


class LookedUp(TypedDict):
    """``at`` is UTC; ``who`` as authenticated; ``outcome`` the HTTP status that was answered."""

    at: str
    who: str
    item: str
    purpose: str
    outcome: int


class LookedUpAnswer(Framed):
    """The newest first. ``next`` is the cursor of the older ones, None where there are none."""

    id: str
    redirected_from: str | None
    look_ups: list[LookedUp]
    next: str | None


def looked_up_answer(
    ground: Ground, index: AuditIndex, id: str, cursor: str | None = None, limit: int = 100
) -> LookedUpAnswer:
    """Look-ups under the subject's own id and under those merged into it.

    Raises UnknownId, AmbiguousId, RefusedInput for a cursor nobody gave out, StoreError. Cost:
    what was logged since the index was last followed, and one read a line.
    """
    view, merged = subject_of(ground, id)
    before = position_of(cursor, view.key.id) if cursor else None
    index.follow()
    ids = [view.key.id, *merged_from(ground, view)]
    found = index.of(ids, before, limit + 1)
    more = len(found) > limit
    return {
        **ground.frame(truncated=more),
        "id": view.key.id,
        "redirected_from": merged.id if merged else None,
        "look_ups": [_told(line) for line in found[:limit]],
        "next": cursor_after(found[limit - 1].n, view.key.id) if more else None,
    }


def _told(line: Line) -> LookedUp:
    assert line.look_up is not None  # what the index leads to
    made = line.look_up
    return {
        "at": line.at.isoformat(),
        "who": speakable(made.who),
        "item": speakable(made.item),
        "purpose": speakable(made.why),
        "outcome": made.outcome,
    }
