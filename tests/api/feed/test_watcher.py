"""Every change of an answer is one event, and nothing else is, whatever happened in between."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from analyses.questions import QUESTIONS, Asked
from analyses.rulebook import load_rules
from api.access.sight import Sight
from api.answers import Answers, Moment
from api.answers.explanation.asking import scene_of
from api.answers.resolve import subject_of
from api.daybook import Daybook
from api.feed.book import FeedBook, Owner
from api.feed.events import changes_answer
from api.feed.lists import NewWatchList, change_list, make_list
from api.feed.watcher import Watcher
from graph.facts import Key, LinkFact, NodeFact, Withdrawal, subject
from graph.networks import Networks
from graph.store import Store, open_store
from graph.touched import touched
from tests.api.feed import worlds

UNIT = Owner("某银行", "whole")
OTHER = Owner("另一家", "whole")
RISK = QUESTIONS["risk"]


class Town:
    """A store, its answers on a day that may pass, and a feed over it."""

    def __init__(self, store: Store, folder: Path) -> None:
        self.store, self.day = store, worlds.DAY
        worlds.deliver(store, worlds.described(), "described")
        self.networks = Networks(store, None)
        self.answers = Answers(store, self.networks, lambda: self.day, load_rules())
        self.book = FeedBook(Daybook(folder / "daybook"))
        self.deliveries = 0

    def deliver(self, *facts: Any) -> None:
        self.deliveries += 1
        worlds.deliver(self.store, list(facts), f"delivery {self.deliveries}")

    def watch(self, *subjects: str, unit: Owner = UNIT) -> str:
        body = NewWatchList(name="名单", subjects=list(subjects))
        return make_list(self.book, self.answers.on, unit, body, "k")["id"]

    def events(self, after: str | None = None, unit: Owner = UNIT) -> list[Any]:
        return changes_answer(self.book, unit, after, 1_000)["events"]

    def says(self, id: str) -> Any:
        """The statements of an answer, and of whom it is."""
        ground = self.answers.on(Moment())
        view, _ = subject_of(ground, id)
        number = ground.network.canonical(view.number)
        found = RISK.ask(scene_of(ground), Asked((number,), {})).statements
        return view.key.id, view.stub, [(one.key, one.says) for one in found]


@pytest.fixture
def world(tmp_path: Path) -> Iterator[Town]:
    with open_store(f"sqlite:///{tmp_path}/x.db") as store:
        store.prepare()
        yield Town(store, tmp_path)


def listed(who: str, number: int = 1, **fields: Any) -> tuple[Any, ...]:
    key = Key("sanction", f"t:s{number}")
    return worlds.record(number, **fields), LinkFact("sanctioned_by", subject(who), key)


@pytest.mark.parametrize("view", ["whole", "credit"])
@pytest.mark.parametrize("seed", range(6))
def test_events_are_the_changes_of_answers(world: Town, seed: int, view: str) -> None:
    """Of what the view shows: what it hides makes no event."""
    pick, unit = random.Random(seed), Owner("某银行", view)
    world.answers = Sight(world.answers).named(view)
    world.watch(*worlds.SUBJECTS, unit=unit)
    watcher, seen = Watcher(world.answers, world.book, view), 0
    assert watcher.look() == 0
    said = {one: world.says(one) for one in worlds.SUBJECTS}
    for step in range(14):
        if step % 6 == 5:
            world.day += timedelta(pick.randrange(1, 30))
        else:
            world.deliver(
                *(worlds.a_change(pick) if step else listed(pick.choice(worlds.SUBJECTS)))
            )
        if step % 5 == 4:
            watcher = Watcher(world.answers, world.book, view)  # the service was started anew
        watcher.look()
        now = {one: world.says(one) for one in worlds.SUBJECTS}
        told = world.events(unit=unit)
        fresh, seen = told[seen:], len(told)
        assert sorted(e["subject"] for e in fresh) == sorted(
            one for one in worlds.SUBJECTS if now[one] != said[one]
        )
        assert all(e["changes"]["outcome"] == "changed" for e in fresh)
        said = now
    assert seen > 0


@pytest.mark.parametrize("seed", range(6))
def test_whoever_did_not_read_what_was_touched_is_not_concerned(world: Town, seed: int) -> None:
    from api.answers.screen.identities import Identity, identities
    from api.feed.standing import standing

    pick = random.Random(100 + seed)
    for _ in range(20):
        ground = world.answers.on()
        who = identities(ground, worlds.SUBJECTS)
        held = {one: standing(ground, found) for one, found in who.items()
                if isinstance(found, Identity)}  # fmt: skip
        world.deliver(*worlds.a_change(pick))
        later = world.answers.on()
        nodes = touched(world.store, ground.network, later.network)
        who = identities(later, worlds.SUBJECTS)
        for one, found in who.items():
            assert isinstance(found, Identity)
            if held[one].read.isdisjoint(nodes):
                assert standing(later, found).told.digest == held[one].told.digest, one


def test_an_event_tells_before_after_and_the_fact(world: Town) -> None:
    world.deliver(LinkFact("holds_office", subject("t:p0"), subject("t:f0"),
                           {"office": "legal_representative"}, "l", worlds.SINCE))  # fmt: skip
    world.watch("t:f0", "t:p0", "t:f3")
    watcher = Watcher(world.answers, world.book, "whole")
    watcher.look()
    world.deliver(*listed("t:f0"))
    assert watcher.look() == 2
    firm, person = sorted(world.events(), key=lambda event: event["subject"])
    assert (firm["subject"], person["subject"]) == ("t:f0", "t:p0")
    assert (firm["before"]["outcome"], firm["after"]["outcome"]) == ("pass", "restrict")
    assert (firm["before"]["own"]["count"], firm["after"]["own"]["count"]) == (0, 1)
    assert firm["causes"] == ["facts"]
    assert firm["revision"]["to"] == world.store.revision()
    own = next(one for one in firm["changes"]["became"] if one["relation"] == "own")
    assert [fact["kind"] for fact in own["causes"]] == ["sanctioned_by"]
    assert person["after"]["statutory"]["count"] + person["after"]["alerts"]["score_ppm"] > 0
    assert "张t" not in str(person)


def test_what_only_moves_nearby_is_no_event(world: Town) -> None:
    world.watch("t:f0")
    watcher = Watcher(world.answers, world.book, "whole")
    watcher.look()
    world.deliver(
        LinkFact(
            "owns",
            subject("t:f1"),
            subject("t:f0"),
            {"share_min": 600_000, "share_max": 600_000},
            "",
            worlds.SINCE,
        )
    )
    world.deliver(NodeFact(subject("t:f0"), "organization", {"name": "新名有限公司"}))
    assert (watcher.look(), world.events()) == (0, [])


def test_time_alone_is_a_cause(world: Town) -> None:
    world.deliver(*listed("t:f0", until=worlds.DAY))
    world.watch("t:f0")
    watcher = Watcher(world.answers, world.book, "whole")
    assert watcher.look() == 0
    world.day += timedelta(1)
    assert watcher.look() == 1
    (event,) = world.events()
    assert event["causes"] == ["day"]
    assert event["as_of"] == {"from": "2026-01-31", "to": "2026-02-01"}
    (gone,) = event["changes"]["released"]
    assert gone["causes"][0]["event"] in {"dated", "lapsed"}
    assert watcher.look() == 0


def test_nothing_is_lost_or_doubled_over_a_stop(world: Town, tmp_path: Path) -> None:
    world.watch("t:f0", "t:f1")
    Watcher(world.answers, world.book, "whole").look()
    world.deliver(*listed("t:f0"))
    world.deliver(*listed("t:f1", 2))
    again = FeedBook(Daybook(tmp_path / "daybook"))
    assert Watcher(world.answers, again, "whole").look() == 2
    assert Watcher(world.answers, again, "whole").look() == 0
    events = world.events()
    assert {e["subject"] for e in events} == {"t:f0", "t:f1"}
    assert all(e["changes"]["became"] for e in events)


def test_what_is_watched_later_begins_then(world: Town) -> None:
    watcher = Watcher(world.answers, world.book, "whole")
    watcher.look()
    world.deliver(*listed("t:f0"))
    wl = world.watch("t:f0")
    assert (watcher.look(), world.events()) == (0, [])
    world.deliver(Withdrawal("sanctioned_by", subject("t:f0"), Key("sanction", "t:s1")))
    change_list(world.book, world.answers.on, UNIT, wl, [], ["t:f0"])
    assert (watcher.look(), world.events()) == (0, [])


def test_each_organisation_has_its_own_events(world: Town) -> None:
    world.watch("t:f0")
    world.watch("t:f1", unit=OTHER)
    watcher = Watcher(world.answers, world.book, "whole")
    watcher.look()
    world.deliver(*listed("t:f0"))
    watcher.look()
    assert [e["subject"] for e in world.events()] == ["t:f0"]
    assert world.events(unit=OTHER) == []


def test_a_merged_subject_is_told_of_its_survivor(world: Town) -> None:
    world.deliver(*listed("t:f5"))
    world.watch("t:f6")
    watcher = Watcher(world.answers, world.book, "whole")
    watcher.look()
    world.deliver(
        LinkFact("same_as", subject("t:f6"), subject("t:f5"), {"judge": "某", "reason": "同"})
    )
    assert watcher.look() == 1
    (event,) = world.events()
    assert (event["subject"], event["after"]["id"]) == ("t:f6", "t:f5")
    assert event["after"]["own"]["count"] == 1
