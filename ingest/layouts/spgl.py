"""工程建设项目审批管理系统, versions 1 and 2: projects, their units, permits and acceptance."""

from __future__ import annotations

from typing import Final

from graph.facts import Fact, LinkFact, NodeFact, Value
from ingest.crosswalk import role
from ingest.layout import Cells, Delivery, Layout
from ingest.layouts.columns.spgl import (
    ACCEPTANCE_COLUMNS,
    PERMIT_COLUMNS,
    PROJECT_COLUMNS,
    UNIT_COLUMNS,
)
from ingest.layouts.sanctions import days, texts
from ingest.layouts.sites import (
    belongs,
    leadership,
    located,
    milestone,
    participation,
    refuse_withdrawn,
    site,
)
from ingest.values import day, fen, required, text, within

BASIS: Final = "工程建设项目审批管理系统数据共享交换标准"


def read_project(cells: Cells, delivery: Delivery) -> tuple[Fact, ...]:
    """A row is one stage or section (工程代码): it describes the works. The project has several
    rows and is mentioned; the first one tells, later ones do not contradict it."""
    refuse_withdrawn(cells)
    project, works = site(cells, delivery)
    name = required(cells, "name")
    own: dict[str, Value] = {"name": name, **days(cells, ("started", "planned_end"))}
    within(day(cells, "started"), day(cells, "planned_end"), "planned_end")
    if text(cells, "finished") == "1" and (done := day(cells, "finished_on")) is not None:
        own["completed"] = done
    if category := text(cells, "category"):
        own["category"] = category
    if (investment := fen(cells, "investment", "wan")) is not None:
        own["investment"] = investment
    whole: dict[str, Value] = {
        **own, "code": project.id.rpartition(":")[2], **located(cells, project, delivery),
        **texts(cells, ("nature", "address", "scale")),
    }  # fmt: skip
    facts: list[Fact] = [NodeFact(project, "project", whole, mention=works is not None)]
    if works is not None:
        code = works.id.partition("/")[2]
        facts.append(NodeFact(works, "works", {**own, "code": code}))
        facts.append(LinkFact("part_of", works, project))
    return (*facts, *_construction_unit(cells, delivery, only="target"))


def _construction_unit(cells: Cells, delivery: Delivery, only: str = "") -> tuple[Fact, ...]:
    """建设单位 stands in the project's own row, which has room for one, or beside a permit; not
    among the units."""
    if not text(cells, "unit_name"):
        return ()
    project, works = site(cells, delivery)
    return participation(cells, works or project, "construction", delivery, only=only)


def read_unit(cells: Cells, delivery: Delivery) -> tuple[Fact, ...]:
    """A unit's part in the works."""
    refuse_withdrawn(cells)
    project, works = site(cells, delivery)
    part = role(required(cells, "role"), "spgl_unit")
    return (
        *belongs(project, works),
        *participation(cells, works or project, part, delivery),
    )


def read_permit(cells: Cells, delivery: Delivery) -> tuple[Fact, ...]:
    """施工许可证: the works' milestone, the construction unit and who leads for it."""
    return _milestone(cells, "construction", "施工许可证", delivery)


def read_acceptance(cells: Cells, delivery: Delivery) -> tuple[Fact, ...]:
    """竣工验收备案: the works' milestone, and again the construction unit and its leader."""
    return _milestone(cells, "acceptance", "竣工验收备案", delivery)


def _milestone(cells: Cells, stage: str, name: str, delivery: Delivery) -> tuple[Fact, ...]:
    refuse_withdrawn(cells)
    project, works = site(cells, delivery)
    target = works or project
    facts = (
        *belongs(project, works),
        *milestone(cells, stage, name, target, delivery),
        *_construction_unit(cells, delivery),
    )
    units = [fact.source for fact in facts
             if isinstance(fact, LinkFact) and fact.kind == "participates"]  # fmt: skip
    led = leadership(cells, units[0], target, "construction", delivery) if units else ()
    return (*facts, *led)


LAYOUTS: Final = (
    Layout(
        "spgl_project", "SPGL_XMJBXXB 项目基本信息表", PROJECT_COLUMNS, read_project,
        ("project", "works", "name", "investment"), BASIS,
    ),
    Layout(
        "spgl_unit", "SPGL_XMDWXXB 项目单位信息表", UNIT_COLUMNS, read_unit,
        ("project", "works", "unit_name", "role"), BASIS,
    ),
    Layout(
        "spgl_permit", "SPGL_SGXKXXB 施工许可信息表", PERMIT_COLUMNS, read_permit,
        ("project", "works", "document", "decided", "authority"), BASIS,
    ),
    Layout(
        "spgl_acceptance", "SPGL_JGYSBAXXB 竣工验收备案信息表", ACCEPTANCE_COLUMNS,
        read_acceptance, ("project", "works", "document", "decided", "completed"), BASIS,
    ),
)  # fmt: skip
