"""Progress of work over all firms, shown once it takes longer than a moment."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

QUIET = 2.0  # seconds


@contextmanager
def reading_firms() -> Iterator[Callable[[int, int], None]]:
    """A function to call with the firms read so far and all of them; it writes to the error
    stream, where it disturbs no answer."""
    begun, shown = time.monotonic(), [False]

    def tell(done: int, total: int) -> None:
        if time.monotonic() - begun > QUIET:
            shown[0] = True
            words = f"读取企业 / reading firms {done:,} / {total:,}"
            click.echo(f"\r{words}", nl=False, err=True)

    yield tell
    if shown[0]:
        click.echo(err=True)
