"""From a cell to an exact value, or to a clear refusal. No floats anywhere."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta, timezone
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal, InvalidOperation
from typing import Final

from ingest.layout import BadField, Cells
from ingest.text import BLANK, fold, required, shown, text

__all__ = [
    "PPM", "code", "day", "fen", "flag", "microdegree", "number", "required", "share_ppm",
    "share_range", "text", "within",
]  # fmt: skip

PPM: Final = 1_000_000
_BEIJING: Final = timezone(timedelta(hours=8))
_DAY: Final = re.compile(
    r"(\d{4})(?:-(\d{1,2})-(\d{1,2})|/(\d{1,2})/(\d{1,2})|\.(\d{1,2})\.(\d{1,2})|(\d\d)(\d\d)"
    r"|年(\d{1,2})月(\d{1,2})日?)"
    r"(?:[T ]\s*\d{1,2}:\d\d(?::\d\d(?:[.,]\d+)?)?\s*(Z|[+-]\d\d:?\d\d)?)?"
)
_SERIAL: Final = re.compile(r"\d{4,5}(?:\.\d+)?")
_OPEN: Final = frozenset(
    {"长期", "永久", "长期有效", "永久有效", "无固定期限", "至今", "9999-12-31"}
)
_TRUE: Final = frozenset({"是", "1", "true", "yes", "y", "t", "√", "有", "中标"})
_FALSE: Final = frozenset({"否", "0", "false", "no", "n", "f", "×", "无", "未中标", "不是"})
_MONEY_UNITS: Final = {"yuan": Decimal(100), "wan": Decimal(1_000_000)}
_MAX_FEN: Final = 10**17  # a thousand trillion yuan: beyond any real amount, inside 64 bits
_days: dict[str, date | None] = {}


def code(
    cells: Cells, name: str, table: Mapping[str, str], default: str | None = None
) -> str | None:
    """The cell's code by a crosswalk (compared folded, case-blind); ``default`` for others.

    An empty cell is None. Raises BadField for an unknown value without a default.
    """
    value = fold(text(cells, name))
    if not value:
        return None
    found = table.get(value) or table.get(value.casefold()) or default
    if found is None:
        some = "、".join(list(table)[:24])
        raise BadField(
            name, f"不认识的取值{shown(value)}", f"unknown value {shown(value)}",
            f"可用的取值:{some}", f"use one of: {some}",
        )  # fmt: skip
    return found


def flag(cells: Cells, name: str) -> bool | None:
    """是/否, 1/0, true/false …; None for an empty cell."""
    value = fold(cells.get(name, "")).casefold()
    if value in _TRUE:
        return True
    if value in _FALSE:
        return False
    if value in BLANK or not text(cells, name):
        return None
    raise BadField(
        name, f"不是“是”或“否”:{shown(value)}", f"neither yes nor no: {shown(value)}",
        "请写 是/否、1/0 或 true/false", "write 是/否, 1/0 or true/false",
    )  # fmt: skip


def day(cells: Cells, name: str) -> date | None:
    """A real calendar day, 1900 to 2200; None for an empty cell or an open end (长期).

    2021-03-05, 2021/3/5, 2021.3.5, 20210305, 2021年3月5日 and time stamps (a stamp with an offset
    gives its day in Beijing). Raises BadField for anything else, Excel serial numbers included.
    """
    value = cells.get(name, "")
    if not value:
        return None
    try:
        return _days[value]
    except KeyError:
        pass
    found = _parse_day(fold(value), name)
    if len(_days) < 200_000:
        _days[value] = found
    return found


def _parse_day(value: str, name: str) -> date | None:
    if value in _OPEN or value in BLANK:
        return None
    match = _DAY.fullmatch(value)
    if match is None:
        raise _not_a_day(value, name)
    year, month, day_ = (int(part) for part in match.groups()[:-1] if part is not None)
    try:
        found = date(year, month, day_)
        if match.groups()[-1]:
            found = datetime.fromisoformat(value.replace(" ", "T", 1)).astimezone(_BEIJING).date()
    except (ValueError, OverflowError):
        raise BadField(
            name, f"日历上没有这一天:{shown(value)}",
            f"no such day in the calendar: {shown(value)}",
            "请写真实日期,如 2021-02-28", "write a real date such as 2021-02-28",
        ) from None  # fmt: skip
    if not 1900 <= found.year <= 2200:
        raise BadField(
            name, f"年份超出 1900–2200:{shown(value)}",
            f"year outside 1900-2200: {shown(value)}",
            "请核对日期;没有期限请留空或写“长期”",
            "check the date; leave it empty if there is no end",
        )  # fmt: skip
    return found


def _not_a_day(value: str, name: str) -> BadField:
    if _SERIAL.fullmatch(value):
        return BadField(
            name, f"像是 Excel 日期序列号:{shown(value)}",
            f"looks like an Excel serial number: {shown(value)}",
            "请把该列设为日期格式后重新导出,如 2021-03-05",
            "format the column as a date and export again, such as 2021-03-05",
        )  # fmt: skip
    return BadField(
        name, f"不是日期{shown(value)}", f"not a date {shown(value)}",
        "请写 2021-03-05、20210305 或 2021年3月5日",
        "write 2021-03-05, 20210305 or 2021年3月5日",
    )  # fmt: skip


def number(cells: Cells, name: str) -> Decimal | None:
    """A plain decimal number; thousands separators are accepted where they stand right."""
    return _decimal(fold(text(cells, name)), name)


_THOUSANDS: Final = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_PLAIN: Final = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,2})?")


def _decimal(value: str, name: str) -> Decimal | None:
    if not value:
        return None
    if _THOUSANDS.fullmatch(value):
        value = value.replace(",", "")
    if len(value) > 40 or not _PLAIN.fullmatch(value):
        raise BadField(
            name, f"不是数字{shown(value)}", f"not a number {shown(value)}",
            "请只写数字,如 1234.56", "write digits only, such as 1234.56",
        )  # fmt: skip
    try:
        return Decimal(value)
    except InvalidOperation:  # pragma: no cover - the pattern admits only numbers
        return None


def _ppm(cells: Cells, name: str) -> Decimal | None:
    value = fold(text(cells, name)).removesuffix("%").rstrip()
    percent = _decimal(value, name)
    if percent is None:
        return None
    if not 0 <= percent <= 100:
        raise BadField(
            name, f"比例不在 0 到 100 之间:{shown(value)}",
            f"share outside 0 to 100 percent: {shown(value)}",
            "请按百分数写 0 到 100 之间的数", "write a percentage between 0 and 100",
        )  # fmt: skip
    return percent * 10_000


def share_ppm(cells: Cells, name: str) -> int | None:
    """A percentage as parts per million, exact: at most four decimals. None when empty."""
    exact = _ppm(cells, name)
    if exact is None:
        return None
    if exact != exact.to_integral_value():
        raise BadField(
            name, "比例的小数超过四位", "a share with more than four decimals",
            "请保留四位小数", "give at most four decimals",
        )  # fmt: skip
    return int(exact)


def share_range(
    cells: Cells, exact: str, low: str | None = None, high: str | None = None
) -> tuple[int, int]:
    """``(share_min, share_max)`` in ppm. Unknown is not zero: nothing said is (0, 1 000 000).

    A share finer than a ppm (33.33333 %) becomes the narrowest range that holds it. One that lies
    outside its own bounds is refused.
    """
    share = _ppm(cells, exact)
    least = _ppm(cells, low) if low else None
    most = _ppm(cells, high) if high else None
    if share is not None:
        if (least is not None and share < least) or (most is not None and share > most):
            raise BadField(
                exact, "持股比例不在所给的最低与最高之间", "the share lies outside its own bounds",
                "请核对三个比例,或只写其一", "check the three shares, or give only the exact one",
            )  # fmt: skip
        return _down(share), _up(share)
    found = (0 if least is None else _down(least), PPM if most is None else _up(most))
    if found[0] > found[1]:
        raise BadField(
            low or exact, "最低比例大于最高比例", "the lowest share exceeds the highest",
            "请核对两个比例", "check both shares",
        )  # fmt: skip
    return found


def _down(value: Decimal) -> int:
    return int(value.to_integral_value(rounding=ROUND_FLOOR))


def _up(value: Decimal) -> int:
    return int(value.to_integral_value(rounding=ROUND_CEILING))


_MONEY: Final = re.compile(
    r"(?:人民币|rmb|cny|[¥¥])?\s*([+\-\d.,eE]+)\s*(亿元?|万元?|元)?(?:人民币|整)?", re.IGNORECASE
)
_FACTORS: Final = {"亿": Decimal(10**10), "万": Decimal(10**6), "元": Decimal(100)}


def fen(cells: Cells, name: str, unit: str = "yuan") -> int | None:
    """Money in fen, exact. ``unit`` is the column's: yuan or wan (万元); a unit written in the
    cell wins. Refuses negatives, other currencies and parts of a fen."""
    value = fold(text(cells, name))
    if not value:
        return None
    match = _MONEY.fullmatch(value)
    amount = _decimal(match.group(1), name) if match else None
    if match is None or amount is None:
        raise BadField(
            name, f"不是人民币金额{shown(value)}", f"not an amount in yuan {shown(value)}",
            "请写数字,外币请先折算", "write digits; convert other currencies first",
        )  # fmt: skip
    factor = _FACTORS[match.group(2)[0]] if match.group(2) else _MONEY_UNITS[unit]
    return _whole_fen(amount * factor, name, unit)


def _whole_fen(exact: Decimal, name: str, unit: str) -> int:
    if exact < 0 or exact > _MAX_FEN:
        word = "万元" if unit == "wan" else "元"
        raise BadField(
            name, "金额为负或过大", "a negative or absurdly large amount",
            f"请核对数值与单位({word})", f"check the figure and its unit ({word})",
        )  # fmt: skip
    if exact != exact.to_integral_value():
        raise BadField(
            name, "金额不足一分", "an amount finer than a fen",
            "请精确到分", "give whole fen",
        )  # fmt: skip
    return int(exact)


def microdegree(cells: Cells, name: str, limit: int) -> int | None:
    """Degrees as millionths, rounded to the nearest; ``limit`` is 180 or 90."""
    degrees = number(cells, name)
    if degrees is None:
        return None
    if not -limit <= degrees <= limit:
        raise BadField(
            name, f"坐标超出 ±{limit} 度", f"coordinate beyond ±{limit} degrees",
            "请用十进制度,并核对经纬度是否颠倒",
            "use decimal degrees and check that longitude and latitude are not swapped",
        )  # fmt: skip
    return round(degrees * 1_000_000)


def within(valid_from: date | None, valid_until: date | None, name: str = "valid_until") -> None:
    """Refuses an interval that ends before it begins."""
    if valid_from is not None and valid_until is not None and valid_until < valid_from:
        raise BadField(
            name, "结束日期早于开始日期", "the last day is before the first",
            "请核对两个日期", "check both dates",
        )  # fmt: skip
