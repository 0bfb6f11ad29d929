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

from analyses.control import controlled_by, controls
from analyses.rulebook import Rulebook, in_force
from analyses.stakes import Stakes, held_steps
from analyses.state_capital import owns_for_state
from analyses.steps import Step
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
    network: Ties, views: Views, rules: Rulebook, subject: int, day: date
) -> tuple[tuple[ByControl, ...], bool]:
    """Certain links by case and number, and whether the budget was spent. Cost: ``controls`` of the
    subject and of whoever controls it, and ``controlled_by`` of each of its holders."""
    asked = _Asked(network, views, rules, network.canonical(subject), day)
    found = sorted(asked.found(), key=lambda each: (each.case, each.other))
    return tuple(found), asked.votes.cut_short or asked.capital.cut_short


@dataclass(slots=True)
class _Asked:
    network: Ties
    views: Views
    rules: Rulebook
    subject: int
    day: date
    votes: Stakes = field(init=False)
    capital: Stakes = field(init=False)

    def __post_init__(self) -> None:
        self.votes = Stakes(self.network, self.day, "votes")
        self.capital = Stakes(self.network, self.day)

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
        for holder in holders:
            above = controlled_by(self.network, holder, self.day, stakes=self.votes)
            for owner in (holder, *(number for number, one in above.items() if one.certain)):
                if owner != self.subject:
                    sides.setdefault(owner, set()).add(holder)
        return sides

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
        above = controlled_by(self.network, self.subject, self.day, stakes=self.votes)
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
