"""Places on the map: from the delivery's datum to WGS-84, in millionths of a degree.

Chinese feeds carry WGS-84, CGCS2000 (the same within centimetres), GCJ-02, 0.3–0.6 km away, or
BD-09, which shifts GCJ-02 once more. GCJ-02 has no published inverse: the forward shift is inverted
by iteration to 1e-9 degrees; so is BD-09's, whose published inverse is good to a metre only.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from ingest.crosswalk import meaning
from ingest.datums import declared
from ingest.layout import BadField, Cells
from ingest.provinces import province_of
from ingest.text import fold, shown, text

_A: Final = 6378245.0  # Krasovsky 1940
_EE: Final = 0.00669342162296594323
_CLOSE: Final = 1e-9
_EAST: Final = (73.0, 136.0)
_NORTH: Final = (3.0, 54.0)
_POINT: Final = re.compile(r"\s*(-?\d{1,3}(?:\.\d+)?)\s*[,、\s]\s*(-?\d{1,3}(?:\.\d+)?)\s*")
UNSTATED: Final = "CGCS2000(未声明)"  # the exchange standard's own datum


@dataclass(frozen=True, slots=True)
class Place:
    """WGS-84, in millionths of a degree; ``datum`` is the one it was delivered in."""

    longitude: int
    latitude: int
    datum: str


def place(cells: Cells, name: str, *, region: str = "", source: str = "") -> Place | None:
    """The place in a cell ``longitude,latitude``; of an outline, the mean of its corners.

    The datum is the row's own, else the one declared for its ``source``. Raises BadField for a
    place that is swapped, zero, outside China, or outside the province of ``region``.
    """
    value = fold(text(cells, name))
    if not value:
        return None
    system = datum_of(cells, source)
    return converted(*_mean(_points(value, name)), system, name, region)


def datum_of(cells: Cells, source: str) -> str:
    """The datum that the row states, else the source's, else the standard's own."""
    told = text(cells, "datum") or declared(source)
    system = meaning(told, "datum") if told else UNSTATED
    if system is None:
        raise BadField(
            "datum", f"不认识的坐标系{shown(told)}", f"unknown datum {shown(told)}",
            "可用:WGS-84、CGCS2000、GCJ-02、BD-09", "use WGS-84, CGCS2000, GCJ-02 or BD-09",
        )  # fmt: skip
    return system


def converted(longitude: float, latitude: float, system: str, name: str, region: str) -> Place:
    """A checked place in WGS-84. Raises BadField for one that cannot be."""
    _refuse_elsewhere(longitude, latitude, name)
    if system == "BD-09":
        longitude, latitude = from_bd09(longitude, latitude)
    if system in ("GCJ-02", "BD-09"):
        longitude, latitude = from_gcj02(longitude, latitude)
        _refuse_elsewhere(longitude, latitude, name)
    _refuse_other_province(longitude, latitude, name, region)
    return Place(round(longitude * 1e6), round(latitude * 1e6), system)


def _points(value: str, name: str) -> list[tuple[float, float]]:
    parts = [part for part in re.split(r"[;|]", value) if part.strip()]
    found = [_POINT.fullmatch(part) for part in parts]
    points = [(float(m.group(1)), float(m.group(2))) for m in found if m is not None]
    if not points or len(points) != len(parts):
        raise BadField(
            name, "不是“经度,纬度”", "not a longitude and a latitude",
            "请用十进制度书写,如 117.0201,36.6683", "write decimal degrees: 117.0201,36.6683",
        )  # fmt: skip
    return points


def _mean(points: list[tuple[float, float]]) -> tuple[float, float]:
    corners = points[:-1] if len(points) > 2 and points[0] == points[-1] else points
    count = len(corners)
    return sum(p[0] for p in corners) / count, sum(p[1] for p in corners) / count


def _refuse_elsewhere(longitude: float, latitude: float, name: str) -> None:
    if _inside(longitude, latitude):
        return
    if longitude == 0 or latitude == 0:
        zh, en = "坐标为零", "a coordinate of zero"
    elif _inside(latitude, longitude):
        zh, en = "经度与纬度颠倒", "longitude and latitude are swapped"
    else:
        zh, en = "坐标不在中国境内", "the place is not in China"
    raise BadField(
        name, zh, en, "请按“经度,纬度”书写,如 117.0201,36.6683",
        "write longitude, then latitude: 117.0201,36.6683",
    )  # fmt: skip


def _refuse_other_province(longitude: float, latitude: float, name: str, region: str) -> None:
    province = province_of(region)
    if province is None or province.reaches(longitude, latitude):
        return
    raise BadField(
        name, f"坐标不在{province.name}范围内", f"a place outside {province.name}",
        "请核对坐标、坐标系和行政区划", "check the place, its datum and the division",
    )  # fmt: skip


def _inside(longitude: float, latitude: float) -> bool:
    return _EAST[0] <= longitude <= _EAST[1] and _NORTH[0] <= latitude <= _NORTH[1]


def to_gcj02(longitude: float, latitude: float) -> tuple[float, float]:
    """The shift of GB 20263, as known: WGS-84 degrees to GCJ-02 degrees, within China."""
    x, y = longitude - 105.0, latitude - 35.0
    wave = (20.0 * math.sin(6.0 * x * math.pi) + 20.0 * math.sin(2.0 * x * math.pi)) * 2.0 / 3.0
    north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * math.sqrt(abs(x))
    north += wave + _waves(y, 20.0, 40.0, 160.0, 320.0)
    east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * math.sqrt(abs(x))
    east += wave + _waves(x, 20.0, 40.0, 150.0, 300.0)
    radians = latitude / 180.0 * math.pi
    magic = 1 - _EE * math.sin(radians) ** 2
    root = math.sqrt(magic)
    d_north = north * 180.0 / ((_A * (1 - _EE)) / (magic * root) * math.pi)
    d_east = east * 180.0 / (_A / root * math.cos(radians) * math.pi)
    return longitude + d_east, latitude + d_north


_RATES: Final = (1.0, 1 / 3, 1 / 12, 1 / 30)


def _waves(v: float, *sizes: float) -> float:
    sums = zip(sizes, _RATES, strict=True)
    return sum(size * math.sin(v * rate * math.pi) for size, rate in sums) * 2.0 / 3.0


def from_gcj02(longitude: float, latitude: float) -> tuple[float, float]:
    """WGS-84 degrees of a GCJ-02 place: the fixed point of the shift, within 1e-9 degrees."""
    return _undone(to_gcj02, longitude, latitude)


def to_bd09(longitude: float, latitude: float) -> tuple[float, float]:
    """GCJ-02 degrees to BD-09 degrees, as known."""
    turn = math.pi * 3000.0 / 180.0
    far = math.hypot(longitude, latitude) + 0.00002 * math.sin(latitude * turn)
    angle = math.atan2(latitude, longitude) + 0.000003 * math.cos(longitude * turn)
    return far * math.cos(angle) + 0.0065, far * math.sin(angle) + 0.006


def from_bd09(longitude: float, latitude: float) -> tuple[float, float]:
    """GCJ-02 degrees of a BD-09 place: the fixed point of the shift, within 1e-9 degrees."""
    return _undone(to_bd09, longitude, latitude)


def _undone(
    shift: Callable[[float, float], tuple[float, float]], longitude: float, latitude: float
) -> tuple[float, float]:
    """The place that the shift moves to this one."""
    east, north = longitude, latitude
    for _ in range(20):
        shifted = shift(east, north)
        d_east, d_north = longitude - shifted[0], latitude - shifted[1]
        east, north = east + d_east, north + d_north
        if max(abs(d_east), abs(d_north)) < _CLOSE:
            break
    return east, north
