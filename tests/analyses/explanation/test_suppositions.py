"""What is supposed answers as what is delivered: a transfer, a listing and a repair."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from analyses.explanation.suppositions import Listing, Repair, Supposition, Transfer, suppose
from analyses.questions import QUESTIONS, Asked, Question, Scene
from analyses.recognition import list_of
from analyses.rulebook.lists import ListRule
from analyses.stakes import Stakes
from graph.errors import RefusedInput
from graph.facts import Fact, LinkFact, LinkView, NodeFact, Withdrawal, subject
from graph.store import Store
from graph.supposed import Suppositions
from graph.vocabulary import LINK_CODE, NODE_CODE
from tests.analyses.explanation import towns

OWNS = LINK_CODE["owns"]
PARTIES = frozenset(NODE_CODE[kind] for kind in ("subject", "organization", "person"))


@pytest.mark.parametrize("seed", range(2))
def test_every_answer_is_as_if_it_had_been_delivered(seed: int, store: Store) -> None:
    """On either engine, each question asked of a few: supposed, then written."""
    towns.deliver(store, towns.facts(seed))
    before, pick = towns.scene(store), random.Random(seed)
    given = [transfer(pick, before), listing(pick, before), repair(pick, before)]
    after, made = suppose(before, given)
    asked_of = [
        (question, asked)
        for question in QUESTIONS.values()
        for asked in pick.sample(towns.every_asked(question, store), 5)
    ]
    expected = [said(after, *asked) for asked in asked_of]
    for number, facts in enumerate(made):
        towns.deliver(store, as_facts(store, facts), f"supposed-{number}.csv")
    held = towns.scene(store)
    assert [said(held, *asked) for asked in asked_of] == expected
    assert expected != [said(before, *asked) for asked in asked_of]


def said(scene: Scene, question: Question, asked: Asked) -> list[object]:
    return [(s.key, s.says, s.nodes) for s in question.ask(scene, asked).statements]


def as_facts(store: Store, given: Suppositions) -> list[Fact]:
    withdrawn = [withdrawal(view) for view in store.links(sorted(given.retired)).values()]
    stated = [fact for _, fact in given.statements]
    return [*withdrawn, *given.newcomers, *stated, *(link.fact for link in given.links)]


def withdrawal(view: LinkView) -> Withdrawal:
    return Withdrawal(view.kind, view.source, view.target, view.distinct, view.valid_from)


def transfer(pick: random.Random, scene: Scene) -> Supposition:
    day = scene.day.toordinal()
    stakes = [
        (node, tie)
        for node in range(scene.network.size)
        for tie in scene.network.every_tie(node)
        if tie[6] == OWNS and tie[7] and tie[0] != node and tie[4] <= day <= tie[5]
    ]
    giver, tie = pick.choice(stakes)
    share = pick.choice((None, max(1, tie[3] // 3)))
    return Transfer(tie[0], giver, pick.choice(parties(scene)), scene.day, share)


def listing(pick: random.Random, scene: Scene) -> Supposition:
    rule = pick.choice([rule for rule in scene.rules.lists.list if rule.holds(scene.day)])
    decided = scene.day - timedelta(days=pick.randint(0, 60))
    return Listing(pick.choice(parties(scene)), rule.id, decided)


def repair(pick: random.Random, scene: Scene) -> Supposition:
    records = [
        node for node in range(scene.network.size)
        if scene.network.kind_of(node) == NODE_CODE["sanction"]
    ]  # fmt: skip
    return Repair(pick.choice(records), scene.day - timedelta(days=pick.randint(0, 30)))


def parties(scene: Scene) -> list[int]:
    return [n for n in range(scene.network.size) if scene.network.kind_of(n) in PARTIES]


@pytest.mark.parametrize("rule", towns.RULES.lists.list, ids=lambda rule: f"{rule.id}-{rule.since}")
def test_a_supposed_record_is_known_for_one_of_its_list(rule: ListRule, tmp_path: Path) -> None:
    with towns.town(tmp_path, [NodeFact(subject("t:a"), "organization", {"name": "甲"})]) as store:
        scene = towns.scene(store)
        decided = min(rule.since + timedelta(days=30), rule.until or date.max)
        after, _ = suppose(scene, [Listing(0, rule.id, decided)])
        (record,) = after.views.nodes([1]).values()
        found = list_of(after.rules, record.fields, scene.day)
        assert found is not None
        assert found.id == rule.id


def test_parts_are_taken_until_nothing_is_left(tmp_path: Path) -> None:
    """A holds 30 % and 30 % of B: 50 % go to C, then the last 10 %, and nothing more."""

    def stake(distinct: str) -> Fact:
        fields = {"share_min": 300_000, "share_max": 300_000}
        return LinkFact("owns", subject("t:a"), subject("t:b"), fields, distinct)

    told: list[Fact] = [stake("1"), stake("2"), NodeFact(subject("t:c"), "organization", {})]
    with towns.town(tmp_path, told) as store:
        scene, day = towns.scene(store), towns.DAY
        a, b, c = (towns.number(store, subject(name)) for name in ("t:a", "t:b", "t:c"))
        first = Transfer(b, a, c, day, 500_000)
        after, _ = suppose(scene, [first, replace(first, share_ppm=100_000)])
        assert shares(after, b) == {c: 600_000}
        assert shares(after.on(day - timedelta(days=1)), b) == {a: 600_000}
        with pytest.raises(RefusedInput, match="10 % at most"):
            suppose(scene, [first, replace(first, share_ppm=100_001)])
        with pytest.raises(RefusedInput, match="holds nothing"):
            suppose(scene, [first, replace(first, share_ppm=None), first])


def shares(scene: Scene, company: int) -> dict[int, int]:
    held = Stakes(scene.network, scene.day).holders(company)
    return {owner: share.least for owner, share in held.items()}
