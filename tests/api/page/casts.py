"""Whom a journey is about: in the town that the tests draw, or in a city of the generator's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Named:
    """A party by id and name; a person's ``name`` is masked, ``real`` is not."""

    id: str
    name: str
    real: str = ""


@dataclass(frozen=True)
class Tender:
    """A lot in which two bid whom one person controls. ``typed`` finds the first of them;
    ``shares`` are those of the path, ``file`` is one that it was delivered in."""

    project: str
    lot: str
    lot_name: str
    bidders: int
    typed: str
    one: Named
    other: Named
    between: str
    person: Named
    shares: tuple[str, ...]
    file: str
    today: date


@dataclass(frozen=True)
class Loan:
    """A firm and the partner that is listed, then repaired; ``representative`` is the partner's."""

    firm: Named
    partner: Named
    representative: Named
    share: str
    today: date


@dataclass(frozen=True)
class Site:
    """A late project: its contractor owns ``share`` of its supervisor, its manager has another."""

    project: str
    name: str
    division: str
    other_name: str
    contractor: str
    supervisor: str
    share: str
    leader: Named
    units: int
