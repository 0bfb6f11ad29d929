"""How far the distress of debtors goes up their chain of guarantees."""

from __future__ import annotations

from collections.abc import Iterable

from analyses.debtrank import Distressed, debtrank
from analyses.rulebook import in_force
from api.answers.describe import brief, described
from api.answers.ground import Ground
from api.answers.resolve import subject_of
from api.answers.structures import shapes
from api.answers.structures.listed import check_limit, listed, parties_of


def debtrank_answer(ground: Ground, ids: Iterable[str], limit: int = 50) -> shapes.DebtRankAnswer:
    """The guarantors at any remove, the most distressed first, were the debtors to fail. Raises
    UnknownId, AmbiguousId, and RefusedInput for no id, too many of them or a limit out of range."""
    check_limit(limit)
    asked = [subject_of(ground, each) for each in parties_of(ids)]
    rule = next(iter(in_force(ground.rules.investigation.guarantees, ground.day)), None)
    numbers = [view.number for view, _ in asked] if rule else []
    found = debtrank(ground.network, ground.views, ground.day, numbers)
    shown = found.reached[:limit]
    steps = [step for each in shown for step in each.steps]
    spoken = described(ground, steps, [each.number for each in shown])

    def said(each: Distressed) -> shapes.DistressedItem:
        return {
            **spoken.brief(each.number),
            "distress_ppm": each.least_ppm,
            "distress_max_ppm": each.most_ppm,
            "capital_fen": each.capital,
            "path": [spoken.step(step) for step in each.steps],
        }

    cut_short = found.cut_short or not found.settled
    return {
        **listed(ground, rule, len(found.reached), len(shown), cut_short=cut_short),
        "debtors": [brief(view) for view, _ in asked],
        "capital_fen": found.capital,
        "loss_fen": found.loss,
        "loss_max_fen": found.loss_max,
        "debtrank_ppm": found.least_ppm,
        "debtrank_max_ppm": found.most_ppm,
        "items": [said(each) for each in shown],
    }
