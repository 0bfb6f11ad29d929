"""公民身份号码, GB 11643: division, birth date, serial, check character (mod 11-2).

Personal: no message and no ``repr`` holds any character of a number. A district that no list
knows is accepted, because retired ones live on in the numbers of people born there.
"""

from __future__ import annotations

from calendar import isleap
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from graph.identifiers.shape import DIGITS, Standard

STANDARD: Final = Standard("居民身份证号码", "resident identity number", (18,))
EARLIEST_YEAR: Final = 1800
_DAYS: Final = frozenset(
    (date(2000, 1, 1) + timedelta(days=n)).strftime("%m%d") for n in range(366)
)


@dataclass(frozen=True, slots=True)
class IdentityNumber:
    """A number that passes its check. Its ``repr`` and ``str`` say nothing about the person."""

    text: str = field(repr=False)

    def __str__(self) -> str:
        return repr(self)

    @property
    def division(self) -> str:
        """Where the number was issued, possibly a retired division."""
        return self.text[:6]

    @property
    def born(self) -> date:
        return date(int(self.text[6:10]), int(self.text[10:12]), int(self.text[12:14]))


def is_valid(text: str) -> bool:
    """Whether the text is a number as it is to be hashed: 18 characters, a capital X."""
    if len(text) != 18 or not (text.isascii() and text[:17].isdigit()):
        return False
    return _checked(text) and _born(text)


def _checked(text: str) -> bool:
    # The weights are 2^(18−i) mod 11 and 13 ≡ 2 (mod 11): read in base 13, a sound number is 1.
    last = text[17]
    if last == "X":
        return int(text[:17] + "A", 13) % 11 == 1
    return last in DIGITS and int(text, 13) % 11 == 1


def _born(text: str) -> bool:
    year, day = int(text[6:10]), text[10:14]
    return year >= EARLIEST_YEAR and day in _DAYS and (day != "0229" or isleap(year))


def parse(text: str) -> IdentityNumber:
    """The number; a lower-case x becomes X. Raises BadIdentifier."""
    STANDARD.check_length(text)
    number = text[:17] + text[17].replace("x", "X")
    STANDARD.check_characters(number[:17].upper(), DIGITS, "应为数字", "must be a digit")
    STANDARD.check_characters(number[17], DIGITS + "X", "应为数字或 X", "must be a digit or X", 18)
    if not _born(number):
        raise STANDARD.bad(
            "起的 8 位不是真实的出生日期", "to 14 hold no real birth date", 7
        )  # fmt: skip
    if not _checked(number):
        raise STANDARD.bad(
            "校验码不符,请对照证件核对", "the check character does not match: compare the card", 18
        )
    return IdentityNumber(number)
