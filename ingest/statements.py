"""Careful access to nested records of exchange formats: every value is checked before use."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Any, Final

from ingest.layout import BadField
from ingest.text import INVISIBLE, name_of_invisible

MAX_TEXT: Final = 4000
_PARTIAL: Final = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:T.*)?")
_HUNDRED: Final = Decimal(100)

Record = Mapping[str, Any]


def bad(field: str, zh: str, en: str, fix_zh: str, fix_en: str) -> BadField:
    """A refusal; a shorter name for a call that stands often here."""
    return BadField(field, zh, en, fix_zh, fix_en)


def word(value: object, field: str) -> str:
    """A text without what cannot be seen, trimmed; '' for none. Raises BadField."""
    if value is None:
        return ""
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        raise bad(field, "不是文字", "not a text", "请提供字符串", "deliver a string")
    if len(value) > MAX_TEXT:
        raise bad(field, f"文字超过 {MAX_TEXT} 字", f"a text of more than {MAX_TEXT} characters",
                  "请缩短", "shorten it")  # fmt: skip
    if seen := INVISIBLE.search(value):
        what = name_of_invisible(seen.group())
        raise bad(field, f"含不可见或控制字符 {what}", f"holds an invisible character {what}",
                  "请删除该字符", "remove the character")  # fmt: skip
    return value.strip()


def needed(record: Record, name: str) -> str:
    """A text that must be there."""
    found = word(record.get(name), name)
    if not found:
        raise bad(name, "缺少必需的字段", "a required field is missing", "请补全", "fill it in")
    return found


def inner(record: Record, name: str) -> Record:
    """An object within; {} for none. Raises BadField for anything else."""
    value = record.get(name)
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise bad(name, "不是 JSON 对象", "not an object", "请提供对象", "deliver an object")
    return value


def each(record: Record, name: str) -> list[Record]:
    """A list of objects within; [] for none. Raises BadField for anything else."""
    value = record.get(name)
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise bad(name, "不是对象的数组", "not an array of objects",
                  "请提供数组", "deliver an array")  # fmt: skip
    return value


def day_of(value: object, field: str, *, last: bool = False) -> date | None:
    """A day, from a date or a time stamp; of a bare year or month its first or ``last`` day."""
    told = word(value, field)
    if not told:
        return None
    match = _PARTIAL.fullmatch(told)
    if match is not None:
        year, month, day = (int(part) if part else 0 for part in match.groups())
        try:
            if last and not day:
                return _last_day(year, month or 12)
            return date(year, month or 1, day or 1)
        except ValueError:
            pass
    raise bad(field, "不是日期", "not a date", "请写 2021-03-05", "write 2021-03-05")


def _last_day(year: int, month: int) -> date:
    following = date(year + month // 12, month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)


def percent(value: object, field: str) -> Decimal | None:
    """A percentage from 0 to 100, exact. Raises BadField."""
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise bad(field, "不是数字", "not a number", "请提供 0 到 100 的数", "deliver 0 to 100")
    if not 0 <= value <= _HUNDRED:
        raise bad(field, "比例不在 0 到 100 之间", "outside 0 to 100 percent",
                  "请核对比例", "check the share")  # fmt: skip
    return Decimal(value)


def floor_ppm(share: Decimal) -> int:
    return int((share * 10_000).to_integral_value(rounding=ROUND_FLOOR))


def ceiling_ppm(share: Decimal) -> int:
    return int((share * 10_000).to_integral_value(rounding=ROUND_CEILING))
