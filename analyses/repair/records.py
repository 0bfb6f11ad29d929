"""A record by its own node, whoever it is against; and which records may be repaired by now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final, NamedTuple

from analyses.own_record import SANCTIONED_BY, OwnRecord, record_against
from analyses.repair.cases import open_case
from analyses.repair.conditions import Conditions, FalseDeeds, conditions
from analyses.rulebook import Rulebook
from graph.ties import Ties
from graph.views import Views

PREFETCHED: Final = 500  # records read from the store together


def holders(network: Ties, record: int) -> list[int]:
    """The subjects a record is against, by number."""
    return sorted({t[0] for t in network.every_tie(record) if t[6] == SANCTIONED_BY and not t[7]})


class Due(NamedTuple):
    record: OwnRecord
    conditions: Conditions


def due(
    network: Ties, views: Views, rules: Rulebook, numbers: Sequence[int], day: date
) -> Iterator[Due]:
    """Those among these records that may be used on the day and whose repair may be applied for and
    is not, in the order given. Lazy: whoever has enough stops. Cost: each record, its subject and
    its acts."""
    false: FalseDeeds = {}
    for first in range(0, len(numbers), PREFETCHED):
        part = numbers[first : first + PREFETCHED]
        against = {number: holders(network, number) for number in part}
        views.nodes([*part, *(one for subjects in against.values() for one in subjects[:1])])
        for number in part:
            record = record_against(network, views, rules, number, day)
            if record is None or not record.life.usable:
                continue
            asked = conditions(network, views, rules, record, day, false=false)
            if asked.may_apply(day) and not open_case(network, rules, "repair", number, day):
                yield Due(record, asked)
