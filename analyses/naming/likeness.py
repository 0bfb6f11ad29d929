"""How like two names are, from 0 to 100, and by what: every point is accounted for by a feature.

The core (brand and trade) is compared by a weighted edit distance with swaps (optimal string
alignment): a character of the trade counts less than one of the brand, one that is read alike less
than one that is not. District and legal form may be missing on one side at a small cost. Where two
names part for certain, by a number, a branch or a district, the sum is capped.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from analyses.naming.districts import within
from analyses.naming.parts import Parts
from analyses.rulebook.naming import NameWeights
from graph.spelling import readings

WHOLE: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Feature:
    """``value`` in ppm: 1,000,000 is the same; ``zh`` and ``en`` say what was found."""

    id: str
    value: int
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Likeness:
    """``score`` is 100 only for names of one normal form."""

    score: int
    features: tuple[Feature, ...]
    capped_by: str = ""


def likeness(a: Parts, b: Parts, weights: NameWeights) -> Likeness:
    """Symmetric. O(length of the cores squared)."""
    if a.normal == b.normal:
        same = Feature("name", WHOLE, "名称相同(繁简、全半角、标点不计)", "the same name")
        return Likeness(100, (same,))
    features = (_core(a, b, weights), _district(a, b, weights), _form(a, b, weights))
    points = (weights.core, weights.district, weights.form)
    total = sum(p * f.value for p, f in zip(points, features, strict=True)) // WHOLE
    score = min(total * 100 // sum(points), 99)
    parted = list(_parted(a, b, weights))
    most, cap = min(((most, f) for most, f in parted), key=lambda one: one[0], default=(100, None))
    told = (*features, *(feature for _, feature in parted))
    return Likeness(min(score, most), told, cap.id if cap is not None and score > most else "")


def _core(a: Parts, b: Parts, weights: NameWeights) -> Feature:
    if a.core == b.core:
        return Feature("core", WHOLE, "字号与行业相同", "the same brand and trade")
    if a.brand == b.brand and not (a.trade and b.trade):
        return Feature("core", weights.trade_missing_ppm, "字号相同,一方未写行业",
                       "the same brand; one has no trade")  # fmt: skip
    cost = distance(_weighed(a, weights), _weighed(b, weights), weights)
    longest = max(sum(w for _, w in _weighed(one, weights)) for one in (a, b)) or 1
    value = max(0, WHOLE - cost * WHOLE // longest)
    return Feature("core", value, *_told(a, b))


def _told(a: Parts, b: Parts) -> tuple[str, str]:
    if len(a.core) == len(b.core):
        differ = [(x, y) for x, y in zip(a.core, b.core, strict=True) if x != y]
        if all(_read_alike(x, y) for x, y in differ):
            return f"{len(differ)} 个字同音不同形", f"{len(differ)} characters read alike"
        if sorted(a.core) == sorted(b.core):
            return "字序颠倒", "characters in another order"
        if a.brand == b.brand:
            return "字号相同,行业不同", "the same brand, another trade"
        return f"{len(differ)} 个字不同", f"{len(differ)} characters differ"
    if a.brand == b.brand:
        return "字号相同,行业不同", "the same brand, another trade"
    return "字数不同", "more characters in one than in the other"


def _weighed(parts: Parts, weights: NameWeights) -> list[tuple[str, int]]:
    return [(c, WHOLE) for c in parts.brand] + [(c, weights.trade_ppm) for c in parts.trade]


def distance(
    a: Sequence[tuple[str, int]], b: Sequence[tuple[str, int]], weights: NameWeights
) -> int:
    """The cheapest way to turn one row of weighed characters into the other: leave out, put in,
    replace, swap two neighbours. In ppm of a brand's character. O(len(a) · len(b))."""
    rows = [[0]]
    for _, weight in b:
        rows[0].append(rows[0][-1] + weight)
    for i, (x, wx) in enumerate(a, 1):
        row = [rows[-1][0] + wx]
        for j, (y, wy) in enumerate(b, 1):
            best = min(
                rows[-1][j] + wx, row[-1] + wy, rows[-1][j - 1] + _turn(a[i - 1], b[j - 1], weights)
            )
            if i > 1 and j > 1 and x == b[j - 2][0] and a[i - 2][0] == y:
                best = min(best, rows[i - 2][j - 2] + max(wx, wy) * weights.swapped_ppm // WHOLE)
            row.append(best)
        rows.append(row)
    return rows[-1][-1]


def _turn(a: tuple[str, int], b: tuple[str, int], weights: NameWeights) -> int:
    if a[0] == b[0]:
        return 0
    most = max(a[1], b[1])
    return most * weights.read_alike_ppm // WHOLE if _read_alike(a[0], b[0]) else most


def _read_alike(a: str, b: str) -> bool:
    return a == b or not set(readings(a)).isdisjoint(readings(b))


def _district(a: Parts, b: Parts, weights: NameWeights) -> Feature:
    if a.district == b.district or a.district & b.district:
        return Feature("district", WHOLE, "行政区划一致", "districts agree")
    if within(a.district, b.district):
        return Feature("district", weights.part_missing_ppm, "行政区划一方包含另一方",
                       "one district lies in the other")  # fmt: skip
    if not (a.district and b.district):
        return Feature("district", weights.part_missing_ppm, "一方未写行政区划",
                       "one names no district")  # fmt: skip
    return Feature("district", 0, "行政区划不同", "other districts")


def _form(a: Parts, b: Parts, weights: NameWeights) -> Feature:
    if a.form == b.form:
        return Feature("form", WHOLE, "组织形式一致", "the same legal form")
    if not (a.form and b.form):
        return Feature("form", weights.part_missing_ppm, "一方未写组织形式",
                       "one names no legal form")  # fmt: skip
    return Feature("form", 0, "组织形式不同", "other legal forms")


def _parted(a: Parts, b: Parts, weights: NameWeights) -> Iterator[tuple[int, Feature]]:
    """Where two names part for certain, and what their likeness may be at most."""
    if a.district and b.district and not within(a.district, b.district):
        yield (
            weights.at_most_other_district,
            Feature("other-district", 0, "两地同名企业", "of one name in two places"),
        )
    elif a.district and b.district and not a.district & b.district:
        yield (
            weights.at_most_wider_district,
            Feature("wider-district", 0, "省、市、县登记的可为不同企业",
                    "a province's firm and a city's may be two"),
        )  # fmt: skip
    if a.numbers != b.numbers:
        yield (
            weights.at_most_other_number,
            Feature("other-number", 0, "序号不同", "numbered otherwise"),
        )
    if bool(a.kind) != bool(b.kind) or not _same_branch(a, b):
        yield (
            weights.at_most_other_branch,
            Feature("other-branch", 0, "总公司与分支,或两处分支", "another branch, or none"),
        )


def _same_branch(a: Parts, b: Parts) -> bool:
    places = a.branch_district, b.branch_district
    agree = places[0] == places[1] or within(*places)
    return a.branch == b.branch and agree
