"""A record is objected to, and repaired, over HTTP, on both stores: once repaired, every answer of
that day is that of a graph that never had it; an earlier day still knows it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import date
from pathlib import Path
from typing import Any, Final

import httpx
import pytest

from analyses.rulebook import load_rules
from api.acting import Acting
from api.answers import Answers
from api.answers.stamp import Stamp
from api.app import create_app
from api.audit import AuditLog
from graph.facts import Batch, DeliveredFile, Fact, Key, LinkFact, NodeFact, Row, Value, subject
from graph.networks import Networks
from graph.store import Store
from tests.api import town as town_of_tests
from tests.api.conftest import _until_ready, client_of

SITE, LOT = Key("project", "p"), Key("lot", "p#1")
UNIT, RIVAL, PERSON, OTHER = map(subject, ("unit", "rival", "person", "other"))
OFFICE: Final = "济南市住房和城乡建设局"
APPLIED: Final = date(2026, 1, 29)
DECIDED: Final = date(2026, 1, 30)
ASKED: Final = (
    *(f"/v1/subjects/{who}{what}" for who in ("unit", "rival", "person")
      for what in ("", "/risk", "/related", "/alerts", "/commitments", "/measures")),
    "/v1/subjects/unit/commitments/gate?item=construction-permit",
    "/v1/projects/p", "/v1/projects/p/conflicts", "/v1/projects/p/lots/1/conflicts",
    "/v1/evaluations", "/v1/evaluations/unit", "/v1/evaluations/rival", "/v1/alerts",
    "/v1/files/subject/unit", "/v1/files/participant/unit", "/v1/files/project/p",
    "/v1/checks?id=unit&item=bid-housing&purpose=bidding",
    "/v1/subjects/unit/related?kinds=sanctioned_by,concerns,about,participates",
    "/v1/subjects/unit/export?format=ftm&kinds=sanctioned_by,participates",
    "/v1/paths?from=unit&to=rival",
    "/v1/repairs/due", "/v1/map?bbox=100,20,130,50",
)  # fmt: skip
UNTOLD: Final = {"revision", "link", "number", "verification", "scanned", "receipt", "proof"}
"""What counts batches, looks and work."""

Ask = Callable[[str], Awaitable[Any]]


def town() -> list[Fact]:
    since = date(2018, 1, 1)
    return [
        *(NodeFact(key, "organization", {"name": f"{name}建设有限公司", "status": "存续",
                                         "industry": "E47", "registered": date(2010, 1, 1)})
          for key, name in ((UNIT, "甲"), (RIVAL, "乙"), (OTHER, "丙"))),
        NodeFact(PERSON, "person", {"name": "张三丰"}),
        NodeFact(SITE, "project", {"name": "某工程"}),
        NodeFact(LOT, "lot", {"name": "1", "opened": date(2025, 6, 1)}),
        LinkFact("part_of", LOT, SITE),
        LinkFact("holds_office", PERSON, UNIT, {"office": "legal_representative"}, "lr", since),
        LinkFact("holds_office", PERSON, RIVAL, {"office": "director"}, "d", since),
        LinkFact("participates", UNIT, SITE, {"role": "contractor"}, "c", since),
        *(LinkFact("bids", unit, LOT, {}, "", date(2025, 6, 1)) for unit in (UNIT, RIVAL)),
        *record("elsewhere", OTHER, "行政处罚", "penalty"),
    ]  # fmt: skip


def record(id: str, against: Key, name: str, kind: str, **fields: Value) -> list[Fact]:
    decided, key = date(2024, 3, 1), Key("sanction", id)
    said: dict[str, Value] = {
        "name": name, "list": name, "kind": kind, "decided": decided, "state": "active",
    }  # fmt: skip
    return [
        NodeFact(key, "sanction", {**said, **fields}),
        LinkFact("sanctioned_by", against, key, {}, "", decided),
        *([LinkFact("concerns", key, SITE)] if against == UNIT else []),
    ]


def load(store: Store, facts: list[Fact], digest: str) -> None:
    rows = [Row(line, (fact,)) for line, fact in enumerate(facts, 2)]
    file = DeliveredFile("t", "plain", "t.csv", digest * 64)
    store.apply(Batch(file, rows, through=len(rows), complete=True))


class Service:
    """The service over a store, on a day that the test sets."""

    def __init__(self, store: Store, folder: Path) -> None:
        self.day = APPLIED
        stamp = Stamp(b"s" * 32)
        answers = Answers(
            store, Networks(store, None), lambda: self.day, load_rules(), lambda: stamp
        )
        self._app = create_app(
            answers, AuditLog(folder / "audit.jsonl"), keeper=town_of_tests.keeper(folder),
            threads=True, acting=Acting(answers),
        )  # fmt: skip

    def run(self, walk: Callable[[httpx.AsyncClient], Awaitable[Any]]) -> Any:
        async def once() -> Any:
            async with self._app.router.lifespan_context(self._app), client_of(self._app) as client:
                await _until_ready(client)
                return await walk(client)

        return asyncio.run(once())


async def get(client: httpx.AsyncClient, path: str, status: int = 200) -> Any:
    found = await client.get(path)
    assert found.status_code == status, f"{path}: {found.text}"
    return found.text if "/export?" in path else found.json()


async def post(
    client: httpx.AsyncClient, path: str, key: str, status: int = 200, **body: Any
) -> Any:
    headers = {"Idempotency-Key": key}
    found = await client.post(path, json={"unit": OFFICE, **body}, headers=headers)
    assert found.status_code == status, f"{path}: {found.text}"
    return found.json()


async def must_act(client: httpx.AsyncClient) -> list[Any]:
    """The punishments of the unit that departments still have to carry out."""
    cases = (await get(client, "/v1/cases?subject=unit"))["cases"]
    return [case for case in cases if case["state"] in ("open", "overdue")]


async def told(client: httpx.AsyncClient) -> dict[str, Any]:
    return {path: _without(await get(client, path)) for path in ASKED}


def _without(answer: Any) -> Any:
    if isinstance(answer, dict):
        return {key: _without(value) for key, value in answer.items() if key not in UNTOLD}
    return [_without(value) for value in answer] if isinstance(answer, list) else answer


EVIDENCE: Final = [
    {"condition": "duties", "day": "2025-06-30", "document": "缴款书第1号"},
    {"condition": "commitment", "day": "2026-01-28", "document": "信用修复承诺书"},
]


@pytest.mark.parametrize(
    ("name", "kind", "fields"),
    [
        ("拖欠农民工工资失信联合惩戒对象名单", "serious_list", {}),
        ("行政处罚", "penalty", {"penalty_kinds": "罚款", "violation": "串通投标,取消投标资格"}),
    ],
)
def test_a_repair_over_http_leaves_no_trace(
    store: Store, tmp_path: Path, name: str, kind: str, fields: dict[str, Value]
) -> None:
    load(store, town(), "a")
    service = Service(store, tmp_path)

    async def walk(client: httpx.AsyncClient) -> None:
        service.day = DECIDED
        never = await told(client)
        load(store, record("r", UNIT, name, kind, **fields), "b")
        with_it = await told(client)
        touched = {path for path in ASKED if with_it[path] != never[path]}
        assert {"/v1/subjects/unit/risk", "/v1/evaluations/unit", "/v1/files/subject/unit",
                "/v1/subjects/person/alerts", "/v1/subjects/unit/measures",
                *(path for path in ASKED if "export" in path)} <= touched  # fmt: skip
        assert await must_act(client)

        service.day = APPLIED
        before = await get(client, "/v1/subjects/unit/risk")
        case = await post(client, "/v1/repairs", "k-1", record="r", evidence=EVIDENCE)
        assert (case["state"]["id"], case["promises"][0]["due"]) == ("repair-applied", "2026-01-30")
        service.day = DECIDED
        waiting = await told(client)
        assert {path for path in ASKED if waiting[path] != with_it[path]} <= {"/v1/repairs/due"}
        done = await post(client, f"/v1/repairs/{case['id']}/decision", "k-2", decision="accept")
        assert (done["promises"][0]["kept"], done["promises"][0]["taken"]) == (True, 1)
        assert done["about"]["state"] == "repaired"

        assert await told(client) == never
        assert not await must_act(client)
        earlier = f"/v1/subjects/unit/risk?as_of={APPLIED}"
        assert [own["id"] for own in (await get(client, earlier))["own"]] == ["r"]
        assert await get(client, f"{earlier}&known_at={before['revision']}") == before
        shown = await get(client, f"/v1/repairs/{case['id']}")
        assert [each["act"] for each in shown["timeline"]] == ["applied", "granted"]
        load(store, record("r", UNIT, name, kind, **fields, fine=100_000), "c")
        assert await told(client) == never  # delivered again, it stays repaired

    service.run(walk)


def test_an_objection_is_pending_while_open_and_annuls_when_upheld(
    store: Store, tmp_path: Path
) -> None:
    load(store, town(), "a")
    service = Service(store, tmp_path)

    async def pending(client: httpx.AsyncClient) -> list[bool]:
        return [own["pending"] for own in (await get(client, "/v1/subjects/unit/risk"))["own"]]

    async def walk(client: httpx.AsyncClient) -> None:
        service.day = DECIDED
        never = await told(client)
        load(store, record("r", UNIT, "行政处罚", "penalty", penalty_kinds="罚款"), "b")
        service.day = APPLIED
        case = await post(client, "/v1/objections", "k-1", record="r", reason="不是本单位")
        path = f"/v1/objections/{case['id']}"
        assert await pending(client) == [False]
        await post(client, f"{path}/mark", "k-2")
        assert await pending(client) == [True]
        wrong = await post(client, f"{path}/mark", "k-3", 409)
        assert "checked_outside, upheld, rejected" in wrong["detail_en"]
        await post(client, f"{path}/settlement", "k-4", outcome="reject", reason="核查无误")
        assert await pending(client) == [False]

        again = await post(client, "/v1/objections", "k-5", record="r", reason="另有证明")
        path = f"/v1/objections/{again['id']}"
        await post(client, f"{path}/mark", "k-6")
        await post(client, f"{path}/check", "k-7")
        service.day = DECIDED
        assert await pending(client) == [True]
        settled = await post(client, f"{path}/settlement", "k-8", outcome="uphold",
                             reason="文书已撤销", remedy="annul")  # fmt: skip
        assert settled["about"]["state"] == "annulled"
        assert await told(client) == never
        load(store, record("r", UNIT, "行政处罚", "penalty", fine=100_000), "c")
        assert await told(client) == never  # delivered again, it stays annulled
        listed = await get(client, "/v1/objections?state=closed")
        assert [item["id"] for item in listed["items"]] == [case["id"], again["id"]]

    service.run(walk)
