"""What a proof claims, as JSON and back: the question, of whom, on which day, and the answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from analyses.proofs import merkle
from analyses.proofs.evidence import Evidence
from analyses.questions import QUESTIONS, Answered, Asked, Question, Statement
from analyses.questions.question import Scene


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim read from a file; numbers are places among its facts."""

    question: Question
    asked: Asked
    day: date
    revision: int
    known_at: int | None
    rules: str
    statements: tuple[Statement, ...]
    cut: tuple[str, ...]
    leaves: tuple[str, ...]
    root: str


def claimed(
    question: Question, scene: Scene, asked: Asked, answered: Answered, evidence: Evidence
) -> dict[str, Any]:
    """The claim without its digests."""
    return {
        "question": question.name,
        "title_zh": question.zh,
        "title_en": question.en,
        "relations": {name: list(said) for name, said in question.relations.items()},
        "subjects": [evidence.nodes[number] for number in asked.subjects],
        "parameters": dict(asked.parameters),
        "as_of": scene.day.isoformat(),
        "revision": scene.network.revision,
        "rules": scene.rules.version,
        "cut": list(answered.cut),
        "statements": [
            said(statement, evidence.nodes, evidence.links) for statement in answered.statements
        ],
    }


def sealed(claim: dict[str, Any], lines: Sequence[bytes]) -> dict[str, Any]:
    """The claim with the digest of every fact and the one over all."""
    leaves = [merkle.leaf(line) for line in lines]
    return {**claim, "leaves": leaves, "root": merkle.root(leaves)}


def said(
    statement: Statement, nodes: Mapping[int, int], links: Mapping[int, int]
) -> dict[str, Any]:
    return {
        "relation": statement.relation,
        "parties": [nodes[number] for number in statement.parties],
        "rule": statement.rule,
        "values": dict(statement.values),
        "certain": statement.certain,
        "nodes": [nodes[number] for number in statement.nodes],
        "links": [links[number] for number in statement.links],
    }


def read(claim: Any) -> Claim:
    """Raises KeyError, TypeError or ValueError for what ``claimed`` would not write."""
    question = QUESTIONS[claim["question"]]
    return Claim(
        question=question,
        asked=Asked(tuple(claim["subjects"]), claim["parameters"]),
        day=date.fromisoformat(claim["as_of"]),
        revision=claim["revision"],
        known_at=claim["known_at"],
        rules=claim["rules"],
        statements=tuple(_statement(one) for one in claim["statements"]),
        cut=tuple(claim["cut"]),
        leaves=tuple(claim["leaves"]),
        root=claim["root"],
    )


def _statement(one: Any) -> Statement:
    return Statement(
        one["relation"], tuple(one["parties"]), one["values"], one["certain"], one["rule"],
        tuple(one["nodes"]), tuple(one["links"]),
    )  # fmt: skip
