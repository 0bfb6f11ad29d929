"""Who holds which office, beside the legal representatives: supervisors, directors, agents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from ingest.city import names
from ingest.city.arrays import NO_DAY, TODAY, Ints, Small, Streams, near, ranks, words
from ingest.city.companies import Companies

OFFICES: Final = words(["监事", "经理", "董事", "董事长", "财务负责人", "登记代理人", "法定代表人"])
SUPERVISOR, MANAGER, DIRECTOR, CHAIR, ACCOUNTANT, AGENT, REPRESENTATIVE = range(7)


@dataclass(frozen=True, slots=True)
class Officers:
    """One row an office; ``former`` marks the legal representatives who were replaced."""

    company: Small
    person: Small
    office: npt.NDArray[np.int8]
    since: Small
    until: Small

    def __len__(self) -> int:
        return len(self.company)

    @property
    def replaced(self) -> Ints:
        """Rows of former legal representatives: each has a 变更 record too."""
        return np.flatnonzero(self.office == REPRESENTATIVE)


def make_officers(companies: Companies, streams: Streams) -> Officers:
    """Rows ordered by company; nobody holds one office of one company twice."""
    rng = streams("officers")
    parts = [
        *(_office(companies, office, chance, rng) for office, chance in _CHANCES),
        _agents(companies),
        _former(companies, rng),
    ]
    company, person, office = (np.concatenate([p[i] for p in parts]) for i in range(3))
    key = (company * 8 + office) * 2**33 + person
    _, first = np.unique(key, return_index=True)
    company, person, office = company[first], person[first], office[first]
    return _dated(companies, company, person, office, rng)


_CHANCES: Final = (
    (SUPERVISOR, 0.22), (MANAGER, 0.12), (DIRECTOR, 0.03), (CHAIR, 0.02), (ACCOUNTANT, 0.04),
)  # fmt: skip
_Part = tuple[Ints, Ints, Ints]


def _office(companies: Companies, office: int, chance: float, rng: np.random.Generator) -> _Part:
    firm = (companies.kind != names.HOUSEHOLD) & (companies.kind != names.BRANCH)
    large = (companies.kind == names.STOCK) | (companies.kind == names.STATE)
    picked = firm & (
        rng.random(companies.count) < np.where(large, np.minimum(1, chance * 8), chance)
    )
    company = np.flatnonzero(picked)
    if office == DIRECTOR:
        company = np.repeat(company, rng.integers(2, 6, len(company)))
    person = near(rng, company, companies.persons, 12.0)
    busy = rng.random(len(company)) < 0.1
    person[busy] = ranks(rng, np.full(int(busy.sum()), companies.persons), 2.2)
    far = ~busy & (rng.random(len(company)) < 0.25)
    person[far] = rng.integers(0, companies.persons, int(far.sum()))
    return company, person, np.full(len(company), office)


def _agents(companies: Companies) -> _Part:
    """All shells of a cluster were registered by one agent."""
    pairs = [
        (member, (companies.count + number * 17) % companies.persons)
        for number, members in enumerate(companies.planted.clusters)
        for member in members
    ]
    table = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    return table[:, 0], table[:, 1], np.full(len(table), AGENT)


def _former(companies: Companies, rng: np.random.Generator) -> _Part:
    """Replaced legal representatives: liability stays with who held the office at the time."""
    old = companies.registered < TODAY - 700
    firm = (companies.kind != names.HOUSEHOLD) & (companies.kind != names.BRANCH)
    company = np.flatnonzero(old & firm & (rng.random(companies.count) < 0.03))
    person = near(rng, company, companies.persons, 12.0)
    other = person != companies.representative[company]
    return company[other], person[other], np.full(int(other.sum()), REPRESENTATIVE)


def _dated(companies: Companies, company: Ints, person: Ints, office: Ints,
           rng: np.random.Generator) -> Officers:  # fmt: skip
    since = companies.registered[company].astype(np.int64)
    later = (rng.random(len(company)) < 0.3) & (office != REPRESENTATIVE) & (office != AGENT)
    since[later] += (rng.random(int(later.sum())) * (TODAY - since[later])).astype(np.int64)
    until = np.full(len(company), NO_DAY, dtype=np.int64)
    left = (rng.random(len(company)) < 0.06) & (office != AGENT) | (office == REPRESENTATIVE)
    until[left] = since[left] + 1 + (
        rng.random(int(left.sum())) * np.maximum(1, TODAY - since[left] - 1)
    ).astype(np.int64)  # fmt: skip
    who, whom, first, last = (c.astype(np.int32) for c in (company, person, since, until))
    return Officers(who, whom, office.astype(np.int8), first, last)
