"""What the worst questions cost, asked of every address over graphs made to stall the service.

    python -m bench.budgets --hub 200000 --clique 300 --chain 5000 --ladder 60 --ring 3000 \\
        --crowd 200 --bidders 2000 --records 20000

The graphs are those of ``bench.adversaries``, the addresses those of the contract
(``bench.addresses``). Everything is asked twice, each time of a service that has just begun: once
with the calls of functions counted, once with the CPU time measured, in all threads. The first time
also compiles. The slowest come first. `cut` says how the answer says so.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import tempfile
import time
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import fields, replace
from pathlib import Path
from typing import Any, Final, NamedTuple
from urllib.parse import unquote

import httpx
import msgspec
from fastapi import FastAPI
from rich.console import Console
from rich.table import Table

from analyses.questions import QUESTIONS
from analyses.rulebook import load_rules
from api.access.doorkeeper import Doorkeeper
from api.access.tokens import new_token
from api.app import create_app
from api.audit import AuditLog
from api.daybook import Daybook
from api.limits import Rate, load_limits
from bench.addresses import Asking, addresses, put
from bench.adversaries import Sizes
from bench.checks import answers_over
from bench.counting import Calls
from graph.signing_key import SigningKey
from graph.store import Store, open_store

SLOW: Final = 0.25  # seconds
UNLIMITED: Final = Rate(per_second=1e6, burst=1_000_000)


class Cost(NamedTuple):
    seconds: float
    calls: int
    asked: Asking
    status: int
    cut: str


async def asked(
    app: FastAPI, key: str, wanted: Iterable[Asking], spent: Callable[[], float]
) -> list[tuple[float, httpx.Response]]:
    """Each answer, and how much more was ``spent`` after it than before."""
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    shown = {"Authorization": f"Bearer {key}"}
    found = []
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://bench", headers=shown) as client,
    ):
        while (await client.get("/readyz")).status_code != 200:
            await asyncio.sleep(0.1)
        for one in wanted:
            began = spent()
            response = await put(client, one)
            found.append((spent() - began, response))
    return found


def told(response: httpx.Response) -> str:
    """How the answer says that it was cut, and its size."""
    size = f"{len(response.content):,} B"
    try:
        body: Any = msgspec.json.decode(response.content)
    except msgspec.DecodeError:
        return f"complete={response.headers.get('x-complete')} {size}"
    if not isinstance(body, dict):
        return size
    said = ", ".join(f"{name} {body[name]}" for name in ("truncated", "type") if name in body)
    return f"{said} {size}"


def costs(store: Store, sizes: Sizes, only: str) -> list[Cost]:
    """What each question costs a service that has just begun, the slowest first."""

    def service(place: Path) -> tuple[FastAPI, str, AuditLog]:
        audit, key = AuditLog(place / "audit.jsonl"), new_token()
        keeper = Doorkeeper(Daybook(place / "daybook"), development=key)
        limits = msgspec.structs.replace(
            load_limits(), rate={"default": UNLIMITED, "unknown": UNLIMITED}
        )
        signer = SigningKey.from_file(place)
        answers = replace(answers_over(store, load_rules()), signer=lambda: signer)
        return create_app(answers, audit, keeper=keeper, limits=limits), key, audit

    def run(spent: Callable[[], float]) -> list[tuple[float, httpx.Response]]:
        with tempfile.TemporaryDirectory() as place:
            app, key, audit = service(Path(place))
            with closing(audit):
                wanted[:] = [
                    one for one in addresses(app, sizes.subjects, QUESTIONS)
                    if only in one.address
                ]  # fmt: skip
                return asyncio.run(asked(app, key, wanted, spent))

    wanted: list[Asking] = []
    with Calls() as calls:
        counted = run(lambda: calls.so_far)
    timed = run(time.process_time)
    return sorted(
        (
            Cost(seconds, int(number), one, response.status_code, told(response))
            for one, (number, _), (seconds, response) in zip(wanted, counted, timed, strict=True)
        ),
        key=lambda cost: -cost.seconds,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    for shape in fields(Sizes):
        parser.add_argument(f"--{shape.name}", type=int, default=shape.default)
    parser.add_argument("--shown", type=int, default=40)
    parser.add_argument("--asked", default="", help="only addresses with this in them")
    parser.add_argument("--keep", type=Path, help="a store to make once and ask again")
    given = vars(parser.parse_args())
    shown, only, kept = given.pop("shown"), given.pop("asked"), given.pop("keep")
    sizes = Sizes(**given)
    with contextlib.ExitStack() as opened:
        place = Path(opened.enter_context(tempfile.TemporaryDirectory()))
        facts = kept or place / "facts.db"
        made = facts.exists()
        store = opened.enter_context(open_store(f"sqlite:///{facts}"))
        if not made:
            sizes.fill(store)
        found = costs(store, sizes, only)
    table = Table("CPU s", "calls", "asked", "status", "cut")
    for cost in found[:shown]:
        asked_of = unquote(cost.asked.address) + (" …" if cost.asked.body is not None else "")
        table.add_row(f"{cost.seconds:.2f}", f"{cost.calls:,}", asked_of, str(cost.status),
                      cost.cut)  # fmt: skip
    Console(width=200).print(table)
    over = [cost for cost in found if cost.seconds > SLOW]
    Console().print(f"{len(found)} questions, {len(over)} over {SLOW} s")


if __name__ == "__main__":
    main()
