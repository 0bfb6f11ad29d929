"""The natural persons who stand behind a company in the end, criterion by criterion.

Source: 受益所有人信息管理办法 (2024, Order No 3 of the People's Bank and the market regulator)
arts 3, 6 and 7. Whoever holds a stake for another is passed over for the other (代持). Each
criterion is enough by itself and is answered by itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Final, NamedTuple

from analyses.best_chains import Chains, best_chains
from analyses.control import HALF
from analyses.controllers import Controllers, controllers
from analyses.integrated import Integrated, integrated
from analyses.register_end import Doubt, register_end
from analyses.roles import roles_in
from analyses.rulebook import Rulebook, in_force
from analyses.rulebook.ownership import Criterion
from analyses.stakes import WHOLE, Stakes
from analyses.state_capital import owns_for_state
from analyses.steps import Step
from analyses.untold import Untold
from analyses.upstream import PERSON
from analyses.work import Work
from graph.ties import Ties
from graph.views import Views
from graph.vocabulary import NODE_CODE

UNDESCRIBED: Final = NODE_CODE["subject"]
ALL: Final = Fraction(1)


class Ground(NamedTuple):
    """Why somebody is a beneficial owner. ``least`` and ``most`` bound the share, where it is one;
    ``means`` is how it controls, or the office it holds."""

    criterion: Criterion
    certain: bool
    chains: Chains
    least: Fraction | None = None
    most: Fraction | None = None
    means: str = ""


@dataclass(frozen=True, slots=True)
class BeneficialOwners:
    """``owners`` and ``may_be`` (only unknown shares, or who it is, decide), by number.

    ``doubts``: what is recorded as unknown or cannot be followed; complete without any.
    ``unrecorded``: the part of the capital for which no holder is recorded. ``decided``: neither
    that nor any doubt could change who is one by share or control. ``exempt``: need not file on
    commitment; None where no rule was in force, the capital is not known or not all was read.
    """

    owners: dict[int, list[Ground]]
    may_be: dict[int, list[Ground]]
    doubts: tuple[Doubt, ...]
    unrecorded: Fraction
    decided: bool
    exempt: bool | None

    @property
    def complete(self) -> bool:
        return not self.doubts


def beneficial_owners(
    network: Ties, views: Views, rules: Rulebook, company: int, day: date
) -> BeneficialOwners:
    """Cost: ``integrated`` for capital, votes and income, ``controllers``, and the officers."""
    company = network.canonical(company)
    asked = _Asked(network, views, rules, company, day)
    grounds = dict[int, list[Ground]]()
    for criterion in in_force(rules.ownership.criterion, day):
        if criterion.test == "management" and _some(grounds, network):
            continue
        for person, ground in asked.meets(criterion):
            grounds.setdefault(person, []).append(ground)
    owners, may_be = dict[int, list[Ground]](), dict[int, list[Ground]]()
    for person, found in sorted(grounds.items()):
        known = network.kind_of(person) == PERSON
        sure = [ground for ground in found if known and ground.certain]
        if sure:
            owners[person] = sure
        if len(sure) < len(found):
            may_be[person] = [ground for ground in found if ground not in sure]
    untold = Untold(
        network, views, rules, company, day, asked.held, asked.above, asked.least(), asked.work
    )
    return BeneficialOwners(
        owners, may_be, untold.doubts(), untold.unrecorded(),
        not may_be and untold.decided(), asked.exempt(),
    )  # fmt: skip


def _some(grounds: dict[int, list[Ground]], network: Ties) -> bool:
    return any(
        ground.certain and network.kind_of(person) == PERSON
        for person, found in grounds.items()
        for ground in found
    )


@dataclass(slots=True)
class _Asked:
    network: Ties
    views: Views
    rules: Rulebook
    company: int
    day: date
    work: Work = field(default_factory=Work)
    held: dict[str, Integrated] = field(init=False)
    above: Controllers = field(init=False)
    votes: Stakes = field(init=False)

    def __post_init__(self) -> None:
        self.votes = Stakes(self.network, self.day, "votes", self.work)
        stakes = {
            "capital": Stakes(self.network, self.day, work=self.work),
            "votes": self.votes,
            "income": Stakes(self.network, self.day, "income", self.work),
        }
        self.held = {right: integrated(each, self.company) for right, each in stakes.items()}
        self.above = controllers(self.network, self.company, self.day, self.votes)

    def meets(self, criterion: Criterion) -> Iterator[tuple[int, Ground]]:
        if criterion.test == "share":
            return self._by_share(criterion)
        if criterion.test == "control":
            return self._by_control(criterion)
        if criterion.test == "state_head" and not self._of_state():
            return iter(())
        return self._in_office(criterion)

    def least(self) -> Fraction:
        """The smallest share that makes a beneficial owner."""
        criteria = in_force(self.rules.ownership.criterion, self.day)
        return min((Fraction(c.least_ppm, WHOLE) for c in criteria if c.test == "share"),
                   default=ALL)  # fmt: skip

    def _natural(self, number: int) -> bool:
        """A person, or somebody of whom nobody said what it is."""
        kind = self.network.kind_of(number)
        return kind == PERSON or (
            kind == UNDESCRIBED
            and register_end(self.network, self.views, number, self.day) == "undescribed"
        )

    def _by_share(self, criterion: Criterion) -> Iterator[tuple[int, Ground]]:
        found, least = self.held[str(criterion.right)], Fraction(criterion.least_ppm, WHOLE)
        for owner in found.owners:
            if owner.most >= least and self._natural(owner.number):
                chains = best_chains(found.above, owner.number, work=self.work)
                sure = owner.least >= least
                yield owner.number, Ground(criterion, sure, chains, owner.least, owner.most)

    def _by_control(self, criterion: Criterion) -> Iterator[tuple[int, Ground]]:
        for number, one in sorted(self.above.found.items()):
            if self._natural(number):
                chains = Chains((one.steps,), more=False)
                yield number, Ground(criterion, one.certain, chains, means=one.means)

    def _of_state(self) -> bool:
        """Controlled by an owner for the state, or held by several for more than half."""
        if any(self._is_state(number) for number in self.above.certain()):
            return True
        direct = (o for o in self.held["capital"].owners if o.direct.least)
        return sum(o.direct.least for o in direct if self._is_state(o.number)) > HALF

    def _is_state(self, number: int) -> bool:
        return owns_for_state(self.views, self.rules, number, self.day)

    def _in_office(self, criterion: Criterion) -> Iterator[tuple[int, Ground]]:
        """For management those in the first of the offices that anybody holds, else in any."""
        roles = [
            role
            for role in roles_in(self.network, self.company)
            if role.held_now(self.day) == "yes" and self._natural(role.holder)
        ]
        for office in criterion.offices:
            held = [role for role in roles if role.office == office]
            for role in {role.holder: role for role in held}.values():
                walked = Step(role.holder, self.company, "holds_office", role.link, True)
                chains = Chains(((walked,),), more=False)
                yield role.holder, Ground(criterion, True, chains, means=office)
            if held:
                return

    def exempt(self) -> bool | None:
        view = self.views.nodes([self.company]).get(self.company)
        capital = view.fields.get("registered_capital") if view else None
        rule = next(iter(in_force(self.rules.ownership.exemption, self.day)), None)
        if rule is None or not isinstance(capital, int) or self.work.cut_short:
            return None
        direct = [o.number for o in self.held["capital"].owners if o.direct.ties]
        alone = all(self.network.kind_of(number) == PERSON for number in direct)
        outside = self.above.found.keys() - set(direct)
        return bool(direct) and alone and not outside and capital <= rule.most_fen
