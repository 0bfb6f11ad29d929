"""Construction projects, their five participants with leaders, buildings, lots and bids."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from ingest.city import codes, names
from ingest.city.arrays import TODAY, Ints, Mask, Small, Streams, Texts, day_number, ranks
from ingest.city.companies import Companies, month_of, years
from ingest.city.places import DIVISION_CODES

_MODERN: Final = day_number(2022, 1, 1)
PER_COMPANY: Final = 0.0414
ROLES: Final = ("construction", "survey", "design", "supervision", "contractor")
CONSTRUCTION, SURVEY, DESIGN, SUPERVISION, CONTRACTOR = range(5)
_TRADES: Final = (
    (names.DEVELOPING,), (names.SURVEYING,), (names.DESIGNING,), (names.SUPERVISING,),
    (0, 1, 6),
)  # fmt: skip
RING_LOTS: Final = 3  # the first number of a lot where only a ring bids
STAFF: Final = 6  # leaders a firm employs for each role it takes


@dataclass(frozen=True, slots=True)
class Projects:
    """Columns by project number. ``modern`` ones are delivered in version 3 tables."""

    code: Texts
    division: npt.NDArray[np.int8]
    modern: Mask
    declared: Small
    started: Small
    ends: Small
    planned: Small  # the planned end: that of the works, or earlier where they are late
    works: npt.NDArray[np.int8]  # 工程 a project
    party: Small  # (projects, 5): a company for each role
    leader: Small  # (projects, 5): a person for each role
    investment: Ints  # in hundredths of a 万元
    longitude: Ints  # ten-thousandths of a degree
    latitude: Ints

    def __len__(self) -> int:
        return len(self.code)

    @property
    def live(self) -> Mask:
        return (self.started <= TODAY) & (self.ends > TODAY)


@dataclass(frozen=True, slots=True)
class Bids:
    """One row a bid, ordered by lot."""

    project: Small
    lot: npt.NDArray[np.int8]
    unit: Small
    opened: Small
    price: Ints  # fen
    won: Mask

    def __len__(self) -> int:
        return len(self.project)


def make_projects(companies: Companies, streams: Streams) -> Projects:
    rng = streams("projects")
    count = max(6, round(companies.count * PER_COMPANY))
    number = np.arange(count)
    declared = rng.integers(day_number(2017, 1, 1), TODAY - 150, count)
    started = declared + rng.integers(60, 240, count)
    division = companies.division[rng.integers(0, companies.count, count)]
    ends = started + rng.integers(240, 1_300, count)
    party, leader = _parties(companies, count, rng)
    live = (declared >= _MODERN) & (started <= TODAY) & (ends > TODAY)
    _share_managers(party, leader, np.flatnonzero(live), 1 + companies.count // 2_000)
    return Projects(
        code=codes.project_codes(number, years(declared), month_of(declared),
                                 DIVISION_CODES[division], companies.seed),
        division=division,
        modern=declared >= _MODERN,
        declared=declared.astype(np.int32), started=started.astype(np.int32),
        ends=ends.astype(np.int32), planned=_planned(started, ends),
        works=np.minimum(3, rng.geometric(0.85, count)).astype(np.int8),
        party=party, leader=leader,
        investment=np.exp(rng.normal(13.6, 1.2, count)).astype(np.int64),
        longitude=1_169_000 + rng.integers(0, 6_000, count),
        latitude=364_500 + rng.integers(0, 4_500, count),
    )  # fmt: skip


def _planned(started: Ints, ends: Ints) -> Small:
    """One in eight of those under way is late: its planned end is past."""
    number = np.arange(len(ends))
    late = (number % 8 == 3) & (started < TODAY - 200) & (ends > TODAY)
    return np.where(late, TODAY - 20 - number * 7 % 150, ends).astype(np.int32)


def pool(companies: Companies, role: int) -> Ints:
    """The firms that may take a role, busiest first."""
    firm = (companies.kind != names.HOUSEHOLD) & (companies.kind != names.BRANCH)
    return np.flatnonzero(firm & np.isin(companies.trade, _TRADES[role]))


def _parties(companies: Companies, count: int, rng: np.random.Generator) -> tuple[Small, Small]:
    """A firm for each role by a power law, and one of its few leaders: a leader of a busy firm
    stands on more than one live project, as happens."""
    party = np.empty((count, 5), dtype=np.int32)
    leader = np.empty((count, 5), dtype=np.int32)
    for role in range(5):
        firms = pool(companies, role)
        party[:, role] = firms[ranks(rng, np.full(count, len(firms)), 1.8)]
        chosen = party[:, role].astype(np.int64) * 5 + role
        desk = (rng.random(count) ** 2 * STAFF * 3).astype(np.int64)
        leader[:, role] = (chosen * 7_919 + desk * 104_729) % companies.persons
    return party, leader


def _share_managers(party: Small, leader: Small, live: Ints, pairs: int) -> None:
    """Planted conflicts: neighbouring live projects under one contractor's one 项目经理."""
    first, second = live[0 : 2 * pairs : 2], live[1 : 2 * pairs : 2]
    first = first[: len(second)]
    party[second, CONTRACTOR] = party[first, CONTRACTOR]
    leader[second, CONTRACTOR] = leader[first, CONTRACTOR]


