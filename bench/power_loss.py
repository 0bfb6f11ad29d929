"""Loss of power under write load: whatever the disk lost, every act answered 200 is still there.

    python -m bench.power_loss --states 1000
    python -m bench.power_loss --states 1000 --refuses 9

A shim (``power_loss_record.c``, compiled with cc) records every write, fsync and rename of the
service below its folder, and when each act was answered. At random moments of that record the
power goes: writes that were not forced to the disk are dropped, torn at sectors or kept, in any
combination (``power_loss_replay``). On each such disk the store, the daybook and the audit log
are opened as a start would, and everything answered before that moment is looked for. With
``--refuses`` every so many forcings fail (EIO), as kernels tell it: once, and what was to be forced
may be lost for good though a later forcing succeeds.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import httpx
from rich.console import Console
from rich.table import Table

from api.audit import AuditLog
from api.audit_verify import verify
from bench import small_service
from bench.kill_serve import checked, investigated, registered
from bench.power_loss_replay import Disk, Event, events
from bench.small_service import AUDIT, DAYBOOK
from graph.acts import Request
from graph.signing_key import FILE as KEY_FILE
from graph.signing_key import SigningKey
from graph.store import open_store

ANSWERED: Final = "answered"  # the clients' own file: which requests were answered 200
SHIM: Final = Path(__file__).with_name("power_loss_record.c")
AT_ONCE: Final = 4
STATES_A_MOMENT: Final = 4


class CompilerMissing(RuntimeError):
    """There is no C compiler to build the recorder with."""


@dataclass
class Tally:
    events: int = 0
    forcings: int = 0
    refused: int = 0
    acts: int = 0
    states: int = 0
    distinct: set[int] = field(default_factory=set)
    with_losses: int = 0
    torn: int = 0
    failures: list[str] = field(default_factory=list)


def record(folder: Path, into: Path, acts: int, seed: int, refuses: int = 0) -> None:
    """Run the service and its clients below the recorder, in a process of its own; every so many
    forcings of the disk fail."""
    surroundings = recording(folder, into)
    SigningKey.from_file(folder)
    words = [sys.executable, "-m", "bench.power_loss", "--child", str(folder)]
    words += ["--acts", str(acts), "--seed", str(seed), "--refuses", str(refuses)]
    subprocess.run(words, check=True, env={**os.environ, **surroundings})


def recording(folder: Path, into: Path) -> dict[str, str]:
    """The environment in which a process is recorded. Raises CompilerMissing."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None:
        raise CompilerMissing("cc not found; on Debian: sudo apt-get install gcc libc6-dev")
    shim = into.with_suffix(".so")
    command = [compiler, "-shared", "-fPIC", "-O1", "-o", str(shim), str(SHIM), "-ldl", "-lpthread"]
    subprocess.run(command, check=True)
    return {"LD_PRELOAD": str(shim), "RECORD_BELOW": str(folder), "RECORD_INTO": str(into)}


