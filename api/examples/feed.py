"""Watch lists and the feed: schemas and examples."""

from __future__ import annotations

from typing import Any, Final

from api.examples.common import (
    ACT,
    BRIEF_A,
    BY_ID,
    GONE,
    A,
    Responses,
    body_of,
    documented,
    takes,
)
from api.examples.screen import ROW
from api.feed import shapes
from api.feed.lists import NewWatchList, WatchMany

__all__ = ["body_of", "takes"]

SHAPES: Final = (
    shapes.ChangesAnswer,
    shapes.WatchListAnswer,
    shapes.WatchListsAnswer,
    shapes.WatchReceipt,
    shapes.Dropped,
    NewWatchList,
    WatchMany,
)
_LIST: Final = {
    "id": "wl-2f6c1b0d9e8a7f5c",
    "name": "贷后客户",
    "made": "2026-01-31T01:12:44.318+00:00",
    "subjects": 1,
}
_RECEIPT: Final = {
    **_LIST,
    "repeated": False,
    "changes": "YWZ0ZXIgNDE",
    "rows": [{"asked": A, "subject": A, "error": None}],
}
_CLEAR: Final[dict[str, Any]] = {
    **ROW, "outcome": "pass", "reasons": [], "own": {"count": 0, "worst": None, "pending": 0},
    "href": f"/v1/subjects/{A}/risk?as_of=2026-01-31&known_at=11",
}  # fmt: skip
_SAID: Final = {
    "relation": "own",
    "relation_zh": "自身记录",
    "parties": [{"id": "rsj:5d8c0a1b2c3d4e5f60718293", "name": "拖欠农民工工资失信联合惩戒对象名单",
                 "kind": "sanction", "stub": False}],
    "rule": "wage_arrears",
    "answer": "yes",
    "values": {"list": "wage_arrears", "severity": "serious", "state": "active"},
    "path": [],
}  # fmt: skip
_FACT: Final = {
    "event": "came",
    "kind": "sanctioned_by",
    "kind_zh": "受到处罚或列入",
    "about": [BRIEF_A],
    "fields": [],
    "before": [],
    "after": [],
}
_CHANGED: Final = {
    **{name: _SAID[name] for name in ("relation", "relation_zh", "parties", "rule")},
    "before": None,
    "after": _SAID,
    "causes": [_FACT],
    "alone": True,
}
EVENT: Final = {
    "id": "evt-42",
    "cursor": "YWZ0ZXIgNDI",
    "subject": A,
    "at": "2026-01-31T02:30:10.102+00:00",
    "as_of": {"from": "2026-01-31", "to": "2026-01-31"},
    "revision": {"from": 11, "to": 12},
    "rules": "1f03e5c23fe209d8",
    "causes": ["facts"],
    "before": _CLEAR,
    "after": ROW,
    "changes": {
        "outcome": "changed",
        "became": [_CHANGED],
        "released": [],
        "changed": [],
        "facts": [_FACT],
        "untried": 0,
        "omitted": 0,
    },
}
EXAMPLES: Final = {
    "/v1/changes": {"events": [EVENT], "cursor": "YWZ0ZXIgNDI", "more": False},
    "/v1/watchlists": {"watchlists": [_LIST]},
    "/v1/watchlists/{id}": {**_LIST, "watched": [A], "next": None},
    "POST /v1/watchlists": _RECEIPT,
    "POST /v1/watchlists/{id}/subjects": _RECEIPT,
    "PUT /v1/watchlists/{id}/subjects/{subject}": _RECEIPT,
    "DELETE /v1/watchlists/{id}/subjects/{subject}": {**_RECEIPT, "subjects": 0},
    "DELETE /v1/watchlists/{id}": {"dropped": _LIST["id"]},
}
CHANGES: Final[Responses] = {**documented("ChangesAnswer"), **GONE}
LISTS: Final[Responses] = documented("WatchListsAnswer")
LIST: Final[Responses] = {**documented("WatchListAnswer"), 404: BY_ID[404]}
MADE: Final[Responses] = {**documented("WatchReceipt"), **ACT}
CHANGED: Final[Responses] = {**documented("WatchReceipt"), **BY_ID, **ACT}
DROPPED: Final[Responses] = {**documented("Dropped"), 404: BY_ID[404]}
