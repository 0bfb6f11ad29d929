"""The tables of a delivered file, whatever its format."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from typing import BinaryIO, Final

from graph.errors import RefusedInput
from ingest.delimited import Delimited
from ingest.jsonlines import JsonLines
from ingest.records import Table
from ingest.workbook import sheets

_OLE: Final = b"\xd0\xcf\x11\xe0"


def tables(stream: BinaryIO, head: bytes) -> Iterator[Table]:
    """A workbook's sheets, or the one table of a text file. Raises RefusedInput."""
    start = _start(head)
    if not start.strip(b"\x00\r\n\t "):
        raise RefusedInput("空文件", "an empty file")
    if head.startswith(b"PK"):
        yield from sheets(stream)
    elif head.startswith(_OLE):
        raise RefusedInput("旧版 XLS 或加密文件;请另存为 XLSX 或 CSV",
                           "an old XLS or an encrypted file; save it as XLSX or CSV")  # fmt: skip
    elif start.startswith(b"<"):
        raise RefusedInput(
            "不认识的 XML 或 HTML 文件;请提供 CSV、XLSX 或 JSON lines",
            "an unknown XML or HTML file; deliver CSV, XLSX or JSON lines",
        )
    elif start.startswith(b"["):
        raise RefusedInput("不认识的 JSON 数组;请每行写一个对象",
                           "an unknown JSON array; write one object a line")  # fmt: skip
    elif start.startswith((b"%PDF", b"\x7fELF", b"\x89PNG", b"\xff\xd8\xff", b"Rar!", b"7z")):
        raise RefusedInput("不是表格文件", "not a table")
    else:
        yield JsonLines(stream) if _objects(start) else Delimited(stream)


def _start(head: bytes) -> bytes:
    """How the text begins, without a byte order mark; UTF-16 as the ASCII it is told apart by."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return head[2:].replace(b"\x00", b"").lstrip()
    return head.removeprefix(codecs.BOM_UTF8).lstrip()


def _objects(start: bytes) -> bool:
    """Whether the first or most of the first lines begin as objects do: one that is broken
    misleads nobody."""
    if start.startswith(b"{"):
        return True
    lines = [line for line in start.splitlines()[:20] if line.strip()]
    return 2 * sum(line.lstrip().startswith(b"{") for line in lines) > len(lines)
