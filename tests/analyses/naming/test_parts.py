"""Enterprise names taken apart."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyses.naming.parts import Parser, Parts, normal
from analyses.rulebook import load_rules

PARSER = Parser(load_rules().naming, date(2026, 1, 31))
JINAN, SHANDONG, LIXIA = frozenset({"3701"}), frozenset({"37"}), frozenset({"370102"})


def told(name: str) -> tuple[frozenset[str], str, str, str]:
    parts = PARSER.parse(name)
    return parts.district, parts.brand, parts.trade, parts.form


@pytest.mark.parametrize(
    "name",
    [
        "济南信脉建设工程有限公司",
        "信脉建设工程(济南)有限公司",
        "信脉建设工程（济南市）有限责任公司",
        "山东省济南市信脉建设工程有限公司",
        "山东济南信脉建设工程有限公司",
        "信脉济南建设工程有限公司",
        "濟南信脈建設工程有限公司",
        " 济南 信脉·建设工程 有限公司 ",
    ],
)
def test_the_district_may_stand_at_either_end(name: str) -> None:
    assert told(name) == (JINAN, "信脉", "建设工程", "limited")


def test_a_branch_is_told_from_its_company() -> None:
    branch = PARSER.parse("信脉建设工程有限公司济南分公司")
    assert (branch.brand, branch.form) == ("信脉", "limited")
    assert (branch.kind, branch.branch_district, branch.branch) == ("分公司", JINAN, "")
    bank = PARSER.parse("中国银行股份有限公司济南泺源支行")
    assert (bank.brand, bank.kind, bank.branch_district) == ("中国银行", "支行", JINAN)
    assert bank.branch == "泺源"
    assert PARSER.parse("济南市历下区老王经营部").kind == ""


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("山东省济南市历下区信脉科技有限公司", (LIXIA, "信脉", "科技", "limited")),
        ("山东信脉（集团）有限公司", (SHANDONG, "信脉", "", "group")),
        ("长安汽车股份有限公司", (frozenset(), "长安", "汽车", "joint-stock")),
        ("和平商贸有限公司", (frozenset(), "和平", "商贸", "limited")),
        ("上海信脉企业管理合伙企业(有限合伙)",
         (frozenset({"31"}), "信脉", "企业管理", "partnership")),
        ("信脉建设", (frozenset(), "信脉", "建设", "")),
        ("建设工程有限公司", (frozenset(), "建设", "工程", "limited")),
        ("有限公司", (frozenset(), "有限公司", "", "")),
        ("", (frozenset(), "", "", "")),
    ],
)  # fmt: skip
def test_parts(name: str, parts: tuple[frozenset[str], str, str, str]) -> None:
    assert told(name) == parts


def test_numbers_are_kept() -> None:
    assert PARSER.parse("中国建筑第八工程局有限公司").numbers == ("第八",)
    assert PARSER.parse("济南第3建筑公司").numbers == ("3",)
    assert PARSER.parse("济南三和商贸有限公司").numbers == ()


@given(st.text(max_size=60))
def test_any_text_is_parsed_and_nothing_is_made_up(name: str) -> None:
    parts: Parts = PARSER.parse(name)
    assert parts.normal == normal(name) == normal(normal(name))
    assert set(parts.core + parts.kind + parts.branch) <= set(parts.normal)
