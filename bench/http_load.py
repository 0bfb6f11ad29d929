"""Load over HTTP: keep-alive connections that ask one question after another, timed one by one.

The server runs in a process of its own on one core, the load generator on the other.
"""

from __future__ import annotations

import asyncio
import contextlib
import multiprocessing
import os
import socket
import time
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

READY_SECONDS = 120.0


class Load(NamedTuple):
    rate: float  # answers a second
    p50: float  # milliseconds
    p99: float
    refused: int  # answers other than 200


def pinned(core: int) -> None:
    """Keep this process on one core, where the machine has more than one."""
    cores = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {cores[core % len(cores)]})


@contextlib.contextmanager
def server(serve: Callable[[int], None]) -> Iterator[int]:
    """A server in a process of its own on the first core; its port, once it is ready."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    process = multiprocessing.get_context("spawn").Process(target=_serve, args=(serve, port))
    process.start()
    try:
        _wait(port)
        yield port
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


def load(
    port: int, paths: Sequence[str], *, connections: int, seconds: float, key: str = ""
) -> Load:
    """Ask the paths over and over, each connection its share of them, under a key."""
    pinned(1)
    return asyncio.run(_load(port, paths, connections, seconds, key))


async def _load(
    port: int, paths: Sequence[str], connections: int, seconds: float, key: str
) -> Load:
    times: list[float] = []
    refused = [0]
    shares = [paths[start::connections] for start in range(connections)]
    until = time.perf_counter() + seconds
    began = time.perf_counter()
    shown = f"Authorization: Bearer {key}\r\n" if key else ""
    asked = [_requests(share, shown) for share in shares if share]
    await asyncio.gather(*(_ask(port, share, until, times, refused) for share in asked))
    took = time.perf_counter() - began
    p50, p99 = (float(np.quantile(times, q)) * 1e3 for q in (0.5, 0.99))
    return Load(len(times) / took, p50, p99, refused[0])


def _requests(paths: Sequence[str], headers: str) -> list[bytes]:
    return [
        f"GET {path} HTTP/1.1\r\nHost: bench\r\n{headers}\r\n".encode("ascii") for path in paths
    ]


async def _ask(
    port: int, requests: Sequence[bytes], until: float, times: list[float], refused: list[int]
) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    place = 0
    while (began := time.perf_counter()) < until:
        writer.write(requests[place % len(requests)])
        head = await reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().partition(b"content-length: ")[2].split(b"\r\n", 1)[0])
        await reader.readexactly(length)
        times.append(time.perf_counter() - began)
        refused[0] += not head.startswith(b"HTTP/1.1 200")
        place += 1
    writer.close()
