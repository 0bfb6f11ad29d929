"""Write a proof."""

from __future__ import annotations

from analyses.explanation.recording import Recording, recorded
from analyses.proofs import claims
from analyses.proofs.evidence import evidence, rule_facts
from analyses.proofs.lines import Lines, canonical, joined
from analyses.questions import Asked, Question, Scene
from analyses.work import BUDGETS
from graph.errors import RefusedInput
from graph.signing_key import ALGORITHM, SigningKey


def write(
    question: Question, scene: Scene, asked: Asked, key: SigningKey, known_at: int | None = None
) -> bytes:
    """The answer with all it was read from, as a file. The same question asked of the same facts
    gives the same bytes. Costs the answer twice, and a look-up of every fact read.

    Raises RefusedInput where it would have to hold more facts than a budget allows: a proof cannot
    be cut short."""
    answered, recording = recorded(question, scene, asked)
    check_size(recording)
    found = evidence(recording, asked.subjects, scene.views)
    ruled = rule_facts(scene.rules, question.ruled) if question.ruled else ()
    lines = tuple(canonical(fact) for fact in (*found.facts, *ruled))
    claim = claims.claimed(question, scene, asked, answered, found)
    text = canonical(claims.sealed({**claim, "known_at": known_at}, lines))
    signature = {"algorithm": ALGORITHM, "key": key.public, "value": key.sign(text)}
    return joined(Lines(text, lines, canonical(signature)))


def check_size(recording: Recording) -> None:
    """Raises RefusedInput for an answer that stands on more than one proof may hold."""
    most = BUDGETS.answer.proved
    size = len(recording.drawn) + len(recording.node_views) + len(recording.readings)
    if size > most:
        raise RefusedInput(
            f"这个答案依据 {size:,} 项事实,一份证明至多 {most:,} 项;请改问关系较少的主体,"
            "或改问其中一部分(如 own、statutory)",
            f"the answer stands on {size:,} facts, a proof holds at most {most:,}; ask of a party "
            "with fewer ties, or a narrower question (own, statutory, …)",
            field="question",
        )
