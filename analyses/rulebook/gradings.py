"""``gradings/ID.toml``: how an industry grades its firms (行业信用评价), a file each.

A grading may take the public grade as one input. The reverse is refused.
"""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from analyses.rulebook.entry import Entry, Said
from analyses.rulebook.schemes import Scheme


class About(Entry, frozen=True, kw_only=True):
    """The grading itself. ``industries`` are the beginnings of GB/T 4754 codes it is for; none
    means every firm. ``department`` keeps it."""

    department: Said
    industries: tuple[Annotated[str, Meta(pattern=r"^[A-T]\d{0,4}$")], ...] = ()

    def covers(self, industry: str | None) -> bool:
        return not self.industries or bool(industry and industry.startswith(self.industries))


class Grading(Scheme, frozen=True, kw_only=True):
    grading: Annotated[tuple[About, ...], Meta(min_length=1)]
