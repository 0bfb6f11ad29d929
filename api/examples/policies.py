"""Policies: schemas and examples."""

from __future__ import annotations

from typing import Final

from api.answers.policies import shapes
from api.examples.common import BRIEF_A, BY_ID, FRAME, Responses, documented

SHAPES: Final = (shapes.PoliciesAnswer, shapes.PolicyAnswer)
_POLICY: Final = {
    "number": "国务院令第724号",
    "title": "保障农民工工资支付条例",
    "in_force": True,
    "articles": [{"article": "第四十八条", "says": "", "rules": 1}],
    "id": "wages-regulation",
    "official": True,
    "level": "regulation",
    "level_zh": "行政法规",
    "phase": "after",
    "phase_zh": "事后",
    "master": False,
    "issuer": "国务院",
    "since": "2020-05-01",
    "until": None,
    "replaces": [],
    "replaced_by": [],
}
_CITING: Final = {"rule": "wage_arrears", "file": "lists.toml", "articles": ["第四十八条"]}
_RULE: Final = {
    **_CITING,
    "table": "list",
    "title": "拖欠农民工工资失信联合惩戒对象名单",
    "title_en": "arrears of migrant workers' wages",
    "since": "2020-05-01",
    "until": None,
    "in_force": True,
    "successor_from": None,
}
_CASE: Final = {
    "record": "rsj:5d8c0a1b2c3d4e5f60718293",
    "name": "拖欠农民工工资失信联合惩戒对象名单",
    "kind": "serious_list",
    "subject": BRIEF_A,
    "authority": "济南市人力资源和社会保障局",
    "decided": "2025-03-01",
    "until": "2028-02-29",
    "pending": False,
    "rules": ["wage_arrears"],
    "dispatched": [
        {
            "case": "rsj:5d8c0a1b2c3d4e5f60718293~employment-subsidy",
            "item": "employment-subsidy",
            "department": "济南市人力资源和社会保障局",
            "due": "2025-03-14",
            "state": "overdue",
        }
    ],
}
EXAMPLES: Final = {
    "/v1/policies": {
        "as_of": "2026-01-31",
        "version": FRAME["rules"],
        "policies": [{**_POLICY, "rules": [_CITING]}],
    },
    "/v1/policies/{number}": {
        **FRAME,
        "policies": [
            {
                **_POLICY,
                "rules": [_RULE],
                "measures": [
                    {
                        "measure": "no_honours",
                        "title": "限制参加评先评优",
                        "title_en": "no honours",
                        "in_force": True,
                        "via": ["wage_arrears"],
                    }
                ],
                "cases": [_CASE],
                "cases_total": 1,
                "cases_omitted": 0,
            }
        ],
        "next": None,
    },
}
POLICIES: Final[Responses] = documented("PoliciesAnswer")
POLICY: Final[Responses] = {**documented("PolicyAnswer"), 404: BY_ID[404]}
