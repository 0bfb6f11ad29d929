"""Whom an investigation should look at first, by personalised PageRank from its parties."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from analyses.ranking import Ranked, ranking
from analyses.rulebook import in_force
from api.answers.describe import brief, described
from api.answers.ground import Ground
from api.answers.resolve import subject_of
from api.answers.structures import shapes
from api.answers.structures.listed import check_limit, listed, parties_of
from graph.vocabulary import NODE_CODE, NODE_KINDS

SUBJECTS: Final = {NODE_CODE[kind.name] for kind in NODE_KINDS if kind.family == "subject"}
MILLION: Final = 1_000_000


def ranking_answer(ground: Ground, ids: Iterable[str], limit: int = 50) -> shapes.RankingAnswer:
    """Subjects around the parties, the highest first, each with a way there. ``total`` counts all
    that were reached. Raises UnknownId, AmbiguousId, and RefusedInput for no id, too many of them
    or a limit out of range."""
    check_limit(limit)
    parties = parties_of(ids)
    asked = [subject_of(ground, each) for each in parties]
    rules = ground.rules.investigation
    rule = next(iter(in_force(rules.ranking, ground.day)), None)
    found = ranking(ground.network, rules, ground.day, [view.number for view, _ in asked])
    items = [item for item in found.items if ground.network.kind_of(item.number) in SUBJECTS]
    shown = items[:limit]
    steps = [step for item in shown for step in item.steps]
    spoken = described(ground, steps, [*(item.number for item in shown), *found.hubs[:limit]])

    def said(item: Ranked) -> shapes.RankedItem:
        return {
            **spoken.brief(item.number),
            "score_ppm": int(item.score * MILLION),
            "path": [spoken.step(step) for step in item.steps],
        }

    return {
        **listed(ground, rule, len(items), len(shown), cut_short=found.cut_short),
        "parties": [brief(view) for view, _ in asked],
        "residual_ppm": int(found.residual * MILLION) + 1,
        "hubs": [spoken.brief(hub) for hub in found.hubs[:limit]],
        "items": [said(item) for item in shown],
    }
