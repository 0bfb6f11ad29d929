"""Webhooks as they are asked for and shown: the secret once, state and deliveries always."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec

from api.answers.paging import cursor_after, position_of
from api.bodies import Name
from api.feed import shapes
from api.feed.book import FeedBook, Owner
from api.feed.hooks import Delivery, Hook, HookBook
from api.feed.targets import target_of


class NewWebhook(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``cursor``: begin after it, as the feed gave it; without one, with what comes from now on."""

    url: Name
    cursor: Name | None = None


class Replay(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``cursor``: send again what comes after it; without one, everything that is kept."""

    cursor: Name | None = None


def add_webhook(
    hooks: HookBook, book: FeedBook, owner: Owner, body: NewWebhook, key: str, *,
    near: bool = False,
) -> shapes.WebhookReceipt:  # fmt: skip
    """The secret is told again to the same request, for its answer may have been lost, until the
    webhook takes an event. ``near``: it may lead to this machine.

    Raises RefusedInput for an address no webhook may have, KeyReused, NoLongerKept.
    """
    target_of(body.url, near=near)
    after = book.kept(owner, position_of(body.cursor)) if body.cursor else book.last(owner)
    asked = msgspec.json.encode(body)
    hook, repeated = hooks.add(owner, body.url, after, key, near=near, body=asked)
    secret = None if repeated and hooks.confirmed(hook.id) else hooks.secret(hook)
    return {**webhook_answer(hook), "secret": secret, "repeated": repeated}


def webhook_answer(hook: Hook) -> shapes.Webhook:
    return {
        "id": hook.id,
        "url": hook.url,
        "made": _time(hook.made),
        "state": "dead" if hook.state == "dead" else "failing" if hook.tries else "active",
        "cursor": cursor_after(hook.position),
        "tries": hook.tries,
        "failing_since": _time(hook.failing_since) if hook.failing_since else None,
        "next_try": _time(hook.next_try) if hook.tries and hook.state != "dead" else None,
        "error": hook.error or None,
    }


def webhooks_answer(hooks: HookBook, owner: Owner) -> shapes.WebhooksAnswer:
    return {"webhooks": [webhook_answer(hook) for hook in hooks.all(owner)]}


def webhook_log(
    hooks: HookBook, owner: Owner, id: str, limit: int, cursor: str | None = None
) -> shapes.WebhookAnswer:
    """Raises UnknownId, and RefusedInput for what is no cursor."""
    hook = hooks.one(owner, id)
    found = hooks.deliveries(id, limit + 1, position_of(cursor) if cursor else None)
    sent = found[:limit]
    return {
        **webhook_answer(hook),
        "deliveries": [_delivery(each) for each in sent],
        "next": cursor_after(sent[-1].number) if len(found) > limit else None,
    }


def replay_webhook(
    hooks: HookBook, book: FeedBook, owner: Owner, id: str, body: Replay
) -> shapes.Webhook:
    """Raises UnknownId, NoLongerKept, RefusedInput."""
    after = book.kept(owner, position_of(body.cursor)) if body.cursor else 0
    return webhook_answer(hooks.replay(owner, id, after))


def _delivery(one: Delivery) -> shapes.WebhookDelivery:
    return {
        "event": f"evt-{one.event}",
        "at": _time(one.at),
        "status": one.status,
        "error": one.error or None,
        "milliseconds": one.milliseconds,
    }


def _time(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds")
