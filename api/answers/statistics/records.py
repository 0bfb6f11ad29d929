"""What a number counts: the records behind it, latest first, a page at a time."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from analyses.days import day_of
from analyses.own_record import own_records
from analyses.statistics.kinds import KIND
from analyses.statistics.ledger import NOBODY, Column
from analyses.statistics.places import departments
from api.answers.describe import brief, iso, origin
from api.answers.ground import Ground
from api.answers.paging import cursor_after, position_of
from api.answers.statistics import shapes
from api.answers.statistics.options import MOST, StatisticsOptions
from api.answers.statistics.tallies import Tallies, full_names
from graph.errors import RefusedInput
from graph.facts import NodeView
from graph.vocabulary import ACTS, ACTS_ZH, NODE_CODE

SANCTION = NODE_CODE["sanction"]


def records_answer(
    ground: Ground, tallies: Tallies, options: StatisticsOptions, limit: int = 100,
    cursor: str | None = None,
) -> shapes.RecordsAnswer:  # fmt: skip
    """The records that ``options`` count, exactly as many as the number says.

    A record that is repaired, annulled or past its life stays counted as work done; neither it
    nor its subject is named any more. Raises RefusedInput for a question without a kind, a limit
    out of range, or a cursor nobody gave out. Cost: that of the count, and one read a page.
    """
    if options.kind is None:
        raise RefusedInput("请给出 kind:要列出哪一类", "give a kind: what to list", field="kind")
    if not 1 <= limit <= MOST:
        raise RefusedInput(
            f"limit 应在 1 与 {MOST} 之间", f"limit must be from 1 to {MOST}", field="limit"
        )
    first = position_of(cursor, "records", options) if cursor else 0
    column, kept = tallies.kept(ground, options.kind, options)
    latest = np.flatnonzero(kept)[::-1]
    page = column.only(latest[first : first + limit])
    last = first + len(page)
    return {
        **ground.frame(truncated=last < len(latest)),
        "kind": options.kind,
        "total": len(latest),
        "records": _listed(ground, options.kind, page),
        "next": cursor_after(last, "records", options) if last < len(latest) else None,
    }


def _listed(ground: Ground, kind: str, page: Column) -> list[shapes.CountedRecord]:
    numbers = np.unique(np.concatenate([page.record, page.about, page.subject]))
    views = ground.views.nodes([number for number in numbers.tolist() if number != NOBODY])
    units = departments(KIND[kind], page, lambda: ground.views, full_names(ground.rules))
    return [
        _record(ground, kind, page, place, views, units.names[units.index[place]])
        for place in range(len(page))
    ]


def _record(
    ground: Ground, kind: str, page: Column, place: int, views: Mapping[int, NodeView], unit: str
) -> shapes.CountedRecord:
    record = views[int(page.record[place])]
    act, whose = int(page.act[place]), views.get(int(page.subject[place]))
    withheld = _over(ground, int(page.about[place]), int(page.subject[place]))
    itself = not withheld or act != NOBODY  # an act about it is no record of it
    return {
        "id": record.key.id if itself else "",
        "name": record.name if itself else KIND[kind].zh,
        "kind": kind,
        "act": ACTS[act] if act != NOBODY else None,
        "act_zh": ACTS_ZH[act] if act != NOBODY else None,
        "day": iso(day_of(int(page.day[place]))),
        "department": unit,
        "about": None if act == NOBODY or withheld else brief(views[int(page.about[place])]),
        "subject": None if withheld or whose is None else brief(whose),
        "withheld": withheld,
        "origin": origin(record.statements[-1].origin) if itself and record.statements else None,
    }


def _over(ground: Ground, about: int, subject: int) -> bool:
    """Whether it concerns a record that may not be shown on the day."""
    if ground.network.kind_of(about) != SANCTION:
        return False
    asked_of = ground.network, ground.views, ground.rules, subject, ground.day
    return not own_records(*asked_of, only=(about,))
