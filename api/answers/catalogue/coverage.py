"""Which department owes what, and how fresh and clean its feed is."""

from __future__ import annotations

from collections import Counter

from analyses.catalogue.coverage import Feed, Owed, coverage, unassigned
from api.answers.catalogue import shapes
from api.answers.catalogue.catalogue import department_brief, department_of, notices
from api.answers.describe import iso
from api.answers.ground import Ground


def coverage_answer(ground: Ground, department: str | None = None) -> shapes.CoverageAnswer:
    """As of a day: what had arrived by then. Raises UnknownId for a department that is not there.

    Cost: the list of deliveries, and one pass over the revisions.
    """
    rules, day = ground.rules, ground.day
    asked = department_of(rules, department, day) if department else None
    delivered = ground.store.delivered()
    arrived = {file: at.astimezone().date() for file, at in ground.store.arrivals().items()}
    owed = [
        each
        for each in coverage(rules.catalogue, delivered, arrived, day)
        if asked is None or each.department is asked
    ]
    others = unassigned(rules.catalogue, delivered, arrived, day)
    return {
        **ground.frame(),
        "owed": [_owed(each) for each in owed],
        "states": dict(Counter(each.state for each in owed)),
        "unassigned": [_feed(each) for each in others] if asked is None else [],
        "notices": notices(rules, day),
    }


def _owed(owed: Owed) -> shapes.OwedItem:
    return {
        "department": department_brief(owed.department),
        "item": owed.item.id,
        "title": owed.item.zh,
        "since": owed.since.isoformat(),
        "every_days": owed.item.every_days,
        "state": owed.state,
        "last": iso(owed.last),
        "due": iso(owed.due),
        "late_days": owed.late_days,
        "feeds": [_feed(each) for each in owed.feeds],
    }


def _feed(feed: Feed) -> shapes.FeedItem:
    return {
        "source": feed.source,
        "layouts": list(feed.layouts),
        "files": feed.files,
        "rows": feed.rows,
        "stored": feed.stored,
        "unchanged": feed.unchanged,
        "quarantined": feed.quarantined,
        "clean_ppm": feed.clean_ppm,
        "last": iso(feed.last),
    }
