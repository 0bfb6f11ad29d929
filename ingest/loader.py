"""Loading a delivery: find, parse, check, store, and give account of every row."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path
from typing import Final

from graph.errors import RefusedInput
from graph.facts import DeliveredFile
from graph.store import Store
from ingest.catalogue import NOBODY_BOUND, Admissions
from ingest.files import Found, find
from ingest.layout import Delivery
from ingest.layouts import EXCHANGES, LAYOUTS
from ingest.parsing import Known, Message, Parser, Part, Refused, Resumed
from ingest.persons import PersonKeys
from ingest.progress import Progress
from ingest.reading import kept
from ingest.report import FileReport, LoadReport
from ingest.worker import parsed_elsewhere

SMALL: Final = 8 << 20  # bytes; below, a second process costs more than it gives
BATCH_ROWS: Final = 50_000


def load(
    store: Store,
    paths: Sequence[Path],
    *,
    source: str,
    persons: PersonKeys,
    progress: Progress | None = None,
    batch_rows: int = BATCH_ROWS,
    workers: int | None = None,
    day: date | None = None,
    admissions: Admissions = NOBODY_BOUND,
) -> LoadReport:
    """Load files and folders as one delivery of ``source``, made on ``day``.

    Each batch is durable before the next; a load that was killed is finished by the same call.
    A table with room for one legal representative that names another than before ends the tie to
    the former the day before ``day``; without a day both stay. ``workers`` 0 parses in this
    process, 1 in another, None decides by size. ``admissions`` bind departments' feeds to the
    catalogue: what it does not list for them is quarantined. Raises RefusedInput for a path that
    is not there; a file that cannot be read is reported and stops no other.
    """
    _check_name(source)
    found = list(find(paths))
    known = {
        (each.file.layout, each.file.digest): (each.through, each.quarantined, each.complete)
        for each in store.delivered(source)
    }
    parser = Parser(
        Delivery(source, persons, admissions.get(source)), LAYOUTS, EXCHANGES,
        {key: Known(through, complete) for key, (through, _, complete) in known.items()},
        batch_rows, day=day,
    )  # fmt: skip
    size = sum(each.size() for each in found)
    apart = size > SMALL if workers is None else workers > 0
    messages = parsed_elsewhere(parser, found) if apart else parser.parse(found)
    account = _Account(store, persons, {key: value[:2] for key, value in known.items()}, found)
    if progress is not None:
        progress.start(size)
    with _uncollected():
        account.take(messages, progress)
    return LoadReport(store.revision(), account.files())


_NAME: Final = re.compile(r"\w[\w.-]{0,63}")


def _check_name(source: str) -> None:
    """A source's name stands before the colon of every scoped id."""
    if not _NAME.fullmatch(source):
        raise RefusedInput(
            "数据来源名应为 1 至 64 个字母、汉字、数字、点、下划线或连字符,如 jinan",
            "a source's name has 1 to 64 letters, digits, dots, underscores or hyphens, "
            "such as jinan",
            field="source",
        )  # fmt: skip


@contextmanager
def _uncollected() -> Iterator[None]:
    """No collection of cycles meanwhile: facts hold none, and it would walk each batch often."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


class _Account:
    """Applies batches and keeps the counts."""

    def __init__(
        self,
        store: Store,
        persons: PersonKeys,
        known: dict[tuple[str, str], tuple[int, int]],
        found: Sequence[Found],
    ) -> None:
        self._store, self._persons = store, persons
        self._known = known  # (layout, digest) → rows dealt with, of these quarantined
        self._reports: dict[tuple[str, str | None], FileReport] = {}
        self._sizes = {each.name: each.size() for each in found}
        self._behind = 0

    def files(self) -> list[FileReport]:
        return list(self._reports.values())

    def take(self, messages: Iterator[Message], progress: Progress | None) -> None:
        for message in messages:
            rows = self._dispatch(message)
            if progress is not None:
                progress.advance(self._done(message), rows)

    def _dispatch(self, message: Message) -> int:
        if isinstance(message, Refused):
            report = self._report(message.name, None)
            report.reason_zh, report.reason_en = message.zh, message.en
            return 0
        if isinstance(message, Resumed):
            file = message.file
            self._report(file.name, file.layout).earlier(*self._known[file.layout, file.digest])
            return 0
        return self._apply(message)

    def _apply(self, part: Part) -> int:
        batch = part.batch
        keep = partial(kept, self._persons, part.headers)
        applied = self._store.apply(batch, keep=keep)
        file = batch.file
        report = self._report(file.name, file.layout)
        report.add(batch, applied)
        report.unread = part.unread
        _, before = self._known.get((file.layout, file.digest), (0, 0))
        self._known[file.layout, file.digest] = batch.through, before + applied.quarantined
        return len(batch.rows) + len(batch.quarantined)

    def _report(self, name: str, layout: str | None) -> FileReport:
        return self._reports.setdefault((name, layout), FileReport(name, layout))

    def _done(self, message: Message) -> int:
        """Bytes behind us: whole files, and the part of the present one."""
        if isinstance(message, Part) and not message.batch.complete:
            return self._behind + min(message.position, self._size(message.batch.file))
        if isinstance(message, Part):
            self._behind += self._size(message.batch.file)
        return self._behind

    def _size(self, file: DeliveredFile) -> int:
        return self._sizes.get(file.name, 0)
