"""How two answers to one question differ, and by which facts.

A fact differs if it was read for either answer and holds in one scene only. It is a cause of a
change if, with this one fact as it was before, the answer is as it was before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from analyses.explanation.changed_facts import FactChange, differing, lapsed, ruled, undone
from analyses.explanation.recording import Recording, recorded
from analyses.questions.question import Asked, Question, Scene, Statement, StatementKey
from analyses.work import BUDGETS

MOST_TRIED: Final = 24  # facts; each costs one answer


@dataclass(frozen=True, slots=True)
class Change:
    """A statement made in one answer only, or with another value.

    ``causes``: each would by itself undo the change (``alone``), or all differing facts together.
    A record that lapsed causes what stands on it, a rule that changed what is said under it.
    """

    key: StatementKey
    before: Statement | None
    after: Statement | None
    causes: tuple[FactChange, ...]
    alone: bool


@dataclass(frozen=True, slots=True)
class Difference:
    """``facts`` are all that differ among what was read; ``untried``: how many of them were too
    many to try alone. ``cut`` holds what made either answer incomplete; ``before`` and ``after``
    are what both say."""

    changes: tuple[Change, ...]
    facts: tuple[FactChange, ...]
    untried: int
    cut: tuple[str, ...]
    before: tuple[Statement, ...]
    after: tuple[Statement, ...]


def difference(question: Question, asked: Asked, before: Scene, after: Scene) -> Difference:
    """What changed between two scenes of one store. Cost: both answers, and one more for each of
    at most ``MOST_TRIED`` differing facts, if anything changed at all, fewer for long answers."""
    first, read_first = recorded(question, before, asked)
    second, read_second = recorded(question, after, asked)
    cut = tuple(dict.fromkeys((*first.cut, *second.cut)))
    was = {statement.key: statement for statement in first.statements}
    now = {statement.key: statement for statement in second.statements}
    changed = [
        key for key in sorted(was.keys() | now.keys()) if not same(was.get(key), now.get(key))
    ]
    if not changed:
        return Difference((), (), 0, cut, first.statements, second.statements)
    standing = [one for key in changed for one in (was.get(key), now.get(key)) if one]
    facts = _nearest_first(differing(before, after, (read_first, read_second)), standing)
    tried = _affordable(len(facts), (read_first, read_second))
    without = [
        (fact, _statements(question, asked, undone(before, after, fact))) for fact in facts[:tried]
    ]
    lapses = lapsed(before, after, (read_first, read_second))
    changes = []
    for key in changed:
        one, two = was.get(key), now.get(key)
        alone = [fact for fact, answer in without if same(answer.get(key), one)]
        alone += _by_time(one, two, lapses, alone) + list(ruled(before, after, key.rule))
        changes.append(Change(key, one, two, tuple(alone) or facts, bool(alone)))
    untried, said = len(facts) - tried, (first.statements, second.statements)
    return Difference(tuple(changes), facts, untried, cut, *said)


def _affordable(facts: int, recordings: Iterable[Recording]) -> int:
    """How many facts are tried alone: few, where much was read for an answer."""
    read = max(len(each.drawn) + len(each.node_views) for each in recordings)
    return min(facts, MOST_TRIED, BUDGETS.walks.ties // max(8 * read, 1))


def _nearest_first(
    facts: Iterable[FactChange], standing: Iterable[Statement]
) -> tuple[FactChange, ...]:
    """Those that the changed statements stand on, before whatever else was read."""
    links = {link for one in standing for link in one.links}
    nodes = {node for one in standing for node in one.nodes}

    def far(fact: FactChange) -> bool:
        return links.isdisjoint((*fact.gone, *fact.come)) and not nodes.issuperset(fact.nodes)

    return tuple(sorted(facts, key=far))


def same(one: Statement | None, two: Statement | None) -> bool:
    if one is None or two is None:
        return one is two
    return one.says == two.says


def _statements(question: Question, asked: Asked, scene: Scene) -> Mapping[StatementKey, Statement]:
    return {statement.key: statement for statement in question.ask(scene, asked).statements}


def _by_time(
    before: Statement | None,
    after: Statement | None,
    lapses: Iterable[FactChange],
    known: Iterable[FactChange],
) -> list[FactChange]:
    """The lapsed records a statement stands on, unless what is stated of them is named already."""
    stands_on = {node for one in (before, after) if one for node in one.nodes}
    told = {node for fact in known for node in fact.nodes}
    return [fact for fact in lapses if stands_on.issuperset(fact.nodes)
            and told.isdisjoint(fact.nodes)]  # fmt: skip
