"""Writing rows as bytes that depend on nothing but the rows: CSV, gzip, JSON lines, XLSX."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
import zipfile
from abc import ABC, abstractmethod
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Final

from openpyxl import Workbook

Row = Sequence[str]
_STILL: Final = (2026, 6, 30, 0, 0, 0)
_STAMP: Final = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


class Sink(ABC):
    """``line`` is the 1-based line the next row will stand on."""

    line: int = 1

    @abstractmethod
    def rows(self, rows: Sequence[Row]) -> None: ...

    @abstractmethod
    def close(self) -> None: ...


class CsvSink(Sink):
    """CSV, plain or gzip (without a time stamp). ``raw`` adds a line no CSV writer would write."""

    def __init__(self, path: Path, header: Row, encoding: str, *, packed: bool = False) -> None:
        self._file: IO[bytes] = path.open("wb")
        self._out: IO[bytes] | gzip.GzipFile = self._file
        if packed:
            self._out = gzip.GzipFile("", "wb", compresslevel=6, fileobj=self._file, mtime=0)
        if encoding == "utf-8-sig":
            self._out.write(b"\xef\xbb\xbf")
        self.encoding = encoding.removesuffix("-sig")
        self.rows([header])

    def rows(self, rows: Sequence[Row]) -> None:
        self._out.write(csv_text(rows).encode(self.encoding))
        self.line += len(rows)

    def raw(self, line: bytes) -> None:
        self._out.write(line + b"\n")
        self.line += 1

    def close(self) -> None:
        self._out.close()
        self._file.close()


class JsonSink(Sink):
    """One object a line, keyed by header; empty cells are left out."""

    def __init__(self, path: Path, header: Row) -> None:
        self._file, self._header = path.open("wb"), tuple(header)

    def rows(self, rows: Sequence[Row]) -> None:
        for row in rows:
            cells = {key: cell for key, cell in zip(self._header, row, strict=True) if cell}
            self._file.write(json.dumps(cells, ensure_ascii=False).encode() + b"\n")
        self.line += len(rows)

    def close(self) -> None:
        self._file.close()


class XlsxSink(Sink):
    """A small workbook, built in memory; its time stamps are set to the city's today."""

    def __init__(self, path: Path, header: Row, title: str) -> None:
        self._path, self._book = path, Workbook(write_only=True)
        self._sheet = self._book.create_sheet(title)
        self.rows([header])

    def rows(self, rows: Sequence[Row]) -> None:
        for row in rows:
            self._sheet.append([cell or None for cell in row])
        self.line += len(rows)

    def close(self) -> None:
        built = io.BytesIO()
        self._book.save(built)
        with zipfile.ZipFile(built) as old, zipfile.ZipFile(self._path, "w") as new:
            for name in sorted(
                old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)
            ):
                entry = zipfile.ZipInfo(name, _STILL)
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.external_attr = 0o644 << 16
                new.writestr(entry, _STAMP.sub(rb"\g<1>2026-06-30T00:00:00Z", old.read(name)))


def csv_text(rows: Sequence[Row]) -> str:
    """Rows as CSV, one line each."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()
