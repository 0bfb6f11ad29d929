"""The public grades of firms, as files print them: worked out on the day, evidence apart."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from api.answers.files.records import who
from api.answers.files.sections import Columns, section
from api.answers.files.shapes import Section
from api.answers.ground import Ground
from graph.vocabulary import NODE_CODE

_COLUMNS: Final[Columns] = (
    ("party", "主体"), ("grade", "等级"), ("score", "得分"), ("veto", "一票否决"), ("note", "说明"),
)  # fmt: skip
_PERSON: Final = NODE_CODE["person"]
_UNGRADED: Final = "未评价:无登记信息,或当时尚无评价指标"
_CUT: Final = "记录过多,未全部读取,不计分。There is too much to read it all: not scored."
_PERSONS: Final = "自然人不参加公共信用综合评价。Persons are not graded."


def grades(
    ground: Ground, subjects: Iterable[int], name: str, title: tuple[str, str]
) -> Section:  # fmt: skip
    """One row a firm; ``evaluation`` answers have each point with its evidence."""
    firms = [one for one in subjects if ground.network.kind_of(one) != _PERSON]
    rows = [_row(ground, firm) for firm in firms]
    return section(name, title, _COLUMNS, rows, missing="" if firms else _PERSONS)


def _row(ground: Ground, firm: int) -> dict[str, Any]:
    found = ground.judged.grades(ground, firm)
    public = found.public
    return {
        "party": who(ground, firm),
        "grade": public.grade if public else None,
        "score": found.score,
        "veto": "是" if public and public.vetoes else None,
        "note": _CUT if found.cut_short else None if public else _UNGRADED,
    }
