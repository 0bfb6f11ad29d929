"""Alerts: schemas and examples."""

from __future__ import annotations

from typing import Final

from api.answers.risk import shapes
from api.answers.risk.alerts import NOTICE_EN, NOTICE_ZH
from api.examples.common import (
    BRIEF_A,
    BRIEF_B,
    BY_ID,
    FRAME,
    MOVED,
    STEP,
    B,
    Responses,
    documented,
)
from api.examples.risk import RISK_EXAMPLE

SHAPES: Final = (shapes.AlertsAnswer, shapes.CityAlertsAnswer)
_SAID: Final = {
    "legal_effect": False,
    "notice_zh": NOTICE_ZH,
    "notice_en": NOTICE_EN,
    "basis": [
        {
            "document": "信脉方法说明(产品缺省值,不是法律依据)",
            "number": "",
            "article": "关联风险提示 一",
            "says": "",
        }
    ],
}
ALERTS_EXAMPLE: Final = {
    **FRAME,
    **BRIEF_B,
    "redirected_from": None,
    "score_ppm": 810_000,
    "alerts": [
        {
            "rule": "spread",
            "rule_from": "2000-01-01",
            "score_ppm": 810_000,
            "source": BRIEF_A,
            "record": RISK_EXAMPLE["own"][0],  # type: ignore[index]
            "strength_ppm": 1_000_000,
            "parts_ppm": [810_000],
            "hops": 1,
            "path": [STEP],
        }
    ],
    "reason": None,
    "proof": f"/v1/proof?question=alerts&id={B}&as_of=2026-01-31&known_at=12",
    **_SAID,
}
CITY_EXAMPLE: Final = {
    **FRAME,
    "total": 4_211,
    "records": 913,
    "omitted": 4_210,
    "next": "YWZ0ZXIgMQ",
    "items": [{**BRIEF_B, "score_ppm": 810_000, "source": BRIEF_A}],
    **_SAID,
}
EXAMPLES: Final = {
    "/v1/subjects/{id}/alerts": ALERTS_EXAMPLE,
    "/v1/alerts": CITY_EXAMPLE,
}

ALERTS: Final[Responses] = {**documented("AlertsAnswer"), **BY_ID, **MOVED}
CITY: Final[Responses] = documented("CityAlertsAnswer")
