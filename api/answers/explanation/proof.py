"""An answer as a signed file that anybody checks without the store, and that check."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from analyses.proofs import check, write
from analyses.proofs.check import Checked
from analyses.questions import Statement
from api.answers.describe import brief
from api.answers.explanation import shapes
from api.answers.explanation.asking import Ask, put, scene_of
from api.answers.ground import Ground
from api.answers.shapes import Brief
from graph.errors import RefusedInput
from graph.signing_key import SigningKey


@dataclass(frozen=True, slots=True)
class Proved:
    """``content`` is the file. ``redirected_from`` is the merged id it was asked by, if any."""

    content: bytes
    subject: Brief
    subjects: tuple[str, ...]
    question: str
    day: str
    key: str
    redirected_from: str | None

    @property
    def file_name(self) -> str:
        return f"{self.question}-{self.subject['id']}-{self.day}.proof.json"


def proof_answer(ground: Ground, ask: Ask, key: SigningKey) -> Proved:
    """Checked before it is handed out. Raises RefusedInput, UnknownId and AmbiguousId. Costs the
    answer three times."""
    asked = put(ground, ask)
    content = write(asked.question, scene_of(ground), asked.asked, key, ground.known_at)
    check(content, key.public)
    first = brief(asked.subjects[0])
    ids = tuple(view.key.id for view in asked.subjects)
    return Proved(content, first, ids, asked.question.name, ground.day.isoformat(), key.public,
                  asked.redirected_from)  # fmt: skip


def no_signer() -> SigningKey:
    """Where nobody gave a key. Raises RefusedInput."""
    raise RefusedInput("未提供签名密钥,不能出具证明", "without a signing key nothing can be proved")


def checked_answer(content: bytes, key: str | None = None) -> shapes.CheckedAnswer:
    """Reads nothing but the file. Raises BadProof, naming the part and the fact."""
    held = check(content, key)
    claim, question = held.claim, held.claim.question
    return {
        "holds": True,
        "question": question.name,
        "question_zh": question.zh,
        "question_en": question.en,
        "subjects": [_party(held, place) for place in claim.asked.subjects],
        "parameters": dict(claim.asked.parameters),
        "as_of": claim.day.isoformat(),
        "revision": claim.revision,
        "rules": claim.rules,
        "complete": not claim.cut,
        "statements": [_statement(held, one) for one in claim.statements],
        "facts": dict(Counter(str(fact["fact"]) for fact in held.facts)),
        "key": held.key,
        "pinned": held.pinned,
    }


def _statement(held: Checked, said: Statement) -> shapes.ProvedStatement:
    return {
        "relation": said.relation,
        "relation_zh": held.claim.question.relations[said.relation][0],
        "parties": [_party(held, place) for place in said.parties],
        "rule": said.rule,
        "answer": "yes" if said.certain else "unknown",
        "values": dict(said.values),
    }


def _party(held: Checked, place: int) -> shapes.Party:
    node: dict[str, Any] = next(
        one for one in held.facts if one["fact"] == "node" and one["node"] == place
    )
    return {"id": node["id"], "name": node["name"]}
