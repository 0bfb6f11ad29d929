"""Close links by way of control: what a subject and all it controls hold of another counts in full.

Source: Regulation (EU) No 575/2013 art 4(1)(38): (a) a fifth of the capital or of the votes, direct
or by way of control, either way; (c) control of both by the same third. Where shares multiply down
a chain see ``analyses.close_links``. An analytic lens, not Chinese law; the state links nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple

from analyses.control import Sides, controlled_by, controls, over, sides_above
from analyses.rulebook import Rulebook, in_force
from analyses.stakes import Stakes, held_steps
from analyses.state_capital import owns_for_state
from analyses.steps import Step
from analyses.work import Work
from graph.ties import Ties
from graph.views import Views


class ByControl(NamedTuple):
    """``share_ppm``: what one side certainly holds of the other, of capital or votes whichever is
    more; in case c the smaller of the third's votes in the two. ``steps``: these stakes."""

    other: int
    case: Literal["a", "b", "c"]
    share_ppm: int
    third: int | None
    steps: tuple[Step, ...]


def links_by_control(
    network: Ties, views: Views, rules: Rulebook, subject: int, day: date,
    work: Work | None = None,
) -> tuple[tuple[ByControl, ...], bool]:  # fmt: skip
    """Certain links by case and number, and whether ``work`` was cut short. Cost: ``controls`` of
    the subject and of whoever controls it, and whom its owners control."""
    asked = _Asked(network, views, rules, network.canonical(subject), day, work or Work())
    found = sorted(asked.found(), key=lambda each: (each.case, each.other))
    return tuple(found), asked.work.cut_short


@dataclass(slots=True)
class _Asked:
    network: Ties
    views: Views
    rules: Rulebook
    subject: int
    day: date
    work: Work
    votes: Stakes = field(init=False)
    capital: Stakes = field(init=False)
    sides: Sides = field(init=False)

    def __post_init__(self) -> None:
        self.votes = Stakes(self.network, self.day, "votes", self.work)
        self.capital = Stakes(self.network, self.day, work=self.work)
        self.sides = sides_above(self.network, self.subject, stakes=self.votes)

    def found(self) -> Iterator[ByControl]:
        rules = in_force(self.rules.ownership.close_link, self.day)
        least = {rule.case: rule.least_ppm for rule in rules}
        if "a" in least:
            side = self._side(self.subject)
            below = {other for owner in side for stakes in (self.capital, self.votes)
                     for other in stakes.held(owner)}  # fmt: skip
            for other in below - {self.subject}:
                yield from self._held(other, "a", side, other, least["a"])
        if "b" in least:
            for owner, side in self._above().items():
                yield from self._held(owner, "b", side, self.subject, least["b"])
        if "c" in least:
            yield from self._controlled_together()

    def _side(self, owner: int) -> set[int]:
        found = controls(self.network, owner, self.day, stakes=self.votes)
        return {owner, *(one.number for one in found if one.certain)}

    def _above(self) -> dict[int, set[int]]:
        """Who holds some of the subject or controls a holder → the holders on its side."""
        sides: dict[int, set[int]] = {}
        holders = {*self.capital.holders(self.subject), *self.votes.holders(self.subject)}
        for holder in sorted(holders):
            for owner in (holder, *self._controllers(holder)):
                if owner != self.subject:
                    sides.setdefault(owner, set()).add(holder)
        return sides

    def _controllers(self, holder: int) -> Iterable[int]:
        """Who certainly controls a holder. Whoever votes in it is above the subject, too, unless
        the holder itself has no votes in the subject."""
        if holder in self.sides:
            above = {o: side[holder] for o, side in self.sides.items() if holder in side}
        else:
            above = dict(controlled_by(self.network, holder, self.day, stakes=self.votes))
        return [owner for owner, held in above.items() if held.certain]

    def _held(
        self, other: int, case: Literal["a", "b"], side: Iterable[int], company: int, least: int
    ) -> Iterator[ByControl]:
        """What the side holds of the company beside what the company holds of itself."""
        owners = [owner for owner in sorted(side) if owner != company]
        rights = (self.capital, self.votes)
        sums = [sum(held[o].least for o in owners if o in held)
                for held in (stakes.holders(company) for stakes in rights)]  # fmt: skip
        more = max(sums)
        if more >= least:
            steps = held_steps(rights[sums.index(more)], owners, company)
            yield ByControl(other, case, more, None, tuple(steps))

    def _controlled_together(self) -> Iterator[ByControl]:
        best: dict[int, ByControl] = {}
        above = over(self.sides, self.subject)
        for third, of_subject in above.items():
            if not of_subject.certain or owns_for_state(self.views, self.rules, third, self.day):
                continue
            for one in controls(self.network, third, self.day, stakes=self.votes):
                share = min(of_subject.votes_ppm, one.votes_ppm)
                known = best.get(one.number)
                if one.certain and one.number != self.subject and (
                    known is None or share > known.share_ppm
                ):  # fmt: skip
                    steps = (*held_steps(self.votes, of_subject.holders, self.subject),
                             *held_steps(self.votes, one.holders, one.number))  # fmt: skip
                    best[one.number] = ByControl(one.number, "c", share, third, steps)
        yield from best.values()
