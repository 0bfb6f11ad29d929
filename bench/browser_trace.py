"""What a browser did between two moments, read from its own trace.

Wall time on a machine that is shared says how busy the machine was; the time the renderer's main
thread spent on a processor (``tdur`` of its tasks) does not.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from playwright.sync_api import Page

CATEGORIES: Final = ["devtools.timeline", "toplevel", "disabled-by-default-devtools.timeline"]
Thread = tuple[int, int]


@dataclass
class Trace:
    """Of the page's main thread, in milliseconds: all it spent on a processor, its longest task,
    and the longest wall time from an input to the paint after it."""

    cpu: float = 0.0
    longest: float = 0.0
    to_paint: float = 0.0


@contextmanager
def traced(page: Page) -> Iterator[Trace]:
    """Records what the page does inside the block; the trace is filled in at its end."""
    browser = page.context.browser
    assert browser is not None
    told = Trace()
    browser.start_tracing(page=page, categories=CATEGORIES)
    try:
        yield told
    finally:
        _read(told, json.loads(browser.stop_tracing())["traceEvents"])


def _read(told: Trace, events: list[dict[str, Any]]) -> None:
    spent: dict[Thread, list[float]] = {thread: [] for thread in _main_threads(events)}
    for each in events:
        at = each["pid"], each["tid"]
        if each["name"] == "RunTask" and at in spent:
            spent[at].append(each.get("tdur", 0) / 1000)
    busiest = max(spent.values(), key=sum, default=[])  # other tabs have main threads of their own
    told.cpu, told.longest = sum(busiest), max(busiest, default=0.0)
    told.to_paint = max(map(_to_paint, events), default=0.0)


def _main_threads(events: list[dict[str, Any]]) -> set[Thread]:
    return {
        (each["pid"], each["tid"])
        for each in events
        if each["name"] == "thread_name" and each["args"]["name"] == "CrRendererMain"
    }


def _to_paint(event: dict[str, Any]) -> float:
    if event["name"] != "EventTiming":
        return 0.0
    return float(event.get("args", {}).get("data", {}).get("duration", 0))
