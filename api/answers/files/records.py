"""The records of subjects as files print them: adverse, commendations, licences, commitments."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import date
from typing import Any, Final

from analyses.acted_on import standing_fields
from analyses.own_record import OwnRecord, own_records
from api.answers.describe import iso
from api.answers.files.sections import NOT_DELIVERED, Columns, source
from api.answers.ground import Ground
from api.answers.masks import shown_name
from graph.census import has_kind
from graph.facts import NodeView
from graph.ties import Tie, walk_of
from graph.vocabulary import LINK_CODE, NODE_CODE, SANCTION_KINDS, SANCTION_KINDS_ZH

CONCERNS: Final = LINK_CODE["concerns"]
_KINDS: Final = dict(zip(SANCTION_KINDS, SANCTION_KINDS_ZH, strict=True))
_STATES: Final = {"active": "有效", "objected": "有效(异议处理中)"}
RECORD_COLUMNS: Final[Columns] = (
    ("party", "主体"), ("name", "记录"), ("document", "文书号"), ("authority", "认定机关"),
    ("decided", "决定日期", "day"), ("until", "有效期至", "day"), ("state", "状态"),
    ("about", "涉及项目"), ("source", "来源"),
)  # fmt: skip
GOOD_COLUMNS: Final[Columns] = (
    ("party", "主体"), ("name", "荣誉或守信事项"), ("document", "文号"), ("authority", "认定部门"),
    ("decided", "认定日期", "day"), ("until", "有效期至", "day"), ("source", "来源"),
)  # fmt: skip
COMMITMENT_COLUMNS: Final[Columns] = (
    ("party", "承诺主体"), ("item", "承诺事项"), ("kind", "类型"), ("made", "承诺日期", "day"),
    ("verify_by", "核查期限", "day"), ("state", "履约状态"), ("accepting_unit", "受理单位"),
    ("supervising_unit", "监管责任单位"), ("source", "来源"),
)  # fmt: skip
LICENCE_COLUMNS: Final[Columns] = (
    ("name", "许可"), ("document", "文书号"), ("authority", "许可机关"),
    ("decided", "决定日期", "day"), ("until", "有效期至", "day"), ("state", "当前状态"),
    ("source", "来源"),
)  # fmt: skip


def undelivered(ground: Ground, kind: str) -> str:
    """Why a section of such records has nothing to tell: no such data is delivered at all."""
    return "" if has_kind(ground.network, NODE_CODE[kind]) else NOT_DELIVERED


def adverse(
    ground: Ground, subject: int, wanted: Callable[[OwnRecord, NodeView], bool],
    only: Collection[int] | None = None,
) -> list[dict[str, Any]]:  # fmt: skip
    """Those of a subject's records within their life that are wanted, latest first; or ``only``
    among these."""
    if only is None:
        found = ground.judged.records(ground, subject)
    else:
        asked_of = ground.network, ground.views, ground.rules, subject, ground.day
        found = own_records(*asked_of, only=only)
    views = ground.views.nodes(each.number for each in found)
    links = ground.views.links(each.link for each in found)
    return [
        {
            "party": who(ground, subject),
            "name": _called(view),
            "document": view.fields.get("document"),
            "authority": view.fields.get("authority"),
            "decided": iso(each.life.since),
            "until": iso(each.life.until),
            "state": _STATES[each.life.state],
            "about": _about(ground, each.number),
            "source": source(links[each.link].origin),
            "id": view.key.id,
        }
        for each in found if wanted(each, view := views[each.number])
    ]  # fmt: skip


def _called(view: NodeView) -> str:
    """By what was done, else the list, else the kind of record."""
    told = view.fields.get("violation") or view.fields.get("list")
    return str(told or _KINDS.get(str(view.fields.get("kind")), view.name))


def of_kind(
    ground: Ground, subject: int, link: str, names: Iterable[str]
) -> list[dict[str, Any]]:  # fmt: skip
    """What a subject's links of a kind lead to, with these fields, if decided or made by the day
    and not over; latest first."""
    ties = ground.network.ties(subject, walk_of(frozenset({link}), ground.day, "out"))
    ground.views.nodes([tie[0] for tie in ties])  # read together
    ground.views.links([tie[1] for tie in ties])
    return [row for _, row in sorted((_row(ground, subject, tie, names) for tie in ties),
                                     key=lambda each: each[0], reverse=True)]  # fmt: skip


def _row(
    ground: Ground, subject: int, tie: Tie, names: Iterable[str]
) -> tuple[tuple[int, int], dict[str, Any]]:
    view = ground.views.nodes([tie[0]])[tie[0]]
    link = ground.views.links([tie[1]])[tie[1]]
    fields = standing_fields(ground.network, ground.rules, view, ground.day)
    told = {name: plain(fields.get(name)) for name in names}
    row = {"party": who(ground, subject), "name": view.name, **told, "source": source(link.origin)}
    return (tie[4], tie[1]), row


def plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def who(ground: Ground, number: int) -> str:
    """A subject's name as files print it."""
    view = ground.views.nodes([number])[number]
    return shown_name(view.kind, view.name)


def _about(ground: Ground, record: int) -> str | None:
    sites = concerned(ground, record)
    return "、".join(view.name for view in ground.views.nodes(sites).values()) or None


def concerned(ground: Ground, record: int) -> list[int]:
    """The projects and works that a record arose on."""
    return [tie[0] for tie in ground.network.every_tie(record) if tie[6] == CONCERNS and tie[7]]


def concerning(ground: Ground, sites: Iterable[int], kind: str) -> list[tuple[int, Tie]]:
    """Nodes of a kind that concern any of the sites: the site, and the tie."""
    code = NODE_CODE[kind]
    return [
        (site, tie)
        for site in sites
        for tie in ground.network.every_tie(site)
        if tie[6] == CONCERNS and not tie[7] and ground.network.kind_of(tie[0]) == code
    ]


def holders(ground: Ground, record: int, link: str) -> list[int]:
    """The subjects whose link of this kind leads to the record."""
    code = LINK_CODE[link]
    return [tie[0] for tie in ground.network.every_tie(record) if tie[6] == code and not tie[7]]
