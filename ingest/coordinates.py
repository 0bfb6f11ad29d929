"""Places on the map: from the delivery's datum to WGS-84, in millionths of a degree.

Chinese feeds carry WGS-84, CGCS2000 (the same within centimetres) or GCJ-02, 0.3–0.6 km away.
GCJ-02 has no published inverse: the forward shift is inverted by iteration to 1e-9 degrees.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Final

from ingest.crosswalk import meaning
from ingest.layout import BadField, Cells
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


def place(cells: Cells, name: str, datum: str = "datum") -> Place | None:
    """The place in a cell ``longitude,latitude``; of an outline, the mean of its corners.

    Raises BadField for a place that is swapped, zero, or outside China.
    """
    value = fold(text(cells, name))
    if not value:
        return None
    told = text(cells, datum)
    system = meaning(told, "datum") if told else UNSTATED
    if system is None:
        raise BadField(
            datum, f"不认识的坐标系{shown(told)}", f"unknown datum {shown(told)}",
            "可用:WGS-84、CGCS2000、GCJ-02", "use WGS-84, CGCS2000 or GCJ-02",
        )  # fmt: skip
    longitude, latitude = _mean(_points(value, name))
    _refuse_elsewhere(longitude, latitude, name)
    if system == "GCJ-02":
        longitude, latitude = from_gcj02(longitude, latitude)
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
    east, north = longitude, latitude
    for _ in range(20):
        shifted = to_gcj02(east, north)
        d_east, d_north = longitude - shifted[0], latitude - shifted[1]
        east, north = east + d_east, north + d_north
        if max(abs(d_east), abs(d_north)) < _CLOSE:
            break
    return east, north
