"""Delivered files, read as a load reads them; and rows of every layout, whatever they hold."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from collections.abc import Callable, Iterator
from typing import Final

import openpyxl

from bench.fuzzing.parser import Parser as Fuzzed
from bench.fuzzing.parser import memory, text
from graph.facts import Row
from graph.site_key import SiteKey
from graph.told import Telling
from ingest.files import Found
from ingest.layout import Column, Delivery, Layout
from ingest.layouts import EXCHANGES, LAYOUTS
from ingest.parsing import Parser, Part
from ingest.persons import PersonKeys
from ingest.records import BadRecord, clean

DELIVERY: Final = Delivery("fuzz", PersonKeys(SiteKey(bytes(32))))
SHEET: Final = "xl/worksheets/sheet1.xml"
LEI: Final = """<lei:LEIData xmlns:lei="http://www.gleif.org/data/schema/leidata/2016"><lei:LEIRecords>
<lei:LEIRecord><lei:LEI>001GPB6A9XPE8XJICC14</lei:LEI><lei:Entity><lei:LegalName>A</lei:LegalName>
<lei:LegalJurisdiction>CN</lei:LegalJurisdiction><lei:EntityStatus>ACTIVE</lei:EntityStatus>
<lei:LegalAddress><lei:City>Jinan</lei:City></lei:LegalAddress></lei:Entity><lei:Registration>
<lei:RegistrationStatus>ISSUED</lei:RegistrationStatus></lei:Registration></lei:LEIRecord>
</lei:LEIRecords></lei:LEIData>"""
RELATIONSHIP: Final = """<rr:RelationshipData xmlns:rr="http://www.gleif.org/data/schema/rr/2016">
<rr:RelationshipRecord><rr:Relationship><rr:StartNode><rr:NodeID>001GPB6A9XPE8XJICC14</rr:NodeID>
<rr:NodeIDType>LEI</rr:NodeIDType></rr:StartNode><rr:EndNode><rr:NodeID>5493001KJTIIGC8Y1R12</rr:NodeID>
<rr:NodeIDType>LEI</rr:NodeIDType></rr:EndNode><rr:RelationshipType>IS_DIRECTLY_CONSOLIDATED_BY
</rr:RelationshipType><rr:RelationshipStatus>ACTIVE</rr:RelationshipStatus></rr:Relationship>
</rr:RelationshipRecord></rr:RelationshipData>"""


def parsers() -> Iterator[Fuzzed]:
    take = _reading()
    tables = [_table(layout) for layout in LAYOUTS]
    yield Fuzzed(
        "delimited text", take, [*tables, tables[0].decode().encode("gb18030")], 3_000, (".csv",)
    )
    yield Fuzzed("JSON lines", take, [_objects(layout) for layout in LAYOUTS], 3_000, (".jsonl",))
    yield Fuzzed(
        "gzip", take, [gzip.compress(each, 1, mtime=0) for each in tables[:8]], 2_000, (".gz",)
    )
    book = _workbook(LAYOUTS[0])
    yield Fuzzed("XLSX file", take, [book], 10_000, (".xlsx",))
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        sheet = parts.read(SHEET)
    yield Fuzzed("XLSX sheet", lambda data: take(_with_sheet(book, data)), [sheet], 4_000)
    yield Fuzzed("BODS", take, _bods(), 3_000, (".json",))
    yield Fuzzed("GLEIF", take, [LEI.encode(), RELATIONSHIP.encode()], 3_000, (".xml",))
    yield Fuzzed("FollowTheMoney", take, _entities(), 2_000)
    rows = [bytes([at]) + "\n".join(_examples(each)).encode() for at, each in enumerate(LAYOUTS)]
    yield Fuzzed("rows of every layout", _row, rows, 2_000)


def _reading() -> Callable[[bytes], bool]:
    """Whether a row of it was taken. Every row is a fact's or set aside, and none is both."""
    parser = Parser(DELIVERY, LAYOUTS, EXCHANGES, {}, batch_rows=100)
    file = memory() / "delivered"

    def take(data: bytes) -> bool:
        file.write_bytes(data)
        taken = 0
        through = dict[str, int]()
        for message in parser.parse([Found(file, "delivered")]):
            if isinstance(message, Part):
                batch = message.batch
                before = through.get(batch.file.digest, 0)
                assert batch.through - before == len(batch.rows) + len(batch.quarantined)
                through[batch.file.digest] = batch.through
                taken += len(batch.rows)
        return taken > 0

    return take


