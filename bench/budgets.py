"""What the worst questions cost: a hub, a clique and a long chain, asked of every address.

    python -m bench.budgets --hub 2000 --clique 20 --chain 100

One person is legal representative of the hub's firms, one firm owns a thousandth of each, each
member of the clique owns a share of every other, and the chain's firms own each other one by one.
Each question is asked once, cold; the slowest come first. `cut` says how the answer says so.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

import httpx
import msgspec
from fastapi import FastAPI
from rich.console import Console
from rich.table import Table

from analyses.rulebook import load_rules
from api.access.doorkeeper import Doorkeeper
from api.access.tokens import new_token
from api.app import create_app
from api.audit import AuditLog
from api.daybook import Daybook
from bench.checks import answers_over
from graph.facts import Batch, DeliveredFile, Fact, Key, LinkFact, NodeFact, Row, subject
from graph.store import Store, open_store

DAY: Final = date(2020, 1, 1)
OTHERS: Final = {
    "/fifty": "threshold=50", "/why-not": "question=statutory&other={other}",
    "/diff": "question=risk&from=2025-01-01", "/proof": "question=risk",
    "/export": "format=graphml&hops=4&limit=1000&hub_degree=1000000",
    "/related": "hops=4&limit=1000&hub_degree=1000000", "/tree": "depth=10",
    "/commitments/gate": "item=construction-permit",
}  # fmt: skip


def firm(id: str) -> NodeFact:
    return NodeFact(subject(id), "organization", {"name": f"单位{id}有限公司", "registered": DAY})


def owns(owner: str, owned: str, share: int) -> LinkFact:
    shares = {"share_min": share, "share_max": share}
    return LinkFact("owns", subject(owner), subject(owned), shares, "", DAY)


def facts(hub: int, clique: int, chain: int) -> Iterator[tuple[Fact, ...]]:
    listed = Key("sanction", "s:1")
    yield firm("h:owner"), NodeFact(subject("h:person"), "person", {"name": "王大"})
    yield (
        NodeFact(listed, "sanction", {
            "name": "欠薪", "kind": "serious_list", "decided": date(2026, 1, 1),
            "list": "拖欠农民工工资失信联合惩戒对象名单"}),
        LinkFact("sanctioned_by", subject("h:owner"), listed, {}, "", date(2026, 1, 1)),
        LinkFact("sanctioned_by", subject("k:0"), listed, {}, "", date(2026, 1, 1)),
        LinkFact("sanctioned_by", subject("c:0"), listed, {}, "", date(2026, 1, 1)),
    )  # fmt: skip
    for number in range(hub):
        office = {"office": "legal_representative"}
        yield (
            firm(f"h:{number}"), owns("h:owner", f"h:{number}", 1_000),
            LinkFact("holds_office", subject("h:person"), subject(f"h:{number}"), office,
                     "legal_representative", DAY),
        )  # fmt: skip
    for a in range(clique):
        ties = [owns(f"k:{a}", f"k:{b}", 900_000 // clique) for b in range(clique) if a != b]
        yield firm(f"k:{a}"), *ties
    for number in range(chain):
        yield firm(f"c:{number}"), owns(f"c:{number}", f"c:{number + 1}", 990_000)


def filled(store: Store, hub: int, clique: int, chain: int) -> None:
    store.prepare()
    file = DeliveredFile("bench", "bench", "bench.csv", "0" * 64)
    rows = [Row(line, told) for line, told in enumerate(facts(hub, clique, chain), start=2)]
    store.apply(Batch(file, rows, through=len(rows), complete=True))


def addresses(app: FastAPI, subjects: list[str]) -> Iterator[str]:
    for path in app.openapi()["paths"]:
        if path.startswith("/v1/subjects/{id}"):
            ending = path.removeprefix("/v1/subjects/{id}")
            query = OTHERS.get(ending, "").replace("{other}", quote("h:1", safe=""))
            for each in subjects:
                yield f"/v1/subjects/{quote(each, safe='')}{ending}?{query}"
    ends = [f"from={quote(a)}&to={quote(b)}" for a in subjects for b in subjects if a != b]
    for mode in ("shortest", "all_shortest", "disjoint"):
        for pair in ends:
            yield f"/v1/paths?{pair}&mode={mode}&max_hops=12&limit=100&hub_degree=1000000"
    ids = "&".join(f"id={quote(each)}" for each in subjects)
    yield f"/v1/fifty?{ids}"
    yield from ("/v1/loops", "/v1/overfull", "/v1/groups", "/v1/shells", "/v1/alerts")
    yield f"/v1/ranking?{ids}"
    yield f"/v1/debtrank?{ids}"


async def asked(app: FastAPI, key: str, subjects: list[str]) -> list[tuple[float, str, int, str]]:
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    shown = {"Authorization": f"Bearer {key}"}
    found = []
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://bench", headers=shown) as client,
    ):
        while (await client.get("/readyz")).status_code != 200:
            await asyncio.sleep(0.1)
        for address in addresses(app, subjects):
            began = time.process_time()
            response = await client.get(address)
            took = time.process_time() - began
            found.append((took, address, response.status_code, told(response)))
    return sorted(found, reverse=True)


def told(response: httpx.Response) -> str:
    """How the answer says that it was cut, and its size."""
    size = f"{len(response.content):,} B"
    try:
        body: Any = msgspec.json.decode(response.content)
    except msgspec.DecodeError:
        return f"complete={response.headers.get('x-complete')} {size}"
    if not isinstance(body, dict):
        return size
    said = {name: body.get(name) for name in ("truncated", "type") if name in body}
    return f"{said} {size}"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--hub", type=int, default=2_000)
    parser.add_argument("--clique", type=int, default=20)
    parser.add_argument("--chain", type=int, default=100)
    parser.add_argument("--shown", type=int, default=40)
    sizes = parser.parse_args()
    subjects = ["h:owner", "h:person", "h:1", "k:0", "c:0", f"c:{sizes.chain // 2}",
                f"c:{sizes.chain}"]  # fmt: skip
    with contextlib.ExitStack() as opened:
        place = Path(opened.enter_context(tempfile.TemporaryDirectory()))
        store = opened.enter_context(open_store(f"sqlite:///{place}/facts.db"))
        filled(store, sizes.hub, sizes.clique, sizes.chain)
        audit, key = opened.enter_context(closing(AuditLog(place / "audit.jsonl"))), new_token()
        keeper = Doorkeeper(Daybook(place / "daybook"), development=key)
        app = create_app(answers_over(store, load_rules()), audit, keeper=keeper)
        found = asyncio.run(asked(app, key, subjects))
    table = Table("CPU s", "asked", "status", "cut")
    for took, address, status, said in found[: sizes.shown]:
        table.add_row(f"{took:.2f}", address, str(status), said)
    Console(width=200).print(table)


if __name__ == "__main__":
    main()
