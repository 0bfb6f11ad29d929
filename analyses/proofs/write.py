"""Write a proof."""

from __future__ import annotations

from analyses.explanation.recording import recorded
from analyses.proofs import claims
from analyses.proofs.evidence import evidence, rule_facts
from analyses.proofs.lines import Lines, canonical, joined
from analyses.questions import Asked, Question, Scene
from graph.signing_key import ALGORITHM, SigningKey


def write(
    question: Question, scene: Scene, asked: Asked, key: SigningKey, known_at: int | None = None
) -> bytes:
    """The answer with all it was read from, as a file. The same question asked of the same facts
    gives the same bytes. Costs the answer twice, and a look-up of every fact read."""
    answered, recording = recorded(question, scene, asked)
    found = evidence(recording, asked.subjects, scene.views)
    ruled = rule_facts(scene.rules, question.ruled) if question.ruled else ()
    lines = tuple(canonical(fact) for fact in (*found.facts, *ruled))
    claim = claims.claimed(question, scene, asked, answered, found)
    text = canonical(claims.sealed({**claim, "known_at": known_at}, lines))
    signature = {"algorithm": ALGORITHM, "key": key.public, "value": key.sign(text)}
    return joined(Lines(text, lines, canonical(signature)))
