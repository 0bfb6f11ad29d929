"""Records of XLSX sheets, read in streams, behind a guard against bombs."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, BinaryIO, Final

import openpyxl
from openpyxl import DEFUSEDXML
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from graph.errors import RefusedInput
from ingest.layout import BadField
from ingest.records import BadRecord, Content, Record, clean

MAX_UNPACKED: Final = 1 << 30
MAX_STRINGS: Final = 256 << 20
MAX_RATIO: Final = 200
_BLOCK: Final = 2_000
_TOO_LONG: Final = 10**15


def guard(stream: BinaryIO) -> None:
    """Refuses what is no workbook, or unpacks to more than it may. Nothing is unpacked here: the
    declared sizes bound what the zip reader hands out later."""
    try:
        with zipfile.ZipFile(stream) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise RefusedInput("不是完整的 XLSX 文件", "not a whole XLSX file") from error
    finally:
        stream.seek(0)
    if not any(part.filename == "xl/workbook.xml" for part in parts):
        raise RefusedInput(
            "压缩包不是 XLSX;请先解压", "an archive that is no XLSX; unpack it first"
        )
    total = sum(part.file_size for part in parts)
    packed = max(1, sum(part.compress_size for part in parts))
    strings = sum(p.file_size for p in parts if p.filename.endswith("sharedStrings.xml"))
    ratio = total / packed if total > 1 << 20 else 0
    if total > MAX_UNPACKED or strings > MAX_STRINGS or ratio > MAX_RATIO:
        raise RefusedInput(
            f"解压后过大({total >> 20} MiB,压缩比 {int(ratio)}),疑似压缩炸弹;请改用 CSV",
            f"unpacks to too much ({total >> 20} MiB, ratio {int(ratio)}), a zip bomb? Use CSV",
        )  # fmt: skip


class Sheet:
    """One sheet as a table."""

    ragged = True

    def __init__(self, sheet: Any, position: int) -> None:
        self._sheet = sheet
        self.title: str = sheet.title
        self.position = position
        self.width: int | None = None

    def blocks(self) -> Iterator[list[Record]]:
        records: list[Record] = []
        rows = self._sheet.iter_rows()
        number = 0
        while True:
            try:
                row = next(rows)
            except StopIteration:
                break
            except Exception:  # openpyxl raises whatever its parser meets in damaged XML
                records.append((number + 1, BadRecord(_damaged(), [])))
                break
            number += 1
            content = _cells(row)
            if content:
                records.append((number, content))
            if len(records) >= _BLOCK:
                yield records
                records = []
        yield records


def sheets(stream: BinaryIO) -> Iterator[Sheet]:
    """The sheets of a workbook. Raises RefusedInput for one that cannot be opened."""
    assert DEFUSEDXML, "openpyxl must find defusedxml"
    guard(stream)
    try:
        book = openpyxl.load_workbook(stream, read_only=True, data_only=False, keep_links=False)
    except Exception as error:  # openpyxl raises whatever its parser meets in damaged XML
        raise RefusedInput(
            "无法打开 XLSX 文件(内容损坏或含外部实体)",
            "cannot open the XLSX file (damaged, or with entities)",
        ) from error
    for sheet in book.worksheets:
        if isinstance(sheet, ReadOnlyWorksheet):
            sheet.reset_dimensions()
            yield Sheet(sheet, 0)


def _cells(row: tuple[Any, ...]) -> Content | None:
    cells: list[str] = []
    problem: BadField | None = None
    for number, cell in enumerate(row, 1):
        if problem is None and getattr(cell, "data_type", "n") == "f":
            problem = _formula(f"#{number}")
        elif problem is None and _rounded(cell.value):
            problem = _imprecise(f"#{number}")
        cells.append(_text(cell))
    while cells and not cells[-1].strip():
        cells.pop()
    if problem is not None:
        return BadRecord(problem, cells)
    return clean(cells) if cells else None


def _text(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        whole = value.time() == time()
        return value.date().isoformat() if whole else value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float):
        exact = _exact(value)
        return f"{exact * 100:f}%" if "%" in cell.number_format else f"{exact:f}"
    return str(value)


def _exact(value: float) -> Decimal:
    """XLSX stores binary floats; fifteen digits are what a spreadsheet shows and means."""
    return Decimal(value) if isinstance(value, int) else Decimal(f"{value:.15g}")


def _rounded(value: Any) -> bool:
    """Whether a number is longer than the fifteen digits a spreadsheet keeps: an identity number
    or a code of a cell that was not text has lost its last digits."""
    if isinstance(value, float):
        return abs(value) >= _TOO_LONG
    return isinstance(value, int) and value >= _TOO_LONG and value % 1000 == 0


def _formula(name: str) -> BadField:
    return BadField(
        name, "单元格是公式", "the cell is a formula",
        "请“选择性粘贴为数值”后重新提供", "paste as values and deliver again",
    )  # fmt: skip


def _imprecise(name: str) -> BadField:
    return BadField(
        name, "超过 15 位的数值,电子表格已舍去末位", "a number of more than 15 digits: the "
        "spreadsheet has rounded it",
        "请把该列设为文本格式后重新填写", "format the column as text and enter it again",
    )  # fmt: skip


def _damaged() -> BadField:
    return BadField(
        "", "工作表在此处损坏,其后的内容无法读取", "the sheet is damaged from here on",
        "请重新保存并传送该文件", "save and deliver the file again",
    )  # fmt: skip
