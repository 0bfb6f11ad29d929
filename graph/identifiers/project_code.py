"""项目代码, 24 characters ``4-6-2-2-6``; GB/T 40058-2021 and the numbering before it.

Old (to late 2020): year–region–industry–type–serial. New: YYMM–region–ministry–type–random and a
check digit whose formula is not public, so only the shape is checked. The region may be a central
one (000052) and is therefore not looked up.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from graph.identifiers.shape import DIGITS, Standard

STANDARD: Final = Standard("项目代码", "project code", (20, 24))
_SHAPE: Final = re.compile(r"\d{4}-\d{6}-\d\d-\d\d-\d{6}", re.ASCII)
_HYPHENS: Final = (5, 12, 15, 18)
_MONTHS: Final = frozenset(f"{month:02d}" for month in range(1, 13))
_OLD_YEARS: Final = frozenset(str(year) for year in range(2013, 2021))


@dataclass(frozen=True, slots=True)
class ProjectCode:
    """A code of the right shape; ``text`` has its hyphens."""

    text: str

    def __str__(self) -> str:
        return self.text

    @property
    def edition(self) -> Literal["old", "new"]:
        return "new" if self.text[2:4] in _MONTHS else "old"

    @property
    def year(self) -> int:
        """The year of coding."""
        return 2000 + int(self.text[:2]) if self.edition == "new" else int(self.text[:4])

    @property
    def month(self) -> int | None:
        """The month of coding; old codes have none."""
        return int(self.text[2:4]) if self.edition == "new" else None

    @property
    def region(self) -> str:
        return self.text[5:11]

    @property
    def sector(self) -> str:
        """The industry of an old code, the ministry of a new one."""
        return self.text[12:14]

    @property
    def type(self) -> str:
        return self.text[15:17]

    @property
    def serial(self) -> str:
        return self.text[18:]


def is_valid(text: str) -> bool:
    """Whether the text is a project code with its hyphens."""
    return _SHAPE.fullmatch(text) is not None and _dated(text)


def _dated(text: str) -> bool:
    return text[2:4] in _MONTHS or text[:4] in _OLD_YEARS


def parse(text: str) -> ProjectCode:
    """The code, from 24 characters with hyphens or the 20 digits alone. Raises BadIdentifier."""
    STANDARD.check_length(text)
    hyphens = _HYPHENS if len(text) == 24 else ()
    for position, character in enumerate(text, 1):
        if position in hyphens and character != "-":
            raise STANDARD.bad("应为连字符", "must be a hyphen", position)
        if position not in hyphens:
            STANDARD.check_characters(character, DIGITS, "应为数字", "must be a digit", position)
    if not _dated(text):
        raise STANDARD.bad(
            "起既不是月份 01-12,前四位也不是 2013-2020 年",
            "starts neither a month 01-12, nor are the first four a year 2013-2020",
            3,
        )
    digits = text.replace("-", "")
    parts = digits[:4], digits[4:10], digits[10:12], digits[12:14], digits[14:]
    return ProjectCode("-".join(parts))
