"""What the city looks like: figures that are printed, written to the manifest and documented."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from ingest.city.arrays import TODAY, Ints
from ingest.city.city import City
from ingest.city.inspection import DEPARTMENTS
from ingest.city.market import GOOD, SIGNED, SUBCONTRACTOR, letters, stays
from ingest.city.projects import CONSTRUCTION, two_live_projects


@dataclass(frozen=True, slots=True)
class CityShape:
    """Figures of a written city. ``links`` estimates what a load stores, by kind."""

    companies: int
    persons: int
    projects: int
    departments: int  # that inspect; organisations beside the companies
    rows: Mapping[str, int]  # by layout, good rows
    dirty_rows: int
    links: Mapping[str, int]
    tail_exponent: float  # of companies' holdings, the power law's
    largest_investors: tuple[int, ...]
    largest_addresses: tuple[int, ...]
    longest_chain: int  # steps
    ownership_loops: int
    shell_clusters: int
    bidding_rings: int
    unknown_shares: int
    oversubscribed: int
    leaders_on_two_live_projects: int

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def total_links(self) -> int:
        return sum(self.links.values())


def measure(city: City, rows: Mapping[str, int], dirty: int) -> CityShape:
    """Linear in the city's links, times the longest chain for the depth."""
    held = city.holdings
    company_owner = held.owner[held.owner >= 0]
    plan = city.companies.planted
    return CityShape(
        companies=city.companies.count,
        persons=len(_people(city)),
        projects=len(city.projects),
        departments=len(DEPARTMENTS),
        rows=dict(rows),
        dirty_rows=dirty,
        links=_links(city, rows),
        tail_exponent=tail_exponent(np.bincount(company_owner)),
        largest_investors=_largest(company_owner),
        largest_addresses=_largest(city.companies.address[city.companies.address >= 0]),
        longest_chain=longest_chain(city),
        ownership_loops=len(plan.loops),
        shell_clusters=len(plan.clusters),
        bidding_rings=len(plan.rings),
        unknown_shares=int((held.share < 0).sum()),
        oversubscribed=len(city.oversubscribed),
        leaders_on_two_live_projects=two_live_projects(city.projects),
    )


def tail_exponent(degrees: npt.NDArray[Any], least: int = 5) -> float:
    """The power law's exponent by maximum likelihood over degrees of at least ``least``
    (Clauset, Shalizi, Newman 2009, equation 3.7); 0.0 where there are none."""
    tail = degrees[degrees >= least]
    if not len(tail):
        return 0.0
    return round(float(1 + len(tail) / np.log(tail / (least - 0.5)).sum()), 2)


def longest_chain(city: City) -> int:
    """The most steps of company owning company, planted loops left out."""
    held = city.holdings
    looped = np.zeros(city.companies.count, dtype=np.bool_)
    looped[[n for loop in city.companies.planted.loops for n in loop]] = True
    plain = (held.owner >= 0) & ~looped[held.company]
    owner, company = held.owner[plain], held.company[plain]
    depth = np.zeros(city.companies.count, dtype=np.int32)
    while True:
        deeper = depth.copy()
        np.maximum.at(deeper, company, depth[owner] + 1)
        if np.array_equal(deeper, depth):
            return int(depth.max())
        depth = deeper


def hubs(city: City) -> list[int]:
    """The ten companies that hold most others."""
    held = np.bincount(city.holdings.owner[city.holdings.owner >= 0])
    return [int(n) for n in np.argsort(-held, kind="stable")[:10] if held[n]]


def _largest(members: npt.NDArray[Any]) -> tuple[int, ...]:
    counts = np.bincount(members)
    return tuple(int(n) for n in np.sort(counts)[::-1][:5])


def _people(city: City) -> Ints:
    """Everybody a row names; the organ, number 0, names nobody, and a construction unit's
    leader stands on the permit."""
    owner, modern = city.holdings.owner, city.projects.modern
    permitted = modern & (city.projects.started <= TODAY)
    return np.unique(np.concatenate([
        city.companies.representative[1:], ~owner[owner < 0], city.officers.person,
        city.inspections.officer,
        city.projects.leader[modern, 1:].ravel(), city.projects.leader[permitted, CONSTRUCTION],
    ]))  # fmt: skip


def _links(city: City, rows: Mapping[str, int]) -> dict[str, int]:
    companies = city.companies
    works = rows["spgl_project"]
    led = rows["spgl_v3_party"] + rows["spgl_v3_permit"]
    steps = rows["spgl_v3_permit"] + rows["spgl_v3_acceptance"]
    lots = len(np.unique(city.bids.project.astype(np.int64) * 128 + city.bids.lot))
    conduct, joint = city.market.kind, int((city.market.partner[city.market.begun] >= 0).sum())
    good = int((conduct == GOOD).sum())
    records = ("double_publicity_penalty", "serious_list", "abnormal_operation", "judgment_debtor")
    return {
        "owns": len(city.holdings),
        "holds_office": companies.count - 1 + len(city.officers),
        "contact_at": int((companies.address >= 0).sum() + (companies.phone >= 0).sum()),
        "branch_of": rows["registry_branches"],
        "changed": rows["registry_changes"],
        "participates": works
        + rows["spgl_unit"] * 4 // 5
        + rows["spgl_v3_party"]
        + rows["contract_record"]
        + joint
        + rows["real_name_unit"],
        "leads": led + int((stays(city.market) % 4 != SUBCONTRACTOR).sum()),
        "bids": rows["lot_bids"],
        "part_of": works + steps + rows["spgl_approval"] + rows["spgl_v3_building"] + lots,
        "sanctioned_by": sum(rows[layout] for layout in records) + len(conduct) - good,
        "commended_by": good,
        "licensed_by": rows["double_publicity_licence"],
        "committed": rows["commitments"] + int((letters(city.market) % 16 >= SIGNED).sum()),
        "supervised_by": rows["commitments"],
        "performs": rows["contract_performance"],
        "awarded": rows["contract_performance"],
        "enforces_for": rows["inspection_officers"],
        "visited": rows["inspections"],
        "visits": 2 * rows["inspections"],
        "carried_out_by": rows["inspections"],
    }
