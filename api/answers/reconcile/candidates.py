"""Who a query may mean: candidates from the store, judged by the analysis of names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final
from unicodedata import normalize

from analyses.naming.likeness import WHOLE, Feature, Likeness
from analyses.naming.match import Asked, Candidate, Match, matches, shared
from analyses.naming.parts import Parser
from analyses.rulebook import in_force
from analyses.rulebook.naming import MatchRule, NameWeights
from api.answers.ground import Ground
from api.answers.reconcile.asked import Given, Query
from api.answers.reconcile.judged import Verdict
from api.answers.reconcile.types import CODES, LEGAL_REPRESENTATIVE, ORGANIZATION
from api.answers.reconcile.values import told_of
from graph.facts import NodeView, subject
from graph.masking import mask_name
from graph.search_text import DEPARTMENTS
from graph.store import Store

LOOKED_AT: Final = 60  # names like the one asked for that are judged
CONTAINING: Final = 20  # and of those that contain it
SAME_ID: Final = Feature("id", WHOLE, "编号相同", "the same id")
JUDGED: Final = Feature("judged", WHOLE, "本单位已认定为同一主体", "judged to be the same")
Judged = Callable[[str], Mapping[str, Verdict]]


@dataclass(frozen=True, slots=True)
class Found:
    """``match`` says how like, by what, and whether for certain."""

    view: NodeView
    match: Match


@dataclass(frozen=True, slots=True)
class Judge:
    """The rules in force on the day."""

    parser: Parser
    weights: NameWeights
    rule: MatchRule


def judge_on(ground: Ground) -> Judge:
    naming = ground.rules.naming
    return Judge(
        Parser(naming, ground.day),
        in_force(naming.weights, ground.day)[-1],
        in_force(naming.match, ground.day)[-1],
    )


def reconciled(
    ground: Ground, queries: Iterable[Query], judged: Judged = lambda name: {}
) -> list[list[Found]]:
    """The candidates of each query, best first; ``judged`` says what people judged of a name.

    Cost: a search of the store and some 80 names to judge, 0.2 ms each.
    """
    judge = judge_on(ground)
    return [_found(ground, judge, query, judged) for query in queries]


def _found(ground: Ground, judge: Judge, query: Query, judged: Judged) -> list[Found]:
    if not query.possible:
        return []
    exact = _exact(ground, query)
    verdicts = _verdicts(ground, query, judged)
    views = organizations(ground, [*exact, *verdicts, *_numbers(ground.store, judge, query)])
    fit = [
        view for view in views.values()
        if verdicts.get(view.number) != "different"
        and all(_fits(ground, view, one) for one in query.given if one.required)
    ]  # fmt: skip
    best: dict[int, Match] = {}
    for name in query.names or ("",):
        for match in _matches(ground, judge, query, name, fit):
            number = match.candidate.number
            if number not in best or best[number].likeness.score < match.likeness.score:
                best[number] = match
    best |= {view.number: _itself(view, SAME_ID) for view in fit if view.number in exact}
    best |= {view.number: _itself(view, JUDGED) for view in fit
             if verdicts.get(view.number) == "same"}  # fmt: skip
    first = sorted(best.values(), key=lambda match: (-match.likeness.score, match.candidate.number))
    told = [match if n == 0 else replace(match, certain=False) for n, match in enumerate(first)]
    return [Found(views[match.candidate.number], match) for match in told[: query.limit]]


def _exact(ground: Ground, query: Query) -> set[int]:
    """Whom a query names by id, or by a name that is an id."""
    texts = [normalize("NFKC", text).strip() for text in (*query.ids, *query.names)]
    resolve = ground.store.resolve
    keys = [key for text in texts if text for key in resolve(text) or resolve(text.upper())]
    held = ground.store.nodes(keys) if keys else {}
    return {ground.network.canonical(view.number) for view in held.values()}


def _numbers(store: Store, judge: Judge, query: Query) -> Iterator[int]:
    keys = [key for code in query.codes for key in store.resolve(code)]
    yield from (view.number for view in store.nodes(keys).values()) if keys else ()
    for name in query.names:
        parts = judge.parser.parse(name)
        yield from (hit.number for hit in store.search(name.strip(), limit=CONTAINING))
        yield from (hit.number for hit in store.alike(parts.stem or name, limit=LOOKED_AT))


def _matches(
    ground: Ground, judge: Judge, query: Query, name: str, views: Iterable[NodeView]
) -> list[Match]:
    beside = {one.property: _asked(one) for one in query.given if one.property not in CODES}
    candidates = [
        Candidate(
            view.number, names_of(view), codes_of(view),
            {what: texts[0] for what, texts in told_of(ground, view, beside).items() if texts},
        )
        for view in views
    ]  # fmt: skip
    asked = Asked(name, query.codes, beside)
    return matches(judge.parser, judge.weights, judge.rule, asked, candidates)


def _verdicts(ground: Ground, query: Query, judged: Judged) -> dict[int, Verdict]:
    """What was judged of the names asked for, by whom they were judged to be, merges followed."""
    told = {who: verdict for name in query.names for who, verdict in judged(name).items()}
    held = ground.store.nodes([subject(who) for who in told]) if told else {}
    return {ground.network.canonical(view.number): told[key.id] for key, view in held.items()}


def _itself(view: NodeView, same: Feature) -> Match:
    return Match(Candidate(view.number, [view.name]), Likeness(100, (same,)), certain=True)


def organizations(ground: Ground, numbers: Iterable[int]) -> dict[int, NodeView]:
    """The organisations among these nodes, each as the subject it was merged into."""
    network = ground.network
    wanted = dict.fromkeys(network.canonical(number) for number in numbers)
    views = ground.views.nodes(wanted)
    return {
        number: view
        for number in wanted
        if (view := views.get(number)) is not None
        and view.kind == ORGANIZATION
        and not view.key.id.startswith(DEPARTMENTS)
    }


def names_of(view: NodeView) -> list[str]:
    """The present name and the former ones."""
    former = str(view.fields.get("former_names", ""))
    for mark in ",,、;；|":
        former = former.replace(mark, "\n")
    return [view.name, *(name.strip() for name in former.split("\n") if name.strip())]


def codes_of(view: NodeView) -> frozenset[str]:
    """Every code that is its own. An organisation code is part of a uniform one (GB 32100)."""
    codes = {str(view.fields[name]).upper() for name in CODES if view.fields.get(name)}
    if len(view.key.id) == 18 and view.key.id.isalnum():
        codes.add(view.key.id)
    codes |= {f"{code[8:16]}-{code[16]}" for code in codes if len(code) == 18}
    return frozenset(codes)


def _asked(given: Given) -> Sequence[str]:
    """A representative is compared as masked: no query finds out more of a name than is shown."""
    if given.property == LEGAL_REPRESENTATIVE:
        return [mask_name(value) for value in given.values]
    return given.values


def _fits(ground: Ground, view: NodeView, given: Given) -> bool:
    if given.property in CODES:
        held = codes_of(view)
        fit = [value.strip().upper() in held for value in given.values]
    else:
        told = told_of(ground, view, [given.property])[given.property]
        fit = [any(shared([value], one) == WHOLE for one in told) for value in _asked(given)]
    return {"any": any(fit), "all": all(fit), "none": not any(fit)}[given.quantifier]
