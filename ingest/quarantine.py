"""Rows set aside: shown, handed out for correction, and tried again."""

from __future__ import annotations

import csv
import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from graph.errors import BadIdentifier, RefusedInput
from graph.facts import Batch, DeliveredFile, Quarantined, QuarantineEntry, Row
from graph.store import Store
from ingest.catalogue import NOBODY_BOUND, Admissions, reader
from ingest.jsonlines import flat, loads
from ingest.layout import BadField, Delivery, Layout
from ingest.layouts import LAYOUTS
from ingest.persons import PersonKeys
from ingest.reading import canonical, set_aside
from ingest.records import UNREAD, BadRecord, clean_named, raw_json
from ingest.report import EXAMPLES
from ingest.text import FORMULA

HEAD: Final = (
    "number", "file", "line", "layout", "field",
    "problem_zh", "problem_en", "remedy_zh", "remedy_en",
)  # fmt: skip
_GUARD: Final = "'"  # keeps a spreadsheet from running what looks like a formula


@dataclass(frozen=True, slots=True)
class Retried:
    """What became of the rows tried again."""

    revision: int
    tried: int
    stored: int
    unchanged: int
    still_quarantined: int
    problems: Sequence[Mapping[str, Any]] = ()  # why rows were set aside again

    def as_json(self) -> dict[str, Any]:
        return {
            "revision": self.revision, "tried": self.tried, "stored": self.stored,
            "unchanged": self.unchanged, "quarantined": self.still_quarantined,
            "problems": list(self.problems),
        }  # fmt: skip


def described(entry: QuarantineEntry) -> dict[str, Any]:
    """An entry for people and JSON, without the row itself, which may be personal."""
    row = entry.row
    return {
        "number": entry.number, "state": entry.state, "source": entry.file.source,
        "file": entry.file.name, "layout": entry.file.layout, "line": row.line,
        "field": row.field, "problem": {"zh": row.problem_zh, "en": row.problem_en},
        "remedy": {"zh": row.remedy_zh, "en": row.remedy_en},
    }  # fmt: skip


def cells_of(entry: QuarantineEntry, persons: PersonKeys) -> dict[str, str]:
    """The row as delivered. Raises RefusedInput if it was sealed under another site key."""
    if not entry.row.raw:
        return {}
    raw = json.loads(persons.unseal(entry.row.raw))
    return {str(name): str(cell) for name, cell in raw.items()}


