"""The catalogue: schemas and examples."""

from __future__ import annotations

from typing import Final

from api.answers.catalogue import shapes
from api.examples.common import BY_ID, FRAME, Responses, documented

SHAPES: Final = (shapes.CatalogueAnswer, shapes.CoverageAnswer)
_COURT: Final = {
    "id": "court",
    "name": "济南市中级人民法院",
    "channel": "department_system",
    "division": None,
}
_NOTICES: Final = ["参考目录 / a reference"]
_FEED: Final = {
    "source": "济南市中级人民法院",
    "layouts": ["judgment_debtor"],
    "files": 1,
    "rows": 200,
    "stored": 198,
    "unchanged": 1,
    "quarantined": 1,
    "clean_ppm": 995_000,
    "last": "2026-01-30",
}
EXAMPLES: Final = {
    "/v1/catalogue": {
        "as_of": "2026-01-31",
        "version": FRAME["rules"],
        "items": [
            {
                "item": "judgment_debtors",
                "title": "失信被执行人信息",
                "title_en": "judgment debtors",
                "category": "司法裁判及执行信息",
                "nature": "adverse",
                "nature_zh": "失信",
                "departments": [_COURT],
                "disclosure": "published",
                "disclosure_zh": "公开",
                "term_months": None,
                "every_days": 1,
                "layouts": [{"layout": "judgment_debtor", "column": "", "told": []}],
                "accompanying": False,
                "since": "2021-12-16",
                "until": None,
                "basis": [
                    {
                        "document": "全国公共信用信息基础目录(2021、2022、2024年版)",
                        "number": "",
                        "article": "司法裁判及执行信息",
                        "says": "",
                    }
                ],
            }
        ],
        "departments": [_COURT],
        "notices": _NOTICES,
    },
    "/v1/catalogue/coverage": {
        **FRAME,
        "owed": [
            {
                "department": _COURT,
                "item": "judgment_debtors",
                "title": "失信被执行人信息",
                "since": "2021-12-16",
                "every_days": 1,
                "state": "fresh",
                "last": "2026-01-30",
                "due": "2026-01-31",
                "late_days": 0,
                "feeds": [_FEED],
            }
        ],
        "states": {"fresh": 1},
        "unassigned": [],
        "notices": _NOTICES,
    },
}
CATALOGUE: Final[Responses] = {**documented("CatalogueAnswer"), 404: BY_ID[404]}
COVERAGE: Final[Responses] = {**documented("CoverageAnswer"), 404: BY_ID[404]}
