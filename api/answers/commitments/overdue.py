"""Overdue checks, listed by the unit responsible."""

from __future__ import annotations

from collections import Counter

from analyses.commitments.overdue import NOBODY, Progress, overdue
from analyses.commitments.standing import subjects_of
from api.answers.commitments import shapes
from api.answers.commitments.wording import brief_commitment
from api.answers.describe import brief
from api.answers.ground import Ground
from api.answers.paging import page_at
from graph.acts import unit_key
from graph.errors import UnknownId
from graph.views import StoreViews

UNNAMED = "未指明 / not named"


def overdue_answer(
    ground: Ground,
    unit: str | None = None,
    limit: int = 100,
    progress: Progress | None = None,
    cursor: str | None = None,
) -> shapes.OverdueAnswer:
    """Of one unit, or of every unit. Raises UnknownId for a unit nobody named, and
    RefusedInput for what is no cursor."""
    page = page_at(cursor, limit, "overdue", unit)
    found = overdue(
        ground.network, lambda: StoreViews(ground.store, ground.known_at),
        ground.rules.commitments, ground.day, _number(ground, unit), progress,
    )  # fmt: skip
    shown = found[page.first : page.last]
    by = {each.standing.number: subjects_of(ground.network, each.standing.number) for each in shown}
    nodes = ground.views.nodes(
        [number for each in by.values() for number in each]
        + [each.unit for each in found if each.unit != NOBODY]
    )
    names = {number: view.name for number, view in nodes.items()} | {NOBODY: UNNAMED}
    counted = Counter(names[each.unit] for each in found)
    return {
        **ground.frame(truncated=page.left(len(found)) > 0),
        "units": [{"unit": name, "overdue": many} for name, many in counted.most_common()],
        "checks": [
            {
                "unit": names[each.unit],
                "commitment": brief_commitment(ground, each.standing),
                "subjects": [brief(nodes[n]) for n in dict.fromkeys(by[each.standing.number])],
                "days_over": (ground.day - (each.standing.verify_by or ground.day)).days,
            }
            for each in shown
        ],
        "omitted": page.left(len(found)),
        "next": page.next(len(found)),
    }


def _number(ground: Ground, unit: str | None) -> int | None:
    if unit is None:
        return None
    key = unit_key(unit)
    view = ground.store.nodes([key], known_at=ground.known_at).get(key)
    if view is None:
        raise UnknownId(
            f"没有任何承诺以“{unit[:60]}”为监管责任单位;请写单位全称",
            f"no commitment names {unit[:60]!r} as supervising unit; write its full name",
            field="unit",
        )
    return ground.network.canonical(view.number)
