"""The beneficial owners of a company: each criterion by itself, with its chains."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from analyses.beneficial_owners import Ground, beneficial_owners
from analyses.register_end import Doubt
from api.answers.describe import Described, brief, described
from api.answers.ground import Ground as Standing
from api.answers.ownership import shapes
from api.answers.ownership.figures import nearest_ppm
from api.answers.ownership.frame import framed
from api.answers.resolve import subject_of
from api.answers.risk.wording import basis
from api.answers.room import Room

TOLD: Final = 2  # a ground with its basis, or a doubt with two parties

_DOUBTS = {
    "unknown_share": "持股比例未知 / the share is not known",
    "foreign": "登记止于境外企业 / the register ends at a foreign firm",
    "undescribed": "该主体未见登记 / nobody described this subject",
    "unrecorded": "该企业未登记股东 / no holder of this firm is recorded",
    "loop": "闭合持股环 / a closed loop of holdings",
    "cut_short": "所及过多,未全部读取 / too much to read it all",
}


def beneficial_owners_answer(ground: Standing, id: str) -> shapes.BeneficialOwnersAnswer:
    """Complete where nothing is recorded as unknown or cannot be followed. Raises UnknownId and
    AmbiguousId."""
    view, merged = subject_of(ground, id)
    found = beneficial_owners(
        ground.network, ground.views, ground.rules, view.number, ground.day
    )  # fmt: skip
    room = Room()
    owners = dict(room.fitting(found.owners.items(), _told, parts=3))
    may_be = dict(room.fitting(found.may_be.items(), _told, parts=2))
    doubts = room.fitting(found.doubts, lambda _: TOLD)
    spoken = _described(ground, owners, may_be, doubts)
    cut = any(doubt.code == "cut_short" for doubt in found.doubts)
    unrecorded = None if cut else nearest_ppm(found.unrecorded)
    return {
        **framed(ground, room, cut_short=cut),
        "complete": found.complete and not room.omitted,
        **brief(view),
        "redirected_from": merged.id if merged else None,
        "beneficial_owners": _items(ground, spoken, owners),
        "may_be": _items(ground, spoken, may_be),
        "doubts": [doubt_item(spoken, doubt) for doubt in doubts],
        "decided": found.decided,
        "unrecorded_ppm": unrecorded,
        "exempt_on_commitment": found.exempt,
    }


def _told(person: tuple[int, list[Ground]]) -> int:
    """Its grounds with their basis, and the ties of their chains."""
    ties = sum(len(path) for each in person[1] for path in each.chains.paths)
    return 1 + TOLD * len(person[1]) + ties


def _described(
    ground: Standing,
    owners: Mapping[int, list[Ground]],
    may_be: Mapping[int, list[Ground]],
    doubts: Iterable[Doubt],
) -> Described:
    grounds = [g for some in (owners, may_be) for each in some.values() for g in each]
    steps = (step for each in grounds for path in each.chains.paths for step in path)
    return described(ground, steps, {*owners, *may_be, *of_doubts(doubts)})


def of_doubts(doubts: Iterable[Doubt]) -> set[int]:
    """The nodes that doubts are about."""
    named = {n for doubt in doubts for n in (doubt.about, doubt.company)}
    return {number for number in named if number is not None}


def doubt_item(spoken: Described, doubt: Doubt) -> shapes.DoubtItem:
    said = _DOUBTS[doubt.code].split(" / ")
    return {
        "code": doubt.code,
        "zh": said[0],
        "en": said[1],
        "about": spoken.brief(doubt.about),
        "company": None if doubt.company is None else spoken.brief(doubt.company),
    }


def _items(
    ground: Standing, spoken: Described, people: Mapping[int, list[Ground]]
) -> list[shapes.BeneficialOwnerItem]:
    return [
        {
            **spoken.brief(number),
            "criteria": [each.criterion.id for each in grounds],
            "grounds": [_ground(ground, spoken, each) for each in grounds],
        }
        for number, grounds in people.items()
    ]


def _ground(ground: Standing, spoken: Described, one: Ground) -> shapes.CriterionMet:
    return {
        "criterion": one.criterion.id,
        "criterion_zh": one.criterion.zh,
        "answer": "yes" if one.certain else "unknown",
        "share_ppm": None if one.least is None else nearest_ppm(one.least),
        "share_max_ppm": None if one.most is None else nearest_ppm(one.most),
        "means": one.means or None,
        "basis": basis(ground.rules, one.criterion),
        "paths": [[spoken.step(step) for step in path] for path in one.chains.paths],
        "more_paths": one.chains.more,
    }
