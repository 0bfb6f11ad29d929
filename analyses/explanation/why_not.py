"""Why somebody is not in an answer: the first condition that is not met, or cannot be told."""

from __future__ import annotations

from dataclasses import dataclass

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
    """Yes with its statements, or no or unknown with what is missing. Unknown never means no."""

    certainty: Certainty
    statements: tuple[Statement, ...]
    lack: Lack | None


def why_not(question: Question, asked: Asked, other: int, scene: Scene) -> Verdict:
    """Whether the answer says anything of ``other``, and if not, why not.

    An answer that was cut short cannot say no. Cost: the answer, and its conditions.
    """
    other = scene.network.canonical(other)
    answered = question.ask(scene, asked)
    said = of(answered.statements, other)
    if any(statement.certain for statement in said):
        return Verdict("yes", said, None)
    lack = _first(question, asked, other, scene, said, answered.cut)
    return Verdict(lack.certainty, said, lack)


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
