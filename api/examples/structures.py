"""Structures: schemas and examples."""

from __future__ import annotations

from typing import Any, Final

from api.answers.structures import shapes
from api.answers.structures.listed import NOTICE_EN, NOTICE_ZH
from api.examples.common import (
    BRIEF_A,
    BRIEF_B,
    BY_ID,
    FRAME,
    MOVED,
    STEP,
    Responses,
    documented,
)

SHAPES: Final = (
    shapes.LoopsAnswer,
    shapes.CityLoopsAnswer,
    shapes.OverfullAnswer,
    shapes.CityOverfullAnswer,
    shapes.GroupsAnswer,
    shapes.CityGroupsAnswer,
    shapes.ShellsAnswer,
    shapes.CityShellsAnswer,
    shapes.RankingAnswer,
    shapes.DebtRankAnswer,
)


def _listed(article: str, total: int) -> dict[str, Any]:
    document = "信脉方法说明(产品缺省值,不是法律依据)"
    return {
        **FRAME,
        "total": total,
        "omitted": total - 1,
        "reason": None,
        "legal_effect": False,
        "notice_zh": NOTICE_ZH,
        "notice_en": NOTICE_EN,
        "basis": [{"document": document, "number": "", "article": article, "says": ""}],
    }


_OF_A: Final = {**BRIEF_A, "redirected_from": None}
_BACK: Final = {
    **STEP,
    "source": BRIEF_B["id"],
    "target": BRIEF_A["id"],
    "source_name": BRIEF_B["name"],
    "target_name": BRIEF_A["name"],
    "share_min": 100_000,
    "share_max": 100_000,
    "link": 42,
}
_LOOP: Final = {
    **BRIEF_A,
    "members": [BRIEF_A, BRIEF_B],
    "unlisted": 0,
    "path": [STEP, _BACK],
    "untold": 0,
    "product_ppm": 60_000,
    "product_max_ppm": 60_000,
    "closed": False,
    "searched": True,
}
_FULL: Final = {
    **BRIEF_B,
    "total_ppm": 1_200_000,
    "excess_ppm": 200_000,
    "own_ppm": 600_000,
    "holders": [{**BRIEF_A, "share_ppm": 600_000, "share_max_ppm": 600_000, "path": [STEP]}],
    "unlisted": 0,
}
_GROUP: Final = {
    "head": BRIEF_A,
    "size": 1,
    "members": [{**BRIEF_B, "votes_ppm": 600_000}],
    "unlisted": 0,
    "organs": [],
}
_ADDRESS: Final = {
    "id": "address:山东省济南市历下区示例路1号",
    "name": "山东省济南市历下区示例路1号",
    "kind": "contact",
    "stub": False,
}
_SHELL: Final = {
    "members": [
        {**BRIEF_A, "registered": "2025-03-03"},
        {**BRIEF_B, "registered": "2025-03-05"},
    ],
    "unlisted": 0,
    "since": "2025-03-03",
    "until": "2025-03-05",
    "shared": [
        {
            **_ADDRESS,
            "sharing": "address",
            "users": 3,
            "members": [BRIEF_A["id"], BRIEF_B["id"]],
        }
    ],
}
_GUARANTEE: Final = {
    **{name: value for name, value in _BACK.items() if not name.startswith("share_")},
    "kind": "guarantees",
    "amount": 250_000_000,
    "link": 43,
}
_ITEMS: Final = {
    "loops": (_LOOP, "股权结构 一", 726),
    "overfull": (_FULL, "股权结构 二", 290),
    "groups": (_GROUP, "股权结构 三", 40_112),
    "shells": (_SHELL, "股权结构 四", 967),
}
EXAMPLES: Final = {
    **{
        f"/v1/subjects/{{id}}/{name}": {**_listed(article, 1), **_OF_A, "items": [item]}
        for name, (item, article, _) in _ITEMS.items()
    },
    **{
        f"/v1/{name}": {**_listed(article, total), "next": "YWZ0ZXIgMQ", "items": [item]}
        for name, (item, article, total) in _ITEMS.items()
    },
    "/v1/ranking": {
        **_listed("调查排序 一", 31),
        "parties": [BRIEF_A],
        "residual_ppm": 12,
        "hubs": [],
        "items": [{**BRIEF_B, "score_ppm": 181_220, "path": [STEP]}],
    },
    "/v1/debtrank": {
        **_listed("担保链 一", 1),
        "debtors": [BRIEF_A],
        "capital_fen": 1_000_000_000,
        "loss_fen": 250_000_000,
        "loss_max_fen": 250_000_000,
        "debtrank_ppm": 250_000,
        "debtrank_max_ppm": 250_000,
        "items": [
            {
                **BRIEF_B,
                "distress_ppm": 250_000,
                "distress_max_ppm": 250_000,
                "capital_fen": 1_000_000_000,
                "path": [_GUARANTEE],
            }
        ],
    },
}

LOOPS: Final[Responses] = {**documented("LoopsAnswer"), **BY_ID, **MOVED}
OVERFULL: Final[Responses] = {**documented("OverfullAnswer"), **BY_ID, **MOVED}
GROUPS: Final[Responses] = {**documented("GroupsAnswer"), **BY_ID, **MOVED}
SHELLS: Final[Responses] = {**documented("ShellsAnswer"), **BY_ID, **MOVED}
RANKING: Final[Responses] = {**documented("RankingAnswer"), **BY_ID}
DEBTRANK: Final[Responses] = {**documented("DebtRankAnswer"), **BY_ID}
CITY_LOOPS: Final[Responses] = documented("CityLoopsAnswer")
CITY_OVERFULL: Final[Responses] = documented("CityOverfullAnswer")
CITY_GROUPS: Final[Responses] = documented("CityGroupsAnswer")
CITY_SHELLS: Final[Responses] = documented("CityShellsAnswer")
