"""Shares as answers say them."""

from __future__ import annotations

from fractions import Fraction

from analyses.stakes import WHOLE


def nearest_ppm(part: Fraction) -> int:
    return round(part * WHOLE)
