"""The subjects planted for the journeys, as the manifest names them, and their pages."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import numpy as np

from ingest.city.arrays import day_texts
from ingest.city.city import City
from ingest.city.publicity import penalty_numbers


def planted(city: City) -> dict[str, dict[str, Any] | None]:
    """By journey; None where the city has no room for it."""
    return {"site": _site(city), "tender": _tender(city), "loan": _loan(city)}


def _site(city: City) -> dict[str, Any] | None:
    site = city.plants.site
    if site is None:
        return None
    code = _project(city, site.project)
    return {
        "project": code,
        "contractor": _code(city, site.contractor),
        "supervisor": _code(city, site.supervisor),
        "other_project": _project(city, site.other),
        "page": _page(project=code),
    }


def _tender(city: City) -> dict[str, Any] | None:
    tender = city.plants.tender
    if tender is None:
        return None
    code, lot = _project(city, tender.project), f"B{tender.lot:02d}"
    return {
        "project": code,
        "lot": lot,
        "bidders": [_code(city, number) for number in tender.bidders],
        "between": [_code(city, number) for number in tender.between],
        "page": _page(lot=lot, project=code),
    }


def _loan(city: City) -> dict[str, Any] | None:
    loan = city.plants.loan
    if loan is None:
        return None
    penalties, firm = city.records["penalty"], _code(city, loan.firm)
    ended = int(penalties.ended[loan.record])
    before, repaired = day_texts(np.array([ended - 1, ended]))
    return {
        "firm": firm,
        "partner": _code(city, loan.partner),
        "record": str(penalty_numbers(penalties, np.array([loan.record]))[0]),
        "repaired": repaired,
        "page": _page(id=firm),
        "page_before": _page(id=firm, as_of=before),
    }


def _page(**parts: str) -> str:
    return f"/?{urlencode(parts)}"


def _code(city: City, company: int) -> str:
    return bytes(city.companies.code[company]).decode("ascii")


def _project(city: City, number: int) -> str:
    return str(city.projects.code[number])
