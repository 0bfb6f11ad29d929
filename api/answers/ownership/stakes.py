"""Stakes in words: those an answer stands on."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from analyses.stakes import WHOLE, Stakes, steps
from analyses.steps import Step


def held_steps(stakes: Stakes, holders: Iterable[int], company: int) -> list[Step]:
    """What these hold of the company directly, tie by tie."""
    held = stakes.holders(company)
    return [
        step
        for holder in holders
        if holder in held
        for step in steps(holder, company, held[holder])
    ]


def nearest_ppm(part: Fraction) -> int:
    return round(part * WHOLE)
