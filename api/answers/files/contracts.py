"""Contracts that the subject owed performance under, and whether it performed in time."""

from __future__ import annotations

from typing import Any, Final

from api.answers.files.records import holders, plain, undelivered, who
from api.answers.files.sections import Columns, section, source, yuan
from api.answers.files.shapes import Section
from api.answers.ground import Ground
from graph.ties import Tie, walk_of
from graph.vocabulary import CONTRACT_STATES, CONTRACT_STATES_ZH

COLUMNS: Final[Columns] = (
    ("name", "合同"), ("number", "编号"), ("other", "相对方"), ("amount", "金额"),
    ("signed", "签订日期", "day"), ("due", "约定期限", "day"), ("performed", "履行完毕", "day"),
    ("state", "履约状态"), ("source", "来源"),
)  # fmt: skip
_STATES: Final = dict(zip(CONTRACT_STATES, CONTRACT_STATES_ZH, strict=True))
_PERFORMS: Final = frozenset({"performs"})


def contracts(ground: Ground, number: int) -> Section:
    """合同履约: performed, late, broken, disputed or open; latest first."""
    ties = ground.network.ties(number, walk_of(_PERFORMS, ground.day, "out"))
    latest_first = sorted(ties, key=lambda tie: (tie[4], tie[1]), reverse=True)
    rows = [_row(ground, tie) for tie in latest_first]
    title = ("合同履约", "Performance of contracts")
    return section("contracts", title, COLUMNS, rows, missing=undelivered(ground, "contract"))


def _row(ground: Ground, tie: Tie) -> dict[str, Any]:
    view = ground.views.nodes([tie[0]])[tie[0]]
    link = ground.views.links([tie[1]])[tie[1]]
    days = {name: plain(view.fields.get(name)) for name in ("signed", "due", "performed")}
    others = [who(ground, each) for each in holders(ground, tie[0], "awarded")]
    return {
        "name": view.name,
        "number": view.fields.get("number"),
        "other": "、".join(others) or None,
        "amount": yuan(view.fields.get("amount")),
        **days,
        "state": _STATES.get(str(view.fields.get("state")), None),
        "source": source(link.origin),
    }
