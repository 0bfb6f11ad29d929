"""审批事项办理: each approval item of a project, by stage, with its days and outcome."""

from __future__ import annotations

from typing import Final

from graph.facts import Fact, LinkFact, NodeFact, Value
from ingest.crosswalk import known
from ingest.keys import hashed
from ingest.layout import BadField, Cells, Delivery, Layout
from ingest.layouts.columns.market import APPROVAL_COLUMNS
from ingest.layouts.sanctions import texts
from ingest.layouts.sites import belongs, refuse_withdrawn, site
from ingest.values import day, required, within


def read_approval(cells: Cells, delivery: Delivery) -> tuple[Fact, ...]:
    """A milestone of the works, or of the project. Only what passed has a day of decision: an item
    refused or still open enters no stage."""
    refuse_withdrawn(cells)
    project, works = site(cells, delivery)
    item, document = required(cells, "item"), required(cells, "document")
    stage = known(required(cells, "stage"), "approval_stage", "stage")
    outcome = known(required(cells, "outcome"), "approval_outcome", "outcome")
    accepted, decided = day(cells, "accepted"), day(cells, "decided")
    within(accepted, decided, "decided")
    if outcome == "passed" and decided is None:
        raise BadField(
            "decided", "已办结却没有办结时间", "passed, but no day of decision",
            "请填写办结时间", "give the day of decision",
        )  # fmt: skip
    fields: dict[str, Value] = {
        "name": f"{item} {document}", "item": item, "stage": stage, "document": document,
        "outcome": outcome, **texts(cells, ("authority",)),
    }  # fmt: skip
    if accepted is not None:
        fields["accepted"] = accepted
    if decided is not None and outcome == "passed":
        fields["decided"] = decided
    target = works or project
    key = hashed("milestone", delivery, "item", document, target.id)
    return (
        *belongs(project, works),
        NodeFact(key, "milestone", fields),
        LinkFact("part_of", key, target),
    )


LAYOUTS: Final = (
    Layout(
        "spgl_approval", "SPGL_XMSPSXBLXXB 项目审批事项办理信息表", APPROVAL_COLUMNS, read_approval,
        ("works", "item", "stage", "document", "outcome"),
        "工程建设项目审批管理系统数据共享交换标准;办结时间与阶段序号按山东省共享库同名表",
    ),
)  # fmt: skip
