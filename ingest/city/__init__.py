"""A made-up city of any size, delivered in the official layouts."""

from __future__ import annotations

from ingest.city.shape import CityShape
from ingest.city.write import write_city

__all__ = ["CityShape", "write_city"]
