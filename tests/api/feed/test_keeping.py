"""What the feed made is deleted after its time, and who asks for it then is told how to go on."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from api.answers import Answers
from api.answers.paging import cursor_after
from api.answers.screen.asked import Screen
from api.daybook import Daybook
from api.feed.book import STEPS, TOPIC, FeedBook, Owner, Told
from api.feed.events import changes_answer
from api.feed.hooks import PURPOSE, HookBook, Setback
from api.feed.jobs import JobBook, work
from api.feed.keeping import Deleted, Keeping
from api.feed.sending import Outcome
from api.feed.webhooks import Replay, replay_webhook
from api.limits import Retention
from graph.errors import NoLongerKept, RefusedInput, UnknownId
from graph.sealing import Sealer
from graph.site_key import SiteKey
from tests.api import town
from tests.api.conftest import Get, Post

BANK, OTHER = Owner("某银行", "whole"), Owner("另一银行", "whole")
FIRST = datetime(2026, 1, 1, tzinfo=UTC)
KEPT = Retention(events=10, jobs=3, webhooks=5)


class Office:
    """A daybook with a clock that is set."""

    def __init__(self, folder: Path) -> None:
        self.book, self.now = Daybook(folder / "daybook"), FIRST
        self.lists = FeedBook(self.book, lambda: self.now)
        self.hooks = HookBook(self.book, lambda: self.now.timestamp(), town.SEALER)
        self.jobs = JobBook(self.book, lambda: self.now)
        self.keeping = Keeping(self.lists, self.hooks, self.jobs, KEPT)

    def watch(self, owner: Owner) -> None:
        listed, _ = self.lists.make(owner, "名单", "k")
        told = Told(1, date(2026, 1, 1), "r", "d", b"{}")
        self.lists.watch(owner, listed, {"a": told})

    def happen(self) -> None:
        self.lists.tell("whole", {}, {"a": json.dumps({"day": self.now.isoformat()}).encode()})


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def test_events_go_after_their_time_and_an_old_cursor_is_told_where_to_go_on(
    office: Office,
) -> None:
    for owner in (BANK, OTHER):
        office.watch(owner)
    before = cursor_after(office.lists.last(BANK))
    for _ in range(4):
        office.happen()
        office.now += timedelta(days=4)
    whole = changes_answer(office.lists, BANK, before, 100)
    assert len(whole["events"]) == 4
    assert office.keeping.tidy(office.now) == Deleted(4, 0, 0)  # two of each
    rest = changes_answer(office.lists, BANK, None, 100)
    assert rest["events"] == whole["events"][2:]
    with pytest.raises(NoLongerKept) as refused:
        changes_answer(office.lists, BANK, before, 100)
    onward = refused.value.en.rpartition(" ")[2]
    assert changes_answer(office.lists, BANK, onward, 100) == rest
    assert office.keeping.tidy(office.now + timedelta(days=99)) == Deleted(4, 0, 0)
    assert changes_answer(office.lists, BANK, whole["cursor"], 100)["events"] == []
    office.happen()
    assert len(changes_answer(office.lists, BANK, whole["cursor"], 100)["events"]) == 1


def test_a_replay_from_what_is_gone_is_refused(office: Office) -> None:
    office.watch(BANK)
    hook, _ = office.hooks.add(BANK, "http://127.0.0.1:9/", 0, "k")
    office.happen()
    office.keeping.tidy(office.now + timedelta(days=11))
    with pytest.raises(NoLongerKept):
        replay_webhook(office.hooks, office.lists, BANK, hook.id, Replay(cursor=cursor_after(0)))
    assert replay_webhook(office.hooks, office.lists, BANK, hook.id, Replay())["state"] == "active"


def test_a_cursor_that_no_event_had_is_told_where_to_go_on(office: Office) -> None:
    """As after a restore from an older backup: whoever waited there would miss what comes first."""
    office.watch(BANK)
    hook, _ = office.hooks.add(BANK, "http://127.0.0.1:9/", 0, "k")
    office.happen()
    ahead = cursor_after(2)
    calls = (
        lambda: changes_answer(office.lists, BANK, ahead, 100),
        lambda: replay_webhook(office.hooks, office.lists, BANK, hook.id, Replay(cursor=ahead)),
    )
    for call in calls:
        with pytest.raises(RefusedInput) as refused:
            call()
        assert refused.value.en.rpartition(" ")[2] == cursor_after(1)
    assert office.hooks.one(BANK, hook.id).position == 0


def test_a_number_tells_nothing_of_what_happens_to_others(office: Office) -> None:
    office.watch(OTHER)
    for _ in range(3):
        office.happen()
    office.watch(BANK)
    assert office.lists.last(BANK) == 0
    office.happen()
    told = changes_answer(office.lists, BANK, None, 100)
    assert [event["id"] for event in told["events"]] == ["evt-1"]
    office.keeping.tidy(office.now + timedelta(days=11))
    office.happen()
    assert office.lists.last(BANK) == 2
    assert office.lists.last(OTHER) == 5


def test_events_of_an_earlier_version_keep_their_cursors(tmp_path: Path) -> None:
    book = Daybook(tmp_path / "daybook")
    earlier = STEPS[: STEPS.index("ALTER TABLE event RENAME TO event_of_all")]
    book.prepare(TOPIC, earlier)
    with book.write() as db:
        for number, owner in ((3, BANK), (4, OTHER), (7, BANK)):
            db.execute("INSERT INTO event VALUES (?, ?, ?, 'a', '2026', x'7b7d')", (number, *owner))
    lists = FeedBook(book)
    assert [event.number for event in lists.events(BANK, 0, 9)] == [3, 7]
    assert (lists.last(BANK), lists.last(OTHER)) == (7, 4)


def test_jobs_go_some_days_after_they_ended(office: Office, answers: Answers) -> None:
    told = Screen(ids=[town.JIA])
    done, _ = office.jobs.make(answers, BANK, told, "one")
    waiting, _ = office.jobs.make(answers, BANK, told, "two")
    office.now += timedelta(days=9)
    work(office.jobs, done, answers)
    assert office.keeping.tidy(office.now + timedelta(days=2)).jobs == 0
    assert office.keeping.tidy(office.now + timedelta(days=4)).jobs == 1
    with pytest.raises(UnknownId):
        office.jobs.rows(BANK, done.id, 0)
    with office.book.read() as db:
        assert db.execute("SELECT count(*) FROM job_rows").fetchone() == (0,)
    assert office.jobs.one(BANK, waiting.id).state == "waiting"


def test_webhooks_go_some_days_after_they_died(office: Office) -> None:
    dead, failing = (office.hooks.add(BANK, "http://127.0.0.1:9/", 0, k)[0] for k in ("a", "b"))
    for hook, state in ((dead, "dead"), (failing, "active")):
        then = Setback(state, 0.0, office.now.timestamp())
        office.hooks.failed(hook, 1, Outcome(500, "", 3), then)
    assert office.keeping.tidy(office.now + timedelta(days=4)).webhooks == 0
    assert office.keeping.tidy(office.now + timedelta(days=6)).webhooks == 1
    assert [hook.id for hook in office.hooks.all(BANK)] == [failing.id]
    assert office.hooks.deliveries(dead.id, 10) == []


def test_it_is_done_once_an_hour_and_after_a_clock_was_set_back(office: Office) -> None:
    office.watch(BANK)
    later = FIRST + timedelta(days=30)
    office.keeping.now_and_then(later)
    office.happen()
    office.keeping.now_and_then(later + timedelta(minutes=59))
    assert office.lists.events(BANK, 0, 9)
    office.keeping.now_and_then(later - timedelta(days=1))
    assert not office.lists.events(BANK, 0, 9)


def test_over_http_it_is_410(get: Get, post: Post, tmp_path: Path) -> None:
    made = post("/v1/watchlists", {"name": "贷后", "subjects": [town.JIA]}, key="one").json()
    lists = FeedBook(Daybook(tmp_path / "daybook"))
    (view,) = lists.views()
    lists.tell(view, {}, {town.JIA: b"{}"})
    lists.forget(datetime.now(UTC) + timedelta(days=1))
    gone = get(f"/v1/changes?cursor={made['changes']}")
    assert (gone.status_code, gone.json()["type"]) == (410, "urn:xinmai:problem:no-longer-kept")
    onward = gone.json()["detail_en"].rpartition(" ")[2]
    assert get(f"/v1/changes?cursor={onward}").json()["events"] == []


def test_secrets_are_sealed_at_rest_those_of_earlier_versions_too(
    office: Office, tmp_path: Path
) -> None:
    def kept() -> list[Any]:
        with office.book.read() as db:
            return [row[0] for row in db.execute("SELECT secret FROM webhook")]

    hook, _ = office.hooks.add(BANK, "http://127.0.0.1:9/", 0, "k")
    secret = office.hooks.secret(hook)
    assert secret.startswith("whsec_")
    assert secret not in kept()
    with office.book.write() as db:
        db.execute("UPDATE webhook SET secret = ?", (secret,))  # as it was kept before
    again = Office(tmp_path)
    assert secret not in kept()
    assert again.hooks.secret(again.hooks.one(BANK, hook.id)) == secret
    elsewhere = HookBook(again.book, lambda: 0.0, Sealer(SiteKey(b"o" * 32), PURPOSE))
    with pytest.raises(RefusedInput, match="another site key"):
        elsewhere.secret(elsewhere.one(BANK, hook.id))