def act(folder: Path, acts: int, seed: int, refuses: int) -> None:
    """The recorded process: clients act, and write down what was answered. Forcings fail once the
    service is ready."""
    small_service.found(small_service.store_url(folder))
    chance = random.Random(seed)
    numbers = iter(range(acts))
    answered = os.open(folder / ANSWERED, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    async def client_of(client: httpx.AsyncClient) -> None:
        for number in numbers:
            asked = chance.choice((registered, investigated, checked))(str(number), chance)
            trace = f"{chance.getrandbits(128) | 1:032x}"
            headers = {"Authorization": f"Bearer {small_service.KEY}", "Idempotency-Key": asked.key,
                       "traceparent": f"00-{trace}-{trace[:16]}-01"}  # fmt: skip
            while (got := await client.request(
                asked.method, asked.path, json=asked.body, headers=headers
            )).status_code == 503:  # fmt: skip
                await asyncio.sleep(0.05)  # until the disk takes it
            assert got.status_code == 200, got.text
            os.write(answered, f"{asked.place} {asked.key} {trace}\n".encode())

    async def all_of_them() -> None:
        app = small_service.service(folder)
        transport = httpx.ASGITransport(app)
        async with (
            app.router.lifespan_context(app),
            httpx.AsyncClient(transport=transport, base_url="http://trial") as client,
        ):
            while (await client.get("/readyz")).status_code != 200:
                await asyncio.sleep(0.01)
            if refuses:
                os.environ["RECORD_REFUSES"] = str(refuses)
            await asyncio.gather(*(client_of(client) for _ in range(AT_ONCE)))

    asyncio.run(all_of_them())
    time.sleep(0.5)  # the last checkpoint of the audit log


def replay(folder: Path, happened: Sequence[Event], states: int, seed: int) -> Tally:
    """Cut the power at so many places, and look at each disk."""
    tally, chance = Tally(), random.Random(seed)
    tally.events, tally.forcings = len(happened), sum(event.kind == "s" for event in happened)
    tally.refused = sum(event.kind == "e" for event in happened)
    moments = sorted(chance.sample(range(len(happened) + 1),
                                   min(len(happened), -(-states // STATES_A_MOMENT))))  # fmt: skip
    disk, answered, place = Disk(str(folder)), list[str](), 0
    with tempfile.TemporaryDirectory(dir=folder.parent) as scratch:
        for moment in moments:
            for event in happened[place:moment]:
                disk.take(event)
                if event.kind == "w" and disk.names_of(event.fd) == str(folder / ANSWERED):
                    answered.append(event.data.decode().strip())
            place = moment
            for _ in range(STATES_A_MOMENT):
                look(disk, folder, Path(scratch) / "disk", answered, tally, chance)
    tally.acts = len(answered)
    return tally


def look(
    disk: Disk, folder: Path, place: Path, answered: Sequence[str], tally: Tally,
    chance: random.Random,
) -> None:  # fmt: skip
    """One disk after the loss of power, opened as a start would."""
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    held = disk.after_power_loss(chance)
    tally.states += 1
    tally.distinct.add(hash(tuple(sorted(held.items()))))
    tally.with_losses += disk.unforced(but=str(folder / ANSWERED))
    for path, content in held.items():
        if not path.endswith("-shm"):  # memory, made anew at the start
            name = Path(path).relative_to(folder)
            (place / name).parent.mkdir(exist_ok=True)
            (place / name).write_bytes(content)
            (place / name).chmod(0o600)
    shutil.copy(folder / KEY_FILE, place / KEY_FILE)
    try:
        tally.failures += [f"state {tally.states}: {said}" for said in missing(place, answered)]
        tally.torn += _chain(place, answered, tally)
    except Exception as failure:
        tally.failures.append(f"state {tally.states}: {type(failure).__name__}: {failure}")


def missing(place: Path, answered: Sequence[str]) -> list[str]:
    """What was answered and is not where it belongs; what does not open."""
    told = [line.rsplit(" ", 2) for line in answered]
    found = []
    if (place / "store.db").exists() and answered:
        with open_store(small_service.store_url(place)) as store:
            store.topology()
            for where, key, _ in told:
                if where.startswith("act:"):
                    request = Request(where.removeprefix("act:"), key, b"")
                    found += [] if store.delivered(digest=request.file.digest) else [f"act {key}"]
        found += _sound(place / "store.db")
    elif answered:
        found.append("no store")
    if answered:
        found += _sound(place / DAYBOOK)
        with contextlib.closing(sqlite3.connect(place / DAYBOOK)) as db:
            there = {key for (key,) in db.execute("SELECT key FROM investigation_entry")}
        found += [f"investigation {key}" for where, key, _ in told
                  if where == "investigation" and key not in there]  # fmt: skip
    return found


def _sound(file: Path) -> list[str]:
    with contextlib.closing(sqlite3.connect(file)) as db:
        (said,) = db.execute("PRAGMA integrity_check").fetchone()
    return [] if said == "ok" else [f"{file.name}: {said}"]


def _chain(place: Path, answered: Sequence[str], tally: Tally) -> int:
    """Torn ends closed off; failures are noted."""
    log = AuditLog(place / AUDIT)  # a start
    log.close()
    report = verify(place / AUDIT, {SigningKey.from_file(place).public})
    tally.failures += [f"state {tally.states}: audit: {f['en']}" for f in report["findings"]]
    content = b"".join(file.read_bytes() for file in place.glob("audit*.jsonl"))
    lost = [line for line in answered if line.rsplit(" ", 1)[1].encode() not in content]
    tally.failures += [f"state {tally.states}: audit of {line}" for line in lost]
    return len(report["torn"])


def report(tally: Tally) -> None:
    table = Table("what", "figure", title="loss of power under write load")
    for what, figure in (
        ("writes, forcings and renames recorded", tally.events),
        ("of them forcings", tally.forcings),
        ("forcings that failed", tally.refused),
        ("acts answered", tally.acts),
        ("states of the disk looked at", tally.states),
        ("of them distinct", len(tally.distinct)),
        ("of them with writes not forced", tally.with_losses),
        ("torn ends of the audit log, closed off", tally.torn),
        ("acknowledged and lost, or not opened", len(tally.failures)),
    ):
        table.add_row(what, f"{figure:,}")
    console = Console()
    console.print(table)
    for said in tally.failures[:20]:
        console.print(said)


def run(states: int, acts: int, seed: int, refuses: int = 0) -> Tally:
    with tempfile.TemporaryDirectory() as scratch:
        folder, recorded = Path(scratch).resolve() / "service", Path(scratch).resolve() / "record"
        folder.mkdir()
        record(folder, recorded, acts, seed, refuses)
        return replay(folder, list(events(recorded)), states, seed)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--states", type=int, default=1_000)
    parser.add_argument("--acts", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--refuses", type=int, default=0, help="every so many forcings fail")
    parser.add_argument("--child", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        act(options.child, options.acts, options.seed, options.refuses)
        return
    tally = run(options.states, options.acts, options.seed, options.refuses)
    report(tally)
    raise SystemExit(1 if tally.failures else 0)


if __name__ == "__main__":
    main()
