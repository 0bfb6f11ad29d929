"""What a record concerns: the project or works it arose on; and small columns of project tables."""

from __future__ import annotations

from typing import Final

from graph.facts import Fact, Key, LinkFact, NodeFact
from ingest.crosswalk import known
from ingest.keys import project_key, works_key
from ingest.layout import BadField, Cells, Delivery
from ingest.text import fold
from ingest.values import number, text

_PARTS: Final = {
    "lead": "lead", "牵头": "lead", "牵头人": "lead", "联合体牵头人": "lead",
    "member": "member", "成员": "member", "联合体成员": "member",
}  # fmt: skip
_LONGEST_LIFE: Final = 500  # years


def concerned_site(cells: Cells, delivery: Delivery) -> Key | None:
    """The works, else the project, that the row names; None where it names neither."""
    if not text(cells, "project"):
        return None
    project = project_key(cells, "project", delivery)
    works = fold(text(cells, "works"))
    return works_key(project, works) if works else project


def concerned(cells: Cells, record: Key, delivery: Delivery) -> tuple[Fact, ...]:
    """The link from a record to what it concerns, and works' place in their project."""
    site = concerned_site(cells, delivery)
    if site is None:
        return ()
    link = LinkFact("concerns", record, site)
    if site.family == "project":
        return (link,)
    project, _, code = site.id.rpartition("/")
    return (
        link,
        NodeFact(site, "works", {"code": code}, mention=True),
        LinkFact("part_of", site, Key("project", project)),
    )


def consortium(cells: Cells, name: str) -> str | None:
    """Whether the unit leads a consortium or is a member of one."""
    value = fold(text(cells, name)).casefold()
    if value and value not in _PARTS:
        raise BadField(
            name, "不认识的联合体身份", "unknown part in a consortium",
            "请写 牵头 或 成员", "write lead or member",
        )  # fmt: skip
    return _PARTS.get(value)


def key_level(cells: Cells, name: str) -> str | None:
    """Whom a key project is one of: 国家重点, 省重点, 市重点, 区县重点."""
    told = text(cells, name)
    return known(told, "key_level", name) if told else None


def years(cells: Cells, name: str) -> int | None:
    """A whole number of years, 1 to 500."""
    found = number(cells, name)
    if found is None:
        return None
    if found != int(found) or not 1 <= found <= _LONGEST_LIFE:
        raise BadField(
            name, "不是合理的年数", "not a reasonable number of years",
            "请写整数年,如 50", "write whole years, such as 50",
        )  # fmt: skip
    return int(found)
