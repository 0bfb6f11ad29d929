"""What checking the audit log finds, and what it has seen so far."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Final, Literal, TypedDict

from api import audit_lines as lines
from api.audit_lines import Place

Kind = Literal["changed", "cut", "reordered", "unsigned", "head"]
MOST_FINDINGS: Final = 100


class Finding(TypedDict):
    """What is wrong, at which line of which file (1-based), and the number the line bears."""

    kind: Kind
    file: str
    line: int | None
    n: int | None
    zh: str
    en: str


class Torn(TypedDict):
    """Bytes that are no lines, closed off by the line ``line``, or at the very end (None)."""

    file: str
    line: int | None
    offset: int
    bytes: int


class AuditReport(TypedDict):
    """``whole`` is false if there is any finding. Lines after ``signed_through`` are chained, but
    no checkpoint vouches for them yet."""

    whole: bool
    files: list[str]
    lines: int
    look_ups: int
    first: int | None
    last: int | None
    signed_through: int
    hash: str
    torn: list[Torn]
    findings: list[Finding]
    findings_left_out: int


@dataclass
class Walk:
    """What was seen so far."""

    keys: Collection[str]
    count: int = 0
    look_ups: int = 0
    first: int | None = None
    place: Place | None = None
    before: bytes = lines.START
    signed_through: int = 0
    hashes: dict[int, str] = field(default_factory=dict)
    torn: list[Torn] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    left_out: int = 0

    def find(
        self, kind: Kind, where: tuple[str, int | None, int | None], zh: str, en: str
    ) -> None:  # fmt: skip
        if len(self.findings) >= MOST_FINDINGS:
            self.left_out += 1
            return
        file, line, n = where
        self.findings.append({"kind": kind, "file": file, "line": line, "n": n, "zh": zh, "en": en})
