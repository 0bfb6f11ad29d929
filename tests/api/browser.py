"""A real Chromium that may talk to loopback and to nothing else."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import httpx
import uvicorn
from fastapi import FastAPI
from playwright.sync_api import Browser, BrowserContext, Request, sync_playwright

from api.serve import configured

BEYOND: Final = frozenset({"http", "https", "ws", "wss"})
CHROMIUM: Final = Path("/usr/bin/chromium")
ARGUMENTS: Final = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)


@contextmanager
def running(app: FastAPI) -> Iterator[str]:
    """The application on a free loopback port; gives its address once it is ready."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        config = configured(app)
        config.timeout_graceful_shutdown = 1  # a page that waits for news would hold it for long
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
        thread.start()
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        try:
            _wait(server, address)
            yield address
        finally:
            server.should_exit = True
            thread.join(10)


def _wait(server: uvicorn.Server, address: str) -> None:
    """The first start of all compiles the kernels."""
    until = time.monotonic() + 180
    while time.monotonic() < until:
        if server.started and httpx.get(f"{address}/readyz", timeout=10).status_code == 200:
            return
        time.sleep(0.02)
    raise TimeoutError("the application did not get ready")


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()


def fence(context: BrowserContext) -> list[str]:
    """The list given fills with every address beyond loopback that is tried; the browser resolves
    none of them. Watched and not intercepted: a request that goes by way of the test is slow, and
    is kept from the browser's cache."""
    tried: list[str] = []

    def note(request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in BEYOND and address.hostname != "127.0.0.1":
            tried.append(request.url)

    context.on("request", note)
    return tried
