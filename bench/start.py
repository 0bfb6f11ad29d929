"""From the start of the command until it may be asked: the whole city, its snapshot there already.

    python -m bench.start sqlite:///var/xinmai.db --times 5

Starts `xinmai serve` on the store, waits for `/readyz`, ends it, and again. The
first start is told apart: it may make the snapshot and compile the kernels.
"""

from __future__ import annotations

import argparse
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

import httpx
from rich.console import Console
from rich.table import Table

from bench.http_load import TICKS

WAIT = 600.0


class Started(NamedTuple):
    listens: float  # seconds until the first answer of any sort
    ready: float
    cpu: float  # seconds of CPU time until then
    memory: int  # bytes, at their most until then


def started(url: str) -> Started:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    command = [sys.executable, "-m", "cli", "serve", "--read-only", "--store", url, "--port",
               str(port)]  # fmt: skip
    began, listens = time.monotonic(), 0.0
    server = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        while time.monotonic() < began + WAIT and server.poll() is None:
            try:
                status = httpx.get(f"http://127.0.0.1:{port}/readyz", timeout=5).status_code
            except httpx.HTTPError:
                time.sleep(0.01)
                continue
            listens = listens or time.monotonic() - began
            if status == 200:
                ready = time.monotonic() - began
                return Started(listens, ready, _cpu(server.pid), _peak(server.pid))
            time.sleep(0.01)
        raise TimeoutError("the service did not get ready")
    finally:
        server.terminate()
        server.wait()


def _cpu(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def _peak(pid: int) -> int:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM"))


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("store")
    parser.add_argument("--times", type=int, default=5)
    options = parser.parse_args()
    table = Table("start", "listens after s", "ready after s", "CPU s", "memory MB")
    for number in range(options.times):
        at = started(options.store)
        table.add_row("first" if not number else f"{number + 1}", f"{at.listens:.2f}",
                      f"{at.ready:.2f}", f"{at.cpu:.2f}", f"{at.memory / 1e6:.0f}")  # fmt: skip
    Console(width=100).print(table)


if __name__ == "__main__":
    main()
