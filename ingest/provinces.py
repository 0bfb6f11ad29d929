"""How far each province reaches: a box that holds it, to tell a place that cannot be in it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final


@dataclass(frozen=True, slots=True)
class Province:
    """Degrees of WGS-84. The box is wider than the province: it refuses, it does not locate."""

    name: str
    west: float
    south: float
    east: float
    north: float

    def reaches(self, longitude: float, latitude: float) -> bool:
        return self.west <= longitude <= self.east and self.south <= latitude <= self.north


def province_of(division: str) -> Province | None:
    """The province of a division code; None where nobody said how far it reaches."""
    return PROVINCES.get(division[:2])


def _read() -> dict[str, Province]:
    file = Path(__file__).parent / "crosswalk" / "provinces.toml"
    told: dict[str, Any] = tomllib.loads(file.read_text(encoding="utf-8"))
    return {code: Province(name, *box) for code, (name, *box) in told.items()}


PROVINCES: Final = _read()
