"""What ``bench.fuzz`` throws bytes at: every parser of what comes from outside."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bench.fuzzing import deliveries, identifiers, papers, requests, rules, service, values
from bench.fuzzing.parser import Parser

TOPICS: Final = (deliveries, values, identifiers, requests, papers, rules, service)


def parsers() -> Iterator[Parser]:
    """Each once, in the order of the table. Some prepare files, keys and a service first."""
    for topic in TOPICS:
        yield from topic.parsers()
