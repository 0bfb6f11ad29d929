"""Groups (企业集团): all whom one controller controls in the end, with that controller.

Common control by the state alone makes no group (公司法 2023, art 265(4)): an organ of the state is
not looked through, and each firm below it stands at the top of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from analyses.citywide.holdings import Holdings, Stakeholders
from analyses.citywide.ultimate import Ultimate, ultimate
from analyses.control import controls, sides_above
from analyses.rulebook import Rulebook, in_force
from analyses.stakes import Stakes
from graph.ties import Ties
from graph.views import Views
from graph.vocabulary import NODE_CODE

PERSON: Final = NODE_CODE["person"]
Organs = Callable[[Iterable[int]], set[int]]


class Member(NamedTuple):
    """A controlled firm, and the votes that the controller's side certainly holds in it."""

    number: int
    votes_ppm: int


class Group(NamedTuple):
    """``head``: the ultimate controller, of a circle the lowest number; None where several control
    the subject in the end. ``members`` by number, without the head. ``organs``: organs of the state
    above the subject that were not looked through."""

    head: int | None
    members: tuple[Member, ...]
    organs: tuple[int, ...]

    @property
    def told(self) -> bool:
        """Whether there is a group to tell of."""
        return bool(self.members or self.head is None or self.organs)


def organs_among(views: Views, rules: Rulebook, day: date) -> Organs:
    """Finds organs of the state by the names that the rule in force gives."""
    named = [name for each in in_force(rules.conflicts.state, day) for name in each.named]

    def organs(numbers: Iterable[int]) -> set[int]:
        stated = views.nodes(numbers)
        return {n for n, view in stated.items() if any(name in view.name for name in named)}

    return organs


def group_of(
    network: Ties, subject: int, day: date, organs: Organs, stakes: Stakes
) -> Group | None:
    """The group of a subject; without members where it controls nobody and nobody controls it.

    ``stakes`` are the votes and what they may cost: None where that was spent (``cut_short``)
    before the head was known; spent later, there may be more members. Cost: whom its owners
    control, as ``control.sides_above``, and whom the head does.
    """
    subject = network.canonical(subject)
    sides = sides_above(network, subject, stakes=stakes)
    if any(subject in stakes.holders(owner) for owner in sides):  # it is above itself
        below = controls(network, subject, day, stakes=stakes)
        sides[subject] = {each.number: each for each in below if each.number in sides}
    if stakes.cut_short:
        return None
    controllers: dict[int, set[int]] = {node: set() for node in (subject, *sides)}
    for owner, side in sides.items():
        for each in side.values():
            if each.certain:
                controllers[each.number].add(owner)
    state = organs(controllers[subject])
    over = controllers[subject] - state
    controllers = {node: controllers[node] - state for node in (subject, *over)}
    tops = {x for x in over if all(x in controllers[y] for y in controllers[x])}
    heads = {min({top, *controllers[top]}) for top in tops} or {subject}
    if len(heads) > 1:
        return Group(None, (), tuple(sorted(state)))
    (head,) = heads
    members = tuple(
        Member(each.number, each.votes_ppm)
        for each in controls(network, head, day, stakes=stakes)
        if each.certain
    )
    return Group(head, members, tuple(sorted(state)))


@dataclass(frozen=True, slots=True, eq=False)
class CityGroups:
    """``heads`` and, beside, how many firms each controls in the end, the largest first;
    ``controlled`` says of everybody under whom he stands (``Ultimate``)."""

    heads: NDArray[np.int64]
    sizes: NDArray[np.int64]
    controlled: Ultimate


def city_groups(
    votes: Holdings, node_kinds: NDArray[np.int8], organs: Organs, least_members: int = 1
) -> CityGroups:
    """All groups with so many controlled firms. Cost: ``ultimate``, once more for each level of
    organs of the state, and the names of all organisations that control somebody."""
    found, named = ultimate(votes), np.zeros(0, np.int64)
    while True:
        heads, sizes = _sizes(found.head)
        asked = np.setdiff1d(heads[node_kinds[heads] != PERSON], named)
        named = np.union1d(named, asked)
        state = organs(asked.tolist())
        if not state:
            break
        votes = without(votes, state)
        found = ultimate(votes)
    large = sizes >= least_members
    order = np.lexsort((heads[large], -sizes[large]))
    return CityGroups(heads[large][order], sizes[large][order], found)


def _sizes(head: NDArray[np.int32]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Everybody who controls somebody in the end, and how many."""
    under = head[(head != np.arange(len(head))) & (head >= 0)]
    heads, sizes = np.unique(under, return_counts=True)
    return heads.astype(np.int64), sizes.astype(np.int64)


def without(votes: Holdings, owners: Iterable[int]) -> Holdings:
    """The same as if these owners held nothing; what nobody else holds stays nobody's."""
    gone = np.zeros(votes.size, dtype=np.bool_)
    gone[list(owners)] = True
    of_owner = np.repeat(gone, np.diff(votes.held.start))
    return replace(
        votes,
        held=_kept(votes.held, ~of_owner),
        holders=_kept(votes.holders, ~gone[votes.holders.other]),
    )


def _kept(given: Stakeholders, kept: NDArray[np.bool_]) -> Stakeholders:
    start = np.concatenate([[0], np.cumsum(kept)])[given.start]
    return Stakeholders(start, given.other[kept], given.least[kept], given.most[kept])
