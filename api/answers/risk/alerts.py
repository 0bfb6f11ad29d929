"""Related-party alerts: those of one subject with their paths, and the highest of the city."""

from __future__ import annotations

from typing import Final

from analyses.alerts.spread import Alert
from analyses.rulebook import Rulebook, in_force
from api.answers.describe import Described, brief, described
from api.answers.ground import Ground
from api.answers.paging import page_at
from api.answers.resolve import subject_of
from api.answers.risk import shapes
from api.answers.risk.scoreboards import Progress, Scoreboards, quiet
from api.answers.risk.wording import basis, own_item, proof
from graph.errors import RefusedInput

NOTICE_ZH: Final = "关联风险提示没有法律效力:不列入名单,不影响等级,不得单独作为拒绝的理由"
NOTICE_EN: Final = (
    "an alert has no legal effect: it enters no list and no grade, and is no reason to refuse"
)
CUT: Final = "关联方过多,未全部查完 / too many related parties to read them all"
NO_RULE: Final = "当日尚无提示规则 / there was no rule for alerts on the day"
MOST: Final = 1_000


def alerts_answer(ground: Ground, id: str) -> shapes.AlertsAnswer:
    """The best path from an active record of somebody else, and the next two without a shared
    middle. Raises UnknownId and AmbiguousId."""
    view, merged = subject_of(ground, id)
    alerts, whole = alerts_section(ground, view.number)
    return {
        **ground.frame(truncated=not whole["complete"]),
        **brief(view),
        "redirected_from": merged.id if merged else None,
        "score_ppm": alerts[0]["score_ppm"] if alerts else 0,
        "alerts": alerts,
        "reason": whole["reason"],
        "proof": proof(ground, "alerts", view.key.id),
        **_said(ground.rules, ground),
    }


def alerts_section(
    ground: Ground, subject: int
) -> tuple[list[shapes.AlertItem], shapes.Completeness]:
    """The alerts of a subject, best first, and whether the search was whole."""
    if not in_force(ground.rules.alerts.spread, ground.day):
        return [], {"complete": False, "reason": NO_RULE}
    found = ground.judged.alerts(ground, subject)
    ends = [node for alert in found.paths for node in alert.nodes]
    spoken = described(ground, [step for alert in found.paths for step in alert.steps], ends)
    items = [_item(ground, spoken, alert) for alert in found.paths]
    return items, {"complete": not found.cut_short, "reason": CUT if found.cut_short else None}


def city_alerts_answer(
    ground: Ground,
    boards: Scoreboards,
    limit: int = 100,
    progress: Progress = quiet,
    cursor: str | None = None,
) -> shapes.CityAlertsAnswer:
    """The highest scored of the city, highest first. ``total`` counts all that have a score.

    Raises RefusedInput for a limit out of range and for what is no cursor. Cost: the first time a
    day and revision, the reading of every record of the city; then milliseconds.
    """
    if not 1 <= limit <= MOST:
        raise RefusedInput(
            f"limit 应在 1 与 {MOST} 之间", f"limit must be from 1 to {MOST}", field="limit"
        )
    board = boards.of(ground, progress)
    page = page_at(cursor, limit, "alerts")
    top = board.ranked(page.first, page.last)
    nodes = ground.views.nodes([*(n for n, _, _ in top), *(seed for _, _, seed in top)])
    return {
        **ground.frame(truncated=not in_force(ground.rules.alerts.spread, ground.day)),
        "total": board.total,
        "records": board.seeds,
        "omitted": page.left(board.total),
        "next": page.next(board.total),
        "items": [
            {**brief(nodes[n]), "score_ppm": score, "source": brief(nodes[seed])}
            for n, score, seed in top
        ],
        **_said(ground.rules, ground),
    }


def _said(rules: Rulebook, ground: Ground) -> shapes.Unbinding:
    spreads = in_force(rules.alerts.spread, ground.day)
    return {
        "legal_effect": False,
        "notice_zh": NOTICE_ZH,
        "notice_en": NOTICE_EN,
        "basis": basis(rules, spreads[0]) if spreads else [],
    }


def _item(ground: Ground, spoken: Described, alert: Alert) -> shapes.AlertItem:
    records = ground.judged.records(ground, alert.nodes[0])
    record = next(each for each in records if each.number == alert.seed.record)
    rule = in_force(ground.rules.alerts.spread, ground.day)[0]
    return {
        "rule": rule.id,
        "rule_from": rule.since.isoformat(),
        "score_ppm": alert.score_ppm,
        "source": spoken.brief(alert.nodes[0]),
        "record": own_item(ground, record),
        "strength_ppm": alert.seed.strength,
        "parts_ppm": list(alert.parts),
        "hops": len(alert.parts),
        "path": [spoken.step(step) for step in alert.steps],
    }
