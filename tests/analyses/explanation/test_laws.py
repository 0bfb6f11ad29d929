"""Laws that every registered question keeps, on seeded random towns."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from analyses.explanation.difference import difference
from analyses.explanation.recording import recorded
from analyses.explanation.why_not import why_not
from analyses.questions import QUESTIONS, Asked, Question, Scene
from graph.facts import Fact, LinkFact
from graph.store import Store
from graph.supposed import SupposedLink, Suppositions, supposed
from tests.analyses.explanation import towns

questions = pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
seeds = pytest.mark.parametrize("seed", range(6))


@questions
@seeds
def test_watching_does_not_change_the_answer(question: Question, seed: int, tmp_path: Path) -> None:
    with towns.town(tmp_path, towns.facts(seed)) as store:
        scene = towns.scene(store)
        for asked in towns.every_asked(question, store):
            assert recorded(question, scene, asked)[0] == question.ask(scene, asked)


@questions
@seeds
def test_between_a_day_and_itself_nothing_differs(
    question: Question, seed: int, tmp_path: Path
) -> None:
    with towns.town(tmp_path, towns.facts(seed)) as store:
        scene = towns.scene(store)
        for asked in towns.every_asked(question, store):
            found = difference(question, asked, scene, scene)
            assert (found.changes, found.facts) == ((), ())


@questions
@seeds
def test_a_difference_leads_from_one_answer_to_the_other(
    question: Question, seed: int, tmp_path: Path
) -> None:
    with towns.town(tmp_path, towns.facts(seed)) as store:
        before = towns.scene(store, towns.DAY - timedelta(days=200))
        after = towns.scene(store, towns.DAY + timedelta(days=100))
        for asked in towns.every_asked(question, store):
            for one, two in ((before, after), (after, before)):
                found = difference(question, asked, one, two)
                answer = {s.key: s for s in question.ask(one, asked).statements}
                for change in found.changes:
                    assert answer.get(change.key) == change.before
                    assert change.causes, "something must have changed it"
                    if change.after is None:
                        del answer[change.key]
                    else:
                        answer[change.key] = change.after
                now = {s.key: s.says for s in question.ask(two, asked).statements}
                assert {key: s.says for key, s in answer.items()} == now


@questions
@seeds
def test_nothing_supposed_changes_nothing(question: Question, seed: int, tmp_path: Path) -> None:
    with towns.town(tmp_path, towns.facts(seed)) as store:
        scene = towns.scene(store)
        network, views = supposed(scene.network, scene.views, Suppositions())
        for asked in towns.every_asked(question, store):
            again = replace(scene, network=network, views=views)
            assert question.ask(again, asked) == question.ask(scene, asked)


@questions
@pytest.mark.parametrize("seed", range(4))
def test_what_is_supposed_answers_as_what_is_held(
    question: Question, seed: int, store: Store
) -> None:
    """On either engine: the answers with a fact supposed, then the same fact delivered."""
    told = towns.facts(seed)
    towns.deliver(store, told)
    pick = random.Random(seed)
    fresh = [_another(pick, told) for _ in range(3)]
    scene = towns.scene(store)
    given = Suppositions()
    for fact in fresh:
        ends = (towns.number(store, fact.source), towns.number(store, fact.target))
        given.links.append(SupposedLink(fact, *ends))
    network, views = supposed(scene.network, scene.views, given)
    asked_of = towns.every_asked(question, store)
    expected = [
        _says(question, replace(scene, network=network, views=views), asked) for asked in asked_of
    ]
    towns.deliver(store, fresh, "later.csv")
    held = towns.scene(store)
    assert [_says(question, held, asked) for asked in asked_of] == expected


def _says(question: Question, scene: Scene, asked: Asked) -> list[object]:
    return [(one.key, one.says, one.nodes) for one in question.ask(scene, asked).statements]


def _another(pick: random.Random, told: list[Fact]) -> LinkFact:
    """A tie like one of the town, between others of its ends, told apart by its own name."""
    links = [fact for fact in told if isinstance(fact, LinkFact)]
    kind = pick.choice(sorted({fact.kind for fact in links}))
    alike = [fact for fact in links if fact.kind == kind]
    one, two = pick.choice(alike), pick.choice(alike)
    return LinkFact(
        kind, one.source, two.target, one.fields, f"{one.distinct}/{pick.random()}",
        one.valid_from, None,
    )  # fmt: skip


@questions
@seeds
def test_why_not_agrees_with_the_answer(question: Question, seed: int, tmp_path: Path) -> None:
    with towns.town(tmp_path, towns.facts(seed)) as store:
        scene = towns.scene(store)
        for asked in towns.every_asked(question, store):
            answer = question.ask(scene, asked)
            for other in range(scene.network.size):
                verdict = why_not(question, asked, other, scene)
                said = [s for s in answer.statements if other in s.parties]
                assert list(verdict.statements) == said
                if any(statement.certain for statement in said):
                    assert (verdict.certainty, verdict.lack) == ("yes", None)
                else:
                    assert verdict.lack is not None
                    assert verdict.certainty == verdict.lack.certainty != "yes"
                    assert not said or verdict.certainty == "unknown"