def make_bids(companies: Companies, projects: Projects, streams: Streams) -> Bids:
    """Lots of every third project, three to eight bidders each; a ring's members meet lot after
    lot and win in turn."""
    rng = streams("bids")
    rows: list[tuple[int, int, int, int]] = []
    firms = pool(companies, CONTRACTOR)
    tendered = np.flatnonzero(rng.random(len(projects)) < 0.33)
    for project in tendered.tolist():
        for lot in range(1, 1 + min(2, int(rng.geometric(0.8)))):
            winner = int(projects.party[project, CONTRACTOR])
            others = firms[ranks(rng, np.full(int(rng.integers(2, 8)), len(firms)), 1.8)]
            units = dict.fromkeys([winner, *others.tolist()])
            rows += [(project, lot, unit, winner) for unit in units]
    rows += _rotations(companies, tendered, rng)
    table = np.array(rows, dtype=np.int64).reshape(-1, 4)
    return _priced(projects, table, rng)


def _rotations(companies: Companies, tendered: Ints, rng: np.random.Generator
               ) -> list[tuple[int, int, int, int]]:  # fmt: skip
    """Lots ``RING_LOTS`` and up, where only a ring bids; the winner goes round."""
    rows: list[tuple[int, int, int, int]] = []
    for ring in companies.planted.rings:
        hosts = rng.choice(tendered, min(len(tendered), 2 * len(ring)), replace=False)
        for turn, project in enumerate(hosts.tolist()):
            lot = RING_LOTS + int(ring[0]) % 90
            rows += [(project, lot, unit, ring[turn % len(ring)]) for unit in ring]
    return rows


def _priced(projects: Projects, table: Ints, rng: np.random.Generator) -> Bids:
    project, lot, unit, winner = (table[:, column] for column in range(4))
    order = np.lexsort((unit, lot, project))
    project, lot, unit, won = project[order], lot[order], unit[order], (unit == winner)[order]
    estimate = projects.investment[project] * 5_000  # half the investment, in fen
    price = (estimate * (0.97 + 0.06 * rng.random(len(order)))).astype(np.int64)
    price[won] = (estimate[won] * 0.965).astype(np.int64)
    opened = projects.started[project] - 30
    return Bids(project.astype(np.int32), lot.astype(np.int8), unit.astype(np.int32),
                opened.astype(np.int32), price, won)  # fmt: skip


def two_live_projects(projects: Projects) -> int:
    """Contractors' leaders who stand on two or more live projects."""
    people: npt.NDArray[Any] = projects.leader[projects.live, CONTRACTOR]
    _, times = np.unique(people, return_counts=True)
    return int((times > 1).sum())
