"""工程建设项目审批管理系统, version 3: responsible parties with leaders, buildings, permits."""

from __future__ import annotations

from typing import Final

from graph.facts import Fact, LinkFact, NodeFact, Value
from ingest.crosswalk import role
from ingest.keys import building_key
from ingest.layout import Cells, Delivery, Layout
from ingest.layouts.columns.spgl import (
    ACCEPTANCE_V3_COLUMNS,
    BUILDING_V3_COLUMNS,
    PARTY_V3_COLUMNS,
    PERMIT_V3_COLUMNS,
)
from ingest.layouts.sanctions import texts
from ingest.layouts.sites import (
    belongs,
    leadership,
    located,
    participation,
    refuse_withdrawn,
    site,
)
from ingest.layouts.spgl import BASIS, read_acceptance, read_permit
from ingest.values import fen, required

_V3: Final = f"{BASIS} 3.0"


def read_party(cells: Cells, delivery: Delivery) -> tuple[Fact, ...]:
    """A responsible party: the unit's part in the works, its qualification, and its leader."""
    refuse_withdrawn(cells)
    project, works = site(cells, delivery)
    target = works or project
    part = role(required(cells, "role"), "spgl_v3")
    taking = participation(cells, target, part, delivery, texts(cells, ("qualification",)))
    unit = taking[0]
    assert isinstance(unit, NodeFact)
    return (
        *belongs(project, works),
        *taking,
        *leadership(cells, unit.key, target, part, delivery),
    )


def read_building(cells: Cells, delivery: Delivery) -> tuple[Fact, ...]:
    """A building (单体) of the works."""
    refuse_withdrawn(cells)
    project, works = site(cells, delivery)
    target, code = works or project, required(cells, "code")
    fields: dict[str, Value] = {
        "name": required(cells, "name"), "code": code,
        **texts(cells, ("use", "structure", "area")),
    }  # fmt: skip
    place = located(cells, project, delivery)
    fields |= {name: place[name] for name in ("longitude", "latitude") if name in place}
    if (cost := fen(cells, "cost", "wan")) is not None:
        fields["cost"] = cost
    key = building_key(target, code)
    return (
        *belongs(project, works),
        NodeFact(key, "building", fields),
        LinkFact("part_of", key, target),
    )


LAYOUTS: Final = (
    Layout(
        "spgl_v3_party", "SPGL_ZRZTXXB_V3 责任主体信息表", PARTY_V3_COLUMNS, read_party,
        ("works", "unit_name", "role", "leader"), _V3,
    ),
    Layout(
        "spgl_v3_building", "SPGL_XMDTXXB_V3 项目单体信息表", BUILDING_V3_COLUMNS, read_building,
        ("works", "name", "code", "structure"), _V3,
    ),
    Layout(
        "spgl_v3_permit", "SPGL_JZGCSGXKXXB_V3 施工许可信息表", PERMIT_V3_COLUMNS, read_permit,
        ("works", "document", "decided", "authority", "leader"), _V3,
    ),
    Layout(
        "spgl_v3_acceptance", "SPGL_JSGCJGYSBAXXB_V3 竣工验收备案信息表", ACCEPTANCE_V3_COLUMNS,
        read_acceptance, ("works", "document", "decided", "completed", "leader"), _V3,
    ),
)  # fmt: skip
