"""One file of a delivery: where it stands, which columns it has, and its rows in chunks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final, Literal

import numpy as np
import numpy.typing as npt

from ingest.city.arrays import Ints, Texts
from ingest.layout import Column

CHUNK: Final = 20_000
Cells = dict[str, Texts | str]
"""Canonical column name → the chunk's cells, or one text for all of them."""

Form = Literal["csv", "csv.gz", "jsonl", "xlsx"]


@dataclass(frozen=True, slots=True)
class Table:
    """``fill`` gives the cells of the rows with these numbers; other columns stay empty."""

    path: str
    layout: str
    columns: tuple[Column, ...]
    rows: npt.NDArray[Any]
    fill: Callable[[Ints], Cells]
    form: Form = "csv"
    encoding: str = "utf-8"

    @property
    def header(self) -> list[str]:
        return [column.headers[0] if column.headers else column.name for column in self.columns]

    @property
    def places(self) -> dict[str, int]:
        """Where each canonical column stands."""
        return {column.name: place for place, column in enumerate(self.columns)}

    def chunks(self) -> Iterator[list[tuple[str, ...]]]:
        """The good rows, some thousands at a time."""
        for start in range(0, len(self.rows), CHUNK):
            numbers = np.asarray(self.rows[start : start + CHUNK])
            yield self._rows(self.fill(numbers), len(numbers))

    def _rows(self, cells: Cells, count: int) -> list[tuple[str, ...]]:
        unknown = cells.keys() - self.places.keys()
        if unknown:
            raise ValueError(f"{self.layout} has no column {sorted(unknown)}")
        listed = [_listed(cells.get(column.name, ""), count) for column in self.columns]
        return list(zip(*listed, strict=True))


def _listed(cells: Texts | str, count: int) -> list[str]:
    return [cells] * count if isinstance(cells, str) else cells.tolist()
