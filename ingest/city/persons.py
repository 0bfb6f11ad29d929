"""The people of the city: identity numbers and names by number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from ingest.city import codes, names
from ingest.city.arrays import Texts
from ingest.city.places import HOMES


@dataclass(frozen=True, slots=True)
class Persons:
    """Nothing is stored: numbers and names are computed when a row needs them."""

    seed: int
    count: int

    def names(self, numbers: npt.NDArray[Any]) -> Texts:
        return names.person_names(numbers, self.seed)

    def identities(self, numbers: npt.NDArray[Any]) -> Texts:
        return codes.texts(codes.identity_numbers(np.asarray(numbers), HOMES, self.seed))
