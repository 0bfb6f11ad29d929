"""Credit files: schemas and examples."""

from __future__ import annotations

from typing import Any, Final

from api import problems
from api.answers.files import shapes
from api.examples.common import BY_ID, FRAME, MOVED, REF, Responses, documented, problem
from api.examples.projects import CODE

SHAPES: Final = (shapes.FileAnswer, shapes.VerifyAnswer)
NUMBER: Final = "P42-20260131-R12"
VERIFICATION: Final = f"{NUMBER}-7KQ2M4XD6A3BWZTE-5H6J2C4FXQ7M3DKB"
FILE_EXAMPLE: Final = {
    **FRAME,
    "kind": "project",
    "title": "建设项目信用档案",
    "id": CODE,
    "name": "样例小区一期",
    "number": NUMBER,
    "verification": VERIFICATION,
    "sections": [
        {
            "name": "stages",
            "title": "审批阶段",
            "title_en": "Approval stages",
            "state": "told",
            "note": "",
            "columns": [{"name": "decided", "title": "办结日期", "form": "day"}],
            "rows": [{"decided": "2024-03-01"}],
            "omitted": 0,
        }
    ],
}
VERIFY_EXAMPLE: Final = {
    "code": VERIFICATION,
    "issued": True,
    "reproduced": True,
    "number": NUMBER,
    "kind": "project",
    "id": CODE,
    "name": "样例小区一期",
    "as_of": "2026-01-31",
    "revision": 12,
}
EXAMPLES: Final = {
    "/v1/files/{kind}/{id}": FILE_EXAMPLE,
    "/v1/files/verify/{code}": VERIFY_EXAMPLE,
}


def _printed(shape: str) -> dict[str, Any]:
    return {
        "application/json": {"schema": {"$ref": REF.format(name=shape)}},
        "text/html": {"example": "<!doctype html>…"},
    }


FILE: Final[Responses] = {
    **documented("FileAnswer"),
    **BY_ID,
    **MOVED,
    200: {
        "description": "档案 / the file",
        "content": {**_printed("FileAnswer"), "application/pdf": {}},
    },
    304: {"description": "未变 / unchanged"},
    503: problem(problems.NOT_READY, problems.PRINTING_UNAVAILABLE),
}
VERIFY: Final[Responses] = {
    **documented("VerifyAnswer"),
    200: {"description": "核验结果 / the verdict", "content": _printed("VerifyAnswer")},
}
