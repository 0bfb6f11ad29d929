"""The page as a browser measures it: first view, bytes, interactions, frames of a large drawing.

python -m bench.page --companies 3000 --nodes 1000 2000

A generated city is loaded and served; a real Chromium signs in. Interactions are measured by the
browser's Event Timing (from the event to the next paint, in steps of 8 ms), frames by counting
those drawn while a drawing is dragged to and fro for three seconds.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Browser, Page, Route, expect

from analyses.rulebook import load_rules
from api.answers import Answers
from api.app import create_app
from api.audit import AuditLog
from bench.city_load import xinmai
from graph.networks import Networks
from graph.store import Store, open_store
from tests.api import town
from tests.api.browser import chromium, running

WATCH: Final = """() => {
  window.timings = [];
  new PerformanceObserver((list) => {
    for (const one of list.getEntries()) window.timings.push([one.name, one.duration]);
  }).observe({ type: 'event', durationThreshold: 16, buffered: true });
}"""
FRAMES: Final = """() => new Promise((done) => {
  let count = 0; const began = performance.now();
  const next = () => { count += 1; const now = performance.now();
    if (now - began > 3000) done(count / ((now - began) / 1000));
    else requestAnimationFrame(next); };
  requestAnimationFrame(next);
})"""


@contextmanager
def served(companies: int) -> Iterator[tuple[str, Store]]:
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        url = f"sqlite:///{folder}/city.db"
        xinmai("city", f"{folder}/city", "--companies", str(companies), "--seed", "1")
        xinmai("--store", url, "load", f"{folder}/city", "--source", "jinan")
        with open_store(url) as store:
            answers = Answers(store, Networks(store, None), lambda: date(2026, 1, 31), load_rules())
            app = create_app(answers, AuditLog(folder / "audit"), keeper=town.keeper(folder))
            with running(app) as address:
                yield address, store


def signed_in(browser: Browser, address: str) -> Page:
    context = browser.new_context(base_url=address, viewport={"width": 1280, "height": 800})
    context.request.post("/v1/session", data={"key": town.KEY})
    return context.new_page()


def first_view(browser: Browser, address: str) -> dict[str, float]:
    """Milliseconds to the first contentful paint and to the answer; compressed kilobytes."""
    page = signed_in(browser, address)
    session, sizes = page.context.new_cdp_session(page), []
    session.send("Network.enable")
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.goto("/")
    expect(page.locator(".figures")).to_be_visible(timeout=30_000)
    told: dict[str, float] = page.evaluate(
        "() => ({ paint: performance.getEntriesByName('first-contentful-paint')[0].startTime,"
        " answer: performance.now() })"
    )
    page.context.close()
    return {**told, "kilobytes": sum(sizes) / 1000}


def ids(address: str, browser: Browser, wanted: int) -> list[str]:
    """Firms of the city, found by the search: as many as are wanted."""
    page, found = signed_in(browser, address), dict[str, None]()
    for text in (
        "济南",
        "有限公司",
        "建设",
        "工程",
        "贸易",
        "科技",
        "商贸",
        "咨询",
        "公司",
        "装饰",
    ):
        answer = page.request.get("/v1/search", params={"q": text, "limit": 200, "of": "subject"})
        found.update(dict.fromkeys(one["id"] for one in answer.json()["results"]))
        for near in list(found)[:wanted]:
            if len(found) >= wanted:
                break
            related = page.request.get(f"/v1/subjects/{near}/related", params={"hops": 2}).json()
            found.update(dict.fromkeys(one["id"] for g in related.get("groups", ())
                                       for one in g["items"]
                                       if one["kind"] in {"organization", "person"}))  # fmt: skip
        if len(found) >= wanted:
            break
    page.context.close()
    return list(found)[:wanted]


def drawn(browser: Browser, address: str, nodes: list[str]) -> dict[str, float]:
    """A drawing of so many nodes: seconds until laid out, the slowest interactions, frames."""
    page = signed_in(browser, address)

    def widen(route: Route) -> None:
        asked: Any = json.loads(route.request.post_data or "{}")
        asked["nodes"] = [{"family": "subject", "id": one} for one in nodes]
        route.continue_(post_data=json.dumps(asked))

    page.route("**/v1/ties/among", widen)
    page.goto(f"/?graph={nodes[0]}&graph={nodes[1]}")
    expect(page.locator(".as-table")).to_contain_text(f"{len(nodes)} 个节点", timeout=120_000)
    expect(page.locator(".graph-word")).to_have_text("", timeout=120_000)
    page.wait_for_timeout(2_000)
    page.evaluate(WATCH)
    box = page.locator(".canvas").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    acts = {
        "choose": lambda: page.locator(".choose button").first.click(),
        "ended": lambda: page.locator(".tools input[type=checkbox]").click(),
        "hide": lambda: page.get_by_role("button", name="隐藏").first.click(),
        "undo": lambda: page.get_by_role("button", name="撤销").click(),
        "search": lambda: page.locator("#q").press_sequentially("建设", delay=150),
    }
    told: dict[str, float] = {}
    for name, act in acts.items():
        page.evaluate("window.timings.length = 0")
        act()
        page.wait_for_timeout(600)
        told[f"{name} ms"] = page.evaluate("Math.max(0, ...window.timings.map((one) => one[1]))")
    page.keyboard.press("Escape")
    page.mouse.move(x, y + 180)
    page.mouse.down()
    page.evaluate("window.frames_ = (" + FRAMES + ")()")
    for step in range(90):
        page.mouse.move(x + 40 * (step % 7), y + 180 + 25 * (step % 5))
    page.mouse.up()
    told["frames/s"] = page.evaluate("window.frames_")
    page.context.close()
    return told


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--companies", type=int, default=3_000)
    parser.add_argument("--nodes", type=int, nargs="+", default=[1_000, 2_000])
    asked = parser.parse_args()
    with served(asked.companies) as (address, _), chromium() as browser:
        print("first view", first_view(browser, address))
        for count in asked.nodes:
            print(count, "nodes", drawn(browser, address, ids(address, browser, count)))


if __name__ == "__main__":
    main()
