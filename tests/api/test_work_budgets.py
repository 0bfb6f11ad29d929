"""Nobody can make one question cost more than it may, whatever graph was delivered.

Work is counted, not timed: how many functions are called to answer, in all threads. The graphs are
those that ``bench/budgets.py`` measures, only smaller.
"""

from __future__ import annotations

import re
import threading
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

import httpx
import msgspec
import pytest

from analyses.rulebook import load_rules
from analyses.rulebook.access import Role
from analyses.work import BUDGETS, Work
from api.answers import Answers
from api.answers.files.sections import UNREAD
from api.answers.room import Room, each_at_most
from api.answers.stamp import Stamp
from api.app import create_app
from api.audit import AuditLog
from bench.addresses import Asking, addresses, put
from bench.adversaries import Sizes
from bench.counting import Calls
from graph.networks import Networks
from graph.signing_key import SigningKey
from graph.store import open_store
from tests.api import town
from tests.api.roles import keys, shown, unlimited, while_serving

pytestmark = pytest.mark.xdist_group("work budgets")  # asked once for all of them
SIZES: Final = Sizes(
    hub=6_000, clique=50, chain=400, ladder=60, ring=300, crowd=40, bidders=400, records=1_500
)
SUBJECTS: Final = [
    "hub:owner", "hub:held", "clique:0", "chain:0", "chain:400", "ladder:60:0", "ring:0",
    "bidder:0", "recorded",
]  # fmt: skip
MOST_CALLS: Final = 1_250_000  # about two fifths of a second; counts differ by some per cent
SEVERAL: Final = (
    "/proof",
    "/diff",
    "/why-not",
    "/what-if",
    "/history",
    "/export",
    "/files/project/crowded",
)
"""What costs several answers, or is a file of very many parties: twice as much, in a thread."""
CITY: Final = ("/evaluations", "/alerts", "/groups", "/cases", "/due", "/statistics", "/match")
"""What is worked out of the whole city and then kept, and a batch of fifty names."""
MOST_BYTES: Final = 2_500_000
CUT: Final = [
    (subject, route)
    for subject, routes in {
        "hub:owner": "control fifty close-links related",
        "hub:held": "control owners beneficial-owners controller close-links tree",
        "clique:0": "close-links",
        "chain:400": "control close-links controller owners",
        "chain:0": "close-links",
        "ladder:60:0": "close-links",
        "ring:0": "control close-links",
        "recorded": "ties risk measures",
    }.items()
    for route in routes.split()
]
"""Where more was delivered than an answer may cost or hold: it must say so."""


@dataclass(frozen=True, slots=True)
class Asked:
    address: str
    status: int
    calls: int
    size: int
    body: Any
    complete: str | None


@pytest.fixture(scope="module")
def answered(tmp_path_factory: pytest.TempPathFactory) -> list[Asked]:
    """In a process of its own: what other tests left running there would be counted, too."""
    with ProcessPoolExecutor(1, get_context("spawn")) as process:
        return process.submit(walked, tmp_path_factory.mktemp("budgets")).result()


def walked(folder: Path) -> list[Asked]:
    """Every address asked of every shape."""
    with open_store(f"sqlite:///{folder}/s.db") as store:
        SIZES.fill(store)
        signer = SigningKey.from_file(folder)
        answers = Answers(
            store, Networks(store, None), lambda: town.TODAY, load_rules(),
            lambda: Stamp(b"s" * 32), signer=lambda: signer,
        )  # fmt: skip
        keeper = town.keeper(folder)
        app = create_app(
            answers, AuditLog(folder / "audit.jsonl"), keeper=keeper, limits=unlimited()
        )
        key, wanted = keys(keeper)[Role.DEVELOPMENT], list(addresses(app, SUBJECTS))

        async def walk(client: httpx.AsyncClient) -> list[Asked]:
            client.headers.update(shown(key))
            for compiled in ("risk", "beneficial-owners"):
                await client.get(f"/v1/subjects/chain%3A3/{compiled}")
            return [await counted(client, asking, calls) for asking in wanted]

        with Calls() as calls:
            return while_serving(app, walk)


async def counted(client: httpx.AsyncClient, asking: Asking, calls: Calls) -> Asked:
    before = calls.so_far
    answer = await put(client, asking)
    called = calls.so_far - before
    told = answer.headers.get("content-type", "")
    body = answer.json() if "json" in told and "jsonl" not in told else None
    complete = answer.headers.get("x-complete")
    return Asked(asking.address, answer.status_code, called, len(answer.content), body, complete)


def most_calls(address: str) -> int:
    place = address.partition("?")[0]
    if place.endswith(CITY) and "/subjects/" not in place:
        return 5 * MOST_CALLS
    return MOST_CALLS * (2 if place.endswith(SEVERAL) else 1)


def test_no_question_costs_more_than_it_may(answered: list[Asked]) -> None:
    dear = [
        (each.address, each.calls) for each in answered if each.calls > most_calls(each.address)
    ]
    large = [
        (each.address, each.size)
        for each in answered
        if each.size > MOST_BYTES * (2 if "/proof" in each.address else 1)
    ]
    failed = [(each.address, each.status) for each in answered if each.status >= 500]
    assert (dear, large, failed) == ([], [], [])
    assert len(answered) > 200


@pytest.mark.parametrize(("subject", "route"), CUT)
def test_what_does_not_fit_is_said(answered: list[Asked], subject: str, route: str) -> None:
    place = f"/v1/subjects/{quote(subject, safe='')}/{route}"
    (told,) = [each for each in answered if each.address.partition("?")[0] == place]
    assert told.status == 200
    assert told.body["truncated"] is True
    assert told.body["complete"] is False
    assert told.body.get("reason") or route in ("related", "risk", "measures")


