"""Which measures are in force on a subject: of its own records, and by statutory extension.

Never by a mere relation: an alert or a conflict brings no measure. Source: 山东省社会信用条例
article 31, measures as laws, regulations and the national list say, on whom they name.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from analyses.own_record import OwnRecord
from analyses.rulebook.measures import Measure
from analyses.statutory import Extension


@dataclass(frozen=True, slots=True)
class InForce:
    """``sure`` is False where the norm asks a condition that no fact states. ``extension`` says
    through which role it reaches the subject; None for its own record."""

    measure: Measure
    sure: bool
    since: date | None
    until: date | None
    record: OwnRecord
    extension: Extension | None = None

    @property
    def pending(self) -> bool:
        """An objection to the record is being dealt with."""
        return self.record.pending


def measures_in_force(
    own: Iterable[OwnRecord], reached: Iterable[Extension]
) -> tuple[InForce, ...]:
    """Of records and extensions that are usable on a day; own ones first."""
    found = [
        InForce(each.measure, each.sure, record.life.since, record.life.until, record)
        for record in own
        for each in record.consequences
    ]
    for extension in reached:
        weighed = extension.weighed
        found += [
            InForce(
                measure, extension.answer == "yes", weighed.since, weighed.until, weighed.record,
                extension,
            )
            for measure in extension.measures
        ]  # fmt: skip
    return tuple(found)
