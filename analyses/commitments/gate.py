"""May this subject use 告知承诺 for this item today?

No while an earlier commitment was false or broken and is not repaired, or while a serious record
is not (国办发〔2020〕42号, 二、适用对象). Restored on the day of the repair.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from analyses.commitments.standing import Standing, of_subject
from analyses.own_record import OwnRecord
from analyses.rulebook import Rulebook, in_force
from analyses.rulebook.commitments import Bar
from analyses.work import Work
from graph.ties import Ties
from graph.views import Views


@dataclass(frozen=True, slots=True)
class Barred:
    """One reason: a rule, and the commitment or the record that it speaks of."""

    rule: Bar
    since: date | None
    commitment: Standing | None = None
    record: OwnRecord | None = None


def barred(
    network: Ties,
    views: Views,
    rules: Rulebook,
    subject: int,
    records: Iterable[OwnRecord],
    day: date,
    work: Work,
) -> tuple[Barred, ...]:
    """Why the subject may not commit. Empty where it may, or where ``work`` did not afford to read
    all its commitments: then nobody can tell. ``records`` are its own, usable on the day.
    """
    made = of_subject(network, views, rules.commitments, subject, day, work)
    held = tuple(records)
    found: list[Barred] = []
    for bar in in_force(rules.commitments.bar, day):
        found += [Barred(bar, each.since, commitment=each) for each in made
                  if each.state.id in bar.states]  # fmt: skip
        found += [Barred(bar, each.life.since, record=each) for each in held if _grave(bar, each)]
    return tuple(found)


def _grave(bar: Bar, record: OwnRecord) -> bool:
    rule, published = record.rule, record.life.publication
    kinds = rule.kinds if rule else ()
    severities = {rule.severity if rule else None, published.severity if published else None}
    return bool(set(kinds) & set(bar.kinds)) or bool(severities & set(bar.severities))
