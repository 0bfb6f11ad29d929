"""Long screenings: the rows of a job are those of one request, whatever stops in between."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.answers import Answers
from api.answers.paging import cursor_after
from api.answers.screen import screen_answer, screening
from api.answers.screen.asked import Screen
from api.daybook import Daybook
from api.feed.book import Owner
from api.feed.jobs import AT_ONCE, Job, JobBook, finish, job_answer, rows_answer, work
from api.routes.desk import encoder
from graph.errors import KeyReused, NotNow, RefusedInput, UnknownId
from graph.facts import NodeFact, subject
from graph.store import Store
from tests.api import town
from tests.api.conftest import Get, Post
from tests.api.feed import worlds

UNIT = Owner("某银行", "whole")
IDS: list[Any] = [town.YI, "nobody", town.OLD, None, *[town.JIA, town.BING] * 1_300]


@pytest.fixture
def jobs(tmp_path: Path) -> JobBook:
    return JobBook(Daybook(tmp_path / "jobs.daybook"))


def all_rows(jobs: JobBook, job: Job) -> list[Any]:
    rows: list[Any] = []
    cursor: str | None = None
    while True:
        page, _ = rows_answer(jobs, UNIT, job.id, cursor)
        read = json.loads(encoder.encode(page))
        rows += read["rows"]
        cursor = read["next"]
        if cursor is None:
            return rows


def at_once(answers: Answers, ids: list[Any]) -> list[Any]:
    asked = screening(answers.on(), answers.sheets, answers.boards, wait=True)
    rows: list[Any] = json.loads(encoder.encode(screen_answer(asked, asked.rows(ids))))["rows"]
    return rows


def test_the_rows_are_those_of_one_request(answers: Answers, jobs: JobBook) -> None:
    job, repeated = jobs.make(answers, UNIT, Screen(ids=IDS), "k")
    assert not repeated
    told: list[tuple[int, int]] = []
    done = work(jobs, job, answers, progress=lambda n, total: told.append((n, total)))
    assert (done.state, done.done, done.answered) == ("done", len(IDS), len(IDS) - 2)
    assert told == [(1_000, 2_604), (2_000, 2_604), (2_604, 2_604)]
    assert all_rows(jobs, job) == at_once(answers, IDS)


def test_a_job_is_finished_though_another_works_on_it_too(answers: Answers, jobs: JobBook) -> None:
    job, _ = jobs.make(answers, UNIT, Screen(ids=IDS), "k")
    stops = iter([False, True])
    work(jobs, job, answers, lambda: next(stops))  # the other did a part that ours does not know of
    assert finish(jobs, job, answers).state == "done"
    assert all_rows(jobs, job) == at_once(answers, IDS)


def test_a_stop_loses_and_doubles_nothing_and_the_ground_stays(
    answers: Answers, store: Store, tmp_path: Path, jobs: JobBook
) -> None:
    expected = at_once(answers, IDS)
    job, _ = jobs.make(answers, UNIT, Screen(ids=IDS), "k")
    stops = iter([False, True])
    halted = work(jobs, job, answers, lambda: next(stops))
    assert job_answer(halted)["state"] == "running"
    page, _ = rows_answer(jobs, UNIT, job.id, None)
    second, named = rows_answer(jobs, UNIT, job.id, page["next"])
    assert (json.loads(encoder.encode(second))["rows"], second["next"]) == ([], page["next"])
    assert named == ()
    worlds.deliver(store, [NodeFact(subject(town.BING), "organization", {"name": "改名公司"})], "n")
    again = JobBook(Daybook(tmp_path / "jobs.daybook"))
    waiting = again.next()
    assert waiting is not None
    assert waiting.done == AT_ONCE
    work(again, waiting, town.answers_over(store))
    assert all_rows(again, job) == expected


def test_who_sends_little_does_not_wait_for_who_sends_much(answers: Answers, jobs: JobBook) -> None:
    other = Owner("另一银行", "whole")
    much = [jobs.make(answers, UNIT, Screen(ids=IDS), f"k{number}")[0] for number in range(3)]
    little, _ = jobs.make(answers, other, Screen(ids=IDS[:1]), "k")
    first = jobs.next()
    assert first is not None
    assert first.id in {job.id for job in much}
    stops = iter([False, True])
    work(jobs, first, answers, lambda: next(stops))
    second = jobs.next()
    assert second is not None
    assert second.id == little.id
    work(jobs, second, answers)
    while (job := jobs.next()) is not None:
        work(jobs, job, answers)
    assert {jobs.one(UNIT, job.id).state for job in much} == {"done"}


def test_cancelling_keeps_what_is_there(answers: Answers, jobs: JobBook) -> None:
    job, _ = jobs.make(answers, UNIT, Screen(ids=IDS), "k")

    def cancelled(done: int, total: int) -> None:
        jobs.cancel(UNIT, job.id)

    assert work(jobs, job, answers, progress=cancelled).state == "cancelled"
    assert len(all_rows(jobs, job)) == AT_ONCE
    assert jobs.next() is None
    assert jobs.cancel(UNIT, job.id).state == "cancelled"


def test_what_may_not_be(answers: Answers, jobs: JobBook) -> None:
    jobs.make(answers, UNIT, Screen(ids=IDS[:5]), "k")
    assert jobs.make(answers, UNIT, Screen(ids=IDS[:5]), "k")[1]
    with pytest.raises(KeyReused):
        jobs.make(answers, UNIT, Screen(ids=IDS[:6]), "k")
    with pytest.raises(RefusedInput):
        jobs.make(answers, UNIT, Screen(ids=IDS[:5], item="no such", purpose="x"), "k2")
    with pytest.raises(UnknownId):
        jobs.one(Owner("另一家", "whole"), jobs.all(UNIT)[0].id)
    for number in range(19):
        jobs.make(answers, UNIT, Screen(ids=IDS[:1]), f"n{number}")
    with pytest.raises(NotNow):
        jobs.make(answers, UNIT, Screen(ids=IDS[:1]), "one too many")


def test_over_http_from_making_to_the_last_row(app: Any, answers: Answers) -> None:
    headers = {"Authorization": f"Bearer {town.KEY}", "Idempotency-Key": "k"}
    with TestClient(app, headers=headers) as client:
        until = time.monotonic() + 100
        while client.get("/readyz").status_code != 200 and time.monotonic() < until:
            time.sleep(0.02)
        made = client.post("/v1/screen/jobs", json={"ids": IDS})
        address = made.headers["location"]
        assert (made.status_code, address) == (202, f"/v1/screen/jobs/{made.json()['id']}")
        while client.get(address).json()["state"] != "done" and time.monotonic() < until:
            time.sleep(0.02)
        rows, cursor = [], ""
        while cursor is not None:
            page = client.get(f"{address}/rows", params={"cursor": cursor} if cursor else {}).json()
            rows += page["rows"]
            cursor = page["next"]
        assert rows == at_once(answers, IDS)
        assert client.get("/v1/screen/jobs").json()["jobs"][0]["answered"] == len(IDS) - 2
        for nowhere in (1, AT_ONCE * 1_000):  # no page begins there: whoever waits, waits for ever
            made_up = {"cursor": cursor_after(nowhere)}
            assert client.get(f"{address}/rows", params=made_up).status_code == 422


def test_refusals_over_http(get: Get, post: Post) -> None:
    assert post("/v1/screen/jobs", {"ids": []}).status_code == 422
    assert post("/v1/screen/jobs", {"ids": ["x"], "known_at": 99}).status_code == 422
    assert get("/v1/screen/jobs", "POST", json={"ids": ["x"]}).status_code == 422
    assert get("/v1/screen/jobs/none").status_code == 404
    assert get("/v1/screen/jobs/none/rows").status_code == 404
    assert get("/v1/screen/jobs/none", "DELETE").status_code == 404
    long = post("/v1/screen/jobs", {"ids": ["9" * 100] * 5_000})
    assert long.status_code == 202
