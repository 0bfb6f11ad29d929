"""An enterprise's name taken apart: district, brand (字号), trade, legal form, a branch's own.

A name is built of the first four in this order (企业名称登记管理规定 第六条), but the district may
stand in brackets or behind, and a branch adds its own district and kind to its company's name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from analyses.naming.districts import Divisions, divisions
from analyses.rulebook import in_force
from analyses.rulebook.naming import Naming
from graph.search_text import plain

_BRACKETS: Final = str.maketrans("[]{}〔〕【】《》", "()()()()()")
_MARKS: Final = re.compile(r"[^\w()]|_")
_INSIDE: Final = re.compile(r"\(([^()]*)\)")
_LAST: Final = re.compile(r"\(([^()]*)\)$")
_NUMBER: Final = re.compile(
    r"\d+|[一二三四五六七八九十百]+(?=[局处队分公司院所冶航号厂店])|第[一二三四五六七八九十百]+"
)
SHORTEST_BRAND: Final = 2


def normal(name: str) -> str:
    """Half width, lower case, simplified, one sort of bracket, without blanks and other marks."""
    return _MARKS.sub("", plain(name).translate(_BRACKETS))


@dataclass(frozen=True, slots=True)
class Parts:
    """``normal`` is the whole in normal form. A part that the name does not have is empty.

    ``stem`` is the company's own name without its legal form, as it stands; ``district`` are
    division codes; ``form`` an id of the rules; ``branch`` what follows the
    company's own name, without the kind (``kind``) and the district (``branch_district``).
    """

    normal: str
    stem: str
    district: frozenset[str]
    brand: str
    trade: str
    form: str
    kind: str = ""
    branch: str = ""
    branch_district: frozenset[str] = frozenset()
    numbers: tuple[str, ...] = ()

    @property
    def core(self) -> str:
        return self.brand + self.trade


class Parser:
    """The words in force on a day, longest first. Build once, parse many."""

    def __init__(self, rules: Naming, day: date) -> None:
        self._forms = {
            normal(word): form.id for form in in_force(rules.form, day) for word in form.words
        }
        listed = {words.id: words.words for words in in_force(rules.words, day)}
        self._formed = re.compile(f"(.+?)({_either(self._forms)})")
        self._branched = re.compile(f"(.+?)({_either(listed['branches'])})")
        traded = _either(listed["trades"])
        self._branded = re.compile(f"(.{{{SHORTEST_BRAND},}}?)((?:{traded})*)")
        self._trades = re.compile(f"(?:{traded})+")
        self._divisions: Divisions = divisions()

    def parse(self, name: str) -> Parts:
        """Cost: some 50 µs."""
        whole = normal(name)
        head, tail, kind = self._branch(whole)
        head, behind = (head, frozenset[str]()) if kind else self._far_end(head)
        stem, form = self._form(head)
        rest, district = self._district(stem)
        district = _closer(district, behind) if behind else district
        brand, trade = _two(self._branded, rest)
        if not district:
            brand, district = self._behind(brand)
        tail, branch_district = self._bare(tail)
        return Parts(
            whole, stem, district, brand, trade, form, kind, tail, branch_district,
            tuple(_NUMBER.findall(whole)),
        )  # fmt: skip

    def _branch(self, whole: str) -> tuple[str, str, str]:
        """The company's own name, what the branch adds, and the branch's kind."""
        before, kind = _two(self._branched, whole)
        if not kind:
            return whole, "", ""
        ends = (before.rfind(form) + len(form) for form in self._forms
                if len(form) > 1 and form in before)  # fmt: skip
        at = max(ends, default=-1)
        if at > 0:
            return before[:at], before[at:], kind
        if not kind.startswith(("分", "支")):
            return whole, "", ""  # 某某经营部 is no branch of anybody named
        place = self._divisions.trailing(before)
        return before.removesuffix(place), place, kind

    def _far_end(self, head: str) -> tuple[str, frozenset[str]]:
        """A district behind the legal form, in brackets or not: 信脉建设有限公司济南."""
        inside = _LAST.search(head)
        place = inside[1] if inside else self._divisions.trailing(head)
        before = head[: inside.start()] if inside else head.removesuffix(place)
        codes = self._divisions.codes(place, surely=inside is not None)
        return (before, codes) if codes and self._form(before)[1] else (head, frozenset())

    def _form(self, head: str) -> tuple[str, str]:
        if head in self._forms:  # and nothing before it
            return head, ""
        rest, found = _two(self._formed, head)
        return rest, self._forms.get(found, "")

    def _district(self, rest: str) -> tuple[str, frozenset[str]]:
        """Taken from the brackets and from the beginning."""
        codes = frozenset[str]()
        for inside in _INSIDE.findall(rest):
            if found := self._divisions.codes(inside, surely=True):
                codes, rest = _closer(codes, found), rest.replace(f"({inside})", "", 1)
        rest = rest.replace("(", "").replace(")", "")
        while (place := self._divisions.leading(rest)) and self._leaves(rest[len(place) :]):
            codes, rest = _closer(codes, self._divisions.codes(place)), rest[len(place) :]
        return rest, codes

    def _behind(self, brand: str) -> tuple[str, frozenset[str]]:
        """A district behind the brand: 信脉济南建设."""
        place = self._divisions.trailing(brand)
        if place and len(brand) - len(place) >= SHORTEST_BRAND:
            return brand.removesuffix(place), self._divisions.codes(place)
        return brand, frozenset()

    def _bare(self, tail: str) -> tuple[str, frozenset[str]]:
        bare = tail.replace("(", "").replace(")", "")
        for n in range(len(bare), 1, -1):
            if found := self._divisions.codes(bare[:n], surely=True):
                return bare[n:], found
        return bare, frozenset()

    def _leaves(self, rest: str) -> bool:
        """Whether what is left still has a brand: 长安 of 长安汽车 stays."""
        return len(rest) >= SHORTEST_BRAND and not self._trades.fullmatch(rest)


def _either(words: Iterable[str]) -> str:
    """The longer before the shorter."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


def _two(pattern: re.Pattern[str], text: str) -> tuple[str, str]:
    """The two parts a pattern finds in the whole text; else all of it, and nothing."""
    found = pattern.fullmatch(text)
    return (found[1], found[2]) if found else (text, "")


def _closer(held: frozenset[str], found: frozenset[str]) -> frozenset[str]:
    """The narrower of two districts: of 山东济南 the city; of a name that several share, the one
    inside what stands before it."""
    inside = frozenset(code for code in found if any(code.startswith(outer) for outer in held))
    return inside or (found if len(min(found)) >= len(min(held or {""})) else held)
