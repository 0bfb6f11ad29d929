"""The credit map as GeoJSON (RFC 7946): projects in progress, key projects, divisions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from analyses.credit_map.box import Box, Cluster, Division, by_division, seen
from analyses.credit_map.index import NONE, ProjectIndex
from api.answers.asking import one_of
from api.answers.ground import Ground
from api.answers.map_indexes import MapIndexes, Marks
from api.answers.resolve import subject_of
from api.answers.risk.scoreboards import Scoreboards
from api.answers.shapes import Framed
from graph.errors import NotNow, RefusedInput
from graph.topology import FOREVER
from graph.vocabulary import ROLES, STAGES, STAGES_ZH

Layer = Literal["projects", "key", "divisions"]
LAYERS: Final = get_args(Layer)
Stage = Literal["planning", "engineering", "construction", "unknown"]
MOST: Final = 500  # features drawn one by one; more come in clusters
LARGEST: Final = 2_000
_NO_ALERTS: Final = "当日尚无提示规则 / there was no rule for alerts on the day"
_MARKING: Final = (
    "正在评价参建主体,请稍后再问 / the participants are being graded; ask again shortly"
)
_NO_SCHEME: Final = "当日尚无评价指标 / there was no evaluation scheme on the day"
_NO_SHAPES: Final = (
    "未配置行政区边界:几何为空,extent 为其项目所及范围,centre 为其中心 / no boundaries are "
    "configured: geometry is null, extent is that of the projects, centre their middle"
)


class MapAnswer(Framed):
    """A FeatureCollection. ``unlocated`` counts projects without a place; ``unknown`` says which
    properties nobody can tell yet, and why."""

    type: Literal["FeatureCollection"]
    layer: Layer
    bbox: list[float]
    clustered: bool
    total: int
    unlocated: int
    unknown: dict[str, str]
    features: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Which projects are drawn: at a stage, of a division (the first digits of its code), delayed,
    with this worst grade among the participants, with open alerts on any of them; those in which
    somebody, or the participant of this id, takes part in a role."""

    stage: Stage | None = None
    division: str = ""
    delayed: bool = False
    grade: str | None = None
    alerts: bool = False
    role: str | None = None
    participant: str | None = None

    def __post_init__(self) -> None:
        if self.role is not None:
            one_of("role", self.role, ROLES)

    def of(self, ground: Ground, index: ProjectIndex, marks: Marks | None) -> NDArray[np.bool_]:
        """Raises NotNow while the participants are being graded, if that is asked about; UnknownId
        and AmbiguousId for the participant."""
        day = ground.day.toordinal()
        only = np.ones(len(index.ids), dtype=np.bool_)
        if self.role is not None or self.participant is not None:
            unit = subject_of(ground, self.participant)[0].number if self.participant else None
            only &= index.taking_part(day, self.role, unit)
        if self.stage is not None:
            stage = NONE if self.stage == "unknown" else STAGES.index(self.stage)
            only &= index.stages(day) == stage
        if self.division:
            only &= np.array([code.startswith(self.division) for code in index.divisions], bool)
        if self.delayed:
            only &= index.delayed(day)
        if self.grade is None and not self.alerts:
            return only
        if marks is None:
            raise NotNow(*_MARKING.split(" / "))
        if self.grade is not None:
            grade = marks.order.index(self.grade) if self.grade in marks.order else None
            only &= marks.worst == grade if grade is not None else False
        if self.alerts:
            only &= marks.alerts > 0 if marks.alerts is not None else False
        return only


@dataclass(frozen=True, slots=True)
class MapOptions:
    """``bbox`` is ``W,S,E,N`` in degrees of WGS-84. Raises RefusedInput, naming the field."""

    bbox: str
    layer: Layer = "projects"
    most: int = MOST
    narrowed: Narrowed = Narrowed()
    box: Box = field(init=False)

    def __post_init__(self) -> None:
        if self.layer not in LAYERS:
            listed = ", ".join(LAYERS)
            raise RefusedInput(
                f"layer 应为以下之一:{listed}", f"layer must be one of: {listed}", field="layer"
            )
        if not 1 <= self.most <= LARGEST:
            raise RefusedInput(
                f"limit 应在 1 与 {LARGEST} 之间", f"limit must be from 1 to {LARGEST}",
                field="limit",
            )  # fmt: skip
        object.__setattr__(self, "box", _box(self.bbox))

    @property
    def marked(self) -> bool:
        """Whether it is narrowed by what must be worked out of the participants."""
        return self.narrowed.grade is not None or self.narrowed.alerts


def _box(text: str) -> Box:
    try:
        west, south, east, north = (float(part) for part in text.split(","))
        if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
            raise ValueError(text)
    except ValueError:
        raise RefusedInput(
            "bbox 应为 西,南,东,北(WGS-84 度),如 116.9,36.4,117.6,36.9",
            "bbox must be west,south,east,north in degrees, such as 116.9,36.4,117.6,36.9",
            field="bbox",
        ) from None
    return Box(*(round(degrees * 1e6) for degrees in (west, south, east, north)))


