"""The shapes of proofs, differences, suppositions and reasons why not."""

from __future__ import annotations

from typing import Any, Literal, TypedDict

from api.answers.shapes import Brief, Framed, JsonValue

Told = Literal["yes", "unknown"]
Outcome = Literal["yes", "no", "unknown"]


class AskedOf(TypedDict):
    """The question, of whom it was asked, and with which parameters (all of them)."""

    question: str
    question_zh: str
    question_en: str
    subjects: list[Brief]
    parameters: dict[str, JsonValue]


class Said(TypedDict):
    """One statement of an answer. ``rule`` is a rule's id, '' where no rule is needed; ``path``
    the facts it stands on directly."""

    relation: str
    relation_zh: str
    parties: list[Brief]
    rule: str
    answer: Told
    values: dict[str, JsonValue]
    path: list[dict[str, Any]]


class Fact(TypedDict):
    """A fact that is otherwise: a tie (``before`` and ``after`` hold its versions), or what is
    stated of a node (``fields`` that changed). Where nothing was stated anew: ``dated`` if a day
    written in the record lies between, ``lapsed`` if its life ends or begins by a norm (``fields``
    names which end), ``ruled`` if another version of the rule in ``fields`` is in force."""

    event: Literal["came", "went", "changed", "dated", "lapsed", "ruled"]
    kind: str
    kind_zh: str
    about: list[Brief]
    fields: list[str]
    before: list[dict[str, Any]]
    after: list[dict[str, Any]]


class Changed(TypedDict):
    """A statement made in one answer only, or with another value. ``alone``: each of the causes
    would by itself undo the change; otherwise all of them together."""

    relation: str
    relation_zh: str
    parties: list[Brief]
    rule: str
    before: Said | None
    after: Said | None
    causes: list[Fact]
    alone: bool


class Changes(TypedDict):
    """``became``: who was not in the answer and now is; ``released``: who was and is no more;
    ``changed``: who still is, otherwise. ``untried``: facts too many to try one by one;
    ``omitted``: changes, facts and statements there was no room to tell."""

    outcome: Literal["changed", "unchanged"]
    became: list[Changed]
    released: list[Changed]
    changed: list[Changed]
    facts: list[Fact]
    untried: int
    omitted: int


Days = TypedDict("Days", {"from": str, "to": str})


class DifferenceAnswer(Framed, Brief, AskedOf, Changes, Days):
    redirected_from: str | None


class WhatIfAnswer(Framed, Brief, AskedOf, Changes):
    """``before`` and ``after`` are the whole answers, as far as there is room."""

    suppose: list[dict[str, JsonValue]]
    before: list[Said]
    after: list[Said]


class Reason(TypedDict):
    """The first condition that is not met, or cannot be told. ``about`` is where it breaks,
    ``said`` the figures and days the sentence is made of."""

    code: str
    zh: str
    en: str
    about: Brief | None
    said: dict[str, JsonValue]
    path: list[dict[str, Any]]


class WhyNotAnswer(Framed, Brief, AskedOf):
    """``outcome`` yes: the answer does say something of ``other``. Unknown never means no."""

    redirected_from: str | None
    other: Brief
    outcome: Outcome
    statements: list[Said]
    reason: Reason | None


class Party(TypedDict):
    id: str | None
    name: str | None


class ProvedStatement(TypedDict):
    relation: str
    relation_zh: str
    parties: list[Party]
    rule: str
    answer: Told
    values: dict[str, JsonValue]


class CheckedAnswer(TypedDict):
    """A proof that holds. ``pinned``: signed by the key it was checked against; otherwise only by
    the key it names itself."""

    holds: Literal[True]
    question: str
    question_zh: str
    question_en: str
    subjects: list[Party]
    parameters: dict[str, JsonValue]
    as_of: str
    revision: int
    rules: str
    complete: bool
    statements: list[ProvedStatement]
    facts: dict[str, int]
    key: str
    pinned: bool


class Signature(TypedDict):
    algorithm: Literal["Ed25519"]
    key: str
    value: str


class ProofFile(TypedDict):
    """A proof (docs/explanation.md). Of the claim's bytes as they stand; never encode it anew."""

    format: Literal["xinmai-proof/1"]
    claim: dict[str, Any]
    facts: list[dict[str, Any]]
    signature: Signature
