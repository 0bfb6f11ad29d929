"""Reading the feed: events in their order, from a cursor on."""

from __future__ import annotations

from typing import Any, cast

import msgspec

from api.answers.paging import cursor_after, position_of
from api.feed import shapes
from api.feed.book import Event, FeedBook, Owner
from graph.errors import UnknownId


def changes_answer(
    book: FeedBook, owner: Owner, cursor: str | None, limit: int
) -> shapes.ChangesAnswer:
    """Without a cursor from the first event that is kept. Raises RefusedInput for a cursor that is
    none, NoLongerKept for one after which events were deleted."""
    after = position_of(cursor) if cursor else 0
    found = book.events(owner, after, limit + 1)
    if cursor:
        book.kept(owner, after)
    events = [told(event) for event in found[:limit]]
    last = found[len(events) - 1].number if events else after
    return {"events": events, "cursor": cursor_after(last), "more": len(found) > limit}


def change_of(book: FeedBook, owner: Owner, id: str) -> shapes.ChangeEvent:
    """One event of the organisation's feed. Raises UnknownId."""
    number = id.removeprefix("evt-")
    after = int(number) - 1 if number.isascii() and number.isdigit() and len(number) < 16 else 0
    for event in book.events(owner, after, 1):
        if f"evt-{event.number}" == id:
            return told(event)
    raise UnknownId(
        "本单位的变化提示中没有这一条", "the organisation's feed has no such change", field="change"
    )


def outlined(event: shapes.ChangeEvent) -> dict[str, Any]:
    """An event in few words, naming no record: whose answer, from what to what, and why."""
    changes = event["changes"]
    kinds = {
        "became": changes["became"], "released": changes["released"], "changed": changes["changed"],
    }  # fmt: skip
    return {
        "subject": event["subject"],
        "at": event["at"],
        "as_of": dict(event["as_of"]),
        "causes": list(event["causes"]),
        "before": _outcome(event["before"]),
        "after": _outcome(event["after"]),
        **{kind: [one["relation_zh"] for one in found] for kind, found in kinds.items()},
    }


def _outcome(row: Any) -> str | None:
    """Rows come from the daybook, as JSON."""
    said = row["outcome"]
    return None if said is None else str(said)


def told(event: Event) -> shapes.ChangeEvent:
    """An event as the feed and the webhooks send it."""
    body: dict[str, Any] = msgspec.json.decode(event.content)
    own = {
        "id": f"evt-{event.number}", "cursor": cursor_after(event.number),
        "subject": event.subject, "at": event.at,
    }  # fmt: skip
    return cast("shapes.ChangeEvent", own | body)
