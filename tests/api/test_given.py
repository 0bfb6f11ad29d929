"""An answer given again is the answer that would be given now, whatever happened in between."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from analyses.rulebook import load_rules
from api.access.sight import Sight
from api.answers import Answers, Moment
from api.answers.given import Given
from api.answers.ground import Ground
from api.answers.resolve import subject_of
from api.answers.risk import risk_answer
from graph.errors import AmbiguousId
from graph.facts import Key, LinkFact, NodeFact, subject
from graph.networks import Networks
from graph.sqlite_store import SqliteStore
from graph.store import Store, open_store
from tests.api.feed import worlds

RULES = load_rules()
VIEWS = ("whole", "credit")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path}/x.db") as store:
        store.prepare()
        worlds.deliver(store, worlds.described(), "described")
        yield store


class Asked:
    """Counts how often an answer was worked out."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self, ground: Ground, id: str) -> Any:
        self.times += 1
        return risk_answer(ground, id)


def answers_over(store: Store, day: Any, fold_limit: int = 1_000) -> Answers:
    return Answers(store, Networks(store, None, fold_limit=fold_limit), day, RULES)


def asked(answers: Answers, id: str) -> bytes:
    return answers.given.ask(answers, "risk", id, Moment(), risk_answer).content


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("seed", range(8))
def test_given_again_is_as_answered_anew(store: Store, seed: int, view: str) -> None:
    pick, days = random.Random(seed), [worlds.DAY]
    held = answers_over(store, lambda: days[-1], fold_limit=5)
    kept = Sight(held).named(view)
    for step in range(25):
        if step % 9 == 8:
            days.append(days[-1] + timedelta(pick.randrange(1, 30)))
        else:
            worlds.deliver(store, worlds.a_change(pick), f"delivery {step}")
        anew = Sight(answers_over(store, lambda: days[-1])).named(view)
        for one in pick.sample(worlds.SUBJECTS, 5):
            assert asked(kept, one) == asked(anew, one), (step, one)
    held.networks.wait()


def test_what_does_not_concern_a_subject_leaves_its_answer_standing(store: Store) -> None:
    answers, ask = answers_over(store, lambda: worlds.DAY), Asked()

    def given(id: str) -> Any:
        return answers.given.ask(answers, "risk", id, Moment(), ask)

    before = given("t:f0")
    assert given("t:f0") is before
    key = Key("sanction", "t:s9")
    worlds.deliver(store, [worlds.record(9), LinkFact("sanctioned_by", subject("t:far"), key)], "x")
    after = given("t:f0")
    assert ask.times == 1
    assert after.revision == before.revision + 1
    assert after.tag != before.tag  # the revision it names is another
    assert after.content == asked(answers_over(store, lambda: worlds.DAY), "t:f0")
    worlds.deliver(store, [LinkFact("sanctioned_by", subject("t:f0"), key)], "y")
    assert given("t:f0").content != after.content
    assert ask.times == 2


def test_a_newcomer_of_the_same_id_makes_it_ambiguous_at_once(store: Store) -> None:
    answers = answers_over(store, lambda: worlds.DAY)
    assert asked(answers, "f0")
    other = NodeFact(subject("u:f0"), "organization", {"name": "另一家"})
    worlds.deliver(store, [other], "x", source="u")
    with pytest.raises(AmbiguousId):
        asked(answers, "f0")
    assert asked(answers, "t:f0")


def test_the_past_and_another_day_are_answers_of_their_own(store: Store) -> None:
    answers = answers_over(store, lambda: worlds.DAY)
    first = answers.networks.current().revision
    now = asked(answers, "t:f0")
    key = Key("sanction", "t:s9")
    worlds.deliver(store, [worlds.record(9), LinkFact("sanctioned_by", subject("t:f0"), key)], "x")
    past = answers.given.ask(answers, "risk", "t:f0", Moment(None, first), risk_answer)
    assert past.content == now != asked(answers, "t:f0")
    earlier = Moment(worlds.DAY - timedelta(4_000))
    other = answers.given.ask(answers, "risk", "t:f0", earlier, risk_answer)
    assert subject_of(answers.on(), "t:f0")[0].key.id == other.id
    assert other.content not in (now, past.content)


def test_it_starts_again_when_it_holds_too_much(store: Store) -> None:
    answers, given = answers_over(store, lambda: worlds.DAY), Given(largest=4_000)
    for _ in range(3):
        for one in worlds.SUBJECTS:
            found = given.ask(answers, "risk", one, Moment(), risk_answer)
            assert found.content == asked(answers, one)
    assert len(given._kept) < len(worlds.SUBJECTS)


def test_what_another_store_answered_at_this_revision_is_not_given(
    store: Store, tmp_path: Path
) -> None:
    """One is laid over the file that the service has open, and no question comes meanwhile."""
    answers = answers_over(store, lambda: worlds.DAY)
    before = asked(answers, "t:f0")
    with open_store(f"sqlite:///{tmp_path}/y.db") as other:
        other.prepare()
        tie = LinkFact("sanctioned_by", subject("t:f0"), Key("sanction", "t:s9"))
        worlds.deliver(other, [*worlds.described(), worlds.record(9), tie], "described")
        assert isinstance(store, SqliteStore)
        with (
            sqlite3.connect(tmp_path / "y.db") as source,
            sqlite3.connect(store.path) as target,
        ):
            source.backup(target)
        anew = asked(answers_over(other, lambda: worlds.DAY), "t:f0")
    assert before != anew == asked(answers, "t:f0")
