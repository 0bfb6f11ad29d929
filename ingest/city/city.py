"""The whole made-up city in memory: columns only, about 350 bytes a company."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.city.arrays import Streams
from ingest.city.companies import Companies, make_companies
from ingest.city.contracts import Contracts, make_contracts
from ingest.city.inspection import Inspections, make_inspections
from ingest.city.market import Market, make_market
from ingest.city.officers import Officers, make_officers
from ingest.city.owners import Holdings, make_holdings, oversubscribe
from ingest.city.persons import Persons
from ingest.city.plants import Ground, Plants, plant
from ingest.city.projects import Bids, Projects, make_bids, make_projects
from ingest.city.sanctions import Records, make_records

SMALLEST = 50


@dataclass(frozen=True, slots=True)
class City:
    companies: Companies
    persons: Persons
    holdings: Holdings
    oversubscribed: list[int]
    officers: Officers
    projects: Projects
    bids: Bids
    market: Market
    records: dict[str, Records]
    inspections: Inspections
    contracts: Contracts
    plants: Plants


def make_city(companies: int, seed: int) -> City:
    """The same for the same size and seed. Raises ValueError below 50 companies."""
    if companies < SMALLEST:
        raise ValueError(f"a city has at least {SMALLEST} companies")
    streams = Streams(seed)
    firms = make_companies(companies, streams)
    holdings = make_holdings(firms, streams)
    excess = oversubscribe(firms, holdings, streams("oversubscribed"))
    projects = make_projects(firms, streams)
    kinds = ("penalty", "serious", "abnormal", "debtor", "licence", "commitment")
    ground = Ground(
        companies=firms,
        holdings=holdings,
        oversubscribed=excess,
        officers=make_officers(firms, streams),
        projects=projects,
        bids=make_bids(firms, projects, streams),
        market=make_market(firms, projects, streams),
        records={kind: make_records(firms, kind, streams) for kind in kinds},
    )
    return City(
        companies=firms,
        persons=Persons(seed, firms.persons),
        holdings=holdings,
        oversubscribed=excess,
        officers=ground.officers,
        projects=projects,
        bids=ground.bids,
        market=ground.market,
        records=ground.records,
        inspections=make_inspections(firms, streams),
        contracts=make_contracts(firms, streams),
        plants=plant(ground),
    )
