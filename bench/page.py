"""The page as a browser measures it: first view, bytes, interactions, frames of a large drawing.

    python -m bench.page --companies 3000 --nodes 1000 2000 [--folder KEPT]

A generated city is loaded and served by `xinmai serve`; a real Chromium (no graphics card: it
draws by software) signs in. Of each interaction, the median of several: from the input to the next
paint on the wall (Event Timing, in steps of 8 ms), and what the page's main thread spent on a
processor until it came to rest, both from the browser's trace. Frames are those the page drew
while a large drawing was dragged, and while it was zoomed.
"""

from __future__ import annotations

import argparse
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any, Final
from urllib.request import urlopen

from playwright.sync_api import Browser, Page, Route, expect
from rich.console import Console
from rich.table import Table

from bench.browser_trace import Trace, traced
from bench.city_load import xinmai
from tests.api.browser import chromium

KEY: Final = "xk_" + "Vq3Lw9ZrNf6VbYx1Kd8HsJm4PcGu7EaQo2RiUv5XtDk"
ROUNDS: Final = 5
FRAMES: Final = """() => { window.counted = { from: performance.now(), frames: 0, on: true };
  const next = () => { if (!window.counted.on) return; window.counted.frames += 1; requestAnimationFrame(next); };
  requestAnimationFrame(next); }"""  # noqa: E501
COUNTED: Final = """() => { const it = window.counted; it.on = false;
  return it.frames / ((performance.now() - it.from) / 1000); }"""
TEXTS: Final = ("济南", "有限公司", "建设", "工程", "贸易", "科技", "商贸", "咨询", "公司", "装饰")
Act = Callable[[int], object]


@contextmanager
def served(folder: Path, companies: int) -> Iterator[str]:
    """The address of a server of its own, over the city in the folder, made there if missing."""
    url = f"sqlite:///{folder}/city.db"
    if not (folder / "city.db").exists():
        xinmai("city", f"{folder}/city", "--companies", str(companies), "--seed", "1")
        xinmai("--store", url, "load", f"{folder}/city", "--source", "jinan")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "cli", "--store", url, "serve", "--port", str(port)]
    process = subprocess.Popen(
        command, env={**os.environ, "XINMAI_DEV_KEY": KEY}, stderr=subprocess.DEVNULL
    )
    try:
        _await(f"http://127.0.0.1:{port}/readyz")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(20)


def _await(address: str) -> None:
    for _ in range(600):
        try:
            with urlopen(address, timeout=5) as answer:
                if b"ready" in answer.read():
                    return
        except OSError:
            pass
        time.sleep(0.2)
    raise TimeoutError(address)


def signed_in(browser: Browser, address: str) -> Page:
    context = browser.new_context(base_url=address, viewport={"width": 1280, "height": 800})
    context.request.post("/v1/session", data={"key": KEY})
    return context.new_page()


def first_view(browser: Browser, address: str) -> dict[str, float]:
    """Milliseconds to the first contentful paint and to the answer, of the main thread's CPU;
    kilobytes as sent. Nothing is cached before."""
    page = signed_in(browser, address)
    session, sizes = page.context.new_cdp_session(page), []
    session.send("Network.enable")
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    with traced(page) as trace:
        page.goto("/")
        expect(page.locator(".figures")).to_be_visible(timeout=30_000)
        told: dict[str, float] = page.evaluate(
            "() => ({ paint: performance.getEntriesByName('first-contentful-paint')[0].startTime,"
            " answer: performance.now() })"
        )
    page.context.close()
    return {**told, "cpu": trace.cpu, "kilobytes": sum(sizes) / 1000, "requests": len(sizes)}


def ids(browser: Browser, address: str, wanted: int) -> list[str]:
    """Firms and persons of the city, found by search and by their ties: as many as are wanted."""
    page, found = signed_in(browser, address), dict[str, None]()
    for text in TEXTS:
        answer = page.request.get("/v1/search", params={"q": text, "limit": 200, "of": "subject"})
        found.update(dict.fromkeys(one["id"] for one in answer.json()["results"]))
        for near in list(found)[:wanted]:
            if len(found) >= wanted:
                page.context.close()
                return list(found)[:wanted]
            related = page.request.get(f"/v1/subjects/{near}/related", params={"hops": 2}).json()
            found.update(dict.fromkeys(one["id"] for group in related.get("groups", ())
                                       for one in group["items"]
                                       if one["kind"] in {"organization", "person"}))  # fmt: skip
    page.context.close()
    return list(found)[:wanted]


