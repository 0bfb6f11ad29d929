"""Why somebody is not in an answer: the first condition that is not met, or cannot be told."""

from __future__ import annotations

from dataclasses import dataclass, replace

from analyses.explanation.recording import Recording
from analyses.questions.question import (
    Asked,
    Certainty,
    Lack,
    Question,
    Scene,
    Statement,
    of,
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Yes with its statements, or no or unknown with what is missing. Unknown never means no.

    ``looked_at``: everything that was read to say so.
    """

    certainty: Certainty
    statements: tuple[Statement, ...]
    lack: Lack | None
    looked_at: Recording


def why_not(question: Question, asked: Asked, other: int, scene: Scene) -> Verdict:
    """Whether the answer says anything of ``other``, and if not, why not.

    An answer that was cut short cannot say no. Cost: the answer, and its conditions.
    """
    looked = Recording(scene.network, scene.views)
    watched = replace(scene, network=looked, views=looked)
    other = scene.network.canonical(other)
    answered = question.ask(watched, asked)
    said = of(answered.statements, other)
    if any(statement.certain for statement in said):
        return Verdict("yes", said, None, looked)
    lack = _first(question, asked, other, watched, said, answered.cut)
    return Verdict(lack.certainty, said, lack, looked)


def _first(
    question: Question,
    asked: Asked,
    other: int,
    scene: Scene,
    said: tuple[Statement, ...],
    cut: tuple[str, ...],
) -> Lack:
    if other in asked.subjects:
        return Lack("same_subject", about=other, nodes=(other,))
    if cut and not said:
        return Lack("cut_short", "unknown", {"by": ", ".join(cut)})
    for condition in question.conditions:
        lack = condition(scene, asked, other, said)
        if lack is not None:
            return lack
    if said:
        return Lack("uncertain", "unknown", about=other, nodes=(other,))
    return Lack("not_stated", about=other, nodes=(other,))
