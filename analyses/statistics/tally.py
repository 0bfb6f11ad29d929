"""Counting a ledger: by a label, and by act. Whoever reads a count can list what was counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from analyses.statistics.ledger import Column, dated
from analyses.statistics.places import Labels
from graph.vocabulary import ACTS


@dataclass(frozen=True, slots=True)
class Count:
    """``acts`` counts events by act; empty for records."""

    count: int
    acts: Mapping[str, int]


def within(column: Column, since: date | None, until: date) -> NDArray[np.bool_]:
    """The records of a period, both days inclusive. One of unknown day may be of any time: it
    counts unless a first day is asked for."""
    kept = column.day <= until.toordinal()
    if since is not None:
        kept &= dated(column) & (column.day >= since.toordinal())
    found: NDArray[np.bool_] = kept
    return found


def counted(column: Column, kept: NDArray[np.bool_]) -> Count:
    acts = column.act[kept]
    many = np.bincount(acts[acts >= 0], minlength=len(ACTS)).tolist()
    return Count(len(acts), {act: n for act, n in zip(ACTS, many, strict=True) if n})


def by_label(column: Column, kept: NDArray[np.bool_], labels: Labels) -> dict[str, Count]:
    """A count for each label that any record kept has. Cost: one sort of the records kept."""
    chosen = labels.index[kept].astype(np.int64)
    acts = column.act[kept].astype(np.int64) + 1
    pairs, many = np.unique(chosen * (len(ACTS) + 1) + acts, return_counts=True)
    found: dict[str, dict[str, int]] = {}
    for pair, number in zip(pairs.tolist(), many.tolist(), strict=True):
        label, act = divmod(pair, len(ACTS) + 1)
        found.setdefault(labels.names[label], {})[ACTS[act - 1] if act else ""] = number
    return {
        label: Count(sum(acts.values()), {act: n for act, n in acts.items() if act})
        for label, acts in found.items()
    }


def labelled(labels: Labels, wanted: str) -> NDArray[np.bool_]:
    """The records that have this label; none has one that is not there."""
    if wanted not in labels.names:
        return np.zeros(len(labels.index), np.bool_)
    found: NDArray[np.bool_] = labels.index == labels.names.index(wanted)
    return found
