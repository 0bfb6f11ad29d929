"""Load a generated city, build its network, reopen it: rows a second, seconds, peak memory.

    python -m bench.city_load --companies 1450000 --folder var/bench

Memory is the sum of proportional set sizes (PSS) of the loader and its children, sampled every
200 ms, so pages that processes share count once.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import threading
import time
from pathlib import Path

from rich.console import Console
from rich.table import Table


def pss_kib(pid: int) -> int:
    """Proportional set size of a process, in KiB; 0 once it is gone."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def family(pid: int) -> list[int]:
    """The process and all its descendants."""
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        children = [int(c) for t in tasks for c in (t / "children").read_text().split()]
    except OSError:
        return []
    return [pid, *(d for child in children for d in family(child))]


class Peak(threading.Thread):
    """Samples the memory of a process tree until told to stop."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid, self.kib, self.over = pid, 0, threading.Event()

    def run(self) -> None:
        while not self.over.wait(0.2):
            self.kib = max(self.kib, sum(map(pss_kib, family(self.pid))))


def xinmai(*words: str) -> tuple[str, float, float]:
    """Run a command; its output, seconds and peak MB."""
    started = time.perf_counter()
    command = [sys.executable, "-m", "cli", *words]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    peak = Peak(process.pid)
    peak.start()
    output, _ = process.communicate()
    seconds = time.perf_counter() - started
    peak.over.set()
    if process.returncode:
        raise SystemExit(f"{' '.join(words)} ended with {process.returncode}")
    return output, seconds, peak.kib / 1024


NETWORK = """
import json, sys, time
from pathlib import Path
from graph.networks import Networks
from graph.store import open_store
started = time.perf_counter()
with open_store(sys.argv[1], read_only=True) as store:
    network = Networks(store, Path(sys.argv[2])).current()
    print(json.dumps({"seconds": time.perf_counter() - started, "nodes": network.size}))
"""


def network(store: str, folder: Path) -> dict[str, float]:
    """Open (or build, the first time) the network in a fresh process."""
    words = [sys.executable, "-c", NETWORK, store, str(folder)]
    output = subprocess.run(words, check=True, stdout=subprocess.PIPE, text=True).stdout
    answer: dict[str, float] = json.loads(output)
    return answer


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--companies", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, default=Path("var/bench"))
    options = parser.parse_args()
    folder = options.folder / f"city-{options.companies}-{options.seed}"
    store = f"sqlite:///{folder}.db"
    for stale in folder.parent.glob(f"{folder.name}.db*"):
        subprocess.run(["rm", "-rf", str(stale)], check=True)
    table = Table("what", "figure", title=f"{options.companies:,} companies, seed {options.seed}")
    if not folder.exists():
        size = ["--companies", str(options.companies), "--seed", str(options.seed)]
        _, seconds, megabytes = xinmai("city", str(folder), *size)
        table.add_row("generate", f"{seconds:.1f} s, {megabytes:,.0f} MB")
    output, seconds, megabytes = xinmai("--store", store, "load", str(folder), "--json")
    files = json.loads(output)["files"]
    rows = sum(file["rows"] for file in files)
    quarantined = sum(file["quarantined"] for file in files)
    table.add_row("rows (quarantined)", f"{rows:,} ({quarantined:,})")
    table.add_row("load", f"{seconds:.1f} s")
    table.add_row("load rate", f"{rows / seconds:,.0f} rows/s")
    table.add_row("load peak memory (PSS)", f"{megabytes:,.0f} MB")
    table.add_row("store on disk", f"{Path(f'{folder}.db').stat().st_size / 1e6:,.0f} MB")
    for label in ("network build, new process", "network reopen, new process"):
        answer = network(store, Path(f"{folder}.network"))
        table.add_row(label, f"{answer['seconds']:.3f} s")
    table.add_row("nodes", f"{answer['nodes']:,}")
    Console().print(table)


if __name__ == "__main__":
    main()
