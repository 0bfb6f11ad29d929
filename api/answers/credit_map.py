"""The credit map as GeoJSON (RFC 7946): projects in progress, key projects, divisions."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal, get_args

from analyses.credit_map.box import Box, Cluster, Division, by_division, seen
from analyses.credit_map.index import NONE, ProjectIndex, build
from api.answers.ground import Ground
from api.answers.shapes import Framed
from graph.errors import RefusedInput
from graph.facts import LinkView, NodeView
from graph.store import Store
from graph.vocabulary import STAGES, STAGES_ZH

Layer = Literal["projects", "key", "divisions"]
LAYERS: Final = get_args(Layer)
MOST: Final = 500  # features drawn one by one; more come in clusters
LARGEST: Final = 2_000
_UNKNOWN: Final = {
    "worst_grade": "参建主体尚未接入信用评价 / no grades are known to the map yet",
    "open_alerts": "尚未接入关联风险提示 / no alerts are known to the map yet",
}
_NO_SHAPES: Final = (
    "未配置行政区边界:几何为空,extent 为其项目所及范围 / no boundaries are configured: "
    "geometry is null, extent is that of the projects"
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
class MapOptions:
    """``bbox`` is ``W,S,E,N`` in degrees of WGS-84. Raises RefusedInput, naming the field."""

    bbox: str
    layer: Layer = "projects"
    most: int = MOST
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


class MapIndexes:
    """The index of the latest revision asked about, and of one past one. Safe for threads.

    Building takes seconds on a city, once a revision; asking takes milliseconds.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: dict[int, ProjectIndex] = {}

    def of(self, ground: Ground) -> ProjectIndex:
        revision = ground.network.revision
        with self._lock:
            index = self._kept.get(revision)
            if index is None:
                index = build(ground.network, _Unkept(ground.store, revision))
                for old in sorted(self._kept)[:-1]:
                    del self._kept[old]
                self._kept[revision] = index
            return index


@dataclass(frozen=True, slots=True)
class _Unkept:
    """Views read once and let go: the index keeps what it needs of them."""

    store: Store
    known_at: int

    def nodes(self, numbers: Iterable[int]) -> Mapping[int, NodeView]:
        return self.store.numbered(list(numbers), known_at=self.known_at)

    def links(self, numbers: Iterable[int]) -> Mapping[int, LinkView]:
        return self.store.links(list(numbers))


def map_answer(
    ground: Ground, indexes: MapIndexes, options: MapOptions, names: Mapping[str, str]
) -> MapAnswer:
    """``names`` are the divisions' by code, where they are configured."""
    index, day = indexes.of(ground), ground.day.toordinal()
    if options.layer == "divisions":
        drawn = [_division(each, names) for each in by_division(index, day)
                 if _meet(each.box, options.box)]  # fmt: skip
        unknown = {"geometry": _NO_SHAPES}
        return _collected(ground, index, options, drawn, len(drawn), False, unknown)
    found = seen(index, options.box, day, most=options.most, only_key=options.layer == "key")
    stages = index.stages(day)
    drawn = [_project(index, one, int(stages[one])) for one in found.projects.tolist()]
    drawn += [_cluster(index, each, stages) for each in found.clusters]
    clustered = bool(found.clusters)
    return _collected(ground, index, options, drawn, found.total, clustered, _UNKNOWN)


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


def _project(index: ProjectIndex, one: int, stage: int) -> dict[str, Any]:
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
        "worst_grade": None,
        "open_alerts": None,
    }
    return _feature(int(index.longitude[one]), int(index.latitude[one]), told, code)


def _cluster(index: ProjectIndex, each: Cluster, stages: Any) -> dict[str, Any]:
    if each.count == 1:
        return _project(index, each.one, int(stages[each.one]))
    names = (*STAGES, "unknown")
    told = {
        "kind": "cluster",
        "count": each.count,
        "stages": {name: many for name, many in zip(names, each.stages, strict=True) if many},
        "investment": each.investment,
        "key_projects": each.keys,
        "worst_grade": None,
        "open_alerts": None,
    }
    return _feature(each.longitude, each.latitude, told)


def _division(each: Division, names: Mapping[str, str]) -> dict[str, Any]:
    told = {
        "kind": "division",
        "code": each.code,
        "name": names.get(each.code),
        "projects": each.count,
        "investment": each.investment,
        "extent": _corners(each.box),
    }
    return {"type": "Feature", "id": each.code, "geometry": None, "properties": told}