def _row(data: bytes) -> bool:
    """A layout is told by the first byte; the facts of a row must be such as a store takes."""
    layout = LAYOUTS[data[0] % len(LAYOUTS)] if data else LAYOUTS[0]
    cells = clean(text(data[1:]).split("\n"))
    if isinstance(cells, BadRecord):
        raise cells.problem
    names = [column.name for column in layout.columns]
    held = dict.fromkeys(names, "") | dict(zip(names, cells, strict=False))
    facts = layout.read(held, DELIVERY)
    try:
        Telling().take(Row(1, facts))
    except Exception as problem:
        raise AssertionError(f"{layout.name}: facts that no store takes") from problem
    return True


def _examples(layout: Layout) -> list[str]:
    return [_example(column) for column in layout.columns]


def _example(column: Column) -> str:
    return column.example or ("91370100MA3TEST01X" if column.required else "")


def _header(column: Column) -> str:
    return (column.headers or (column.name,))[0]


def _table(layout: Layout) -> bytes:
    rows = [[_header(column) for column in layout.columns], _examples(layout)]
    return "\n".join(",".join(row) for row in rows).encode() + b"\n"


def _objects(layout: Layout) -> bytes:
    named = {_header(column): _example(column) for column in layout.columns}
    return json.dumps(named, ensure_ascii=False).encode() + b"\n"


def _workbook(layout: Layout) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append([_header(column) for column in layout.columns])
    sheet.append(_examples(layout))
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _with_sheet(book: bytes, sheet: bytes) -> bytes:
    """The workbook with another sheet in it."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(written, "w") as new:
        for part in old.infolist():
            new.writestr(part.filename, sheet if part.filename == SHEET else old.read(part))
    return written.getvalue()


def _bods() -> list[bytes]:
    def statement(kind: str, id: str, **details: object) -> dict[str, object]:
        return {
            "statementId": f"statement-{id}", "recordId": id, "recordType": kind,
            "recordStatus": "new", "statementDate": "2024-05-01", "recordDetails": details,
        }  # fmt: skip

    stake = {
        "type": "shareholding", "directOrIndirect": "direct", "startDate": "2020-01",
        "share": {"exact": 51, "minimum": 50, "exclusiveMaximum": 75},
    }  # fmt: skip
    told = [
        statement("entity", "company", entityType={"type": "registeredEntity"}, name="A",
                  identifiers=[{"id": "91350100M000100Y43", "scheme": "CN-SAIC"}]),
        statement("person", "owner", personType="knownPerson", names=[{"fullName": "王某"}]),
        statement("relationship", "tie", subject="company", interestedParty="owner",
                  interests=[stake]),
    ]  # fmt: skip
    lines = b"\n".join(json.dumps(each, ensure_ascii=False).encode() for each in told)
    return [json.dumps(told, ensure_ascii=False).encode(), lines]


def _entities() -> list[bytes]:
    told = (
        {"id": "a", "schema": "Company", "properties": {"name": ["甲"], "jurisdiction": ["cn"]}},
        {"id": "b", "schema": "Person", "properties": {"name": ["王某"], "birthDate": ["1970"]}},
        {"id": "c", "schema": "Ownership", "properties": {
            "owner": ["b"], "asset": ["a"], "percentage": ["51-60%"], "startDate": ["2020-01"]}},
        {"id": "d", "schema": "Directorship", "properties": {
            "director": ["b"], "organization": ["a"], "role": ["chair"]}},
        {"id": "e", "schema": "Sanction", "properties": {"entity": ["a"], "reason": ["x"]}},
    )  # fmt: skip
    return [json.dumps(each, ensure_ascii=False).encode() + b"\n" for each in told]
