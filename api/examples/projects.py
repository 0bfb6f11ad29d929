"""Projects and participants: schemas and examples."""

from __future__ import annotations

from typing import Final

from api.answers.projects import shapes
from api.examples.common import BRIEF_A, BY_ID, FRAME, MOVED, ORIGIN, A, Responses, documented

SHAPES: Final = (shapes.ProjectAnswer, shapes.ParticipantAnswer)

CODE: Final = "2012-370102-04-01-123456"
UNIT: Final = {"id": A, "name": "示例建设集团有限公司"}
LEADER: Final = {"id": "p-3f9c2a7be04d1f68a5b7c0d9e2f41608", "name": "王*"}
SITE: Final = {"id": f"{CODE}/001", "name": "样例小区一期1标"}
WHOLE: Final = {"id": CODE, "name": "样例小区一期"}
BASIS: Final = {
    "document": "建筑工程五方责任主体项目负责人质量终身责任追究暂行办法",
    "number": "建质〔2014〕124号",
    "article": "第七条、第八条",
    "says": "",
}
PROJECT_EXAMPLE: Final = {
    **FRAME,
    "id": CODE,
    "code": CODE,
    "name": "样例小区一期",
    "kind": "project",
    "stage": "construction",
    "stage_zh": "施工许可",
    "fields": {"name": "样例小区一期", "investment": 12_000_500_000},
    "project": WHOLE,
    "works": [
        {
            **SITE,
            "stage": "construction",
            "stage_zh": "施工许可",
            "buildings": [{"id": f"{CODE}/001/001", "name": "1号楼"}],
        }
    ],
    "lots": [
        {
            "id": f"{CODE}#B01",
            "name": "一标段施工",
            "number": "B01",
            "opened": "2024-02-01",
            "bidders": [
                {
                    "unit": UNIT,
                    "won": True,
                    "price": 683_879_972,
                    "consortium": None,
                    "handed_in": "2024-02-01",
                }
            ],
        }
    ],
    "participants": [
        {
            "role": "contractor",
            "role_zh": "施工",
            "unit": UNIT,
            "leader": LEADER,
            "valid_from": "2024-03-05",
            "valid_until": None,
            "leader_from": "2024-03-05",
            "leader_until": None,
            "sites": [SITE],
            "contracts": ["HT-2024-0015"],
            "permits": [],
            "qualification": ["建筑工程施工总承包二级"],
            "consortium": None,
            "origins": [ORIGIN],
        }
    ],
    "milestones": [
        {
            "stage": "construction",
            "stage_zh": "施工许可",
            "name": "施工许可证 370102202403010101",
            "decided": "2024-03-01",
            "document": "370102202403010101",
            "authority": "济南市行政审批服务局",
            "site": SITE,
        }
    ],
    "findings": [
        {
            "rule": "construction-liability-letter",
            "zh": "工程质量终身责任承诺书",
            "en": "the project leader's letter of lifelong liability for quality",
            "basis": [BASIS],
            "stage": "construction",
            "entered": "2024-03-01",
            "site": SITE,
            "role": "contractor",
            "party": LEADER,
            "state": "missing",
            "made": None,
        }
    ],
    "unknown_requirements": 3,
}
PARTICIPANT_EXAMPLE: Final = {
    **FRAME,
    **BRIEF_A,
    "kind_zh": "组织",
    "works": [
        {
            "role": "contractor",
            "role_zh": "施工",
            "project": WHOLE,
            "site": SITE,
            "unit": None,
            "valid_from": "2024-03-05",
            "valid_until": None,
            "in_force": True,
            "origin": ORIGIN,
        }
    ],
    "led": [],
    "liability": [
        {
            "role": "contractor",
            "role_zh": "施工",
            "project": WHOLE,
            "site": SITE,
            "unit": UNIT,
            "since": "2024-03-05",
            "left": None,
            "accepted": None,
            "years": 50,
            "years_assumed": True,
            "until": None,
            "in_force": True,
            "basis": [BASIS],
        }
    ],
    "omitted": 0,
    "redirected_from": None,
}
EXAMPLES: Final = {
    "/v1/projects/{code}": PROJECT_EXAMPLE,
    "/v1/participants/{id}": PARTICIPANT_EXAMPLE,
}

PROJECT: Final[Responses] = {**documented("ProjectAnswer"), **BY_ID}
PARTICIPANT: Final[Responses] = {**documented("ParticipantAnswer"), **BY_ID, **MOVED}
