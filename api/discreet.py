"""What the service writes to its own log: what went wrong, without what was asked."""

from __future__ import annotations

import logging

from graph.masking import speakable


class Discreet(logging.Formatter):
    """The text of a fault, its causes' texts included, without the identity numbers in it."""

    def format(self, record: logging.LogRecord) -> str:
        return speakable(super().format(record))


def log_discreetly() -> None:
    """Everything this process logs goes to standard error through ``Discreet``."""
    handler = logging.StreamHandler()
    handler.setFormatter(Discreet("%(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
