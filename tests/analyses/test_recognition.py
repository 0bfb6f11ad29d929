"""Which list a record is of, by the names that deliveries use."""

from __future__ import annotations

from datetime import date

import pytest

from analyses.recognition import list_of
from analyses.rulebook import load_rules
from graph.facts import Value

RULES = load_rules()


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"kind": "serious_list", "list": "拖欠农民工工资失信联合惩戒对象名单"}, "wage_arrears"),
        ({"kind": "penalty", "list": "拖欠农民工工资行政处罚"}, "penalty"),
        ({"kind": "bad_record", "list": "建设单位拖欠工程款"}, "unpaid_contract_sum"),
        ({"kind": "serious_list", "list": "安全生产严重失信主体名单"}, "work_safety"),
        ({"kind": "serious_list", "list": "市场监督管理严重违法失信名单"}, "market_supervision"),
        ({"kind": "serious_list", "list": "政府采购严重违法失信行为记录名单"}, "procurement"),
        ({"kind": "judgment_debtor"}, "judgment_debtor"),
        ({"kind": "penalty", "revoked": "吊销营业执照"}, "licence_revoked"),
        ({"kind": "penalty", "penalty_kinds": "吊销许可证件", "revoked": "营业执照"},
         "licence_revoked"),
        ({"kind": "penalty", "penalty_kinds": "责令关闭"}, "licence_revoked"),
        ({"kind": "penalty", "violation": "与他人串通投标"}, "bid_rigging"),
        ({"kind": "penalty", "list": "串通投标"}, "bid_rigging"),
        ({"kind": "penalty", "facts": "以弄虚作假的方式骗取中标"}, "bid_fraud"),
        ({"kind": "penalty", "violation": "违反工程质量管理规定"}, "works_quality"),
        ({"kind": "bad_record", "list": "建筑市场不良行为记录"}, "construction_market"),
        ({"kind": "serious_list", "list": "某某领域黑名单"}, "serious_other"),
        ({"kind": "abnormal_operation"}, "abnormal_operation"),
        ({"kind": "penalty", "violation": "虚假广告"}, "penalty"),
        ({"kind": "bad_record", "list": "医疗"}, "bad_record"),
        ({"kind": "penalty", "list": "禁止参加投标"}, "bidding_ban"),
        ({"kind": "penalty", "content": "取消三年内的投标资格"}, "bidding_ban"),
        ({"kind": "penalty", "basis": "《招标投标法》第六十条"}, "bidding_ban"),
        ({"kind": "penalty", "basis": "《招标投标法实施条例》第六十条"}, "penalty"),
        ({"kind": "penalty", "basis": "招标投标法实施条例第67条"}, "bid_rigging"),
        ({"kind": "penalty", "basis": "《招标投标法实施条例》第六十八条"}, "bid_fraud"),
        ({"kind": "serious_list", "basis": "《保障农民工工资支付条例》第四十八条"}, "wage_arrears"),
        ({"kind": "other", "list": "license revoked"}, "licence_revoked"),
        ({"kind": "other"}, "other"),
        ({}, "other"),
    ],
)  # fmt: skip
def test_names_of_lists(fields: dict[str, Value], expected: str) -> None:
    found = list_of(RULES, {"decided": date(2025, 5, 6), **fields}, date(2026, 1, 1))
    assert found is not None
    assert found.id == expected


def test_the_day_of_decision_chooses_the_version() -> None:
    for decided, document in (
        (date(2024, 6, 30), "company-law-2005"),
        (date(2024, 7, 1), "company-law"),
    ):
        found = list_of(RULES, {"kind": "penalty", "list": "责令关闭", "decided": decided},
                        date(2026, 1, 1))  # fmt: skip
        assert found is not None
        assert found.basis[0].document == document


def test_what_is_older_than_any_rule_is_read_by_the_day_asked() -> None:
    found = list_of(RULES, {"kind": "other", "decided": date(2001, 1, 1)}, date(2026, 1, 1))
    assert found is not None
    assert list_of(RULES, {"kind": "other"}, date(1990, 1, 1)) is None
