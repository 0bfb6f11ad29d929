"""Progress of work over the whole city, shown once it takes longer than a moment."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import click

QUIET = 2.0  # seconds


def reading_firms() -> AbstractContextManager[Callable[[int, int], None]]:
    return counting("企业 / firms")


@contextmanager
def counting(what: str) -> Iterator[Callable[[int, int], None]]:
    """A function to call with how many were read so far and how many there are; it writes to the
    error stream, where it disturbs no answer."""
    begun, shown = time.monotonic(), [False]

    def tell(done: int, total: int) -> None:
        if time.monotonic() - begun > QUIET:
            shown[0] = True
            words = f"读取 / reading {what} {done:,} / {total:,}"
            click.echo(f"\r{words}", nl=False, err=True)

    yield tell
    if shown[0]:
        click.echo(err=True)
