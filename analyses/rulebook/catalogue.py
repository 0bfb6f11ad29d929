"""``catalogue.toml``: the public credit information catalogue (公共信用信息目录): what is
collected, from whom, how it is disclosed, how often it is due."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, Literal

from msgspec import Meta

from analyses.rulebook.entry import Entry, Months, Name, Rule, Said
from analyses.rulebook.faults import Fault

Nature = Literal["basic", "favourable", "adverse", "neutral"]  # 基础 守信 失信 其他
Disclosure = Literal["published", "shared", "authorised"]  # 公开 政务共享 授权查询
Channel = Literal["department_system", "approval_hall"]  # 部门业务系统 区县审批大厅


class Department(Entry, frozen=True, kw_only=True):
    """Who delivers. ``zh`` is its full name; a delivery whose source is called so, or is one of
    ``sources``, is its feed and may hold nothing outside the catalogue."""

    channel: Channel = "department_system"
    division: Annotated[str, Meta(pattern=r"^\d{6}$")] | None = None
    sources: tuple[Said, ...] = ()


class Carrier(Rule, frozen=True, kw_only=True):
    """A layout that carries an item; with ``told``, the rows whose ``column`` has one of them."""

    layout: Said
    column: str = ""
    told: tuple[Said, ...] = ()


class Item(Entry, frozen=True, kw_only=True):
    """``category`` is the class of the national catalogue; ``departments`` owe the item, and
    ``everybody`` means all of them. ``term_months`` is how long it is disclosed, where the
    catalogue says so; ``every_days`` how often a delivery is due. ``carried`` empty: no layout
    for it is known yet. ``accompanying``: admitted beside other items, and owed by nobody."""

    category: Said
    nature: Nature
    departments: tuple[Name, ...] = ()
    everybody: bool = False
    disclosure: Disclosure
    term_months: Months | None = None
    every_days: Annotated[int, Meta(ge=1, le=3_660)]
    carried: tuple[Carrier, ...] = ()
    accompanying: bool = False

    def names(self) -> Iterable[tuple[str, str, str]]:
        yield from (("departments", "catalogue.department", named) for named in self.departments)

    def faults(self) -> Iterator[Fault]:
        yield from Entry.faults(self)
        if self.everybody and self.departments:
            yield Fault("everybody", "与 departments 二者取一", "it takes this or departments")
        for carrier in self.carried:
            if bool(carrier.column) != bool(carrier.told):
                yield Fault("carried", "column 与 told 须同时给出", "a column needs words")

    def owed_by(self, department: Department) -> bool:
        return self.everybody or department.id in self.departments


class Catalogue(Rule, frozen=True, kw_only=True):
    notice: tuple[Entry, ...]
    department: tuple[Department, ...]
    item: tuple[Item, ...]
