"""The credit map as GeoJSON (RFC 7946): projects in progress, key projects, divisions."""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from analyses.credit_map.box import Box, Cluster, Division, by_division, seen
from analyses.credit_map.grades import worst
from analyses.credit_map.index import NONE, ProjectIndex, build
from analyses.evaluation.scoring import edition
from api.answers.ground import Ground
from api.answers.shapes import Framed
from graph.errors import RefusedInput, XinmaiError
from graph.facts import LinkView, NodeView
from graph.store import Store
from graph.vocabulary import NODE_CODE, STAGES, STAGES_ZH

log = logging.getLogger(__name__)
Layer = Literal["projects", "key", "divisions"]
LAYERS: Final = get_args(Layer)
_PERSON: Final = NODE_CODE["person"]
KEPT: Final = 4  # days and revisions whose grades are kept
MOST: Final = 500  # features drawn one by one; more come in clusters
LARGEST: Final = 2_000
_NO_ALERTS: Final = "尚未接入关联风险提示 / no alerts are known to the map yet"
_GRADING: Final = (
    "正在评价参建主体,请稍后再问 / the participants are being graded; ask again shortly"
)
_NO_SCHEME: Final = "当日尚无评价指标 / there was no evaluation scheme on the day"
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


@dataclass(frozen=True, slots=True)
class Worst:
    """The worst grade of each project's participants: a place in ``order``, -1 for none."""

    order: tuple[str, ...]
    places: NDArray[np.int8]

    def of(self, one: int) -> str | None:
        place = int(self.places[one])
        return self.order[place] if place >= 0 else None


class MapIndexes:
    """The index of the latest revision asked about, and of one past one. Safe for threads.

    Building takes seconds on a city, once a revision; asking takes milliseconds. Grades are worked
    out beside, once a revision and day: a millisecond a firm that builds.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: dict[int, ProjectIndex] = {}
        self._worst: OrderedDict[tuple[int, str, date], Worst] = OrderedDict()
        self._grading: threading.Thread | None = None

    def worst(self, ground: Ground, index: ProjectIndex, *, wait: bool) -> Worst | None:
        """None while a thread works it out; with ``wait`` it is worked out now."""
        stamp = (ground.network.revision, ground.rules.version, ground.day)
        found = self._worst.get(stamp)
        if found is not None:
            return found
        if wait:
            return self._graded(ground, index, stamp)
        with self._lock:
            if self._grading is None or not self._grading.is_alive():
                self._grading = threading.Thread(
                    target=self._grade_beside, args=(ground, index, stamp), name="map-grades",
                    daemon=True,
                )  # fmt: skip
                self._grading.start()
        return None

    def _grade_beside(
        self, ground: Ground, index: ProjectIndex, stamp: tuple[int, str, date]
    ) -> None:
        try:
            self._graded(ground, index, stamp)
        except XinmaiError as failure:  # the next question tries again
            log.warning("the map's grades were not worked out: %s", failure)

    def _graded(self, ground: Ground, index: ProjectIndex, stamp: tuple[int, str, date]) -> Worst:
        order = edition(ground.rules.evaluation, ground.day).grades

        def grade(unit: int) -> str | None:
            if ground.network.kind_of(unit) == _PERSON:
                return None
            public = ground.judged.grades(ground, unit).public
            return public.grade if public else None

        found = Worst(order, worst(index, ground.day.toordinal(), order, grade))
        self._worst[stamp] = found
        while len(self._worst) > KEPT:
            self._worst.popitem(last=False)
        return found

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
    ground: Ground, indexes: MapIndexes, options: MapOptions, names: Mapping[str, str],
    *, wait: bool = False,
) -> MapAnswer:  # fmt: skip
    """``names`` are the divisions' by code, where they are configured. ``wait`` until the
    participants are graded; else the map says that they are being graded."""
    index, day = indexes.of(ground), ground.day.toordinal()
    if options.layer == "divisions":
        drawn = [_division(each, names) for each in by_division(index, day)
                 if _meet(each.box, options.box)]  # fmt: skip
        unknown = {"geometry": _NO_SHAPES}
        return _collected(ground, index, options, drawn, len(drawn), False, unknown)
    found = seen(index, options.box, day, most=options.most, only_key=options.layer == "key")
    graded = indexes.worst(ground, index, wait=wait)
    drawing = _Drawing(index, index.stages(day), graded)
    drawn = [drawing.project(one) for one in found.projects.tolist()]
    drawn += [drawing.cluster(each) for each in found.clusters]
    unknown = {"open_alerts": _NO_ALERTS}
    if graded is None or not graded.order:
        unknown["worst_grade"] = _GRADING if graded is None else _NO_SCHEME
    clustered = bool(found.clusters)
    return _collected(ground, index, options, drawn, found.total, clustered, unknown)


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
    """What features are drawn from; ``graded`` is None while the participants are being graded."""

    index: ProjectIndex
    stages: NDArray[np.int8]
    graded: Worst | None

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
            "worst_grade": self.graded.of(one) if self.graded else None,
            "open_alerts": None,
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
            "worst_grade": self._worst(each.members),
            "open_alerts": None,
        }
        return _feature(each.longitude, each.latitude, told)

    def _worst(self, members: NDArray[np.int64]) -> str | None:
        if self.graded is None:
            return None
        return self.graded.of(int(members[np.argmax(self.graded.places[members])]))


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
