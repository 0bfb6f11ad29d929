"""How each address is asked, by example: the values its parameters and bodies are documented with.

They are those of the town that the answers' examples tell of; the tests send every one of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from api.examples.common import A

UNIT: Final = "济南市住房和城乡建设局"
PROJECT: Final = "t:west-lake"
RECORD: Final = "t:doc-1@住建局"
OTHER: Final = "t:yi"
PERSON: Final = "p-" + "0" * 31 + "1"

BY_NAME: Final[Mapping[str, str]] = {
    "id": A, "code": PROJECT, "record": RECORD, "from": A, "to": OTHER, "other": OTHER,
    "q": "建设", "department": UNIT, "seed": "2026-01-31", "question": "control",
    "bbox": "116.9,36.4,117.6,36.9", "kind": "subject", "family": "subject", "format": "graphml",
    "item": "bid-housing", "purpose": "bidding", "number": "国家发展改革委令第58号",
    "name": "示例建设集团",
}  # fmt: skip
"""What a parameter of this name is documented with, unless its address says otherwise."""

BY_ADDRESS: Final[Mapping[str, Mapping[str, str]]] = {
    "GET /v1/subjects/{id}/commitments/gate": {"item": "construction-permit"},
    "GET /v1/subjects/{id}/diff": {"from": "2025-01-01"},
    "GET /v1/diff": {"from": "2025-01-01"},
    "GET /v1/inspections/draw": {"department": "market_supervision"},
    "GET /v1/inspections/pool": {"department": "market_supervision"},
}
RECEIPT: Final = "6F1C0B9D8E7A5F43"
BODIES: Final[Mapping[str, Any]] = {
    "POST /v1/screen": {"ids": [A, "nobody"]},
    "POST /v1/screen/jobs": {"ids": [A, OTHER], "item": "bid-housing", "purpose": "bidding"},
    "POST /v1/what-if": {
        "question": "risk", "ids": [OTHER], "suppose": [{"kind": "repair", "record": RECORD}],
    },
    "POST /v1/commitments": {"unit": UNIT, "subject": A, "item": "construction-permit"},
    "POST /v1/commitments/{id}/acts": {
        "unit": UNIT, "act": "found_false", "note": "资金未落实", "officer": "王某",
    },
    "POST /v1/registrations": {
        "unit": A, "subject": A, "kind": "welfare", "title": "捐建乡村图书室",
        "evidence": "捐赠票据 2025-118", "truthful": True,
    },
    "POST /v1/registrations/{id}/acts": {"unit": UNIT, "act": "verified"},
    "POST /v1/subjects/{id}/merge": {"unit": UNIT, "into": A, "reason": "执照与台账一致"},
    "POST /v1/subjects/{id}/separation": {"unit": UNIT, "reason": "系同名的另一家"},
    "POST /v1/inspections/results": {
        "unit": UNIT, "subject": A, "result": "violation", "cause": "draw", "seed": "2026-01-31",
    },
    "POST /v1/checks/feedback": {
        "unit": UNIT, "receipt": RECEIPT, "subject": OTHER, "item": "bid-housing",
        "purpose": "bidding", "outcome": "punished", "measure": "bidding_restricted",
    },
    "POST /v1/cases/{id}/feedback": {"unit": UNIT, "note": "已限制投标"},
    "POST /v1/repairs": {
        "unit": OTHER, "record": RECORD,
        "evidence": [
            {"condition": "duties", "day": "2026-01-20", "document": "缴款书 0131"},
            {"condition": "commitment", "day": "2026-01-21", "document": "信用承诺书 0121"},
        ],
    },
    "POST /v1/repairs/{id}/decision": {
        "unit": UNIT, "decision": "accept", "basis": "义务已履行完毕",
    },
    "POST /v1/objections": {"unit": OTHER, "record": RECORD, "reason": "处罚决定已被撤销"},
    "POST /v1/objections/{id}/mark": {"unit": UNIT},
    "POST /v1/objections/{id}/check": {"unit": UNIT, "note": "已调阅原卷"},
    "POST /v1/objections/{id}/settlement": {
        "unit": UNIT, "outcome": "uphold", "reason": "决定书所载金额有误", "remedy": "annul",
    },
    "POST /v1/watchlists": {"name": "在建项目施工单位", "subjects": [A, OTHER]},
    "POST /v1/watchlists/{id}/subjects": {"add": [A], "remove": [OTHER]},
    "POST /v1/webhooks": {"url": "https://credit.example.com/xinmai"},
    "POST /v1/webhooks/{id}/replay": {"cursor": None},
    "POST /v1/investigations": {
        "title": "示例集团关联企业核查", "why": "贷后检查", "subjects": [A],
    },
    "POST /v1/investigations/{id}/entries": {
        "entry": {"kind": "note", "text": "已约谈财务负责人"}, "after": 1,
    },
    "POST /v1/session": {"key": "xk_…", "purpose": "supervision"},
    "POST /v1/unmaskings": {
        "subject": PERSON, "case": "济建调〔2026〕12号", "reason": "核对投标文件编制人身份",
    },
    "POST /reconcile/match": {
        "queries": [
            {"conditions": [{"matchType": "name", "propertyValue": "示例建设集团有限公司"}]},
        ],
    },
    "POST /reconcile/extend": {"ids": [A], "properties": [{"id": "address"}]},
    "POST /reconcile/judgements": {
        "name": "示例建設集團", "id": A, "verdict": "same", "reason": "地址与法定代表人一致",
    },
}  # fmt: skip


AFTER_AN_ACT: Final = frozenset({
    "GET /v1/cases/{id}", "GET /v1/repairs/{id}", "GET /v1/objections/{id}",
    "GET /v1/commitments/{id}", "GET /v1/registrations/{id}", "GET /v1/investigations/{id}",
    "GET /v1/investigations/{id}/report.{form}", "GET /v1/investigations/{id}/proofs.zip",
    "GET /v1/files/verify/{code}", "GET /v1/projects/{code}/lots/{lot}/conflicts",
    "GET /v1/statistics/records", "GET /v1/watchlists/{id}", "GET /v1/webhooks/{id}",
    "GET /v1/screen/jobs/{id}", "GET /v1/screen/jobs/{id}/rows",
    "GET /v1/unmaskings/{id}",
    "POST /v1/cases/{id}/feedback", "POST /v1/repairs/{id}/decision",
    "POST /v1/objections/{id}/mark", "POST /v1/objections/{id}/check",
    "POST /v1/objections/{id}/settlement", "POST /v1/commitments/{id}/acts",
    "POST /v1/registrations/{id}/acts", "POST /v1/investigations/{id}/entries",
    "POST /v1/watchlists/{id}/subjects", "POST /v1/webhooks/{id}/replay",
    "POST /v1/unmaskings/{id}/approval", "POST /v1/subjects/{id}/merge",
    "POST /v1/subjects/{id}/separation",
})  # fmt: skip
"""Their ids are made by an act, a file or a delivery that the town does not have: no example."""


def example_of(address: str, parameter: str) -> str | None:
    return BY_ADDRESS.get(address, {}).get(parameter, BY_NAME.get(parameter))


def show(document: dict[str, Any]) -> None:
    """Put the examples of requests into an OpenAPI document."""
    for path, methods in document["paths"].items():
        for method, asked in methods.items():
            address = f"{method.upper()} {path}"
            told = method == "get" and address not in AFTER_AN_ACT
            for parameter in asked.get("parameters", ()) if told else ():
                value = example_of(address, parameter["name"])
                if parameter.get("required") and value is not None:
                    several = parameter["schema"].get("type") == "array"
                    parameter["example"] = [value] if several else value
            if address in BODIES:
                asked["requestBody"]["content"]["application/json"]["example"] = BODIES[address]
