"""Contracts between the city's companies, and how they were performed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

import numpy as np

from ingest.city import names
from ingest.city.arrays import NO_DAY, TODAY, Ints, Streams, day_texts, words
from ingest.city.companies import Companies
from ingest.city.table import Cells, Table
from ingest.layouts.columns.contracts import PERFORMANCE_COLUMNS

if TYPE_CHECKING:
    from ingest.city.city import City

_PER_COMPANY: Final = 0.05
_STATES: Final = words(["履行中", "按期履约", "逾期履约", "违约", "有争议"])
_CHANCES: Final = (0.2, 0.65, 0.08, 0.05, 0.02)
_TITLES: Final = words(["买卖合同", "承揽合同", "建设工程施工合同", "技术服务合同"])
OPEN, PERFORMED, LATE, BROKEN, DISPUTED = range(5)


@dataclass(frozen=True, slots=True)
class Contracts:
    """One row a contract: who performs, for whom, from when, until when, and how it went."""

    performer: Ints
    other: Ints
    signed: Ints
    due: Ints
    performed: Ints
    state: Ints
    amount: Ints  # 元


def make_contracts(companies: Companies, streams: Streams) -> Contracts:
    rng = streams("contracts")
    count = max(10, round(companies.count * _PER_COMPANY))
    able = np.flatnonzero(companies.kind != names.ORGAN)
    performer, other = able[rng.integers(0, len(able), (2, count))]
    other = np.where(other == performer, able[(performer + 1) % len(able)], other)
    first = np.maximum(TODAY - 1_800, companies.registered[performer].astype(np.int64) + 5)
    signed = first + (rng.random(count) * np.maximum(1, TODAY - 5 - first)).astype(np.int64)
    due = signed + rng.integers(60, 700, count)
    state = np.where(due > TODAY, OPEN, rng.choice(5, count, p=_CHANCES))
    late = np.where(state == LATE, rng.integers(5, 90, count), -rng.integers(0, 30, count))
    performed = np.where(np.isin(state, (PERFORMED, LATE)), due + late, NO_DAY)
    amount = np.rint(np.exp(rng.normal(11.5, 1.3, count)) / 100).astype(np.int64) * 100
    return Contracts(performer, other, signed, due, performed, state, amount)


def contract_tables(city: City) -> Iterator[Table]:
    yield Table("发展和改革委员会/合同履约.csv", "contract_performance", PERFORMANCE_COLUMNS,
                np.arange(len(city.contracts.performer)), partial(_cells, city))  # fmt: skip


def _cells(city: City, rows: Ints) -> Cells:
    made, firms = city.contracts, city.companies
    return {
        "number": words([f"LY{n:07d}" for n in rows.tolist()]),
        "title": _TITLES[rows % len(_TITLES)],
        "uscc": firms.codes(made.performer[rows]),
        "name": firms.names(made.performer[rows]),
        "other": firms.codes(made.other[rows]),
        "other_name": firms.names(made.other[rows]),
        "amount": words([str(n) for n in made.amount[rows].tolist()]),
        "signed": day_texts(made.signed[rows]),
        "due": day_texts(made.due[rows]),
        "performed": day_texts(made.performed[rows]),
        "state": _STATES[made.state[rows]],
    }