def test_of_a_hub_the_largest_are_told_and_the_others_counted(answered: list[Asked]) -> None:
    (told,) = [each.body for each in answered if "hub%3Aheld/owners" in each.address]
    assert len(told["owners"]) > 1_000
    assert len(told["owners"]) + told["omitted"] == SIZES.hub
    (told,) = [each.body for each in answered if "hub%3Aheld/tree" in each.address]
    assert len(told["branches"]) + told["omitted"] == SIZES.hub


def test_a_check_that_was_not_worked_out_whole_is_no_pass(answered: list[Asked]) -> None:
    (told,) = [each.body for each in answered if re.search("/checks.*id=recorded", each.address)]
    assert told["truncated"] is True
    assert "cut_short" in {doubt["reason"] for doubt in told["doubts"]}
    assert told["outcome"] != "pass"


def test_nobody_may_commit_of_whom_not_all_was_read(answered: list[Asked]) -> None:
    (told,) = [each.body for each in answered if "recorded/commitments/gate" in each.address]
    assert (told["allowed"], told["barred_by"], told["text"]) == (False, [], None)
    assert told["reason"]


def test_a_section_of_what_was_not_read_whole_says_so(answered: list[Asked]) -> None:
    (told,) = [each.body for each in answered if each.address == "/v1/files/subject/recorded"]
    assert told["truncated"] is True
    (lists,) = [each for each in told["sections"] if each["name"] == "serious_lists"]
    assert (lists["state"], lists["rows"]) == ("no_data", [])
    assert lists["note"] == UNREAD


def test_a_difference_of_very_many_records_says_it_was_cut(
    answered: list[Asked],
) -> None:
    (told,) = [each.body for each in answered if "recorded/diff" in each.address]
    assert told["truncated"] is True
    assert len(told["facts"]) + len(told["released"]) + len(told["became"]) > 100


def test_ties_among_very_many_are_told_as_far_as_there_is_room(answered: list[Asked]) -> None:
    few, hubs, clique = [each.body for each in answered if each.address == "/v1/ties/among"]
    assert (few["truncated"], few["reason"]) == (False, None)
    assert (len(hubs["nodes"]), hubs["truncated"]) == (2_000, False)
    assert len(hubs["ties"]) > 1_900
    assert len(clique["ties"]) == SIZES.clique * (SIZES.clique - 1)


def test_a_proof_that_would_hold_too_much_is_refused_with_what_to_ask(
    answered: list[Asked],
) -> None:
    (told,) = [each for each in answered if "hub%3Aowner/proof" in each.address]
    assert told.status == 422
    assert told.body["errors"][0]["field"] == "question"
    assert f"{BUDGETS.answer.proved:,}" in told.body["detail"]


def test_a_figure_cut_short_is_not_told_as_exact(answered: list[Asked]) -> None:
    """Whoever certainly holds little of what was read may hold the rest of it."""
    (told,) = [each.body for each in answered if "hub%3Aheld/owners" in each.address]
    assert all(each["integrated_max_ppm"] == 1_000_000 for each in told["owners"])
    (told,) = [each.body for each in answered if each.address.endswith("chain%3A400/control")]
    cut = [each["votes_max_ppm"] for each in told["controlled_by"]]
    assert cut
    assert set(cut) <= {990_000, 1_000_000}
    (told,) = [each.body for each in answered if "hub%3Aheld/beneficial" in each.address]
    assert (told["unrecorded_ppm"], told["exempt_on_commitment"], told["decided"]) == (
        None, None, False,
    )  # fmt: skip


def test_every_address_that_reads_the_graph_is_asked(answered: list[Asked]) -> None:
    """A new address is asked as soon as it is there, or stands among those that are not."""
    failed = {each.address for each in answered if each.status not in (200, 404)}
    assert all("/evaluations/" in each or "/proof" in each for each in failed)
    assert len({each.address for each in answered if each.status == 200}) > 300


def test_work_in_another_thread_is_counted() -> None:
    def work() -> None:
        for number in range(1_000):
            abs(number)

    with Calls() as calls:
        before = calls.so_far
        other = threading.Thread(target=work)
        other.start()
        other.join()
        assert calls.so_far - before > 1_000


def test_what_is_spent_stays_spent() -> None:
    work = Work(10)
    assert [work.affords(6), work.affords(6), work.affords(1)] == [True, False, False]
    assert (work.done, work.cut_short) == (6, True)


def test_an_answer_has_room_for_what_fits() -> None:
    room = Room(10)
    assert room.fitting([3, 9, 2], int, parts=2) == [3, 2]
    assert room.fitting([5, 6], int) == [5]
    assert (room.omitted, room.left) == (2, 0)


def test_long_lists_are_cut_to_the_same_length_and_short_ones_told_whole() -> None:
    assert each_at_most([1, 2, 3], 100) == 3
    assert each_at_most([1, 50, 50], 21) == 10
    assert each_at_most([], 5) == 0
    assert each_at_most([9, 9, 9], 2) == 1


def test_every_budget_is_told_in_the_documentation() -> None:
    told = (Path(__file__).parents[2] / "docs" / "api.md").read_text()
    for section, figures in msgspec.to_builtins(BUDGETS).items():
        for name, figure in figures.items():
            assert f"`{section}.{name}` | {figure:,} |" in told
