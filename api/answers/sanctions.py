"""A subject's own record of sanctions, past ones included, each said to be in force or not."""

from __future__ import annotations

from datetime import date
from typing import Final

from api.answers import shapes
from api.answers.describe import iso, origin
from api.answers.ground import Ground
from api.answers.masks import readable
from graph.facts import Fields, LinkView, NodeView
from graph.store import in_force
from graph.vocabulary import LINK_CODE, NODE_KIND

MOST: Final = 200
_SANCTIONED: Final = LINK_CODE["sanctioned_by"]
_OVER: Final = {"repaired", "annulled", "expired"}


def own_sanctions(ground: Ground, number: int) -> tuple[list[shapes.SanctionRecord], bool]:
    """Latest decision first, and whether some were left out."""
    ties = [tie for tie in ground.network.every_tie(number) if tie[6] == _SANCTIONED and tie[7]]
    kept = ties[-MOST:]
    nodes = ground.store.numbered([tie[0] for tie in kept], known_at=ground.known_at)
    links = ground.store.links([tie[1] for tie in kept])
    records = [_record(ground.day, nodes[tie[0]], links[tie[1]]) for tie in kept]
    records.sort(key=lambda record: str(record["fields"].get("decided", "")), reverse=True)
    return records, len(ties) > MOST


def _record(day: date, view: NodeView, link: LinkView) -> shapes.SanctionRecord:
    fields, _ = readable(NODE_KIND[view.kind].fields, view.fields)
    held = in_force(link.valid_from, link.valid_until, day) and _in_force(view.fields, day)
    return {
        "id": view.key.id,
        "name": view.name,
        "fields": {**fields},
        "in_force": held,
        "valid_from": iso(link.valid_from),
        "valid_until": iso(link.valid_until),
        "origin": origin(link.origin),
    }


def _in_force(fields: Fields, day: date) -> bool:
    """By the record's own dates; without an end date, by its state."""
    decided, until, ended = (fields.get(name) for name in ("decided", "until", "ended"))
    if isinstance(decided, date) and day < decided:
        return False
    if isinstance(until, date) and until < day:
        return False
    if isinstance(ended, date):
        return day < ended
    return fields.get("state") not in _OVER
