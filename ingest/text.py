"""Folding and cleaning of delivered text.

Width folding of letters, digits and spaces is safe and done everywhere; punctuation of names is
kept as delivered. Nothing invisible is ever dropped silently: it is named and refused.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from ingest.layout import BadField, Cells

FORMULA: Final = re.compile(r"^[=@+\-]")
NUMBER: Final = re.compile(r"^[+\-]?[\d.,]+%?$")
BLANK: Final = frozenset(
    {"", "-", "--", "—", "/", "\\N", "无", "空", "null", "NULL", "None", "N/A"}
)

INVISIBLE: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff"
    "\ud800-\udfff\U000e0000-\U000e0fff]"
)
"""Characters that cannot be seen, reorder what is seen, or stand for lost ones."""

_WIDE: Final = {
    0x3000: " ",
    0x00A0: " ",
    **{code: chr(code - 0xFEE0) for code in range(0xFF10, 0xFF1A)},
    **{code: chr(code - 0xFEE0) for code in range(0xFF21, 0xFF3B)},
    **{code: chr(code - 0xFEE0) for code in range(0xFF41, 0xFF5B)},
}
WIDE: Final = re.compile("[\u00a0\u3000\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]")


def narrow(text: str) -> str:
    """Full-width letters, digits and spaces made half-width; punctuation stays."""
    return text.translate(_WIDE)


def fold(text: str) -> str:
    """NFKC and trimmed: for codes, dates and numbers, where width carries no meaning."""
    return text.strip() if text.isascii() else unicodedata.normalize("NFKC", text).strip()


def header_fold(text: str) -> str:
    """A header as compared: width-, case- and space-folded, without marks of required columns."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(folded.split()).strip("*\ufeff").replace("_", "").replace("-", "")


def name_of_invisible(character: str) -> str:
    """``U+200B ZERO WIDTH SPACE``, for messages."""
    return f"U+{ord(character):04X} {unicodedata.name(character, 'control character')}"


_LONG_DIGITS: Final = re.compile(r"\d{14}")


def shown(value: str) -> str:
    """A value for a message: short, printable, and never one that may be an identity number."""
    if _LONG_DIGITS.search(value) or INVISIBLE.search(value):
        return ""
    return f"“{value}”" if len(value) <= 32 else f"“{value[:29]}…”"


def text(cells: Cells, name: str) -> str:
    """The cell as delivered, trimmed; ``''`` when absent or a mark for nothing."""
    value = cells.get(name, "")
    return "" if value in BLANK else value


def required(cells: Cells, name: str) -> str:
    """The cell, which must not be empty."""
    value = text(cells, name)
    if not value:
        raise BadField(name, "必填项为空", "a required cell is empty", "请填写", "fill it in")
    return value
