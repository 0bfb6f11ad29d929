"""Cells: days, shares, money, numbers, flags, places; and names."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from analyses.naming.likeness import likeness
from analyses.naming.parts import Parser as NameParser
from analyses.rulebook import in_force, load_rules
from bench.fuzzing.parser import Parser, several, text
from graph.search_text import fold, likenesses, plain
from ingest import coordinates, statements, values
from ingest.text import fold as folded

DAYS = ("2021-03-05", "2021/3/5", "20210305", "2021年3月5日", "长期", "44260", "2021-02-30",
        "2021-03-05T08:00:00Z", "2021.3.5 12:00", "９９９９-12-31")  # fmt: skip
SHARES = ("51", "33.33333\n10\n60", "66.7%", "1,000", "1e2", "-3", "０.5", ".5", "100.0001")
MONEY = (
    "1,234.56",
    "人民币 3 万元",
    "1.5亿元",
    "¥ 20",
    "1e9",
    "USD 3",
    "0.001",
    "999999999999999999",
)
PLACES = ("117.12,36.65\nGCJ-02", "36.65,117.12\n", "117.1 36.6;117.2 36.7\nBD-09", "0,0\nWGS-84")
NAMES = ("山东信脉建设集团有限公司\n信脉建设", "济南市历下区(泉城)餐饮店\n泉城餐饮",
         "中国工商银行股份有限公司济南分行\n工商銀行", "第一建筑公司\n第二建筑公司")  # fmt: skip


def parsers() -> Iterator[Parser]:
    yield _cell("day", lambda cell: _day(cell), DAYS)
    yield Parser("share", _share, _seeds(SHARES))
    yield _cell("money", lambda cell: values.fen({"a": cell}, "a", "wan") is None, MONEY)
    yield _cell("number", lambda cell: values.microdegree({"a": cell}, "a", 180) is None, MONEY)
    yield _cell(
        "flag", lambda cell: values.flag({"a": cell}, "a") is None, ("是", "否", "true", "Y")
    )
    yield Parser("place", _place, _seeds(PLACES))
    yield _cell("statement's day", _stated_day, ("2021", "2021-03", "2021-03-05T00:00:00+08:00"))
    yield Parser("name", _names(), _seeds(NAMES))
    yield _cell("search text", _searched, ("信脉", "jnxm", "jinan xinmai", "9137010", "濟南"))


def _cell(name: str, read: Callable[[str], bool], seeds: tuple[str, ...]) -> Parser:
    """``read`` says whether the cell counts as empty, which is neither accepted nor wrong."""

    def take(data: bytes) -> bool:
        return not read(text(data))

    return Parser(name, take, _seeds(seeds), longest=100)


def _seeds(texts: tuple[str, ...]) -> list[bytes]:
    return [each.encode() for each in texts]


def _day(cell: str) -> bool:
    found = values._parse_day(folded(cell), "a")  # past the cache, which fills up
    assert found is None or 1900 <= found.year <= 2200
    return found is None


def _share(data: bytes) -> bool:
    exact, low, high = several(data, 3)
    least, most = values.share_range({"a": exact, "b": low, "c": high}, "a", "b", "c")
    assert 0 <= least <= most <= values.PPM
    return True


def _place(data: bytes) -> bool:
    cell, datum = several(data, 2)
    found = coordinates.place({"a": cell, "datum": datum}, "a")
    if found is not None:
        assert 73_000_000 <= found.longitude <= 136_000_000
        assert 3_000_000 <= found.latitude <= 54_000_000
    return found is not None


def _stated_day(cell: str) -> bool:
    return statements.day_of(cell, "a") is None


def _names() -> Callable[[bytes], bool]:
    rules, day = load_rules(), date(2026, 1, 31)
    parse = NameParser(rules.naming, day).parse
    weights = in_force(rules.naming.weights, day)[-1]

    def take(data: bytes) -> bool:
        one, other = (parse(name[:200]) for name in several(data, 2))
        forth, back = likeness(one, other, weights), likeness(other, one, weights)
        assert 0 <= forth.score == back.score <= 100
        return True

    return take


def _searched(told: str) -> bool:
    folded = fold(told)
    assert fold(folded) == folded
    likenesses(told)
    return not plain(told)
