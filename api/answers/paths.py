"""How two parties are tied: found, not within so many hops, or cut short."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from analyses.paths import FoundPath, PathQuestion, paths
from analyses.steps import Step
from analyses.work import BUDGETS, Work
from api.answers import shapes
from api.answers.asking import PathOptions
from api.answers.describe import Described, brief, described
from api.answers.ground import Ground
from api.answers.resolve import subject_of


def paths_answer(ground: Ground, a: str, b: str, options: PathOptions) -> shapes.PathsAnswer:
    """Raises UnknownId and AmbiguousId. A party and itself are tied by one path of no steps."""
    source, _ = subject_of(ground, a)
    target, _ = subject_of(ground, b)
    judging = Work(BUDGETS.records.weighed)
    walked = ground.walked(options.kinds, judging)
    found = paths(walked, source.number, target.number, question(ground, options))
    cut = judging.cut_short
    steps = [step for path in found.paths for step in _every_step(path)]
    spoken = described(ground, steps, [hub for path in found.paths for hub in path.via_hub])
    return {
        **ground.frame(truncated=found.truncated or cut),
        "source": brief(source),
        "target": brief(target),
        "max_hops": options.max_hops,
        "outcome": "truncated" if cut and found.outcome == "no_path" else found.outcome,
        "paths": [_path(path, spoken) for path in found.paths],
    }


def question(ground: Ground, options: PathOptions) -> PathQuestion:
    return PathQuestion(
        max_hops=options.max_hops,
        day=ground.day,
        kinds=options.kinds,
        direction=options.direction,
        limit=options.limit,
        disjoint=options.disjoint,
        mode=options.searched,
        hub_degree=options.hub_degree,
    )


def _path(path: FoundPath, spoken: Described) -> shapes.FoundPath:
    return {
        "hops": len(path.steps),
        "steps": [spoken.step(step) for step in path.steps],
        "beside": [[spoken.step(step) for step in others] for others in path.beside],
        "via_hub": [spoken.brief(hub) for hub in path.via_hub],
    }


def _every_step(path: FoundPath) -> Iterable[Step]:
    return chain(path.steps, *path.beside)
