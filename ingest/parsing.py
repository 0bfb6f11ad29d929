"""From delivered files to batches: the parsing half of a load, free of any store."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, BinaryIO, Final, NamedTuple

from msgspec import Struct

from graph.errors import BadIdentifier, RefusedInput
from graph.facts import DeliveredFile, Quarantined, Row
from graph.told import Telling, ToldBatch
from ingest import files
from ingest.catalogue import reader
from ingest.files import Found
from ingest.layout import BadField, Delivery, Exchange, Layout
from ingest.reading import Outcome, Reading, set_aside
from ingest.records import raw_json
from ingest.tables import tables

MAX_BATCH_TEXT: Final = 32 << 20  # characters of raw rows; keeps memory flat for huge cells


class Known(NamedTuple):
    """How far a file had got before this load."""

    through: int
    complete: bool


class Refused(Struct, frozen=True, tag=True):
    """A file, or a sheet of one, that cannot be read at all."""

    name: str
    zh: str
    en: str


class Resumed(Struct, frozen=True, tag=True):
    """Rows of this file were dealt with by an earlier load; if complete, all of them."""

    file: DeliveredFile
    complete: bool


class Part(Struct, frozen=True, tag=True):
    """A batch to apply. ``position`` is how many of the file's bytes have been read, ``unread``
    the headers of columns that the layout does not know; raw rows have these ``headers``."""

    batch: ToldBatch
    position: int
    unread: tuple[str, ...] = ()
    headers: tuple[str, ...] = ()


Message = Refused | Resumed | Part


@dataclass(frozen=True, slots=True)
class Parser:
    """Parses files into messages. Cheap to pickle: this is what a parsing process is given."""

    delivery: Delivery
    layouts: Sequence[Layout]
    exchanges: Sequence[Exchange]
    known: Mapping[tuple[str, str], Known]  # by layout and digest
    batch_rows: int
    keep_raw: bool = True
    day: date | None = None  # of the delivery

    def parse(self, found: Sequence[Found]) -> Iterator[Message]:
        """All messages of these files, in order. A file that cannot be read stops no other."""
        done = dict(self.known)
        for each in found:
            try:
                with files.open_file(each) as stream:
                    for message in self._file(each, stream, done):
                        yield message
                        if isinstance(message, Part) and message.batch.complete:
                            file = message.batch.file
                            done[file.layout, file.digest] = Known(message.batch.through, True)
            except RefusedInput as problem:
                yield Refused(each.name, problem.zh, problem.en)

    def _file(
        self, found: Found, packed: BinaryIO, done: Mapping[tuple[str, str], Known]
    ) -> Iterator[Message]:
        digest = files.digest(packed)
        stream = files.unpacked(packed)
        head = files.head(stream)
        for exchange in self.exchanges:
            if exchange.recognise(head):
                file = DeliveredFile(self.delivery.source, exchange.name, found.name, digest)
                yield from self._exchange(file, exchange, stream, done)
                return
        refused: list[Refused] = []
        count = 0
        for number, table in enumerate(tables(stream, head)):
            name = f"{found.name}#{table.title}" if number else found.name
            own = hashlib.sha256(f"{digest}#{number}".encode()).hexdigest() if number else digest
            try:
                reading = Reading(table, self.layouts, self.delivery, keep_raw=self.keep_raw)
            except RefusedInput as problem:
                refused.append(Refused(name, problem.zh, problem.en))
                continue
            count += 1
            file = DeliveredFile(self.delivery.source, reading.layout.name, name, own)
            yield from self._outcomes(file, reading, done)
        yield from (each for each in refused if not count or each.en != "an empty file")

    def _outcomes(
        self, file: DeliveredFile, reading: Reading, done: Mapping[tuple[str, str], Known]
    ) -> Iterator[Message]:
        known = done.get((file.layout, file.digest), Known(0, False))
        if known.through or known.complete:
            yield Resumed(file, known.complete)
        if not known.complete:
            outcomes = reading.outcomes(known.through)
            yield from self._batches(file, outcomes, known.through, reading)

    def _exchange(
        self,
        file: DeliveredFile,
        exchange: Exchange,
        stream: BinaryIO,
        done: Mapping[tuple[str, str], Known],
    ) -> Iterator[Message]:
        known = done.get((file.layout, file.digest), Known(0, False))
        if known.through or known.complete:
            yield Resumed(file, known.complete)
        if not known.complete:
            outcomes = _exchanged(exchange, stream, self.delivery, known.through)
            yield from self._batches(file, outcomes, known.through, None)

    def _batches(
        self,
        file: DeliveredFile,
        outcomes: Iterator[Outcome],
        through: int,
        reading: Reading | None,
    ) -> Iterator[Part]:
        telling, bad, size = Telling(), list[Quarantined](), 0

        def part(*, complete: bool) -> Part:
            told = telling.batch(file, bad, through, complete=complete, day=self.day)
            if reading is None:
                return Part(told, 0)
            return Part(told, reading.position, reading.unread, reading.headers)

        for outcome in outcomes:
            if type(outcome) is Row:
                telling.take(outcome)
            else:
                assert isinstance(outcome, Quarantined)
                bad.append(outcome)
            through += 1
            size += len(outcome.raw)
            if len(telling.rows) + len(bad) >= self.batch_rows or size > MAX_BATCH_TEXT:
                yield part(complete=False)
                telling, bad, size = Telling(), [], 0
        yield part(complete=True)


def _exchanged(
    exchange: Exchange, stream: BinaryIO, delivery: Delivery, skip: int
) -> Iterator[Outcome]:
    read = reader(exchange, delivery)
    for number, (line, record) in enumerate(exchange.records(stream)):
        if number < skip:
            continue
        try:
            if isinstance(record, BadField):
                raise record
            facts = read(record, delivery)
        except (BadField, BadIdentifier) as problem:
            raw = {} if isinstance(record, BadField) else _flat(record)
            sealed = delivery.persons.seal_text(raw_json(raw))
            yield set_aside(line, problem, problem.field or "", sealed)
            continue
        yield Row(line, facts)


def _flat(record: Mapping[str, Any]) -> dict[str, str]:
    return {str(name): value if isinstance(value, str) else repr(value)
            for name, value in record.items()}  # fmt: skip
