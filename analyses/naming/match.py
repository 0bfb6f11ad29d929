"""Which of several candidates a written name means, and whether that is certain."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from analyses.naming.likeness import WHOLE, Feature, Likeness, likeness
from analyses.naming.parts import Parser, normal
from analyses.naming.reading import letters_of, read_as
from analyses.rulebook.naming import MatchRule, NameWeights
from graph.search_text import pairs

BESIDE_NAME: Final = 15  # points of a hundred that an address or the like may move


@dataclass(frozen=True, slots=True)
class Asked:
    """A name as written; ``codes`` and ``beside`` (an address, an industry; any of several) are
    what else is known of whom it means."""

    name: str
    codes: frozenset[str] = frozenset()
    beside: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Candidate:
    """``names``: the present one first, then former ones. ``codes`` are any that are its own."""

    number: int
    names: Sequence[str]
    codes: frozenset[str] = frozenset()
    beside: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Match:
    """``certain`` by the rule: good enough, and the next far enough behind."""

    candidate: Candidate
    likeness: Likeness
    certain: bool = False


def matches(
    parser: Parser, weights: NameWeights, rule: MatchRule, asked: Asked,
    candidates: Iterable[Candidate],
) -> list[Match]:  # fmt: skip
    """Best first; those less like than the rule shows are left out. Cost: some 0.2 ms each."""
    found = [Match(one, judge(parser, weights, asked, one)) for one in candidates]
    shown = [match for match in found if match.likeness.score >= rule.shown]
    shown.sort(key=lambda match: (-match.likeness.score, match.candidate.number))
    if shown and _certain([match.likeness.score for match in shown], rule):
        shown[0] = replace(shown[0], certain=True)
    return shown


def _certain(scores: Sequence[int], rule: MatchRule) -> bool:
    return scores[0] >= rule.least and (len(scores) == 1 or scores[0] - scores[1] >= rule.apart)


def judge(parser: Parser, weights: NameWeights, asked: Asked, candidate: Candidate) -> Likeness:
    """By code if both have one, else by the likest of its names and by what else is known."""
    if asked.codes and candidate.codes:
        return _by_code(parser, weights, asked, candidate)
    return _beside(_by_name(parser, weights, asked, candidate), asked, candidate)


def _by_code(parser: Parser, weights: NameWeights, asked: Asked, candidate: Candidate) -> Likeness:
    if asked.codes & candidate.codes:
        return Likeness(100, (Feature("code", WHOLE, "代码相同", "the same code"),))
    named = _by_name(parser, weights, asked, candidate)
    differs = Feature("code", 0, "代码不同", "another code")
    score = min(named.score, weights.at_most_other_code)
    return Likeness(score, (*named.features, differs), "code")


def _by_name(parser: Parser, weights: NameWeights, asked: Asked, candidate: Candidate) -> Likeness:
    if not asked.name:
        return Likeness(0, ())
    wanted, letters = parser.parse(asked.name), letters_of(asked.name)
    told = [likeness(wanted, parser.parse(name), weights) for name in candidate.names]
    if letters:
        told = [_better(written, read_as(name, letters, weights))
                for written, name in zip(told, candidate.names, strict=True)]  # fmt: skip
    best = max(range(len(told)), key=lambda n: (told[n].score, -n))
    if best == 0:
        return told[0]
    former = Feature("former-name", WHOLE, "与曾用名比对", "compared with a former name")
    return replace(told[best], features=(*told[best].features, former))


def _better(written: Likeness, read: Likeness | None) -> Likeness:
    return read if read is not None and read.score > written.score else written


def _beside(named: Likeness, asked: Asked, candidate: Candidate) -> Likeness:
    features = [
        Feature(what, shared(said, candidate.beside[what]), *_words(what))
        for what, said in asked.beside.items()
        if said and candidate.beside.get(what)
    ]
    if not features:
        return named
    agree = sum(feature.value for feature in features) // len(features)
    score = (named.score * (100 - BESIDE_NAME) + BESIDE_NAME * agree * 100 // WHOLE) // 100
    return replace(named, score=min(score, 99), features=(*named.features, *features))


def shared(any_of: Sequence[str], held: str) -> int:
    """How far the likest of several texts agrees with what is held, in ppm."""
    return max(_shared(normal(one), normal(held)) for one in any_of)


def _shared(one: str, other: str) -> int:
    """The part of the shorter's pairs of characters that the longer has, in ppm."""
    if one == other:
        return WHOLE
    few, many = sorted((set(pairs(one)), set(pairs(other))), key=len)
    return len(few & many) * WHOLE // len(few) if few else 0


def _words(what: str) -> tuple[str, str]:
    return f"所给 {what} 相符的程度", f"how far the {what} given agrees"
