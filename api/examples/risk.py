"""Risk and conflicts: schemas and examples."""

from __future__ import annotations

from typing import Final

from api.answers.risk import shapes
from api.examples.common import (
    BRIEF_A,
    BRIEF_B,
    BY_ID,
    FRAME,
    MOVED,
    ORIGIN,
    STEP,
    A,
    B,
    Responses,
    documented,
)

SHAPES: Final = (shapes.RiskAnswer, shapes.ConflictsAnswer)
_BASIS: Final = {
    "document": "中华人民共和国招标投标法实施条例",
    "number": "国务院令第613号",
    "article": "第三十四条第二款、第三款",
    "says": "",
}
_WHOLE: Final = {"complete": True, "reason": None}
_CONFLICT: Final = {
    "rule": "control-between-bidders",
    "rule_zh": "存在控股关系的不同单位参加同一标段投标",
    "rule_from": "2012-02-01",
    "grade": "void",
    "parties": [A, B],
    "names": ["示例建设集团有限公司", "示例劳务有限公司"],
    "about": [],
    "relation": "owns",
    "day": "2026-01-15",
    "answer": "yes",
    "doubt": "",
    "weight_ppm": None,
    "basis": [_BASIS],
    "path": [STEP],
    "place": None,
}
_LOT: Final = {
    "id": "2012-370102-04-01-123456#B01",
    "name": "一标段",
    "kind": "lot",
    "stub": False,
}
_OWN: Final = {
    "id": "rsj:5d8c0a1b2c3d4e5f60718293",
    "name": "拖欠农民工工资失信联合惩戒对象名单",
    "list": "wage_arrears",
    "list_zh": "拖欠农民工工资失信联合惩戒对象名单",
    "rule_from": "2020-05-01",
    "kind": "serious_list",
    "document": "济人社列〔2025〕1号",
    "authority": "济南市人力资源和社会保障局",
    "decided": "2025-03-01",
    "until": "2028-02-29",
    "ended_by": "term",
    "behaviour": "2025-03-01",
    "behaviour_from": "decided",
    "state": "active",
    "severity": "serious",
    "pending": False,
    "regime": None,
    "repairable_from": None,
    "measures": [],
    "basis": [
        {
            "document": "保障农民工工资支付条例",
            "number": "国务院令第724号",
            "article": "第四十八条",
            "says": "",
        }
    ],
    "link": 77,
    "origin": ORIGIN,
}
RISK_EXAMPLE: Final = {
    **FRAME,
    **BRIEF_A,
    "redirected_from": None,
    "own": [_OWN],
    "statutory": [],
    "recorded": [],
    "conflicts": [{**_CONFLICT, "place": _LOT}],
    "indicators": [],
    "alerts": [],
    "sections": dict.fromkeys(("own", "statutory", "conflicts", "alerts"), _WHOLE),
    "proof": f"/v1/proof?question=risk&id={A}&as_of=2026-01-31&known_at=12",
}
CONFLICTS_EXAMPLE: Final = {
    **FRAME,
    "place": _LOT,
    "day": "2026-01-15",
    "day_from": "lot",
    "void": [_CONFLICT],
    "deemed": [],
    "indicators": [
        {
            **_CONFLICT,
            "rule": "shared-owner",
            "rule_zh": "有共同的非国有直接股东",
            "grade": "indicators",
            "about": [BRIEF_B],
            "weight_ppm": 500_000,
        }
    ],
    "proof": "/v1/proof?question=conflicts&id=2012-370102-04-01-123456&id=B01&as_of=2026-01-31"
    "&known_at=12",
}
EXAMPLES: Final = {
    "/v1/subjects/{id}/risk": RISK_EXAMPLE,
    "/v1/projects/{code}/lots/{lot}/conflicts": CONFLICTS_EXAMPLE,
    "/v1/projects/{code}/conflicts": CONFLICTS_EXAMPLE,
}

RISK: Final[Responses] = {**documented("RiskAnswer"), **BY_ID, **MOVED}
CONFLICTS: Final[Responses] = {**documented("ConflictsAnswer"), **BY_ID}
