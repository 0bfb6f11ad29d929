"""How long the feed keeps what it made: events, jobs that are over, webhooks that are dead."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final, NamedTuple

from api.feed.book import FeedBook
from api.feed.hooks import HookBook
from api.feed.jobs import JobBook
from api.limits import Retention

EVERY: Final = timedelta(hours=1)


class Deleted(NamedTuple):
    events: int
    jobs: int
    webhooks: int


class Keeping:
    """Deletes what is past its time (``limits.toml``), counted from the moment it is given."""

    def __init__(self, lists: FeedBook, hooks: HookBook, jobs: JobBook, kept: Retention) -> None:
        self._lists, self._hooks, self._jobs, self._kept = lists, hooks, jobs, kept
        self._last = datetime.min.replace(tzinfo=UTC)

    def now_and_then(self, now: datetime) -> None:
        """``tidy``, at most once an hour; a clock that was set back waits for nothing."""
        if not timedelta() <= now - self._last < EVERY:
            self.tidy(now)
            self._last = now

    def tidy(self, now: datetime) -> Deleted:
        """Three transactions; cost: what there is to delete."""
        kept = self._kept
        stale = now - timedelta(kept.webhooks)
        return Deleted(
            self._lists.forget(now - timedelta(kept.events)),
            self._jobs.forget(now - timedelta(kept.jobs)),
            self._hooks.forget(stale.timestamp()),
        )
