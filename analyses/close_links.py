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
from typing import NamedTuple

from analyses.integrated import Integrated, Owner, integrated
from analyses.rulebook import Rulebook, in_force
from analyses.rulebook.ownership import CloseLink
from analyses.stakes import WHOLE, Stakes
from analyses.state_capital import owns_for_state
from analyses.steps import Step
from analyses.work import Work
from graph.ties import Ties
from graph.views import Views


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
    network: Ties, views: Views, rules: Rulebook, subject: int, day: date,
    work: Work | None = None,
) -> CloseLinks:  # fmt: skip
    """Shares are integrated ones (``analyses.integrated``).

    Firms are looked for below whoever holds a fifth: where the stakes in a firm do not add up to
    more than the whole, nobody holds more of it than of the best held of its owners. Cost:
    ``integrated`` of the subject, and of each firm with such an owner, as far as ``work`` affords.
    """
    asked = _Asked(network, views, rules, network.canonical(subject), day, work or Work())
    found = sorted(asked.found(), key=lambda each: (each.rule.case, each.other))
    return CloseLinks(tuple(found), tuple(asked.unsolved), asked.work.cut_short)


@dataclass(slots=True)
class _Asked:
    network: Ties
    views: Views
    rules: Rulebook
    subject: int
    day: date
    work: Work
    stakes: Stakes = field(init=False)
    parties: set[int] = field(default_factory=set)
    unsolved: dict[tuple[int, ...], None] = field(default_factory=dict)
    _known: dict[int, Integrated] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.stakes = Stakes(self.network, self.day, work=self.work)

    def found(self) -> Iterator[Linked]:
        above = integrated(self.stakes, self.subject)
        self.unsolved.update(dict.fromkeys(above.unsolved))
        rules = in_force(self.rules.ownership.close_link, self.day)
        fewest = Fraction(min((rule.least_ppm for rule in rules), default=WHOLE), WHOLE)
        parties = [owner for owner in above.owners if owner.most >= fewest]
        parties.sort(key=lambda owner: (above.paths.far(owner.number), owner.number))
        self.parties = {self.subject, *(owner.number for owner in parties)}
        for rule in rules:
            least = Fraction(rule.least_ppm, WHOLE)
            holders = [owner for owner in parties if owner.most >= least]
            if rule.case == "a":
                for company, held, of in self._below(self.subject, least):
                    path = of.paths.path(self.subject)
                    yield _linked(company, rule, least, held.least, held.most, None, path)
            if rule.case == "b":
                for owner in holders:
                    if not self.work.affords(above.paths.far(owner.number)):
                        break
                    path = above.paths.path(owner.number)
                    yield _linked(owner.number, rule, least, owner.least, owner.most, None, path)
            if rule.case == "c":
                yield from self._by_thirds(rule, least, above, holders)

    def _by_thirds(
        self, rule: CloseLink, least: Fraction, above: Integrated, holders: list[Owner]
    ) -> Iterator[Linked]:
        best: dict[int, Linked] = {}
        for third in holders:
            far = above.paths.far(third.number)
            if not self.work.affords(far):
                break
            if owns_for_state(self.views, self.rules, third.number, self.day):
                continue
            to_subject = above.paths.path(third.number)
            for company, held, of in self._below(third.number, least):
                if company == self.subject:
                    continue
                both = min(third.least, held.least), min(third.most, held.most)
                known = best.get(company)
                if known is None or both > (known.least, known.most):
                    path = (*to_subject, *of.paths.path(third.number))
                    best[company] = _linked(company, rule, least, *both, third.number, path)
        yield from best.values()

    def _below(self, owner: int, least: Fraction) -> Iterator[tuple[int, Owner, Integrated]]:
        """Every firm of which the owner holds or may hold as much in the end, the nearest first."""
        seen, waiting = {owner}, [owner]
        for node in waiting:
            for company in sorted(self.stakes.held(node).keys() - seen):
                seen.add(company)
                found = self._above(company)
                for held in found.owners:  # none, where the work ends before the owner
                    if held.number == owner and held.most >= least:
                        if not self.work.affords(found.paths.far(owner)):
                            return
                        waiting.append(company)
                        yield company, held, found
                if not self.work.affords(1):
                    return

    def _above(self, company: int) -> Integrated:
        """What the subject and those above it hold of a firm."""
        found = self._known.get(company)
        if found is None:
            found = self._known[company] = integrated(self.stakes, company, only=self.parties)
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
