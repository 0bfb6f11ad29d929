"""Who is closely linked to a subject: a fifth or more of one in the hands of the other, or of both
in the hands of a third.

Source: Regulation (EU) No 575/2013 art 4(1)(38) and, for the three cases and holdings through
others, Guideline (EU) 2015/510 of the European Central Bank art 138. An analytic lens: Chinese law
knows no such rule. A third that owns for the state links nobody (公司法 art 265(4)).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Final, NamedTuple

from analyses.integrated import Integrated, Owner, integrated
from analyses.rulebook import Rulebook, in_force
from analyses.rulebook.ownership import CloseLink
from analyses.stakes import WHOLE, Stakes
from analyses.state_capital import owns_for_state
from analyses.steps import Step
from graph.ties import Ties
from graph.views import Views

MOST_WEIGHED: Final = 2_000
"""Firms below the subject and below third parties whose owners are worked out; then it stops."""


class Linked(NamedTuple):
    """``least`` and ``most`` bound the share: of the subject in the other (case a), of the other in
    the subject (b), the smaller of the third's two (c). ``certain``: the least suffices."""

    other: int
    rule: CloseLink
    least: Fraction
    most: Fraction
    certain: bool
    third: int | None
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class CloseLinks:
    """By case and number; of several third parties the one that holds most of both."""

    found: tuple[Linked, ...]
    unsolved: tuple[tuple[int, ...], ...]
    cut_short: bool


def close_links(
    network: Ties, views: Views, rules: Rulebook, subject: int, day: date
) -> CloseLinks:
    """Shares are integrated ones (``analyses.integrated``).

    Firms are looked for below whoever holds a fifth: where the stakes in a firm do not add up to
    more than the whole, nobody holds more of it than of the best held of its owners. Cost:
    ``integrated`` of the subject, and of each firm with such an owner.
    """
    asked = _Asked(network, views, rules, network.canonical(subject), day)
    found = sorted(asked.found(), key=lambda each: (each.rule.case, each.other))
    return CloseLinks(tuple(found), tuple(asked.unsolved), asked.stakes.cut_short or asked.cut)


@dataclass(slots=True)
class _Asked:
    network: Ties
    views: Views
    rules: Rulebook
    subject: int
    day: date
    stakes: Stakes = field(init=False)
    cut: bool = False
    weighed: int = 0
    unsolved: dict[tuple[int, ...], None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.stakes = Stakes(self.network, self.day)

    def found(self) -> Iterator[Linked]:
        above = self._above(self.subject)
        for rule in in_force(self.rules.ownership.close_link, self.day):
            least = Fraction(rule.least_ppm, WHOLE)
            if rule.case == "a":
                for company, held, of in self._below(self.subject, least):
                    path = of.paths.path(self.subject)
                    yield _linked(company, rule, least, held.least, held.most, None, path)
            holders = [owner for owner in above.owners if owner.most >= least]
            if rule.case == "b":
                for owner in holders:
                    path = above.paths.path(owner.number)
                    yield _linked(owner.number, rule, least, owner.least, owner.most, None, path)
            if rule.case == "c":
                yield from self._by_thirds(rule, least, above, holders)

    def _by_thirds(
        self, rule: CloseLink, least: Fraction, above: Integrated, holders: list[Owner]
    ) -> Iterator[Linked]:
        best: dict[int, Linked] = {}
        for third in holders:
            if owns_for_state(self.views, self.rules, third.number, self.day):
                continue
            to_subject = above.paths.path(third.number)
            for company, held, of in self._below(third.number, least):
                if company == self.subject:
                    continue
                both = min(third.least, held.least), min(third.most, held.most)
                path = (*to_subject, *of.paths.path(third.number))
                link = _linked(company, rule, least, *both, third.number, path)
                known = best.get(company)
                if known is None or (link.least, link.most) > (known.least, known.most):
                    best[company] = link
        yield from best.values()

    def _below(self, owner: int, least: Fraction) -> Iterator[tuple[int, Owner, Integrated]]:
        """Every firm of which the owner holds or may hold as much in the end."""
        seen, waiting = {owner}, [owner]
        for node in waiting:
            for company in sorted(self.stakes.held(node).keys() - seen):
                seen.add(company)
                if self.weighed >= MOST_WEIGHED:
                    self.cut = True
                    return
                self.weighed += 1
                found = self._above(company, owner)
                for held in found.owners:  # none, where the budget ends before the owner
                    if held.most >= least:
                        waiting.append(company)
                        yield company, held, found

    def _above(self, company: int, owner: int | None = None) -> Integrated:
        found = integrated(self.stakes, company, only=None if owner is None else (owner,))
        self.unsolved.update(dict.fromkeys(found.unsolved))
        return found


def _linked(
    other: int,
    rule: CloseLink,
    needs: Fraction,
    least: Fraction,
    most: Fraction,
    third: int | None,
    steps: tuple[Step, ...],
) -> Linked:
    return Linked(other, rule, least, most, least >= needs, third, steps)
