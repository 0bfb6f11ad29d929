"""Code lists of the delivering systems, as data: what a cell means depends on its table."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from graph.vocabulary import OFFICES, ROLES
from ingest.layout import BadField
from ingest.text import fold, shown

_HERE: Final = Path(__file__).parent


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((_HERE / name).read_text(encoding="utf-8"))


def _backwards(lists: Mapping[str, list[str]]) -> dict[str, str]:
    """Spelling → meaning; a spelling given twice is an error of the data."""
    table: dict[str, str] = {}
    for meaning, spellings in lists.items():
        for spelling in spellings:
            if table.setdefault(fold(spelling).casefold(), meaning) != meaning:
                raise ValueError(f"{spelling!r} stands for two things in the crosswalk")
    return table


_ROLES: Final = _read("roles.toml")
_ROLE_NAMES: Final = {**{name: name for name in ROLES}, **_backwards(_ROLES["names"])}
ROLE_TABLES: Final[Mapping[str, Mapping[str, str]]] = {
    name: {code: meaning for code, meaning in table.items() if code != "zh"}
    for name, table in _ROLES["tables"].items()
}
_LISTS: Final = {name: _backwards(lists) for name, lists in _read("publicity.toml").items()}
_OFFICES: Final = {**{name: name for name in OFFICES}, **_backwards(_read("offices.toml"))}
_DIVISIONS: Final[Mapping[str, str]] = _read("divisions.toml")
_DIVISION: Final = re.compile(r"(\d{6})(?:\d{3}|\d{6})?")
_BETWEEN: Final = re.compile(r"[、,;/兼]|\s+")


def role(text: str, table: str = "plain", *, field: str = "role") -> str:
    """A participation role, from Chinese, English or the code of this ``table``.

    Raises BadField for a name or code the table does not have.
    """
    value = fold(text).casefold()
    found = _ROLE_NAMES.get(value) or ROLE_TABLES[table].get(value)
    if found is None and value.isdigit():
        found = ROLE_TABLES[table].get(value.lstrip("0"))
    if found is None:
        codes = "、".join(f"{code}={meaning}" for code, meaning in ROLE_TABLES[table].items())
        raise BadField(
            field, f"不认识的参建角色{shown(text)}", f"unknown participation role {shown(text)}",
            f"请写 建设、勘察、设计、监理、施工 等,或本表代码:{codes}",
            f"write construction, survey, design, supervision, contractor …, or a code: {codes}",
        )  # fmt: skip
    return found


@lru_cache(maxsize=4096)
def offices(text: str) -> tuple[tuple[str, str], ...]:
    """Offices in one cell, each ``(office, title)``: 董事长兼总经理 is chair and manager.

    A title nobody listed is ``other`` and keeps its words.
    """
    whole = fold(text)
    if found := _OFFICES.get(whole.casefold()):
        return ((found, whole),)
    titles = dict.fromkeys(part for part in _BETWEEN.split(whole) if part)
    by_office: dict[str, str] = {}
    for title in titles:
        office = _OFFICES.get(title.casefold(), "other")
        by_office[office] = f"{by_office[office]}、{title}" if office in by_office else title
    return tuple(by_office.items())


@lru_cache(maxsize=4096)
def meaning(text: str, table: str) -> str | None:
    """What a value stands for in a table of ``publicity.toml``; None for one it does not have."""
    return _LISTS[table].get(fold(text).casefold())


def known(text: str, table: str, field: str) -> str:
    """As ``meaning``, but a value the table does not have is refused."""
    found = meaning(text, table)
    if found is None:
        some = "、".join(_LISTS[table])
        raise BadField(
            field, f"不认识的取值{shown(text)}", f"unknown value {shown(text)}",
            f"可用的取值:{some}", f"use one of: {some}",
        )  # fmt: skip
    return found


def penalty_kinds(text: str) -> str:
    """Several kinds of penalty in one cell, each by its lawful name, joined by 、."""
    parts = (part.strip() for part in re.split(r"[、,;|/]", fold(text)))
    return "、".join(dict.fromkeys(meaning(part, "penalty_kind") or part for part in parts if part))


def division(text: str, field: str = "division") -> str:
    """A six-digit division code, from a code of 6, 9 or 12 digits or a local name; '' for ''."""
    if len(text) == 6 and text.isdigit():
        return text
    value = fold(text)
    if not value:
        return ""
    if match := _DIVISION.fullmatch(value):
        return match.group(1)
    if value in _DIVISIONS:
        return _DIVISIONS[value]
    raise BadField(
        field, f"不认识的行政区划{shown(text)}", f"unknown division {shown(text)}",
        "请写六位行政区划代码,如 370102", "write the six-digit division code, such as 370102",
    )  # fmt: skip
