"""What Prometheus may scrape. Labels are routes and statuses, never ids."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from itertools import accumulate
from typing import Final

from prometheus_client import CollectorRegistry, Gauge, generate_latest
from prometheus_client.core import CounterMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.registry import Collector

SECONDS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)


class Requests(Collector):
    """HTTP requests by route and status, and how long they took by route. Counted by one event
    loop, in half a microsecond; put in order when it is asked for."""

    def __init__(self) -> None:
        self._counts: dict[tuple[str, int], int] = {}
        self._took: dict[str, list[int]] = {}
        self._sums: dict[str, float] = {}

    def count(self, route: str, status: int, seconds: float) -> None:
        key = route, status
        self._counts[key] = self._counts.get(key, 0) + 1
        took = self._took.get(route)
        if took is None:
            took = self._took[route] = [0] * (len(SECONDS) + 1)
            self._sums[route] = 0.0
        took[bisect_left(SECONDS, seconds)] += 1
        self._sums[route] += seconds

    def collect(self) -> Iterator[Metric]:
        counts = CounterMetricFamily(
            "xinmai_requests", "HTTP requests by route and status", labels=("route", "status")
        )
        for (route, status), many in list(self._counts.items()):
            counts.add_metric((route, str(status)), many)
        yield counts
        took = HistogramMetricFamily(
            "xinmai_request_seconds", "Seconds from request to response, by route",
            labels=("route",),
        )  # fmt: skip
        for route, held in list(self._took.items()):
            edges = [*map(str, SECONDS), "+Inf"]
            buckets = list(zip(edges, accumulate(held), strict=True))
            took.add_metric((route,), buckets, self._sums[route])
        yield took


class Metrics:
    """One registry an application: nothing global."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._requests = Requests()
        self.registry.register(self._requests)
        self.revision = Gauge(
            "xinmai_revision", "Revision of the network answered from", registry=self.registry
        )
        self.ready = Gauge("xinmai_ready", "1 once questions are answered", registry=self.registry)

    def request(self, route: str, status: int, seconds: float) -> None:
        self._requests.count(route, status, seconds)

    def text(self) -> bytes:
        return generate_latest(self.registry)
