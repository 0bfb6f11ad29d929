"""How far a load has got: rate and time left, on a terminal only, once it takes a while."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import Final, Self

from rich.console import Console
from rich.progress import BarColumn, TaskID, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bars

PATIENCE: Final = 2.0  # seconds


class Progress:
    """Shows itself on stderr after two seconds, and never where stderr is no terminal."""

    def __init__(self, console: Console | None = None, patience: float = PATIENCE) -> None:
        self._console = console or Console(file=sys.stderr)
        self._patience = patience
        self._began = time.monotonic()
        self._bars: Bars | None = None
        self._task: TaskID | None = None
        self._total = 0
        self.rows = 0

    def start(self, total: int) -> None:
        """``total`` is in bytes."""
        self._total, self._began, self.rows = total, time.monotonic(), 0

    def advance(self, done: int, rows: int) -> None:
        """``done`` bytes of the total are behind us, with so many more rows."""
        self.rows += rows
        passed = time.monotonic() - self._began
        if passed < self._patience or not self._console.is_terminal:
            return
        rate = f"{self.rows / passed:,.0f}"
        self._show().update(
            self._task or TaskID(0), completed=min(done, self._total), rows=f"{self.rows:,}",
            rate=rate,
        )  # fmt: skip

    def _show(self) -> Bars:
        if self._bars is None:
            self._bars = Bars(
                TextColumn("载入 / loading"), BarColumn(), TextColumn("{task.percentage:>3.0f}%"),
                TextColumn("{task.fields[rows]} 行/rows · {task.fields[rate]}/s"),
                TimeRemainingColumn(), console=self._console, transient=True,
            )  # fmt: skip
            self._bars.start()
            self._task = self._bars.add_task("load", total=self._total or 1, rows="0", rate="0")
        return self._bars

    def stop(self) -> None:
        """Takes the bar off the terminal. Idempotent."""
        if self._bars is not None:
            self._bars.stop()
            self._bars = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()
