"""The 50 % rule as an analytic lens: whom a set of parties reaches in aggregate. No Chinese law."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from typing import Final

from analyses.fifty_percent import HALF, Reached, fifty_percent
from analyses.rulebook import in_force
from analyses.stakes import WHOLE, Stakes, held_steps
from analyses.steps import Step
from api.answers.describe import Described, brief, described
from api.answers.ground import Ground
from api.answers.ownership import shapes
from api.answers.ownership.frame import framed
from api.answers.resolve import subject_of
from api.answers.risk.wording import basis
from api.answers.room import Room
from graph.errors import RefusedInput

MOST_LISTED: Final = 100
NOTICE_ZH: Final = "百分之五十规则是境外制裁规则下的分析视角,不是中国法律,本结果无法律效力"
NOTICE_EN: Final = (
    "the 50 % rule is an analytic lens from foreign sanctions practice, not Chinese law; it has no "
    "legal effect"
)


def threshold_of(percent: str) -> int:
    """A percentage as ppm: above 0, at most 100, four decimals. Raises RefusedInput."""
    try:
        ppm = Decimal(percent) * (WHOLE // 100)
        if not 0 < ppm <= WHOLE or ppm != int(ppm) or len(percent) > 12:
            raise ValueError(percent)
    except (ValueError, ArithmeticError, InvalidOperation):
        raise RefusedInput(
            "threshold 应为百分数,大于 0,至多 100,如 50 或 33.3333",
            "threshold must be a percentage above 0 and at most 100, such as 50 or 33.3333",
            field="threshold",
        ) from None
    return int(ppm)


def fifty_answer(
    ground: Ground, ids: Iterable[str], threshold_ppm: int | None = None
) -> shapes.FiftyAnswer:
    """Those reached, the largest share first; without a threshold that of the rule. Raises
    UnknownId, AmbiguousId, and RefusedInput for no id or too many of them."""
    asked = list(dict.fromkeys(ids))
    if not 0 < len(asked) <= MOST_LISTED:
        raise RefusedInput(
            f"应给出 1 至 {MOST_LISTED} 个 id", f"give 1 to {MOST_LISTED} ids", field="id"
        )
    listed = [subject_of(ground, each) for each in asked]
    rules = in_force(ground.rules.ownership.cascade, ground.day)
    least = threshold_ppm or next((rule.least_ppm for rule in rules), HALF)
    stakes = Stakes(ground.network, ground.day)
    numbers = [view.number for view, _ in listed]
    found = list(fifty_percent(ground.network, numbers, ground.day, least, stakes=stakes))
    found.sort(key=lambda each: (-each.share_ppm, -each.share_max_ppm, each.number))
    room = Room()
    found = room.fitting(found, lambda each: 1 + len(each.holders))
    paths = {each.number: held_steps(stakes, each.holders, each.number) for each in found}
    spoken = described(ground, [step for path in paths.values() for step in path], paths)
    return {
        **framed(ground, room, cut_short=stakes.cut_short, unread=stakes.unread),
        "listed": [
            {**brief(view), "redirected_from": merged.id if merged else None}
            for view, merged in listed
        ],
        "threshold_ppm": least,
        "reached": [_item(spoken, each, paths[each.number]) for each in found if each.certain],
        "may_be_reached": [
            _item(spoken, each, paths[each.number]) for each in found if not each.certain
        ],
        "legal_effect": False,
        "notice_zh": NOTICE_ZH,
        "notice_en": NOTICE_EN,
        "basis": [each for rule in rules for each in basis(ground.rules, rule)],
    }


def subject_fifty_answer(
    ground: Ground, id: str, threshold_ppm: int | None = None
) -> shapes.SubjectFiftyAnswer:
    """The same of one subject."""
    found = fifty_answer(ground, [id], threshold_ppm)
    return {**found, **found["listed"][0]}


def _item(spoken: Described, reached: Reached, path: list[Step]) -> shapes.ReachedItem:
    return {
        **spoken.brief(reached.number),
        "share_ppm": reached.share_ppm,
        "share_max_ppm": reached.share_max_ppm,
        "path": [spoken.step(step) for step in path],
    }
