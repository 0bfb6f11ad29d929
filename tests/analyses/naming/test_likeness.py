"""How like two names are, and which candidate is meant."""

from __future__ import annotations

import random
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyses.naming.likeness import distance, likeness
from analyses.naming.match import Asked, Candidate, matches
from analyses.naming.parts import Parser
from analyses.rulebook import load_rules

RULES = load_rules().naming
PARSER = Parser(RULES, date(2026, 1, 31))
WEIGHTS, RULE = RULES.weights[0], RULES.match[0]
NAME = "济南信脉建设工程有限公司"
CODE = frozenset({"91370100MA3C4XXXX1"})
CHARACTERS = st.text(alphabet="济南信心脉麦建设社工程科技历下山东()有限公司分第一二", max_size=14)


def like(a: str, b: str = NAME) -> int:
    return likeness(PARSER.parse(a), PARSER.parse(b), WEIGHTS).score


@pytest.mark.parametrize(
    ("name", "least", "most"),
    [
        ("濟南信脈建設工程有限公司", 100, 100),
        ("信脉建设工程(济南)有限责任公司", 99, 99),
        ("信脉建设工程有限公司济南", 99, 99),
        ("信脉建设工程有限公司（济南）", 99, 99),
        ("山东济南信脉建设工程有限公司", 99, 99),
        ("山东信脉建设工程有限公司", 80, 89),  # the city lies in the province: perhaps two firms
        ("济南市历下区信脉建设工程有限公司", 80, 89),
        ("济南心脉建设工程有限公司", 90, 99),  # read alike
        ("济南信脉建工程有限公司", 90, 99),  # a character of the trade missing
        ("信脉建设工程", 90, 99),
        ("济南脉信建设工程有限公司", 80, 89),
        ("济南信达建设工程有限公司", 70, 85),
        ("济南信脉科技有限公司", 50, 75),
        ("青岛信脉建设工程有限公司", 50, 75),
        ("信脉建设工程有限公司济南分公司", 50, 60),
        ("青岛海岳餐饮股份有限公司", 0, 30),
    ],
)
def test_likeness(name: str, least: int, most: int) -> None:
    assert least <= like(name) <= most


def test_numbers_tell_apart() -> None:
    assert like("中国建筑第八工程局有限公司", "中国建筑第五工程局有限公司") <= 60
    assert like("济南一建第一分公司", "济南一建第二分公司") <= 60


@given(CHARACTERS, CHARACTERS)
def test_likeness_is_symmetric_and_whole_only_for_the_same(a: str, b: str) -> None:
    one, other = PARSER.parse(a), PARSER.parse(b)
    found = likeness(one, other, WEIGHTS)
    assert found.score == likeness(other, one, WEIGHTS).score
    assert (found.score == 100) == (one.normal == other.normal)
    assert 0 <= found.score <= 100
    assert found.features


def test_distance_is_the_optimal_alignment() -> None:
    """Against a brute search through all ways to turn one row into the other."""
    draw = random.Random(7)
    for _ in range(60):
        a, b = (_row(draw), _row(draw))
        assert distance(a, b, WEIGHTS) == _brute(tuple(a), tuple(b))


def _row(draw: random.Random) -> list[tuple[str, int]]:
    length = draw.randint(0, 4)
    return [(draw.choice("信心脉建"), draw.choice((1_000_000, 400_000))) for _ in range(length)]


def _brute(a: tuple[tuple[str, int], ...], b: tuple[tuple[str, int], ...]) -> int:
    if not a or not b:
        return sum(w for _, w in a + b)
    (x, wx), (y, wy) = a[0], b[0]
    alike = {x, y} == {"信", "心"}
    turn = 0 if x == y else max(wx, wy) * (350_000 if alike else 1_000_000) // 1_000_000
    ways = [_brute(a[1:], b) + wx, _brute(a, b[1:]) + wy, _brute(a[1:], b[1:]) + turn]
    if len(a) > 1 and len(b) > 1 and x == b[1][0] and a[1][0] == y:
        ways.append(_brute(a[2:], b[2:]) + max(a[1][1], b[1][1]) * 600_000 // 1_000_000)
    return min(ways)


def chosen(asked: Asked, *names: str) -> list[tuple[str, bool]]:
    candidates = [Candidate(n, [name]) for n, name in enumerate(names)]
    found = matches(PARSER, WEIGHTS, RULE, asked, candidates)
    return [(match.candidate.names[0], match.certain) for match in found]


def test_a_match_is_good_enough_and_the_only_one() -> None:
    qingdao = "青岛信脉建设工程有限公司"
    assert chosen(Asked("信脉建设工程"), NAME) == [(NAME, True)]
    assert chosen(Asked("信脉建设工程"), NAME, qingdao) == [(NAME, False), (qingdao, False)]
    assert chosen(Asked("济南信脉建设工程"), qingdao, NAME)[0] == (NAME, True)
    assert chosen(Asked("济南信达建设工程有限公司"), NAME) == [(NAME, False)]
    assert chosen(Asked("海岳餐饮"), NAME) == []


def test_a_code_decides() -> None:
    coded = Candidate(1, [NAME], CODE)
    (same,) = matches(PARSER, WEIGHTS, RULE, Asked("别的名字", CODE), [coded])
    assert (same.likeness.score, same.certain) == (100, True)
    assert (
        matches(PARSER, WEIGHTS, RULE, Asked(NAME, frozenset({"91370100MA3C4XXXX2"})), [coded])
        == []
    )


def test_an_address_helps_and_never_makes_it_whole() -> None:
    here = Candidate(1, ["信脉建设工程有限公司"], beside={"address": "济南市历下区经十路1号"})
    there = Candidate(2, ["信脉建设工程有限公司"], beside={"address": "青岛市市南区香港路9号"})
    asked = Asked("信脉建设工程公司", beside={"address": ["历下区经十路1号"]})
    found = matches(PARSER, WEIGHTS, RULE, asked, [there, here])
    assert [match.candidate.number for match in found] == [1, 2]
    assert found[0].likeness.score < 100


def test_former_names_count_and_are_said() -> None:
    renamed = Candidate(1, ["泰山石材有限公司", NAME])
    (found,) = matches(PARSER, WEIGHTS, RULE, Asked(NAME), [renamed])
    assert "former-name" in {feature.id for feature in found.likeness.features}
