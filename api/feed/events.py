"""Reading the feed: events in their order, from a cursor on."""

from __future__ import annotations

from typing import Any, cast

import msgspec

from api.answers.paging import cursor_after, position_of
from api.feed import shapes
from api.feed.book import Event, FeedBook, Owner


def changes_answer(
    book: FeedBook, owner: Owner, cursor: str | None, limit: int
) -> shapes.ChangesAnswer:
    """Without a cursor from the first event on. Raises RefusedInput for a cursor that is none."""
    after = position_of(cursor) if cursor else 0
    found = book.events(owner, after, limit + 1)
    events = [told(event) for event in found[:limit]]
    last = found[len(events) - 1].number if events else after
    return {"events": events, "cursor": cursor_after(last), "more": len(found) > limit}


def told(event: Event) -> shapes.ChangeEvent:
    """An event as the feed and the webhooks send it."""
    body: dict[str, Any] = msgspec.json.decode(event.content)
    own = {"id": f"evt-{event.number}", "subject": event.subject, "at": event.at}
    return cast("shapes.ChangeEvent", own | body)
