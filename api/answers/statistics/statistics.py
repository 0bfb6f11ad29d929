"""How much was done in the loop: by kind, and by department, month or division."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from analyses.statistics.kinds import KIND
from analyses.statistics.places import NOT_STATED, Progress
from analyses.statistics.tally import Count, by_label, counted
from api.answers.describe import iso
from api.answers.ground import Ground
from api.answers.statistics import shapes
from api.answers.statistics.options import StatisticsOptions
from api.answers.statistics.tallies import Tallies

UNSTATED: Final = "未载明 / not stated"


def statistics_answer(
    ground: Ground, tallies: Tallies, options: StatisticsOptions,
    divisions: Mapping[str, str], progress: Progress | None = None,
) -> shapes.StatisticsAnswer:  # fmt: skip
    """Every count with the address of what it counts; the rows of a label add up to its kind.

    Cost: by month, arrays alone; by department or division, one read of the records or subjects
    the first time at a revision.
    """
    kinds: list[shapes.KindCount] = []
    rows: dict[str, dict[str, shapes.Counted]] = {}
    for name in options.kinds:
        column, kept = tallies.kept(ground, name, options, progress)
        whole = _counted(ground, options, counted(column, kept), kind=name)
        kinds.append({**whole, "kind": name, "zh": KIND[name].zh, "delivered": len(column) > 0})
        if options.by is not None:
            labels = tallies.labels(ground, name, options.by, progress)
            for key, count in by_label(column, kept, labels).items():
                more = {"kind": name, options.by: key}
                rows.setdefault(key, {})[name] = _counted(ground, options, count, **more)
    return {
        **ground.frame(),
        "by": options.by,
        "since": iso(options.since),
        "kinds": kinds,
        "rows": _ordered(rows, options, divisions),
    }


def _counted(
    ground: Ground, options: StatisticsOptions, count: Count, **more: str
) -> shapes.Counted:
    address = options.records(ground.day, **more)
    return {"count": count.count, "acts": dict(count.acts), "records": address}


def _ordered(
    rows: Mapping[str, dict[str, shapes.Counted]], options: StatisticsOptions,
    divisions: Mapping[str, str],
) -> list[shapes.StatisticsRow]:  # fmt: skip
    """Months in time, others by how much they did; what is not stated comes last."""
    found: list[shapes.StatisticsRow] = []
    for key, counts in rows.items():
        named = divisions.get(key, key) if options.by == "division" else key
        total = sum(each["count"] for each in counts.values())
        found.append({"key": key, "name": named or UNSTATED, "total": total, "counts": counts})
    if options.by == "month":
        return sorted(found, key=lambda row: (row["key"] == NOT_STATED, row["key"]))
    return sorted(found, key=lambda row: (row["key"] == NOT_STATED, -row["total"], row["key"]))
