"""Projects, works and the parties of both, as all tables of the approval system name them."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from graph.facts import Fact, Key, LinkFact, NodeFact, Value
from graph.identifiers import is_project_code
from ingest.coordinates import place
from ingest.crosswalk import division
from ingest.keys import Party, hashed, project_key, works_key
from ingest.layout import BadField, Cells, Delivery
from ingest.layouts.bids import unit_of
from ingest.layouts.parties import is_masked, person
from ingest.text import fold
from ingest.values import day, required, text

_CODE_LENGTH: Final = 24
_INVALID: Final = frozenset({"0", "无效", "否"})


def refuse_withdrawn(cells: Cells) -> None:
    """A row its sender marks as no longer valid (数据有效标识 0) states nothing."""
    if fold(text(cells, "valid")) in _INVALID:
        raise BadField(
            "valid", "数据有效标识为无效", "the sender marks the row as not valid",
            "无需处理;如标识有误,请更正后重报",
            "nothing to do; if the mark is wrong, correct it and deliver again",
        )  # fmt: skip


def site(cells: Cells, delivery: Delivery) -> tuple[Key, Key | None]:
    """The project, and the works unless their code is the project's own.

    Version 3 tables may give the works' code alone, which then begins with the project's.
    """
    code = fold(required(cells, "works"))
    if text(cells, "project"):
        project = project_key(cells, "project", delivery)
    elif is_project_code(code[:_CODE_LENGTH]):
        project = Key("project", code[:_CODE_LENGTH])
    else:
        raise BadField(
            "project", "缺少项目代码,工程代码也不以项目代码开头",
            "no project code, and the works' code does not begin with one",
            "请填写 24 位项目代码", "give the 24-character project code",
        )  # fmt: skip
    if code in (project.id, project.id.partition(":")[2]):
        return project, None
    short = code[_CODE_LENGTH:].lstrip("-_ /") if code.startswith(project.id) else code
    return project, works_key(project, short or code)


def belongs(project: Key, works: Key | None) -> tuple[Fact, ...]:
    """Works named in passing, and that they are part of the project."""
    if works is None:
        return ()
    code = works.id.partition("/")[2]
    return (
        NodeFact(works, "works", {"code": code}, mention=True),
        LinkFact("part_of", works, project),
    )


def located(cells: Cells, project: Key, delivery: Delivery) -> dict[str, Value]:
    """Longitude, latitude and datum, where the row has them; and the division.

    The place must lie in the province of the division, or of the project's code.
    """
    fields: dict[str, Value] = {}
    if where := division(text(cells, "division")):
        fields["division"] = where
    region = where or (project.id[5:11] if is_project_code(project.id) else "")
    if (found := place(cells, "coordinates", region=region, source=delivery.source)) is not None:
        fields |= {
            "longitude": found.longitude, "latitude": found.latitude, "datum": found.datum
        }  # fmt: skip
    return fields


def participation(
    cells: Cells, target: Key, role: str, delivery: Delivery,
    fields: dict[str, Value] | None = None, only: str = "",
) -> tuple[Fact, ...]:  # fmt: skip
    """The unit of the row, and its part in the project or works; ``only`` as of ``LinkFact``."""
    unit = unit_of(cells, "unit", "unit_name", delivery)
    told: dict[str, Value] = {"role": role, **(fields or {})}
    return (unit, LinkFact("participates", unit.key, target, told, role, only=only))


Term = tuple[date | None, date | None]
OPEN: Final[Term] = (None, None)


def leadership(
    cells: Cells, unit: Key, target: Key, role: str, delivery: Delivery, term: Term = OPEN
) -> tuple[Fact, ...]:
    """Who leads for that unit, for the term of the post where the table tells one.

    A leader without a number is one of that unit only.
    """
    name = text(cells, "leader")
    if not name:
        return ()
    found: Party = person(cells, "leader_identity", name, unit, delivery)
    fields: dict[str, Value] = {"name": name, **found.fields}
    if (phone := text(cells, "leader_phone")) and not is_masked(phone):
        fields["phone"] = phone
    if kind := text(cells, "leader_identity_kind"):
        fields["identity_kind"] = _IDENTITY_KINDS.get(kind, kind)
    return (
        NodeFact(found.key, found.kind, fields, mention=True),
        LinkFact("leads", found.key, target, {"role": role, "unit": unit.id},
                 f"{role}|{unit.id}", *term),
    )  # fmt: skip


# 证件类型 of the exchange standard
_IDENTITY_KINDS: Final = {
    "1": "身份证", "2": "军官证", "3": "护照", "4": "台湾居民身份证", "5": "香港永久性居民身份证",
    "6": "警官证", "9": "其他",
}  # fmt: skip
_SPACES: Final = re.compile(r"\s+")


def milestone(
    cells: Cells, stage: str, name: str, target: Key, delivery: Delivery
) -> tuple[Fact, ...]:
    """A permit or record of acceptance, and what it belongs to."""
    document = _SPACES.sub("", required(cells, "document"))
    fields: dict[str, Value] = {"name": f"{name} {document}", "stage": stage, "document": document}
    if (decided := day(cells, "decided")) is not None:
        fields["decided"] = decided
    if authority := text(cells, "authority"):
        fields["authority"] = authority
    key = hashed("milestone", delivery, stage, document, target.id)
    return (
        NodeFact(key, "milestone", fields),
        LinkFact("part_of", key, target, {}, "", decided),
    )
