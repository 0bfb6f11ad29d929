"""How a screening is asked for: the body of ``/v1/screen`` and of a job."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from api.answers.asking import Moment, day_of
from api.answers.screen.screen import Written
from api.bodies import Day, Name


class Screen(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The ids to screen, in order. What is no text is a row of its own that says so. ``item`` and
    ``purpose`` make the outcomes those of a credit check."""

    ids: Annotated[list[Written], Meta(min_length=1)]
    item: Name | None = None
    purpose: Name | None = None
    as_of: Day | None = None
    known_at: Annotated[int, Meta(ge=0, le=2**31 - 1)] | None = None

    def moment(self) -> Moment:
        return Moment(day_of(self.as_of), self.known_at)
