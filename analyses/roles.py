"""Who held which role in a unit, and whether on a given day: yes, no, or not known."""

from __future__ import annotations

from datetime import date
from typing import Final, Literal, NamedTuple

from analyses.days import day_of
from analyses.work import SMALL, Work, reading
from graph.ties import Tie, Ties, Walk, walk_of
from graph.topology import ALWAYS
from graph.vocabulary import LINK_CODE, OFFICES

Answer = Literal["yes", "no", "unknown"]
HOLDS_OFFICE: Final = LINK_CODE["holds_office"]
CONTROLS: Final = LINK_CODE["controls"]
HELD: Final = walk_of(frozenset({"holds_office", "controls"}), None, "out")
_IN: Final = HELD.reversed()


class Role(NamedTuple):
    """``office`` is a name of ``vocabulary.OFFICES``; ``link`` the tie that states it. Days are
    inclusive; an open first day means that nobody said since when."""

    holder: int
    unit: int
    office: str
    link: int
    since: date | None
    until: date | None

    def held_on(self, day: date) -> Answer:
        """An open end means that the role goes on; an open beginning that it is not known."""
        if self.until is not None and self.until < day:
            return "no"
        if self.since is None:
            return "unknown"
        return "yes" if self.since <= day else "no"

    def held_within(self, first: date, last: date) -> Answer:
        """Whether on any day from ``first`` to ``last``."""
        if self.until is not None and self.until < first:
            return "no"
        if self.since is None:
            return "unknown"
        return "yes" if self.since <= last else "no"

    def held_now(self, day: date) -> Answer:
        """As the register shows it on the day: an open beginning is no doubt."""
        begun = self.since is None or self.since <= day
        return "yes" if begun and (self.until is None or day <= self.until) else "no"


def roles_of(network: Ties, holder: int, work: Work | None = None) -> tuple[Role, ...]:
    """Every office a subject holds or held, and what it is registered to control, by link.

    A computed controller is none. Cost: the subject's ties, within ``work`` those of the units
    entered last.
    """
    holder = network.canonical(holder)
    ties = network.ties(holder, HELD) if work is None else _latest(network, holder, HELD, work)
    found = [_role(holder, t[0], t) for t in ties if _is_role(t)]
    return tuple(sorted(found, key=lambda role: role.link))


def roles_in(network: Ties, unit: int, work: Work | None = None) -> tuple[Role, ...]:
    """Everybody who holds or held an office in a unit or is registered to control it, by link;
    within ``work`` those who entered last."""
    unit = network.canonical(unit)
    ties = network.ties(unit, _IN) if work is None else _latest(network, unit, _IN, work)
    found = [_role(t[0], unit, t) for t in ties if _is_role(t)]
    return tuple(sorted(found, key=lambda role: role.link))


def roles_between(network: Ties, holder: int, unit: int) -> tuple[Role, ...]:
    """Those of ``roles_of`` in one unit, by link. Cost: passing over the holder's ties."""
    walk = Walk(HELD.kinds, None, "out", frozenset({network.canonical(unit)}))
    holder = network.canonical(holder)
    return tuple(_role(holder, tie[0], tie) for tie in network.ties(holder, walk) if _is_role(tie))


def _latest(network: Ties, node: int, walk: Walk, work: Work) -> list[Tie]:
    """All ties, or of a hub that costs more than half of what is left those begun last, with as
    many parties."""
    cost, half = reading(network, node, walk), work.left // 2
    if cost <= max(half, SMALL):
        return network.ties(node, walk) if work.affords(cost) else []
    work.cut_short = True
    most = half - network.extent(node) // SMALL
    if most <= 0 or not work.affords(half):
        return []
    ties = network.foremost(node, walk, "valid_from", most)
    return ties if len(ties) <= most or work.affords(len(ties) - most) else []


def _is_role(tie: Tie) -> bool:
    return tie[6] == CONTROLS or (tie[6] == HOLDS_OFFICE and tie[8] >= 0)


def _role(holder: int, unit: int, tie: Tie) -> Role:
    office = "actual_controller" if tie[6] == CONTROLS else OFFICES[tie[8]]
    since = None if tie[4] == ALWAYS else day_of(tie[4])
    return Role(holder, unit, office, tie[1], since, day_of(tie[5]))
