"""A subject's own record as may be shown on the day: nothing repaired, annulled or past its end."""

from __future__ import annotations

from typing import Final

from analyses.own_record import OwnRecord, own_records
from analyses.work import BUDGETS, Work
from api.answers import shapes
from api.answers.describe import iso, origin
from api.answers.ground import Ground
from api.answers.masks import readable
from graph.vocabulary import NODE_KIND

MOST: Final = 200


def own_sanctions(ground: Ground, number: int) -> tuple[list[shapes.SanctionRecord], bool]:
    """Latest decision first, and whether some were left out."""
    work = Work(BUDGETS.records.weighed)
    asked_of = ground.network, ground.views, ground.rules, number, ground.day
    found = own_records(*asked_of, work=work)
    more = work.cut_short or len(found) > MOST
    return [_record(ground, record) for record in found[:MOST]], more


def _record(ground: Ground, record: OwnRecord) -> shapes.SanctionRecord:
    view = ground.views.nodes([record.number])[record.number]
    link = ground.views.links([record.link])[record.link]
    fields, _ = readable(NODE_KIND[view.kind].fields, view.fields)
    return {
        "id": view.key.id,
        "name": view.name,
        "fields": {**fields},
        "list": record.list,
        "in_force": record.life.usable,
        "pending": record.pending,
        "valid_from": iso(record.life.since),
        "valid_until": iso(record.life.until),
        "origin": origin(link.origin),
    }