def opened(browser: Browser, address: str, nodes: list[str]) -> Page:
    """A drawing of so many nodes, at rest."""
    page = signed_in(browser, address)

    def widen(route: Route) -> None:
        asked: Any = json.loads(route.request.post_data or "{}")
        asked["nodes"] = [{"family": "subject", "id": one} for one in nodes]
        route.continue_(post_data=json.dumps(asked))

    page.route("**/v1/ties/among", widen)
    page.goto(f"/?graph={nodes[0]}&graph={nodes[1]}&fold=never")
    expect(page.locator(".as-table")).to_contain_text(f"{len(nodes)} 个节点", timeout=120_000)
    expect(page.locator(".graph-word")).to_have_text("", timeout=120_000)
    page.wait_for_timeout(2_000)
    return page


def acts(page: Page) -> dict[str, Act]:
    """What is measured, each carried out in turn; the number is that of the round."""
    rows, keys = page.locator(".choose [role=option]"), page.keyboard

    def choose_by_key(turn: int) -> None:
        page.locator(".choose").press("ArrowDown")
        keys.press(" ")

    def close(turn: int) -> None:
        keys.press("Escape")
        page.locator(".choose").focus()

    return {
        "choose by pointer": lambda n: rows.nth(n + 1).click(),
        "choose by key": choose_by_key,
        "hide": lambda n: keys.press("Delete"),
        "undo": lambda n: page.get_by_role("button", name="撤销").click(),
        "without ended": lambda n: page.locator(".tools input[type=checkbox]").click(),
        "with ended": lambda n: page.locator(".tools input[type=checkbox]").click(),
        "zoom a step": lambda n: keys.press("+" if n % 2 else "-"),
        "search": lambda n: page.locator("#q").press_sequentially("建", delay=0),
        "close": close,
    }


def interactions(page: Page) -> dict[str, list[Trace]]:
    found: dict[str, list[Trace]] = {}
    for round_ in range(ROUNDS):
        for name, act in acts(page).items():
            with traced(page) as trace:
                act(round_)
                page.wait_for_timeout(700)
            found.setdefault(name, []).append(trace)
    return found


def frames(page: Page) -> dict[str, float]:
    """Frames a second while the drawing is dragged to and fro, and while the wheel zooms it."""
    box = page.locator(".canvas").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.keyboard.press("Escape")
    page.mouse.move(box["x"] + 8, box["y"] + 8)
    page.mouse.down()
    page.evaluate(FRAMES)
    for step in range(180):
        page.mouse.move(box["x"] + 8 + 40 * (step % 7), box["y"] + 8 + 25 * (step % 5))
    panned: float = page.evaluate(COUNTED)
    page.mouse.up()
    page.mouse.move(x, y)
    page.evaluate(FRAMES)
    for step in range(90):
        page.mouse.wheel(0, -80 if step % 30 < 15 else 80)
        page.wait_for_timeout(16)
    zoomed: float = page.evaluate(COUNTED)
    return {"dragged": panned, "zoomed": zoomed}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--companies", type=int, default=3_000)
    parser.add_argument("--nodes", type=int, nargs="+", default=[1_000, 2_000])
    parser.add_argument("--folder", type=Path, help="where the city is kept for the next time")
    asked, console = parser.parse_args(), Console()
    with tempfile.TemporaryDirectory() as scratch:
        folder = asked.folder or Path(scratch)
        with served(folder, asked.companies) as address, chromium() as browser:
            views = [first_view(browser, address) for _ in range(ROUNDS)]
            console.print("first view", {name: round(median(one[name] for one in views))
                                         for name in views[0]})  # fmt: skip
            for count in asked.nodes:
                page = opened(browser, address, ids(browser, address, count))
                console.print(_table(count, interactions(page)))
                told = {name: round(rate) for name, rate in frames(page).items()}
                console.print(f"{count} nodes, frames a second", told)
                page.context.close()


def _table(count: int, found: dict[str, list[Trace]]) -> Table:
    table = Table("interaction", "to paint ms", "CPU ms", "longest task, CPU ms")
    table.title = f"{count} nodes, medians of {ROUNDS}"
    for name, traces in found.items():
        figures = [median(getattr(one, part) for one in traces)
                   for part in ("to_paint", "cpu", "longest")]  # fmt: skip
        table.add_row(name, *(f"{figure:.0f}" for figure in figures))
    return table


if __name__ == "__main__":
    main()
