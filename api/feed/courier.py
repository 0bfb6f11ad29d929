"""Carries events to webhooks, each webhook's in their order, and tries again what was not taken.

After a failure a webhook waits, twice as long each time and never just as long as another; one that
took nothing for five days is dead until somebody replays it. A webhook that hangs keeps no other
waiting. No event leaves before it is on record that its subject was told of.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from random import Random
from typing import Final

import msgspec

from api.audit import AuditUnavailable, LookUp
from api.feed.book import Event, FeedBook
from api.feed.events import told
from api.feed.hooks import Hook, HookBook, Setback
from api.feed.sending import Outcome, send
from api.feed.targets import Target, target_of
from graph.errors import RefusedInput

AT_ONCE: Final = 8  # webhooks that are sent to at the same time
IN_A_ROW: Final = 100  # events of one webhook before another's turn
FIRST_WAIT: Final = 2.0  # seconds, then twice as long each time
LONGEST_WAIT: Final = 3_600.0
DEAD_AFTER: Final = 5 * 86_400.0  # seconds without anything taken
GONE: Final = 410
NOT_ALLOWED: Final = Outcome(None, "address not allowed", 0)
Send = Callable[[Target, str, str, bytes, int], Outcome]
Record = Callable[[LookUp], None]
"""Returns once the line is durable. Raises AuditUnavailable."""
log = logging.getLogger(__name__)


class Courier:
    """``now`` is the clock (UTC, Unix seconds), ``chance`` spreads the waits."""

    def __init__(
        self, hooks: HookBook, book: FeedBook, record: Record, now: Callable[[], float],
        chance: Random, send: Send = send,
    ) -> None:  # fmt: skip
        self._hooks, self._book, self._now, self._chance = hooks, book, now, chance
        self._record, self._send = record, send
        self._pool = ThreadPoolExecutor(AT_ONCE, "webhook")
        self._busy: set[str] = set()

    def go(self) -> None:
        """Begin to serve every webhook that is due and is not being served."""
        for hook in self._hooks.due():
            if hook.id not in self._busy:
                self._busy.add(hook.id)
                self._pool.submit(self._serve, hook)

    def close(self) -> None:
        """Returns once what is being sent is answered or given up."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _serve(self, hook: Hook) -> None:
        try:
            self.serve(hook)
        except AuditUnavailable as refusal:
            log.warning("nothing is sent to webhooks: %s", refusal.en)
            time.sleep(FIRST_WAIT)
        except Exception:
            log.exception("a webhook could not be served; it is tried again")
        finally:
            self._busy.discard(hook.id)

    def serve(self, hook: Hook) -> int:
        """Send a webhook its next events until one is not taken; how many were."""
        taken = 0
        for event in self._book.events(hook.owner, hook.position, IN_A_ROW):
            body = told(event)
            sent = msgspec.json.encode(
                {"type": "answer.changed", "timestamp": body["at"], "data": body}
            )
            at = int(self._now())
            secret = self._hooks.secret(hook)
            target = _target(hook)
            if target is None:
                outcome = NOT_ALLOWED
            else:
                self._record(_told_of(hook, event))
                outcome = self._send(target, secret, body["id"], sent, at)
            if not outcome.taken:
                self._hooks.failed(hook, event.number, outcome, self._setback(hook, outcome))
                break
            if not self._hooks.delivered(hook, event.number, outcome):
                break
            hook = hook._replace(position=event.number, tries=0, failing_since=None)
            taken += 1
        return taken

    def _setback(self, hook: Hook, outcome: Outcome) -> Setback:
        now = self._now()
        since = hook.failing_since if hook.failing_since is not None else now
        dead = outcome.status == GONE or now - since >= DEAD_AFTER
        wait = min(FIRST_WAIT * 2 ** min(hook.tries, 20), LONGEST_WAIT)
        spread = 0.5 + self._chance.random()
        return Setback("dead" if dead else "active", now + wait * spread, since)


def _target(hook: Hook) -> Target | None:
    """None for what was allowed when it was added, and is no longer."""
    try:
        return target_of(hook.url, near=bool(hook.near))
    except RefusedInput:
        return None


def _told_of(hook: Hook, event: Event) -> LookUp:
    """Whoever set the webhook up is told, whether it takes the event or not."""
    who = f"{hook.id}@{hook.organisation or 'local'}"
    return LookUp(who, "unstated", "webhook", (event.subject,), 200, f"evt-{event.number}")
