"""All firms at once: the periodic evaluation, and what a changed set of indicators would do."""

from __future__ import annotations

from analyses.evaluation.batch import Grades, score_all
from analyses.evaluation.evidence import Progress
from analyses.evaluation.roll import Roll
from analyses.evaluation.scoring import edition
from analyses.evaluation.simulation import MOST_MOVES, compared
from analyses.rulebook import rules_of
from api.answers import evaluation_shapes as shapes
from api.answers.evaluation import notices
from api.answers.ground import Ground
from graph.errors import RefusedInput


def graded_roll(ground: Ground, progress: Progress | None = None) -> tuple[Roll, Grades]:
    """Every firm's public grade on the day. Raises RefusedInput before the first set."""
    roll = ground.rolls.at(ground, progress)
    public = score_all(roll, edition(ground.rules.evaluation, ground.day))
    if public is None:
        raise _no_set()
    return roll, public


def evaluations_answer(
    ground: Ground, progress: Progress | None = None
) -> shapes.EvaluationsAnswer:
    """How many firms have which grade."""
    roll, public = graded_roll(ground, progress)
    return {
        **ground.frame(),
        "firms": len(roll),
        "grades": public.counts(),
        "notices": notices(ground),
    }


def simulation_answer(
    ground: Ground, changed: bytes, *, most: int = MOST_MOVES, progress: Progress | None = None
) -> shapes.SimulationAnswer:
    """``changed`` is another ``evaluation.toml``, checked as the shipped one is. Raises BadRule."""
    rules = rules_of({**ground.rules.files, "evaluation.toml": changed})
    roll, before = graded_roll(ground, progress)
    after = score_all(roll, edition(rules.evaluation, ground.day))
    if after is None:
        raise _no_set()
    found = compared(roll, before, after, most)
    return {
        **ground.frame(truncated=found.omitted > 0),
        "firms": len(roll),
        "rescored": found.rescored,
        "counts": [
            {"before": old, "after": new, "firms": firms}
            for (old, new), firms in found.counts.items()
        ],
        "moves": [
            {
                "id": move.id,
                "before": move.before,
                "after": move.after,
                "score_before": move.score_before,
                "score_after": move.score_after,
            }
            for move in found.moves
        ],
        "omitted": found.omitted,
    }


def _no_set() -> RefusedInput:
    return RefusedInput(
        "该日没有施行中的评价指标集;请换一个日期",
        "no set of indicators is in force on that day; ask for another",
        field="as_of",
    )
