"""Companies of which more than the whole is held: one, and those of the city."""

from __future__ import annotations

from collections.abc import Iterable

from analyses.rulebook import in_force
from analyses.stakes import WHOLE, Share, Stakes, steps
from analyses.structures.overfull import Overfull, overfull_of
from api.answers.describe import Described, described
from api.answers.ground import Ground
from api.answers.resolve import subject_of
from api.answers.structures import shapes
from api.answers.structures.city import CityStructures
from api.answers.structures.listed import check_limit, listed, of_subject


def overfull_answer(ground: Ground, id: str) -> shapes.OverfullAnswer:
    """Who holds what of the company, if that is too much. Raises UnknownId and AmbiguousId."""
    subject = subject_of(ground, id)
    rule = next(iter(in_force(ground.rules.structures.overfull, ground.day)), None)
    stakes = Stakes(ground.network, ground.day)
    found = overfull_of(stakes, subject[0].number, rule.tolerance_ppm) if rule else None
    full = [found] if found else []
    frame = of_subject(ground, subject, rule, len(full), cut_short=stakes.cut_short)
    return {**frame, "items": _items(ground, full)}


def city_overfull_answer(
    ground: Ground, city: CityStructures, limit: int = 100
) -> shapes.CityOverfullAnswer:
    """The fullest first. Raises RefusedInput for a limit out of range. Cost: the first time a day
    and revision, all stakes of the city; then milliseconds."""
    check_limit(limit)
    rule = next(iter(in_force(ground.rules.structures.overfull, ground.day)), None)
    numbers = city.overfull(ground, rule) if rule else []
    stakes = Stakes(ground.network, ground.day)
    shown = [found for n in numbers[:limit] if (found := overfull_of(stakes, n)) is not None]
    frame = listed(ground, rule, len(numbers), len(shown), cut_short=stakes.cut_short)
    return {**frame, "items": _items(ground, shown)}


def _items(ground: Ground, found: Iterable[Overfull]) -> list[shapes.OverfullItem]:
    full = list(found)
    walked = [step for each in full for n, s in each.holders for step in steps(n, each.number, s)]
    spoken = described(ground, walked, [each.number for each in full])
    return [
        {
            **spoken.brief(each.number),
            "total_ppm": each.total_ppm,
            "excess_ppm": each.total_ppm - WHOLE,
            "own_ppm": each.own.least,
            "holders": [_holder(spoken, n, each.number, share) for n, share in each.holders],
        }
        for each in full
    ]


def _holder(spoken: Described, owner: int, company: int, share: Share) -> shapes.Holder:
    return {
        **spoken.brief(owner),
        "share_ppm": share.least,
        "share_max_ppm": share.most,
        "path": [spoken.step(step) for step in steps(owner, company, share)],
    }
