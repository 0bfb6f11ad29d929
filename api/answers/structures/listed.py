"""What all answers on structures say: that they bind nobody, how many there are, and of whom."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from analyses.rulebook import Entry
from api.answers.describe import brief
from api.answers.ground import Ground
from api.answers.paging import Page, page_at
from api.answers.risk.wording import basis
from api.answers.structures import shapes
from graph.errors import RefusedInput
from graph.facts import Key, NodeView

NOTICE_ZH: Final = "结构分析没有法律效力:不列入名单,不影响等级,不得单独作为拒绝的理由"
NOTICE_EN: Final = (
    "an analysis of structure has no legal effect: it enters no list and no grade, and is no "
    "reason to refuse"
)
CUT: Final = (
    "关系过多,未全部查完或列出;请改问其中的成员,或调小 limit / too many ties to read or to list "
    "them all; ask of a member, or for fewer with limit"
)
NO_RULE: Final = "当日尚无此项规则 / there was no such rule on the day"
MOST: Final = 1_000
MOST_PARTIES: Final = 100


def listed(
    ground: Ground, rule: Entry | None, total: int, shown: int, *, cut_short: bool = False
) -> shapes.Listed:
    """``rule`` is None where none is in force on the day."""
    reason = NO_RULE if rule is None else CUT if cut_short else None
    return {
        **ground.frame(truncated=reason is not None),
        "total": total,
        "omitted": total - shown,
        "reason": reason,
        "legal_effect": False,
        "notice_zh": NOTICE_ZH,
        "notice_en": NOTICE_EN,
        "basis": basis(ground.rules, rule) if rule else [],
    }


def city_listed(
    ground: Ground, rule: Entry | None, total: int, page: Page, *, cut_short: bool = False
) -> shapes.CityListed:
    """Of a list of the city its page."""
    shown = total - page.left(total)
    frame = listed(ground, rule, total, shown, cut_short=cut_short)
    return {**frame, "next": page.next(total)}


def page_of(cursor: str | None, limit: int, what: str) -> Page:
    """Raises RefusedInput for a limit out of range, and for what is no cursor of this list."""
    check_limit(limit)
    return page_at(cursor, limit, what)


def of_subject(
    ground: Ground, subject: tuple[NodeView, Key | None], rule: Entry | None, found: int,
    *, cut_short: bool = False,
) -> shapes.OfSubject:  # fmt: skip
    view, merged = subject
    return {
        **listed(ground, rule, found, found, cut_short=cut_short),
        **brief(view),
        "redirected_from": merged.id if merged else None,
    }


def check_limit(limit: int) -> None:
    """Raises RefusedInput."""
    if not 1 <= limit <= MOST:
        raise RefusedInput(
            f"limit 应在 1 与 {MOST} 之间", f"limit must be from 1 to {MOST}", field="limit"
        )


def parties_of(ids: Iterable[str]) -> list[str]:
    """Each once. Raises RefusedInput for none or too many."""
    parties = list(dict.fromkeys(ids))
    if not 0 < len(parties) <= MOST_PARTIES:
        raise RefusedInput(
            f"应给出 1 至 {MOST_PARTIES} 个 id", f"give 1 to {MOST_PARTIES} ids", field="id"
        )
    return parties
