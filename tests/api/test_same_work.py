"""What is hidden costs nobody anything who may not see it: the same calls and the same statements
of the store, question by question, whatever else there is. Counted, for time tells nothing here."""

from __future__ import annotations

import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from random import Random
from types import FrameType
from typing import Any, Final

import httpx
import pytest

from analyses.rulebook.access import Role
from api.access.sight import SEEN
from api.answers import Answers
from api.answers.stamp import Stamp
from api.app import create_app
from api.audit import AuditLog
from graph.facts import Fact
from graph.networks import Networks
from tests.api import town
from tests.api.roles import keys, shown, unlimited, while_serving
from tests.api.test_filter import RULES, VIEWS, Told, filled, questions
from tests.hidden import (
    DESCRIBED,
    LOT,
    ORGS,
    PERSONS,
    RECORDS,
    SITE,
    TELEPHONES,
    tie,
    visible,
    withholding,
)

ROOT: Final = Path(__file__).parents[2]
OURS: Final = tuple(f"{ROOT / package}/" for package in ("graph", "analyses", "api"))
Work = Counter[str]


class Meter:
    """Counts calls of our functions, and statements, of whoever was admitted: what goes on beside
    the requests has no view."""

    def __init__(self) -> None:
        self.work = Work()

    def __call__(self, frame: FrameType, event: str, about: Any) -> None:
        if SEEN.get(None) is None:
            return
        code = frame.f_code
        if event == "call" and code.co_filename.startswith(OURS):
            self.work[f"{code.co_filename.removeprefix(f'{ROOT}/')} {code.co_qualname}"] += 1
        elif event == "c_call" and about.__qualname__ == "Connection.execute":
            self.work["statements"] += 1

    @contextmanager
    def counting(self) -> Iterator[Work]:
        self.work = counted = Work()
        threading.setprofile(self)
        sys.setprofile(self)
        try:
            yield counted
        finally:
            sys.setprofile(None)
            threading.setprofile(None)
            self.work = Work()  # a worker thread goes on telling


def work_of(told: Told, role: Role) -> dict[str, tuple[int, Work]]:
    """Of every question asked with GET: its status and its work."""
    with tempfile.TemporaryDirectory() as name, ExitStack() as held:
        folder, stamp = Path(name), Stamp(b"s" * 32)
        store = held.enter_context(filled(folder, told))
        answers = Answers(store, Networks(store, None), lambda: town.TODAY, RULES, lambda: stamp)
        keeper = town.keeper(folder)
        audit = held.enter_context(closing(AuditLog(folder / "audit.jsonl")))
        app = create_app(answers, audit, keeper=keeper, limits=unlimited())
        headers = shown(keys(keeper)[role]) | {"traceparent": f"00-{'1' * 32}-{'2' * 16}-01"}
        meter = Meter()

        async def walk(client: httpx.AsyncClient) -> dict[str, tuple[int, Work]]:
            found = {}
            for _, address, query in questions(app.openapi()):
                with meter.counting() as work:
                    answer = await client.get(address, params=query, headers=headers)
                found[f"{address} {query}"] = answer.status_code, work
            return found

        return while_serving(app, walk)


def drawn(pick: Random) -> list[Fact]:
    """Ties of every sort, of the visible and the hidden."""
    anybody = [*ORGS, *PERSONS]
    ties: list[Fact] = [
        *(tie("owns", pick.choice(anybody), pick.choice(ORGS), share_min=510_000, share_max=510_000)
          for _ in range(8)),
        *(tie("holds_office", pick.choice(PERSONS), pick.choice(ORGS), office="director")
          for _ in range(3)),
        *(tie("sanctioned_by", pick.choice(anybody), record) for record in RECORDS),
        *(tie("contact_at", pick.choice(ORGS), pick.choice(TELEPHONES)) for _ in range(4)),
        *(tie("associate_of", pick.choice(PERSONS), pick.choice(anybody), relation="同学")
          for _ in range(4)),
        tie("participates", pick.choice(ORGS), SITE, role="contractor"),
        tie("bids", pick.choice(ORGS), LOT), tie("guarantees", pick.choice(PERSONS), ORGS[0]),
        tie("kin_of", *PERSONS[:2], relation="配偶"),
    ]  # fmt: skip
    facts: list[Fact] = [*DESCRIBED.values(), *ties]
    pick.shuffle(facts)
    return facts


@pytest.mark.parametrize(
    ("role", "view"),
    [(Role.PUBLIC, "published"), (Role.BANK, "credit"), (Role.OFFICER, "shared")],
)
def test_hidden_facts_cost_no_call_and_no_statement(role: Role, view: str) -> None:
    pick = Random(3)
    facts = drawn(pick)
    whole: Told = [(pick.choice((1, 2, 4)), line, fact) for line, fact in enumerate(facts, 2)]
    seen = visible(facts, VIEWS[view])
    bare: Told = [(delivery, line, withholding(fact, VIEWS[view]))
                  for delivery, line, fact in whole if fact in seen]  # fmt: skip
    assert len(bare) < len(whole)
    work_of(whole, role)  # what a process works out once, whatever is asked
    one, other = work_of(bare, role), work_of(whole, role)
    assert one.keys() == other.keys()
    differ = {
        asked: (other[asked][1] - one[asked][1], one[asked][1] - other[asked][1])
        for asked in one
        if one[asked] != other[asked]
    }
    assert differ == {}
    assert sum(work.total() for status, work in one.values() if status == 200) > 10_000
