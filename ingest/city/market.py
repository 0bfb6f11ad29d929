"""How the city's projects go: approvals by stage, contracts, who is on site when, letters, credit
records of the market, key projects."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from ingest.city.arrays import NO_DAY, TODAY, Ints, Mask, Small, Streams
from ingest.city.companies import Companies
from ingest.city.projects import CONTRACTOR, Projects, pool

ITEMS: Final = 5  # approval items of works: planning, engineering, parallel, construction, accepted
BUILDER, SUCCESSOR, WATCHER, SUBCONTRACTOR = range(4)  # stays on site
AUTHORISED, SIGNED = 1, 6  # letters: one commitment, then five and five
LETTERS: Final = 11
GOOD, BAD, REPAIRED = range(3)


@dataclass(frozen=True, slots=True)
class Market:
    """Columns by project unless said otherwise. ``changed`` is the day from which the contractor's
    leader (``former_leader``) or the contractor itself (``former``) is another; NO_DAY without."""

    begun: Mask  # in version 3 tables, and with a permit
    changed: Small
    former: Small  # company; that of the project where only the leader changed
    former_leader: Small
    subcontractor: Small
    partner: Small  # the consortium's other member; -1
    level: Small  # 0 none, 1 市, 2 省
    missing: Mask  # (projects, LETTERS)
    late: Mask
    conduct: Small  # by record: project
    kind: Small  # by record: GOOD, BAD, REPAIRED
    decided: Small  # by record


def make_market(companies: Companies, projects: Projects, streams: Streams) -> Market:
    """One project in twelve has another 项目经理 by and by, one in thirty another contractor."""
    rng = streams("market")
    count = len(projects)
    begun = projects.modern & (projects.started <= TODAY)
    ends = np.minimum(projects.ends, TODAY)
    draw, middle = rng.random(count), (projects.started + ends) // 2
    other = draw < 1 / 30
    changes = begun & (draw < 1 / 12 + 1 / 30) & (ends - projects.started > 60)
    firms = pool(companies, CONTRACTOR)
    present = projects.party[:, CONTRACTOR]
    before = firms[rng.integers(0, len(firms), count)]
    known = np.flatnonzero(begun)
    borrowed = projects.leader[known[rng.integers(0, len(known), count)], CONTRACTOR]
    own = projects.leader[:, CONTRACTOR]
    changes &= (borrowed != own) & (before != present)
    conduct = np.flatnonzero(begun & (projects.started <= TODAY - 90) & (rng.random(count) < 0.12))
    kind = rng.choice([GOOD, BAD, REPAIRED], len(conduct), p=[0.35, 0.45, 0.2])
    span = TODAY - 30 - projects.started[conduct]
    partner = firms[rng.integers(0, len(firms), count)]
    letters = rng.random((count, LETTERS))
    return Market(
        begun=begun,
        changed=np.where(changes, middle, NO_DAY).astype(np.int32),
        former=np.where(other, before, present).astype(np.int32),
        former_leader=borrowed.astype(np.int32),
        subcontractor=firms[rng.integers(0, len(firms), count)].astype(np.int32),
        partner=np.where((rng.random(count) < 0.06) & (partner != present), partner, -1).astype(
            np.int32
        ),
        level=_levels(count, rng),
        missing=letters < 0.03, late=(letters >= 0.03) & (letters < 0.05),
        conduct=conduct.astype(np.int32), kind=kind.astype(np.int32),
        decided=(projects.started[conduct] + 10 + rng.random(len(conduct)) * span).astype(np.int32),
    )  # fmt: skip


def _levels(count: int, rng: np.random.Generator) -> Small:
    """One project in forty is a key project, the first one in any city."""
    draw = rng.random(count)
    draw[0] = 0.02
    return np.where(draw < 0.008, 2, np.where(draw < 0.025, 1, 0)).astype(np.int32)


def item_days(projects: Projects, project: Ints, item: Ints) -> Ints:
    """The day on which an approval item of works was decided."""
    declared, started = projects.declared[project], projects.started[project]
    choices = np.stack([
        declared + 12, (declared + started) // 2, started - 18, started - 10,
        projects.ends[project],
    ])  # fmt: skip
    found: Ints = choices[item, np.arange(len(item))]
    return found


def approvals(projects: Projects, works: Ints) -> Ints:
    """Rows ``works * 8 + item``: those decided by today. Later projects have their permits and
    acceptance in tables of their own."""
    rows = np.repeat(works, ITEMS) * 8 + np.resize(np.arange(ITEMS), ITEMS * len(works))
    project, item = rows // 32, rows % 8
    due = item_days(projects, project, item) <= TODAY
    found: Ints = rows[due & ((item < 3) | ~projects.modern[project])]
    return found


def stays(market: Market) -> Ints:
    """Rows ``project * 4 + stay`` of the real-name register."""
    project = np.flatnonzero(market.begun)
    changed = project[market.changed[project] != NO_DAY]
    parts = [project * 4 + stay for stay in (BUILDER, WATCHER)]
    some = project[project % 2 == 0]
    return np.sort(np.concatenate([*parts, changed * 4 + SUCCESSOR, some * 4 + SUBCONTRACTOR]))


def letters(market: Market) -> Ints:
    """Rows ``project * 16 + letter``: those that were handed in."""
    project = np.flatnonzero(market.begun)
    rows = np.repeat(project, LETTERS) * 16 + np.resize(np.arange(LETTERS), LETTERS * len(project))
    found: Ints = rows[~market.missing[rows // 16, rows % 16]]
    return found
