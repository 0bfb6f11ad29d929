"""Divisions by name: how the district at either end of an enterprise's name is told from the rest.

Names and codes are those of GB/T 2260, retired ones included (a firm keeps its name when its county
becomes a district), as python-stdnum carries them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from stdnum import numdb

_YEARS: Final = re.compile(r"\[[^\]]*\]")
_ENDINGS: Final = re.compile(r"(?:特别行政区|(?:维吾尔|回族|壮族)?自治区|省|市|地区|盟|区|县|旗)$")
_NO_NAME: Final = frozenset({"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"})
LONGEST: Final = 12


@dataclass(frozen=True, slots=True)
class Divisions:
    """``whole`` names may stand anywhere a district may; ``short`` ones (济南) of provinces and
    cities, too; those of counties are often brands (长安, 和平) and count only where nothing but a
    district can stand: in brackets, before 分公司."""

    whole: Mapping[str, frozenset[str]]
    short: Mapping[str, frozenset[str]]
    counties: Mapping[str, frozenset[str]]

    def codes(self, text: str, *, surely: bool = False) -> frozenset[str]:
        """The codes, cut to what tells their level, of all divisions called so."""
        found = self.whole.get(text, frozenset()) | self.short.get(text, frozenset())
        return found | self.counties.get(text, frozenset()) if surely else found

    def leading(self, text: str) -> str:
        """The longest name of a division at the beginning; empty if there is none."""
        return next((text[:n] for n in range(LONGEST, 1, -1) if self._ends(text[:n], n)), "")

    def trailing(self, text: str) -> str:
        """The longest name of a division at the end."""
        return next((text[-n:] for n in range(LONGEST, 1, -1) if self._ends(text[-n:], n)), "")

    def _ends(self, part: str, length: int) -> bool:
        return len(part) == length and bool(self.codes(part))


def within(some: frozenset[str], others: frozenset[str]) -> bool:
    """Whether one of these divisions lies in, or is, one of those, or the other way round."""
    return any(a.startswith(b) or b.startswith(a) for a in some for b in others)


@cache
def divisions() -> Divisions:
    """Some 30 ms, once."""
    tables: tuple[dict[str, set[str]], ...] = (
        defaultdict(set), defaultdict(set), defaultdict(set)
    )  # fmt: skip
    whole, short, counties = tables
    for code, name in _named():
        whole[name].add(code)
        bare = _ENDINGS.sub("", name)
        if len(bare) > 1 and bare != name:
            (counties if len(code) == 6 else short)[bare].add(code)
    return Divisions(*({name: frozenset(codes) for name, codes in t.items()} for t in tables))


def _named() -> Iterator[tuple[str, str]]:
    """Codes of two, four or six digits, and what they are or were called."""
    for _, province, _, told, below in numdb.get("cn/loc").prefixes:
        yield province, told["province"]
        for _, low, _, county, _ in below:
            code = province + (low if low[2:] != "00" else low[:2])
            for name in filter(None, re.split(r",|\[", _YEARS.sub(",", county["county"]))):
                if name not in _NO_NAME and low != "0000":
                    yield code, name
