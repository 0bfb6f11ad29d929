"""What the worst questions cost, asked of every address over graphs made to stall the service.

    python -m bench.budgets --hub 200000 --clique 300 --chain 5000 --bidders 2000

The graphs are those of ``bench.adversaries``. Each question is asked once, cold; the slowest come
first. `cut` says how the answer says so.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import fields
from itertools import pairwise
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qs, quote

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
from bench.adversaries import LOTS, Sizes
from bench.checks import answers_over
from graph.store import open_store

SLOW: Final = 0.25  # seconds
SCREEN: Final = "/v1/screen"
OTHERS: Final = {
    "/fifty": "threshold=50", "/why-not": "question=statutory&other={other}",
    "/diff": "question=risk&from=2025-01-01", "/proof": "question=risk",
    "/export": "format=graphml&hops=4&limit=1000&hub_degree=1000000",
    "/related": "hops=4&limit=1000&hub_degree=1000000", "/tree": "depth=10",
    "/commitments/gate": "item=construction-permit",
}  # fmt: skip


def addresses(app: FastAPI, subjects: list[str]) -> Iterator[str]:
    for path in app.openapi()["paths"]:
        if path.startswith("/v1/subjects/{id}"):
            ending = path.removeprefix("/v1/subjects/{id}")
            query = OTHERS.get(ending, "").replace("{other}", quote("hub:0", safe=""))
            for each in subjects:
                yield f"/v1/subjects/{quote(each, safe='')}{ending}?{query}"
    ends = [f"from={quote(a)}&to={quote(b)}" for a, b in pairwise(subjects)]
    for mode in ("shortest", "all_shortest", "disjoint"):
        for pair in ends:
            yield f"/v1/paths?{pair}&mode={mode}&max_hops=12&limit=100&hub_degree=1000000"
    ids = "&".join(f"id={quote(each)}" for each in subjects)
    yield f"/v1/fifty?{ids}"
    yield from ("/v1/loops", "/v1/overfull", "/v1/groups", "/v1/shells", "/v1/alerts")
    yield f"/v1/projects/{LOTS}/lots/0/conflicts"
    yield from (f"/v1/projects/{LOTS}/conflicts", f"/v1/projects/{LOTS}")
    for each in subjects:
        yield f"/v1/checks?id={quote(each)}&item=bid-housing&purpose=bidding"
    yield f"{SCREEN}?{ids}"
    yield f"/v1/ranking?{ids}"
    yield f"/v1/debtrank?{ids}"


async def put(client: httpx.AsyncClient, address: str) -> httpx.Response:
    """Ask; the subjects to screen are sent in a body."""
    place, _, query = address.partition("?")
    if place != SCREEN:
        return await client.get(address)
    return await client.post(SCREEN, json={"ids": parse_qs(query)["id"]})


async def asked(app: FastAPI, key: str, wanted: Iterable[str]) -> list[tuple[float, str, int, str]]:
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    shown = {"Authorization": f"Bearer {key}"}
    found = []
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://bench", headers=shown) as client,
    ):
        while (await client.get("/readyz")).status_code != 200:
            await asyncio.sleep(0.1)
        for address in wanted:
            began = time.process_time()
            response = await put(client, address)
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
    for shape in fields(Sizes):
        parser.add_argument(f"--{shape.name}", type=int, default=shape.default)
    parser.add_argument("--shown", type=int, default=40)
    parser.add_argument("--asked", default="", help="only addresses with this in them")
    parser.add_argument("--keep", type=Path, help="a store to make once and ask again")
    given = vars(parser.parse_args())
    shown, asked_for, kept = given.pop("shown"), given.pop("asked"), given.pop("keep")
    sizes = Sizes(**given)
    with contextlib.ExitStack() as opened:
        place = Path(opened.enter_context(tempfile.TemporaryDirectory()))
        facts = kept or place / "facts.db"
        made = facts.exists()
        store = opened.enter_context(open_store(f"sqlite:///{facts}"))
        if not made:
            sizes.fill(store)
        audit, key = opened.enter_context(closing(AuditLog(place / "audit.jsonl"))), new_token()
        keeper = Doorkeeper(Daybook(place / "daybook"), development=key)
        app = create_app(answers_over(store, load_rules()), audit, keeper=keeper)
        wanted = [each for each in addresses(app, sizes.subjects) if asked_for in each]
        found = asyncio.run(asked(app, key, wanted))
    table = Table("CPU s", "asked", "status", "cut")
    for took, address, status, said in found[:shown]:
        table.add_row(f"{took:.2f}", address, str(status), said)
    Console(width=200).print(table)
    over = [each for each in found if each[0] > SLOW]
    Console().print(f"{len(found)} questions, {len(over)} over {SLOW} s")


if __name__ == "__main__":
    main()
