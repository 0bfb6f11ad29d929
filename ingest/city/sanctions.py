"""Penalties, lists and licences: who, when, until when, and whether repaired or annulled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from ingest.city import names
from ingest.city.arrays import NO_DAY, TODAY, Ints, Small, Streams, day_number
from ingest.city.companies import Companies

ACTIVE, REPAIRED, ANNULLED = range(3)


@dataclass(frozen=True, slots=True)
class Records:
    """One row a record. ``subject`` is a company, or ``~person`` when negative; ``topic`` picks
    the list, the violation or the licence."""

    subject: Small
    topic: npt.NDArray[np.int8]
    decided: Small
    until: Small
    ended: Small  # NO_DAY while it stands
    state: npt.NDArray[np.int8]
    amount: Ints  # 元

    def __len__(self) -> int:
        return len(self.subject)


_SHARES: Final = {  # records a company, topics, term in days, share repaired, share annulled
    "penalty": (0.02, 6, 1_095, 0.25, 0.02),
    "serious": (0.002, 4, 1_095, 0.2, 0.03),
    "abnormal": (0.03, 4, 0, 0.45, 0.0),
    "debtor": (0.006, 4, 730, 0.2, 0.02),
    "licence": (0.06, 5, 1_825, 0.0, 0.03),
    "commitment": (0.08, 4, 1_095, 0.0, 0.0),
}


def make_records(companies: Companies, kind: str, streams: Streams) -> Records:
    """Records of one kind; a shell cluster or a bidding ring draws more than its part."""
    per_company, topics, term, repaired, annulled = _SHARES[kind]
    rng = streams(kind)
    count = max(3, round(companies.count * per_company))
    subject = _subjects(companies, kind, count, rng)
    first = np.maximum(day_number(2020, 1, 1), companies.registered[np.maximum(subject, 0)] + 20)
    first = np.minimum(first, TODAY - 5)
    decided = first + (rng.random(count) * (TODAY - first)).astype(np.int64)
    draw = rng.random(count)
    state = np.where(draw < repaired, REPAIRED, np.where(draw < repaired + annulled, ANNULLED, 0))
    # less than six months old: nothing of it is repaired yet
    state[(state == REPAIRED) & (decided > TODAY - 200)] = ACTIVE
    ended = np.where(
        state == ACTIVE, NO_DAY, np.minimum(TODAY, decided + rng.integers(100, 400, count))
    )
    amount = np.rint(np.exp(rng.normal(9.2, 1.2, count)) / 100).astype(np.int64) * 100
    return Records(
        subject=subject.astype(np.int32), topic=rng.integers(0, topics, count).astype(np.int8),
        decided=decided.astype(np.int32),
        until=np.where(term > 0, decided + term - 1, NO_DAY).astype(np.int32),
        ended=ended.astype(np.int32), state=state.astype(np.int8), amount=amount,
    )  # fmt: skip


def _subjects(companies: Companies, kind: str, count: int, rng: np.random.Generator) -> Ints:
    numbers = np.flatnonzero(companies.kind != names.ORGAN)
    if kind == "abnormal":
        numbers = np.flatnonzero((companies.kind != names.ORGAN) & (companies.kind > 0))
    subject = numbers[rng.integers(0, len(numbers), count)]
    troubled = np.array(
        [n for group in (companies.planted.clusters, companies.planted.rings)
         for members in group for n in members], dtype=np.int64
    )  # fmt: skip
    if len(troubled) and kind in ("abnormal", "penalty", "serious"):
        some = rng.random(count) < 0.02
        subject[some] = troubled[rng.integers(0, len(troubled), int(some.sum()))]
    if kind in ("debtor", "penalty"):
        human = rng.random(count) < (0.45 if kind == "debtor" else 0.1)
        subject[human] = ~companies.representative[subject[human]].astype(np.int64)
    return subject
