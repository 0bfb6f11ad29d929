"""The command ``xinmai``."""

from __future__ import annotations

from cli.command import main, xinmai
from cli.exits import EXIT, exit_code

__all__ = ["EXIT", "exit_code", "main", "xinmai"]
