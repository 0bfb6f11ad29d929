"""What a load did, file by file; the counts add up."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from graph.facts import Applied, Quarantined
from graph.told import ToldBatch

EXAMPLES: Final = 5


@dataclass(slots=True)
class FileReport:
    """One file, or one sheet of it: ``rows = stored + unchanged + quarantined``."""

    file: str
    layout: str | None
    rows: int = 0
    stored: int = 0
    unchanged: int = 0
    quarantined: int = 0
    reason_zh: str = ""
    reason_en: str = ""
    problems: list[dict[str, Any]] = field(default_factory=list)
    unread: tuple[str, ...] = ()  # headers of columns the layout does not know

    def earlier(self, through: int, quarantined: int) -> None:
        """Rows an earlier load dealt with: unchanged, save for those set aside."""
        self.rows += through
        self.unchanged += through - quarantined
        self.quarantined += quarantined
        self.check()

    def add(self, batch: ToldBatch, applied: Applied) -> None:
        """A batch just applied."""
        self.rows += len(batch.rows) + len(batch.quarantined)
        self.stored += applied.stored
        self.unchanged += applied.unchanged
        self.quarantined += applied.quarantined
        for row in batch.quarantined[: EXAMPLES - len(self.problems)]:
            self.problems.append(_problem(row))
        self.check()

    def check(self) -> None:
        """The counts add up, or the load stops: a lost row must never pass in silence."""
        if self.rows != self.stored + self.unchanged + self.quarantined:
            raise AssertionError(f"the counts of {self.file} do not add up: {self}")

    def as_json(self) -> dict[str, Any]:
        found: dict[str, Any] = {
            "file": self.file, "layout": self.layout, "rows": self.rows, "stored": self.stored,
            "unchanged": self.unchanged, "quarantined": self.quarantined,
        }  # fmt: skip
        if self.reason_en:
            found["reason"] = {"zh": self.reason_zh, "en": self.reason_en}
        if self.unread:
            found["unread"] = list(self.unread)
        if self.problems:
            found["problems"] = self.problems
        return found


@dataclass(slots=True)
class LoadReport:
    """All files of a load, and the store's revision after it."""

    revision: int
    files: list[FileReport]

    def as_json(self) -> dict[str, Any]:
        return {"revision": self.revision, "files": [each.as_json() for each in self.files]}


def _problem(row: Quarantined) -> dict[str, Any]:
    return {
        "line": row.line,
        "field": row.field,
        "problem": {"zh": row.problem_zh, "en": row.problem_en},
        "remedy": {"zh": row.remedy_zh, "en": row.remedy_en},
    }
