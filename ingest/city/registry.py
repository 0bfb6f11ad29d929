"""The registry's tables: 主体, 股东, 主要人员, 分支机构, 变更; the large ones a file a district."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from ingest.city import names
from ingest.city.arrays import NUMBER, Ints, Texts, day_texts, words
from ingest.city.city import City
from ingest.city.officers import OFFICES
from ingest.city.owners import UNKNOWN
from ingest.city.places import BUILDINGS, DIVISION_CODES, DIVISION_NAMES, DIVISIONS, STREETS
from ingest.city.table import Cells, Form, Table
from ingest.layouts.columns.registry import (
    BRANCH_COLUMNS,
    CHANGE_COLUMNS,
    OFFICER_COLUMNS,
    SHAREHOLDER_COLUMNS,
    SUBJECT_COLUMNS,
)

_FOLDER: Final = "市场监督管理局"
_ENCODINGS: Final = {"章丘区": "gb18030", "莱芜区": "utf-8-sig"}
_STATUS: Final = words(["存续", "注销", "吊销,未注销"])
_SHARE_TEXTS: Final = words([
    "", *(f"{n // 100}.{n % 100:02d}".rstrip("0").rstrip(".") for n in range(10_001))
])  # fmt: skip
_SCOPE: Final = (
    "一般项目:%s服务;货物进出口;技术推广。(除依法须经批准的项目外,凭营业执照依法自主开展经营活动)"
)
_SCOPES: Final = words([_SCOPE % trade for trade in names.TRADES])
_HOUSEHOLD_INDUSTRY: Final = "F52"


def registry_tables(city: City) -> Iterator[Table]:
    """All five tables, ready to be written."""
    firms = np.arange(city.companies.count)
    for title, layout, columns, company, fill in (
        ("主体", "registry_subjects", SUBJECT_COLUMNS, firms, _subjects),
        (
            "股东",
            "registry_shareholders",
            SHAREHOLDER_COLUMNS,
            city.holdings.company,
            _shareholders,
        ),
        ("主要人员", "registry_officers", OFFICER_COLUMNS, city.officers.company, _officers),
    ):
        where = city.companies.division[company]
        whole = Table(title, layout, columns, np.arange(len(where)), partial(fill, city))
        yield from _by_district(whole, where)
    branches = np.flatnonzero(city.companies.head >= 0)
    yield Table(f"{_FOLDER}/分支机构.csv", "registry_branches", BRANCH_COLUMNS, branches,
                partial(_branches, city))  # fmt: skip
    yield Table(f"{_FOLDER}/变更登记.csv", "registry_changes", CHANGE_COLUMNS,
                city.officers.replaced, partial(_changes, city), encoding="gb18030")  # fmt: skip


def _by_district(whole: Table, where: npt.NDArray[Any]) -> Iterator[Table]:
    for division, (code, name, _) in enumerate(DIVISIONS):
        form: Form = "csv"
        if whole.layout == "registry_shareholders" and name == "历城区":
            form = "csv.gz"
        yield replace(
            whole,
            path=f"{_FOLDER}/{whole.path}/{whole.path}_{code}{name}.{form}",
            rows=np.flatnonzero(where == division),
            form=form,
            encoding=_ENCODINGS.get(name, "utf-8"),
        )


def _subjects(city: City, rows: Ints) -> Cells:
    firms = city.companies
    kind, person = firms.kind[rows], firms.representative[rows]
    organ = kind == names.ORGAN
    capital = words([str(n) if n else "" for n in firms.capital[rows].tolist()])
    household = kind == names.HOUSEHOLD
    return {
        "uscc": firms.codes(rows),
        "name": firms.names(rows),
        "organization_type": names.TYPES[kind],
        "status": _STATUS[firms.states(rows)],
        "registered": day_texts(firms.registered[rows]),
        "registered_capital": capital,
        "legal_representative": np.where(organ, "", city.persons.names(person)),
        "legal_representative_identity": np.where(organ, "", city.persons.identities(person)),
        "address": addresses(city, firms.address[rows]),
        "phone": phones(firms.phone[rows], firms.count),
        "industry": np.where(household, _HOUSEHOLD_INDUSTRY, names.INDUSTRIES[firms.trade[rows]]),
        "division": DIVISION_CODES[firms.division[rows]],
        "scope": _SCOPES[firms.trade[rows]],
        "state_capital": np.where((kind == names.STATE) | organ, "是", "否"),
    }


def addresses(city: City, numbers: Ints) -> Texts:
    """A made-up address; two companies with one number share every character of it; '' for none."""
    mixed = (numbers.astype(np.int64) * 48_271 + city.companies.seed) % 2_147_483_647
    found: Texts = (
        "济南市" + DIVISION_NAMES[mixed % len(DIVISION_NAMES)] + STREETS[mixed // 13 % len(STREETS)]
        + NUMBER[1 + mixed // 500 % 2_999] + "号" + BUILDINGS[mixed // 7 % len(BUILDINGS)]
        + NUMBER[1 + mixed // 11 % 32] + "层" + NUMBER[1 + numbers % 9_000] + "室"
    )  # fmt: skip
    return np.where(numbers < 0, "", found)


def phones(numbers: Ints, count: int) -> Texts:
    """A land line of the city for agents, a mobile number for others; '' for none."""
    return words([
        "" if n < 0 else f"0531-8{n * 7_919 % 9_999_991:07d}" if n >= count
        else f"19{n * 104_729 % 999_999_937:09d}"
        for n in numbers.tolist()
    ])  # fmt: skip


def _shareholders(city: City, rows: Ints) -> Cells:
    held, firms = city.holdings, city.companies
    company, owner, share = held.company[rows], held.owner[rows], held.share[rows]
    corporate = owner >= 0
    name, identity = np.empty(len(rows), dtype=object), np.empty(len(rows), dtype=object)
    name[corporate] = firms.names(owner[corporate])
    identity[corporate] = firms.codes(owner[corporate])
    name[~corporate] = city.persons.names(~owner[~corporate])
    identity[~corporate] = city.persons.identities(~owner[~corporate])
    return {
        "company": firms.codes(company),
        "company_name": firms.names(company),
        "owner_name": name,
        "owner_kind": np.where(corporate, "法人股东", "自然人股东"),
        "owner_identity": identity,
        "amount": _amounts(firms.capital[company], share),
        "share_percent": _SHARE_TEXTS[share + 1],
        "means": "货币",
        "valid_from": day_texts(held.since[rows]),
        "valid_until": day_texts(held.until[rows]),
    }


def _amounts(capital: Ints, share: Ints) -> Texts:
    """In 万元, exact to a yuan: capital times hundredths of a percent."""
    parts = np.where(share == UNKNOWN, 0, capital * share.astype(np.int64)).tolist()
    return words([
        "" if not part else f"{part // 10_000}.{part % 10_000:04d}".rstrip("0").rstrip(".")
        for part in parts
    ])  # fmt: skip


def _officers(city: City, rows: Ints) -> Cells:
    held = city.officers
    company, person = held.company[rows], held.person[rows]
    return {
        "company": city.companies.codes(company),
        "company_name": city.companies.names(company),
        "person_name": city.persons.names(person),
        "person_identity": city.persons.identities(person),
        "office": OFFICES[held.office[rows]],
        "valid_from": day_texts(held.since[rows]),
        "valid_until": day_texts(held.until[rows]),
    }


def _branches(city: City, rows: Ints) -> Cells:
    firms = city.companies
    return {
        "head": firms.codes(firms.head[rows]),
        "branch": firms.codes(rows),
        "branch_name": firms.names(rows),
        "valid_from": day_texts(firms.registered[rows]),
    }


def _changes(city: City, rows: Ints) -> Cells:
    held, firms = city.officers, city.companies
    company = held.company[rows]
    return {
        "uscc": firms.codes(company),
        "name": firms.names(company),
        "item": "法定代表人变更",
        "before": city.persons.names(held.person[rows]),
        "after": city.persons.names(firms.representative[company]),
        "changed": day_texts(held.until[rows]),
    }
