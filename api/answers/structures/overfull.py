"""Companies of which more than the whole is held: one, and those of the city."""

from __future__ import annotations

from collections.abc import Sequence

from analyses.rulebook import in_force
from analyses.stakes import WHOLE, Share, Stakes, steps
from analyses.structures.overfull import Overfull, overfull_of
from analyses.work import BUDGETS
from api.answers.describe import Described, described
from api.answers.ground import Ground
from api.answers.resolve import subject_of
from api.answers.room import each_at_most
from api.answers.structures import shapes
from api.answers.structures.city import CityStructures
from api.answers.structures.listed import city_listed, of_subject, page_of


def overfull_answer(ground: Ground, id: str) -> shapes.OverfullAnswer:
    """Who holds what of the company, if that is too much. Raises UnknownId and AmbiguousId."""
    subject = subject_of(ground, id)
    rule = next(iter(in_force(ground.rules.structures.overfull, ground.day)), None)
    stakes = Stakes(ground.network, ground.day)
    found = overfull_of(stakes, subject[0].number, rule.tolerance_ppm) if rule else None
    full = [found] if found else []
    items = _items(ground, full)
    cut_short = stakes.cut_short or _cut(items)
    frame = of_subject(ground, subject, rule, len(full), cut_short=cut_short)
    return {**frame, "items": items}


def city_overfull_answer(
    ground: Ground, city: CityStructures, limit: int = 100, cursor: str | None = None
) -> shapes.CityOverfullAnswer:
    """The fullest first. Raises RefusedInput for a limit out of range. Cost: the first time a day
    and revision, all stakes of the city; then milliseconds."""
    page = page_of(cursor, limit, "overfull")
    rule = next(iter(in_force(ground.rules.structures.overfull, ground.day)), None)
    numbers = city.overfull(ground, rule) if rule else []
    stakes = Stakes(ground.network, ground.day)
    shown = [
        found
        for n in numbers[page.first : page.last]
        if (found := overfull_of(stakes, n)) is not None
    ]
    items = _items(ground, shown)
    cut_short = stakes.cut_short or _cut(items)
    frame = city_listed(ground, rule, len(numbers), page, cut_short=cut_short)
    return {**frame, "items": items}


def _items(ground: Ground, full: Sequence[Overfull]) -> list[shapes.OverfullItem]:
    """Each with those who hold most, where all of them are too many to tell."""
    told = each_at_most([len(each.holders) for each in full], BUDGETS.answer.told // 2)
    kept = [sorted(each.holders, key=lambda one: (-one[1].least, one[0]))[:told] for each in full]
    walked = [
        step
        for each, holders in zip(full, kept, strict=True)
        for number, share in holders
        for step in steps(number, each.number, share)
    ]
    spoken = described(ground, walked, [each.number for each in full])
    return [
        {
            **spoken.brief(each.number),
            "total_ppm": each.total_ppm,
            "excess_ppm": each.total_ppm - WHOLE,
            "own_ppm": each.own.least,
            "holders": [_holder(spoken, n, each.number, share) for n, share in sorted(holders)],
            "unlisted": len(each.holders) - len(holders),
        }
        for each, holders in zip(full, kept, strict=True)
    ]


def _cut(items: Sequence[shapes.OverfullItem]) -> bool:
    return any(item["unlisted"] for item in items)


def _holder(spoken: Described, owner: int, company: int, share: Share) -> shapes.Holder:
    return {
        **spoken.brief(owner),
        "share_ppm": share.least,
        "share_max_ppm": share.most,
        "path": [spoken.step(step) for step in steps(owner, company, share)],
    }
