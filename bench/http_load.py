"""Load over HTTP: keep-alive connections that ask one question after another, timed one by one.

The server runs in a process of its own on one core, the load generator on the other. Where others
use the machine, too, read the rate a second of the server's own CPU time: it does not wait.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import selectors
import socket
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

READY_SECONDS = 120.0
TICKS = os.sysconf("SC_CLK_TCK")


class Served(NamedTuple):
    port: int
    pid: int

    def cpu(self) -> float:
        """Seconds of CPU time that the server has used."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS


class Load(NamedTuple):
    rate: float  # answers a second
    p50: float  # milliseconds
    p99: float
    refused: int  # answers other than 200
    cpu_rate: float  # answers a second of the server's CPU time


def pinned(core: int) -> None:
    """Keep this process on one core, where the machine has more than one."""
    cores = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {cores[core % len(cores)]})


@contextlib.contextmanager
def server(serve: Callable[[int], None]) -> Iterator[Served]:
    """A server in a process of its own on the first core, once it is ready."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    process = multiprocessing.get_context("spawn").Process(target=_serve, args=(serve, port))
    process.start()
    try:
        _wait(port)
        yield Served(port, process.pid or 0)
    finally:
        process.terminate()
        process.join()


def _serve(serve: Callable[[int], None], port: int) -> None:
    pinned(0)
    serve(port)


def _wait(port: int) -> None:
    until = time.monotonic() + READY_SECONDS
    while time.monotonic() < until:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1) as at:
            at.sendall(b"GET /readyz HTTP/1.1\r\nHost: bench\r\nConnection: close\r\n\r\n")
            if b" 200 " in at.recv(64):
                return
        time.sleep(0.1)
    raise TimeoutError("the server did not get ready")


class _Caller:
    """One connection, its share of the questions, and the answer it waits for."""

    def __init__(self, port: int, requests: list[bytes]) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.requests, self.place, self.held = requests, 0, b""
        self.began, self.asked = 0.0, 0

    def ask(self, due: float | None = None) -> None:
        """Timed from when it was ``due``, if it was: what had to wait for its turn has waited."""
        self.began = time.perf_counter() if due is None else due
        self.socket.sendall(self.requests[self.place])
        self.asked += 1
        self.place = (self.place + 1) % len(self.requests)

    def answered(self) -> bytes | None:
        """The status line of an answer that is whole by now."""
        read = self.socket.recv(262_144)
        if not read:
            raise ConnectionError("the server closed the connection")
        self.held += read
        head, ended, body = self.held.partition(b"\r\n\r\n")
        if not ended:
            return None
        length = int(head.lower().partition(b"content-length: ")[2].split(b"\r\n", 1)[0])
        if len(body) < length:
            return None
        self.held = b""
        return head[:15]


def _requests(paths: Sequence[str], key: str) -> list[bytes]:
    shown = f"Authorization: Bearer {key}\r\n" if key else ""
    return [f"GET {path} HTTP/1.1\r\nHost: bench\r\n{shown}\r\n".encode() for path in paths]


def _measured(times: Sequence[float], refused: int, took: float, used: float) -> Load:
    p50, p99 = (float(np.quantile(times, q)) * 1e3 for q in (0.5, 0.99))
    return Load(len(times) / took, p50, p99, refused, len(times) / used)


def paced(
    served: Served, paths: Sequence[str], *, connections: int, seconds: float, rate: float,
    key: str = "",
) -> Load:  # fmt: skip
    """Ask so many a second, each connection in its turn, whether the last was answered yet or not:
    an answer's time begins when it was due."""
    pinned(1)
    requests = _requests(paths, key)
    free = deque(_Caller(served.port, requests[n::connections]) for n in range(connections))
    callers, times, refused = list(free), [], 0
    with selectors.DefaultSelector() as waiting:
        for caller in callers:
            waiting.register(caller.socket, selectors.EVENT_READ, caller)
        used, began = served.cpu(), time.perf_counter()
        due = began
        while (now := time.perf_counter()) < began + seconds:
            while free and due <= now:
                free.popleft().ask(due)
                due += 1 / rate
            for ready, _ in waiting.select(max(0.0, due - now) if free else 1):
                status = ready.data.answered()
                if status is not None:
                    times.append(time.perf_counter() - ready.data.began)
                    refused += not status.startswith(b"HTTP/1.1 200")
                    free.append(ready.data)
    took, used = now - began, served.cpu() - used
    for caller in callers:
        caller.socket.close()
    return _measured(times, refused, took, used)


def load(
    served: Served, paths: Sequence[str], *, connections: int, seconds: float | None,
    key: str = "",
) -> Load:  # fmt: skip
    """Ask the paths over and over, each connection its share of them, under a key; without
    ``seconds``, until each was asked once."""
    pinned(1)
    requests = _requests(paths, key)
    shares = [requests[start::connections] for start in range(connections)]
    callers = [_Caller(served.port, share) for share in shares if share]
    times, refused = [], 0
    with selectors.DefaultSelector() as waiting:
        for caller in callers:
            waiting.register(caller.socket, selectors.EVENT_READ, caller)
        used, began = served.cpu(), time.perf_counter()
        for caller in callers:
            caller.ask()
        until = began + seconds if seconds else float("inf")
        while (now := time.perf_counter()) < until and (
            seconds or any(caller.asked <= len(caller.requests) for caller in callers)
        ):
            for ready, _ in waiting.select(1):
                status = ready.data.answered()
                if status is not None:
                    times.append(time.perf_counter() - ready.data.began)
                    refused += not status.startswith(b"HTTP/1.1 200")
                    ready.data.ask()
    took, used = now - began, served.cpu() - used
    for caller in callers:
        caller.socket.close()
    return _measured(times, refused, took, used)
