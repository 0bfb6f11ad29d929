"""Subjects planted for the journeys of docs/journeys: a site, a tender, a loan.

Each is made by giving one holding another owner, and one project another supervisor: owners whom no
company owns take the place of such owners, so neither the number of rows nor a figure of the city's
shape changes. No random numbers: the first that fits, in the order of the numbers. A small city may
have no room for one of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Final

import numpy as np

from ingest.city.arrays import NO_DAY, TODAY, Ints, Mask, day_number
from ingest.city.companies import Companies
from ingest.city.market import Market
from ingest.city.officers import Officers
from ingest.city.owners import UNKNOWN, WHOLE, Holdings
from ingest.city.projects import CONTRACTOR, RING_LOTS, SUPERVISION, Bids, Projects, pool
from ingest.city.sanctions import REPAIRED, Records

MAJORITY: Final = 6_000  # hundredths of a percent
PARTNERSHIP: Final = 4_000
SMALL: Final = 4  # holdings of whoever is given one more: no figure counts them


@dataclass(frozen=True, slots=True)
class Site:
    """A late project whose contractor owns its supervisor, and whose manager has another, too."""

    project: int
    other: int
    contractor: int
    supervisor: int


@dataclass(frozen=True, slots=True)
class Tender:
    """A lot where two bid whom one person owns, each through another company."""

    project: int
    lot: int
    bidders: tuple[int, int]
    between: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Loan:
    """A firm without any record, and the partner whose one penalty, ``record``, was repaired."""

    firm: int
    partner: int
    record: int


@dataclass(frozen=True, slots=True)
class Plants:
    site: Site | None
    tender: Tender | None
    loan: Loan | None


@dataclass(frozen=True, slots=True)
class Ground:
    """What is planted in, by columns; the columns are changed in place."""

    companies: Companies
    holdings: Holdings
    oversubscribed: list[int]
    officers: Officers
    projects: Projects
    bids: Bids
    market: Market
    records: dict[str, Records]


def plant(ground: Ground) -> Plants:
    """Linear in the city, but for the lots looked through."""
    beds = _Beds(ground)
    return Plants(_site(ground, beds), _tender(ground, beds), _loan(ground, beds))


class _Beds:
    """Where a holding may change hands, and who may take it."""

    def __init__(self, ground: Ground) -> None:
        held, firms = ground.holdings, ground.companies
        self.held, self.firms = held, firms
        owners = held.owner[held.owner >= 0]
        count = np.bincount(owners, minlength=firms.count)
        owned = np.zeros(firms.count, dtype=np.bool_)
        owned[held.company[held.owner >= 0]] = True
        plain = ~firms.is_planted() & (firms.states(np.arange(firms.count)) == 0)
        plain[: firms.planted.reserved] = False
        plain[ground.oversubscribed] = False
        self.plain = plain
        self.takers: Final[Mask] = plain & ~owned & (count < SMALL)
        """Companies in business that no company owns and that own few."""
        self.first = np.searchsorted(held.company, np.arange(firms.count + 1))
        giving = (held.owner >= 0) & plain[held.company] & self._whole()[held.company]
        giving &= ~owned[np.maximum(held.owner, 0)] & (count[np.maximum(held.owner, 0)] <= SMALL)
        self.room: Final[dict[int, int]] = {}
        for row in np.flatnonzero(giving)[::-1].tolist():
            self.room[int(held.company[row])] = row

    def _whole(self) -> Mask:
        """Companies of which two or more own all today, each a known share."""
        held = self.held
        now = (held.until == NO_DAY) & (held.share > 0) & (held.share != UNKNOWN)
        rows = np.bincount(held.company, minlength=self.firms.count)
        good = np.bincount(held.company[now], minlength=self.firms.count)
        total = np.bincount(held.company[now], held.share[now], minlength=self.firms.count)
        found: Mask = (rows == good) & (rows > 1) & (total == WHOLE)
        return found

    def since(self, owner: int, company: int) -> int:
        return int(max(self.firms.registered[owner], self.firms.registered[company]))

    def give(self, company: int, owner: int, share: int) -> None:
        """The company's free holding to another owner; the others share the rest as before."""
        held, row = self.held, self.room.pop(company)
        others = [n for n in range(self.first[company], self.first[company + 1]) if n != row]
        left, before = WHOLE - share, int(held.share[others].sum())
        held.share[others] = np.maximum(1, held.share[others].astype(np.int64) * left // before)
        held.share[others[0]] += left - int(held.share[others].sum())
        held.owner[row], held.share[row] = owner, share
        held.since[row] = self.since(owner, company)
        self.takers[[owner, company]] = False


def _site(ground: Ground, beds: _Beds) -> Site | None:
    projects, settled = ground.projects, ground.projects.live & ground.projects.modern
    settled = settled & (ground.market.changed == NO_DAY) & (projects.works == 1)
    supervisors = [int(n) for n in pool(ground.companies, SUPERVISION) if int(n) in beds.room]
    for project, other in _under_one_manager(projects, settled):
        contractor = int(projects.party[project, CONTRACTOR])
        fit = [
            n
            for n in supervisors
            if n != contractor and contractor not in projects.party[project, :4]
        ]
        if beds.takers[contractor] and fit:
            beds.give(fit[0], contractor, MAJORITY)
            projects.party[project, SUPERVISION] = fit[0]
            projects.planned[project] = TODAY - 120
            return Site(project, other, contractor, fit[0])
    return None


def _under_one_manager(projects: Projects, settled: Mask) -> Iterator[tuple[int, int]]:
    """Pairs of projects with one contractor and one manager, begun long enough ago to be late."""
    first: dict[tuple[int, int], int] = {}
    for number in np.flatnonzero(settled & (projects.started < TODAY - 200)).tolist():
        key = int(projects.party[number, CONTRACTOR]), int(projects.leader[number, CONTRACTOR])
        if key in first:
            yield first[key], number
        first.setdefault(key, number)


def _tender(ground: Ground, beds: _Beds) -> Tender | None:
    bids = ground.bids
    behind = list(_wholly_owned_pairs(ground, beds))
    lots = np.flatnonzero((bids.lot < RING_LOTS) & (bids.opened <= TODAY))
    order = {int(n): None for n in bids.project[lots].astype(np.int64) * 128 + bids.lot[lots]}
    for place in order:
        project, lot = divmod(place, 128)
        rows = np.flatnonzero((bids.project == project) & (bids.lot == lot))
        opened = int(bids.opened[rows[0]])
        units = [int(unit) for unit in bids.unit[rows] if int(unit) in beds.room]
        for one, other in combinations(units, 2):
            for pair in behind:
                days = beds.since(pair[0], one), beds.since(pair[1], other)
                if max(days) < opened and not {one, other} & set(pair):
                    beds.give(one, pair[0], MAJORITY)
                    beds.give(other, pair[1], MAJORITY)
                    return Tender(project, lot, (one, other), pair)
    return None


def _wholly_owned_pairs(ground: Ground, beds: _Beds) -> Iterator[tuple[int, int]]:
    """Companies that one person owns wholly and today, two at a time; no agent of many."""
    held = ground.holdings
    rows = (held.owner < 0) & (held.share == WHOLE) & (held.until == NO_DAY)
    rows &= beds.takers[held.company]
    by: dict[int, list[int]] = {}
    for row in np.flatnonzero(rows).tolist():
        by.setdefault(int(held.owner[row]), []).append(int(held.company[row]))
    for companies in by.values():
        if 2 <= len(companies) <= SMALL:
            yield companies[0], companies[1]


def _loan(ground: Ground, beds: _Beds) -> Loan | None:
    """Both the firm and the partner are known for nothing else, nor are their people."""
    penalties, quiet = ground.records["penalty"], _quiet(ground)
    good = (penalties.state == REPAIRED) & (penalties.subject >= 0)
    good &= (penalties.decided > day_number(2022, 1, 1)) & (
        penalties.ended > day_number(2025, 1, 1)
    )
    recorded = np.bincount(_companies_on_record(ground), minlength=ground.companies.count)
    for record in np.flatnonzero(good).tolist():
        partner = int(penalties.subject[record])
        if not (beds.takers[partner] and quiet[partner] and recorded[partner] == 1):
            continue
        for firm in beds.room:
            early = beds.since(partner, firm) < int(penalties.decided[record])
            if quiet[firm] and recorded[firm] == 0 and firm != partner and early:
                beds.give(firm, partner, PARTNERSHIP)
                return Loan(firm, partner, record)
    return None


def _companies_on_record(ground: Ground) -> Ints:
    kinds = ("penalty", "serious", "abnormal", "debtor")
    found: Ints = np.concatenate([ground.records[kind].subject for kind in kinds])
    return found[found >= 0]


def _quiet(ground: Ground) -> Mask:
    """Companies that own nothing, build nothing and bid for nothing, and whose people have no other
    firm, office, project or record."""
    firms, held, projects = ground.companies, ground.holdings, ground.projects
    human = held.owner < 0
    places = np.concatenate(
        [held.company[human], np.arange(1, firms.count), ground.officers.company]
    )
    people = np.concatenate([~held.owner[human], firms.representative[1:], ground.officers.person])
    pairs = np.unique(np.stack([people, places]), axis=1)
    times = np.bincount(pairs[0], minlength=firms.persons)
    elsewhere = [projects.leader.ravel()]
    elsewhere += [~kind.subject[kind.subject < 0] for kind in ground.records.values()]
    times[np.concatenate(elsewhere)] += 2
    quiet = np.ones(firms.count, dtype=np.bool_)
    quiet[pairs[1][times[pairs[0]] > 1]] = False
    for busy in (
        projects.party.ravel(),
        ground.bids.unit,
        held.owner[~human],
        ground.market.subcontractor,
    ):
        quiet[busy] = False
    return quiet
