"""Webhooks: schemas and examples."""

from __future__ import annotations

from typing import Final

from api.examples.common import ACT, BY_ID, GONE, Responses, body_of, documented, takes
from api.feed import shapes
from api.feed.webhooks import NewWebhook, Replay

__all__ = ["body_of", "takes"]

SHAPES: Final = (
    shapes.WebhooksAnswer,
    shapes.WebhookAnswer,
    shapes.WebhookReceipt,
    shapes.Webhook,
    NewWebhook,
    Replay,
)
_HOOK: Final = {
    "id": "wh-7d1a90c2e4b65f38",
    "url": "https://hooks.example-bank.cn/xinmai",
    "made": "2026-01-31T01:20:00.000+00:00",
    "state": "active",
    "cursor": "YWZ0ZXIgNDI",
    "tries": 0,
    "failing_since": None,
    "next_try": None,
    "error": None,
}
_SENT: Final = {
    "event": "evt-42",
    "at": "2026-01-31T02:30:10.320+00:00",
    "status": 204,
    "error": None,
    "milliseconds": 38,
}
EXAMPLES: Final = {
    "/v1/webhooks": {"webhooks": [_HOOK]},
    "POST /v1/webhooks": {
        **_HOOK,
        "secret": "whsec_plPgYh0c3n1MQXzGZrsH4xaS8cF0m2bJtWQ1k9uVd3E=",  # nosec B105
        "repeated": False,
    },
    "/v1/webhooks/{id}": {**_HOOK, "deliveries": [_SENT], "next": None},
    "DELETE /v1/webhooks/{id}": {"dropped": _HOOK["id"]},
    "POST /v1/webhooks/{id}/replay": {**_HOOK, "cursor": "YWZ0ZXIgMA"},
}
_REFUSED: Final = {status: said for status, said in ACT.items() if status != 409}
ALL: Final[Responses] = documented("WebhooksAnswer")
ADDED: Final[Responses] = {**documented("WebhookReceipt"), **GONE, **_REFUSED}
ONE: Final[Responses] = {**documented("WebhookAnswer"), 404: BY_ID[404]}
DROPPED: Final[Responses] = {**documented("Dropped"), 404: BY_ID[404]}
REPLAYED: Final[Responses] = {**documented("Webhook"), 404: BY_ID[404], **GONE, **_REFUSED}