def map_answer(
    ground: Ground, indexes: MapIndexes, boards: Scoreboards, options: MapOptions,
    names: Mapping[str, str], *, wait: bool = False,
) -> MapAnswer:  # fmt: skip
    """``names`` are the divisions' by code, where they are configured. ``wait`` until the
    participants are graded and their alerts known; else the map says that they are not yet."""
    index, day = indexes.of(ground), ground.day.toordinal()
    if options.layer == "divisions":
        marks = indexes.marks(ground, index, boards, wait=wait) if options.marked else None
        only = options.narrowed.of(ground, index, marks)
        drawn = [_division(each, names) for each in by_division(index, day, only)
                 if _meet(each.box, options.box)]  # fmt: skip
        unknown = {"geometry": _NO_SHAPES, **(_unmarked(marks) if options.marked else {})}
        return _collected(ground, index, options, drawn, len(drawn), False, unknown)
    marks = indexes.marks(ground, index, boards, wait=wait)
    found = seen(
        index, options.box, day, most=options.most, only_key=options.layer == "key",
        only=options.narrowed.of(ground, index, marks),
    )  # fmt: skip
    drawing = _Drawing(index, index.stages(day), index.delayed(day), marks)
    drawn = [drawing.project(one) for one in found.projects.tolist()]
    drawn += [drawing.cluster(each) for each in found.clusters]
    clustered = bool(found.clusters)
    return _collected(ground, index, options, drawn, found.total, clustered, _unmarked(marks))


def _unmarked(marks: Marks | None) -> dict[str, str]:
    """Which marks of the participants nobody can tell, and why."""
    if marks is None:
        return {"worst_grade": _MARKING, "open_alerts": _MARKING}
    grades = {} if marks.order else {"worst_grade": _NO_SCHEME}
    return grades | ({} if marks.alerts is not None else {"open_alerts": _NO_ALERTS})


def _collected(
    ground: Ground, index: ProjectIndex, options: MapOptions, features: list[dict[str, Any]],
    total: int, clustered: bool, unknown: dict[str, str],
) -> MapAnswer:  # fmt: skip
    box = options.box
    return {
        **ground.frame(),
        "type": "FeatureCollection",
        "layer": options.layer,
        "bbox": _corners(box),
        "clustered": clustered,
        "total": total,
        "unlocated": index.unlocated,
        "unknown": unknown,
        "features": features,
    }


def _corners(box: Box) -> list[float]:
    return [edge / 1e6 for edge in (box.west, box.south, box.east, box.north)]


def _meet(one: Box, other: Box) -> bool:
    return (
        one.west <= other.east and other.west <= one.east
        and one.south <= other.north and other.south <= one.north
    )  # fmt: skip


def _feature(
    longitude: int, latitude: int, properties: dict[str, Any], id: str | None = None
) -> dict[str, Any]:  # fmt: skip
    place = {"type": "Point", "coordinates": [longitude / 1e6, latitude / 1e6]}
    named = {"id": id} if id else {}
    return {"type": "Feature", **named, "geometry": place, "properties": properties}


@dataclass(frozen=True, slots=True)
class _Drawing:
    """What features are drawn from; ``marks`` is None while they are being worked out."""

    index: ProjectIndex
    stages: NDArray[np.int8]
    late: NDArray[np.bool_]
    marks: Marks | None

    def project(self, one: int) -> dict[str, Any]:
        index, stage = self.index, int(self.stages[one])
        investment, code = int(index.investment[one]), index.ids[one]
        told = {
            "kind": "project",
            "id": code,
            "name": index.names[one],
            "stage": STAGES[stage] if stage != NONE else None,
            "stage_zh": STAGES_ZH[stage] if stage != NONE else None,
            "investment": investment if investment != NONE else None,
            "division": index.divisions[one] or None,
            "key_level": index.levels[one] or None,
            "planned_end": None
            if (planned := int(index.planned[one])) == FOREVER
            else date.fromordinal(planned).isoformat(),
            "delayed": bool(self.late[one]),
            **self._marked(np.array([one])),
        }
        return _feature(int(index.longitude[one]), int(index.latitude[one]), told, code)

    def cluster(self, each: Cluster) -> dict[str, Any]:
        if each.count == 1:
            return self.project(each.members[0])
        names = (*STAGES, "unknown")
        told = {
            "kind": "cluster",
            "count": each.count,
            "stages": {name: many for name, many in zip(names, each.stages, strict=True) if many},
            "investment": each.investment,
            "key_projects": each.keys,
            "delayed": int(self.late[each.members].sum()),
            **self._marked(each.members),
        }
        return _feature(each.longitude, each.latitude, told)

    def _marked(self, members: NDArray[np.int64]) -> dict[str, Any]:
        """The worst grade among the projects' participants, and how many carry an alert."""
        marks = self.marks
        return {
            "worst_grade": marks.grade(members) if marks else None,
            "open_alerts": marks.open_alerts(members) if marks else None,
        }


def _division(each: Division, names: Mapping[str, str]) -> dict[str, Any]:
    told = {
        "kind": "division",
        "code": each.code,
        "name": names.get(each.code),
        "projects": each.count,
        "investment": each.investment,
        "delayed": each.delayed,
        "extent": _corners(each.box),
        "centre": [each.longitude / 1e6, each.latitude / 1e6],
    }
    return {"type": "Feature", "id": each.code, "geometry": None, "properties": told}