def export(store: Store, persons: PersonKeys, target: Path) -> int:
    """Write the open rows as CSV: what is wrong, then the cells as delivered. How many.

    The file holds personal data in clear so that it can be corrected: only its owner may read it.
    Raises RefusedInput if it exists already.
    """
    headers = list(HEAD)
    for entry in store.quarantine():
        headers += [name for name in cells_of(entry, persons) if name not in headers]
    try:
        handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise RefusedInput(f"无法新建文件:{target}", f"cannot create the file: {target}") from error
    count = 0
    with os.fdopen(handle, "w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, headers, restval="")
        writer.writeheader()
        for entry in store.quarantine():
            writer.writerow({name: _guarded(cell) for name, cell in _line(entry, persons).items()})
            count += 1
    return count


def _line(entry: QuarantineEntry, persons: PersonKeys) -> dict[str, str]:
    row, file = entry.row, entry.file
    told = (entry.number, file.name, row.line, file.layout, row.field,
            row.problem_zh, row.problem_en, row.remedy_zh, row.remedy_en)  # fmt: skip
    return {**cells_of(entry, persons), **dict(zip(HEAD, map(str, told), strict=True))}


def _guarded(cell: str) -> str:
    return _GUARD + cell if FORMULA.match(cell.lstrip(" \t\r\n'")) else cell


def _unguarded(cell: str) -> str:
    return cell[1:] if cell.startswith(_GUARD) and FORMULA.match(cell.lstrip("' ")) else cell


def retry(
    store: Store,
    persons: PersonKeys,
    corrected: Path | None = None,
    *,
    layouts: Sequence[Layout] = LAYOUTS,
    day: date | None = None,
    admissions: Admissions = NOBODY_BOUND,
) -> Retried:
    """Try open rows again: as they are, or as a corrected export (CSV or JSON lines) has them.

    Rows that now pass are stored under their first file and line, and settled. Rows the corrected
    file does not name stay as they are. ``day`` and ``admissions`` as for ``load``.
    """
    wanted = None if corrected is None else _corrections(corrected)
    by_name = {layout.name: layout for layout in layouts}
    entries = [
        entry
        for entry in store.quarantine()
        if (not _contradicts(entry) if wanted is None else entry.number in wanted)
    ]
    counts = [0, 0, 0, 0]
    problems: list[dict[str, Any]] = []
    for file, group in groupby(sorted(entries, key=_place), key=lambda entry: entry.file):
        rows, passed = [], []
        for entry in group:
            counts[0] += 1
            cells = cells_of(entry, persons) if wanted is None else wanted[entry.number]
            delivery = Delivery(file.source, persons, admissions.get(file.source))
            row = _read(entry, cells, by_name.get(file.layout), delivery)
            if isinstance(row, Quarantined):
                counts[3] += 1
                problems.append(described(replace(entry, row=row)))
            else:
                rows.append(row)
                passed.append(entry.number)
        if rows:
            applied = store.apply(_again(file, rows, day))
            store.settle(passed, "retried")
            for place, count in enumerate(
                (applied.stored, applied.unchanged, applied.quarantined), 1
            ):
                counts[place] += count
    tried, stored, unchanged, still = counts
    return Retried(store.revision(), tried, stored, unchanged, still, problems[:EXAMPLES])


def _contradicts(entry: QuarantineEntry) -> bool:
    """A row that contradicts its own file would pass by itself, and overrule the line it
    contradicts: somebody has to say first which of them is right."""
    return entry.row.problem_en.startswith("contradicts line ")


def _place(entry: QuarantineEntry) -> tuple[str, str, str, str, int]:
    file = entry.file
    return file.source, file.layout, file.name, file.digest, entry.row.line


def _read(
    entry: QuarantineEntry, cells: Mapping[str, str], layout: Layout | None, delivery: Delivery
) -> Row | Quarantined:
    """The row, if it passes now, else why not. A line that could not be cut into cells needs its
    cells first."""
    line = entry.row.line
    cleaned = clean_named({name: cell for name, cell in cells.items() if name != UNREAD})
    if isinstance(cleaned, BadRecord):
        return set_aside(line, cleaned.problem, cleaned.problem.field_name, "")
    if layout is None or not any(cleaned.values()):
        return entry.row
    headers = {known: name for name in cleaned if (known := canonical(name, layout))}
    by_name = {column.name: cleaned.get(headers.get(column.name, ""), "")
               for column in layout.columns}  # fmt: skip
    try:
        facts = reader(layout, delivery)(by_name, delivery)
    except (BadField, BadIdentifier) as problem:
        field = problem.field or ""
        return set_aside(line, problem, headers.get(field, field), "")
    return Row(line, facts, delivery.persons.seal_text(raw_json(cleaned)))


def _again(file: DeliveredFile, rows: Sequence[Row], day: date | None) -> Batch:
    """A batch of its own: what was corrected is another delivery of the same file's lines."""
    said = "\n".join(f"{row.line}:{row.raw}" for row in rows)
    digest = hashlib.sha256(f"retry:{file.digest}:{said}".encode()).hexdigest()
    again = DeliveredFile(file.source, file.layout, file.name, digest)
    return Batch(again, rows, (), len(rows), complete=True, day=day)


def _corrections(path: Path) -> dict[int, dict[str, str]]:
    """Corrected cells by quarantine number. Raises RefusedInput for a file that is no export."""
    found: dict[int, dict[str, str]] = {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            for cells in _rows(file):
                number = int(cells.get("number", ""))
                found[number] = {n: _unguarded(c) for n, c in cells.items() if n not in HEAD}
    except (OSError, UnicodeDecodeError, ValueError, csv.Error, BadField) as error:
        raise RefusedInput(
            "不是可用的更正文件:应为导出的 CSV(UTF-8)或 JSON lines,并保留 number 列",
            "not a usable correction: an exported CSV (UTF-8) or JSON lines with its number column",
            field="file",
        ) from error
    return found


def _rows(lines: Iterable[str]) -> Iterator[dict[str, str]]:
    kept = iter(lines)
    first = next(kept, "")
    if first.lstrip().startswith("{"):
        for line in (first, *kept):
            if line.strip():
                yield flat(loads(line))
        return
    headers = next(csv.reader([first]))
    for cells in csv.reader(kept, strict=True):
        if cells:
            yield dict(zip(headers, cells, strict=True))
