"""Ownership: schemas and examples."""

from __future__ import annotations

from typing import Final

from api.answers.ownership import close_links, shapes
from api.answers.ownership.fifty import NOTICE_EN, NOTICE_ZH
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
    shapes.ControlAnswer,
    shapes.OwnersAnswer,
    shapes.FiftyAnswer,
    shapes.SubjectFiftyAnswer,
    shapes.BeneficialOwnersAnswer,
    shapes.ControllerAnswer,
    shapes.CloseLinksAnswer,
    shapes.TreeAnswer,
)
_FRAME: Final = {**FRAME, "omitted": 0, "reason": None}
_PERSON: Final = {"id": "p-5d8c0a1b2c3d4e5f60718293a4b5c6d7", "name": "张*", "kind": "person",
                  "stub": False}  # fmt: skip
_FROM_PERSON: Final = {
    **STEP,
    "source": _PERSON["id"],
    "source_name": "张*",
    "source_kind": "person",
}
_VOTES: Final = {"votes_ppm": 600_000, "votes_max_ppm": 600_000, "answer": "yes", "path": [STEP]}
_SIDES: Final = {
    "controls": [{**BRIEF_B, **_VOTES}],
    "controlled_by": [],
    "if_own_shares_left_out": {"controls": [], "controlled_by": []},
}
CONTROL_EXAMPLE: Final = {
    **_FRAME,
    **BRIEF_A,
    "redirected_from": None,
    **_SIDES,
    "in_concert": _SIDES,
}
OWNERS_EXAMPLE: Final = {
    **_FRAME,
    **BRIEF_B,
    "redirected_from": None,
    "owners": [
        {
            **BRIEF_A,
            "direct_ppm": 600_000,
            "direct_max_ppm": 600_000,
            "integrated_ppm": 600_000,
            "integrated_max_ppm": 600_000,
            "path": [STEP],
        }
    ],
    "own_ppm": 0,
    "own_max_ppm": 0,
    "unsolved": [],
}
_LISTED: Final = {**BRIEF_A, "redirected_from": None}
FIFTY_EXAMPLE: Final = {
    **_FRAME,
    "listed": [_LISTED],
    "threshold_ppm": 500_000,
    "reached": [{**BRIEF_B, "share_ppm": 600_000, "share_max_ppm": 600_000, "path": [STEP]}],
    "may_be_reached": [],
    "legal_effect": False,
    "notice_zh": NOTICE_ZH,
    "notice_en": NOTICE_EN,
    "basis": [
        {
            "document": "信脉方法说明(产品缺省值,不是法律依据)",
            "number": "",
            "article": "百分之五十规则",
            "says": "取自 OFAC Revised Guidance (2014-08-13) 与 FAQ 398–402,分析视角,非中国法",
        }
    ],
}
BENEFICIAL_EXAMPLE: Final = {
    **_FRAME,
    **BRIEF_B,
    "redirected_from": None,
    "beneficial_owners": [
        {
            **_PERSON,
            "criteria": ["capital"],
            "grounds": [
                {
                    "criterion": "capital",
                    "criterion_zh": "最终拥有百分之二十五以上股权、股份或者合伙权益",
                    "answer": "yes",
                    "share_ppm": 600_000,
                    "share_max_ppm": 600_000,
                    "means": None,
                    "basis": [
                        {
                            "document": "受益所有人信息管理办法",
                            "number": "中国人民银行、国家市场监督管理总局令〔2024〕第3号",
                            "article": "第六条第一款第一项",
                            "says": "",
                        }
                    ],
                    "paths": [[_FROM_PERSON]],
                    "more_paths": False,
                }
            ],
        }
    ],
    "may_be": [],
    "doubts": [],
    "decided": False,
    "unrecorded_ppm": 400_000,
    "exempt_on_commitment": False,
}
CONTROLLER_EXAMPLE: Final = {
    **_FRAME,
    **BRIEF_B,
    "redirected_from": None,
    "answer": "yes",
    "status": "suspected",
    "controllers": [
        {
            **_PERSON,
            "method": "votes",
            "method_zh": "疑似:逐层合计过半数表决权,且不再受他人控制",
            "state": False,
            "votes_ppm": 600_000,
            "votes_max_ppm": 600_000,
            "basis": [
                {
                    "document": "信脉方法说明(产品缺省值,不是法律依据)",
                    "number": "",
                    "article": "疑似实际控制人",
                    "says": "",
                }
            ],
            "path": [_FROM_PERSON],
        }
    ],
    "loop": [],
    "doubts": [],
}
CLOSE_LINKS_EXAMPLE: Final = {
    **_FRAME,
    **BRIEF_A,
    "redirected_from": None,
    "links": [
        {
            **BRIEF_B,
            "share_ppm": 600_000,
            "share_max_ppm": 600_000,
            "case": "a",
            "third": None,
            "path": [STEP],
            "basis": [
                {
                    "document": "信脉方法说明(产品缺省值,不是法律依据)",
                    "number": "",
                    "article": "密切联系",
                    "says": "取自 Regulation (EU) No 575/2013 Art. 4(1)(38)",
                }
            ],
        }
    ],
    "may_be_linked": [],
    "by_control": [
        {**BRIEF_B, "share_ppm": 600_000, "case": "a", "third": None, "path": [STEP]},
    ],
    "unsolved": [],
    "legal_effect": False,
    "notice_zh": close_links.NOTICE_ZH,
    "notice_en": close_links.NOTICE_EN,
}
TREE_EXAMPLE: Final = {
    **_FRAME,
    **BRIEF_A,
    "redirected_from": None,
    "direction": "down",
    "depth": 3,
    "omitted": 0,
    "branches": [
        {
            **BRIEF_B,
            "direct_ppm": 600_000,
            "direct_max_ppm": 600_000,
            "path_ppm": 600_000,
            "path_max_ppm": 600_000,
            "stakes": [STEP],
            "repeated": False,
            "omitted": 0,
            "deeper": False,
            "end": None,
            "branches": [],
        }
    ],
}
EXAMPLES: Final = {
    "/v1/subjects/{id}/tree": TREE_EXAMPLE,
    "/v1/subjects/{id}/close-links": CLOSE_LINKS_EXAMPLE,
    "/v1/subjects/{id}/beneficial-owners": BENEFICIAL_EXAMPLE,
    "/v1/subjects/{id}/controller": CONTROLLER_EXAMPLE,
    "/v1/subjects/{id}/control": CONTROL_EXAMPLE,
    "/v1/subjects/{id}/owners": OWNERS_EXAMPLE,
    "/v1/subjects/{id}/fifty": {**FIFTY_EXAMPLE, **_LISTED},
    "/v1/fifty": FIFTY_EXAMPLE,
}

CONTROL: Final[Responses] = {**documented("ControlAnswer"), **BY_ID, **MOVED}
OWNERS: Final[Responses] = {**documented("OwnersAnswer"), **BY_ID, **MOVED}
SUBJECT_FIFTY: Final[Responses] = {**documented("SubjectFiftyAnswer"), **BY_ID, **MOVED}
FIFTY: Final[Responses] = {**documented("FiftyAnswer"), **BY_ID}
BENEFICIAL_OWNERS: Final[Responses] = {**documented("BeneficialOwnersAnswer"), **BY_ID, **MOVED}
CONTROLLER: Final[Responses] = {**documented("ControllerAnswer"), **BY_ID, **MOVED}
CLOSE_LINKS: Final[Responses] = {**documented("CloseLinksAnswer"), **BY_ID, **MOVED}
TREE: Final[Responses] = {**documented("TreeAnswer"), **BY_ID, **MOVED}
