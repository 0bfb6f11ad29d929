"""Risk as a question: the four sections of a subject together, each its own relation."""

from __future__ import annotations

from typing import Final

from analyses.questions import alerts, conflicts, extension, records
from analyses.questions.question import RULED, Answered, Asked, Question, Scene

RELATIONS: Final = {
    **records.OWN.relations,
    **extension.RELATIONS,
    **conflicts.RELATIONS,
    **alerts.RELATIONS,
}


def answer(scene: Scene, asked: Asked) -> Answered:
    """Never summed. What a cut section lacks is named with the section."""
    sections = {
        "own": records.answer(scene, asked),
        "statutory": extension.answer(scene, asked),
        "conflicts": conflicts.answer(scene, asked),
        "alerts": alerts.answer(scene, asked),
    }
    return Answered(
        tuple(one for section in sections.values() for one in section.statements),
        tuple(f"{name}: {cut}" for name, section in sections.items() for cut in section.cut),
    )


RISK: Final = Question(
    name="risk",
    zh="风险(四部分,不相加)",
    en="risk: four sections, never summed",
    answer=answer,
    conditions=extension.CONDITIONS,
    relations=RELATIONS,
    others=("subject", "sanction", "lot", "project", "contact"),
    ruled=RULED,
)
