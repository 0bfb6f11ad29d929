"""Close links of a subject: a fifth or more, either way or through a third. No Chinese law."""

from __future__ import annotations

from typing import Final

from analyses.close_links import Linked, close_links
from analyses.links_by_control import ByControl, links_by_control
from analyses.work import Work
from api.answers.describe import Described, brief, described
from api.answers.ground import Ground
from api.answers.ownership import shapes
from api.answers.ownership.figures import nearest_ppm
from api.answers.ownership.frame import framed
from api.answers.resolve import subject_of
from api.answers.risk.wording import basis
from api.answers.room import Room

TOLD: Final = 2  # a link names two parties beside its ties, and its basis
NOTICE_ZH: Final = "密切联系是取自欧盟银行规则的分析视角,不是中国法律,本结果无法律效力"
NOTICE_EN: Final = (
    "close links are an analytic lens from European banking rules, not Chinese law; they have no "
    "legal effect"
)


def close_links_answer(ground: Ground, id: str) -> shapes.CloseLinksAnswer:
    """By case, the largest share first. Not complete where a closed loop or the budget leaves
    shares untold. Raises UnknownId and AmbiguousId."""
    view, merged = subject_of(ground, id)
    asked = ground.network, ground.views, ground.rules, view.number, ground.day
    work, room = Work(), Room()
    found = close_links(*asked, work)
    by_control, cut_short = links_by_control(*asked, work)
    links = sorted(found.found, key=lambda link: (link.rule.case, -link.least, link.other))
    links = room.fitting(links, lambda link: TOLD + len(link.steps), parts=2)
    by_control = tuple(room.fitting(by_control, lambda link: TOLD + len(link.steps)))
    unsolved = room.fitting(found.unsolved, len)
    every: list[Linked | ByControl] = [*links, *by_control]
    steps = [step for link in every for step in link.steps]
    named = {number for link in every for number in (link.other, link.third) if number is not None}
    looped = {number for loop in unsolved for number in loop}
    spoken = described(ground, steps, named | looped)
    frame = framed(ground, room, cut_short=found.cut_short or cut_short)
    return {
        **frame,
        "complete": frame["complete"] and not found.unsolved,
        **brief(view),
        "redirected_from": merged.id if merged else None,
        "links": [_item(ground, spoken, link) for link in links if link.certain],
        "may_be_linked": [_item(ground, spoken, link) for link in links if not link.certain],
        "by_control": [_by_control(spoken, link) for link in by_control],
        "unsolved": [[spoken.nodes[n].key.id for n in loop] for loop in unsolved],
        "legal_effect": False,
        "notice_zh": NOTICE_ZH,
        "notice_en": NOTICE_EN,
    }


def _item(ground: Ground, spoken: Described, link: Linked) -> shapes.CloseLinkItem:
    return {
        **spoken.brief(link.other),
        "share_ppm": nearest_ppm(link.least),
        "share_max_ppm": nearest_ppm(link.most),
        "case": link.rule.case,
        "third": None if link.third is None else spoken.brief(link.third),
        "path": [spoken.step(step) for step in link.steps],
        "basis": basis(ground.rules, link.rule),
    }


def _by_control(spoken: Described, link: ByControl) -> shapes.LinkByControlItem:
    return {
        **spoken.brief(link.other),
        "share_ppm": link.share_ppm,
        "case": link.case,
        "third": None if link.third is None else spoken.brief(link.third),
        "path": [spoken.step(step) for step in link.steps],
    }
