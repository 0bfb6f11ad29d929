"""The construction tables: SPGL versions 1/2 and 3, and bids by lot."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Final

import numpy as np

from ingest.city.arrays import TODAY, Ints, Mask, Texts, day_texts, listed, words
from ingest.city.city import City
from ingest.city.companies import years
from ingest.city.places import DIVISION_CODES, DIVISION_NAMES, STREETS
from ingest.city.projects import (
    CONSTRUCTION,
    CONTRACTOR,
    DESIGN,
    RING_LOTS,
    SUPERVISION,
    SURVEY,
)
from ingest.city.table import Cells, Table
from ingest.layouts.columns.bids import BID_COLUMNS
from ingest.layouts.columns.spgl import (
    ACCEPTANCE_V3_COLUMNS,
    BUILDING_V3_COLUMNS,
    PARTY_V3_COLUMNS,
    PERMIT_V3_COLUMNS,
    PROJECT_COLUMNS,
    UNIT_COLUMNS,
)

_FOLDER: Final = "住房和城乡建设局"
_CODES_V2: Final = {CONSTRUCTION: "1", CONTRACTOR: "2", SURVEY: "3", DESIGN: "4", SUPERVISION: "5"}
_CODES_V3: Final = {SURVEY: "1", DESIGN: "2", CONTRACTOR: "3", SUPERVISION: "4"}
_THEMES: Final = listed("花园 广场 产业园 中学 医院 道路 安置房 污水处理厂 研发中心 公寓")
_CATEGORIES: Final = listed("房屋建筑 房屋建筑 房屋建筑 市政工程 线性工程")
_USES: Final = listed("住宅 商业 办公 厂房 学校")
_STRUCTURES: Final = listed("剪力墙 框架 框架剪力墙 钢结构")
_GRADES: Final = listed("甲级 乙级 施工总承包一级 施工总承包二级 特级")
WORKS: Final = words(["", "001", "002", "003"])


def construction_tables(city: City) -> Iterator[Table]:
    """The rows of a table of works are numbered ``project * 4 + works``."""
    works = works_rows(city, np.ones(len(city.projects), dtype=np.bool_))
    old, new = works_rows(city, ~city.projects.modern), works_rows(city, city.projects.modern)
    permitted = new[city.projects.started[new // 4] <= TODAY]
    accepted = new[city.projects.ends[new // 4] <= TODAY]
    five, four = np.repeat(old, 5) * 8, np.repeat(new, 4) * 8
    for title, layout, columns, rows, fill in (
        ("SPGL_XMJBXXB", "spgl_project", PROJECT_COLUMNS, works, _projects),
        ("SPGL_XMDWXXB", "spgl_unit", UNIT_COLUMNS,
         five + np.resize(np.arange(5), len(five)), _units),
        ("SPGL_ZRZTXXB_V3", "spgl_v3_party", PARTY_V3_COLUMNS,
         four + np.resize(np.arange(1, 5), len(four)), _parties),
        ("SPGL_XMDTXXB_V3", "spgl_v3_building", BUILDING_V3_COLUMNS,
         np.repeat(new, 2) * 8 + np.resize(np.arange(1, 3), 2 * len(new)), _buildings),
        ("SPGL_SGXKXXB_V3", "spgl_v3_permit", PERMIT_V3_COLUMNS, permitted, _permits),
        ("SPGL_JGYSBAXXB_V3", "spgl_v3_acceptance", ACCEPTANCE_V3_COLUMNS, accepted, _acceptances),
    ):  # fmt: skip
        yield Table(f"{_FOLDER}/{title}.csv", layout, columns, rows, partial(fill, city))
    yield Table("公共资源交易中心/投标.csv", "lot_bids", BID_COLUMNS, np.arange(len(city.bids)),
                partial(_bids, city))  # fmt: skip


def works_rows(city: City, chosen: Mask) -> Ints:
    """Works of the chosen projects: rows ``project * 4 + works``."""
    project = np.flatnonzero(chosen)
    many = city.projects.works[project]
    return np.concatenate([project[many >= n] * 4 + n for n in (1, 2, 3)])


def _site(city: City, rows: Ints) -> Cells:
    """What every table says of project and works."""
    project = rows // 4
    return {
        "division": DIVISION_CODES[city.projects.division[project]],
        "project": city.projects.code[project],
        "works": WORKS[rows % 4],
        "valid": "1",
    }


def project_names(city: City, project: Ints) -> Texts:
    """``历下区经十路花园项目12号``."""
    found: Texts = (
        DIVISION_NAMES[city.projects.division[project]] + STREETS[project * 7 % len(STREETS)]
        + _THEMES[project * 3 % len(_THEMES)] + "项目" + project.astype(str).astype(object) + "号"
    )  # fmt: skip
    return found


def _wan(hundredths: Ints) -> Texts:
    return words([f"{n // 100}.{n % 100:02d}" for n in hundredths.tolist()])


def _degrees(city: City, project: Ints) -> Texts:
    pairs = zip(city.projects.longitude[project].tolist(), city.projects.latitude[project].tolist(),
                strict=True)  # fmt: skip
    return words([f"{x // 10_000}.{x % 10_000:04d},{y // 10_000}.{y % 10_000:04d}"
                  for x, y in pairs])  # fmt: skip


def _unit(city: City, project: Ints, role: int) -> Cells:
    unit = city.projects.party[project, role]
    return {"unit": city.companies.codes(unit), "unit_name": city.companies.names(unit)}


def _projects(city: City, rows: Ints) -> Cells:
    all_, project = city.projects, rows // 4
    done = all_.ends[project] <= TODAY
    return {
        **_site(city, rows),
        **_unit(city, project, CONSTRUCTION),
        "name": project_names(city, project),
        "category": _CATEGORIES[project % len(_CATEGORIES)],
        "approval": "1",
        "nature": np.where(project % 5 > 0, "新建", "改建"),
        "started": day_texts(all_.started[project]),
        "planned_end": day_texts(all_.planned[project]),
        "investment": _wan(all_.investment[project]),
        "address": "济南市" + DIVISION_NAMES[all_.division[project]],
        "coordinates": _degrees(city, project),
        "datum": "CGCS2000",
        "declared": day_texts(all_.declared[project]),
        "finished": np.where(done, "1", "0"),
        "finished_on": np.where(done, day_texts(all_.ends[project]), ""),
    }


def _units(city: City, rows: Ints) -> Cells:
    role, works = rows % 8, rows // 8
    unit = city.projects.party[works // 4, role]
    codes = words([_CODES_V2[n] for n in range(5)])
    return {
        **_site(city, works),
        "unit": city.companies.codes(unit),
        "unit_name": city.companies.names(unit),
        "role": codes[role],
    }


def _parties(city: City, rows: Ints) -> Cells:
    role, works = rows % 8, rows // 8
    unit = city.projects.party[works // 4, role]
    leader = city.projects.leader[works // 4, role]
    representative = city.companies.representative[unit]
    codes = words(["", *(_CODES_V3[n] for n in range(1, 5))])
    return {
        **_site(city, works),
        "unit": city.companies.codes(unit),
        "unit_name": city.companies.names(unit),
        "role": codes[role],
        "qualification": _GRADES[unit % len(_GRADES)],
        "legal_representative": city.persons.names(representative),
        "legal_representative_identity_kind": "身份证",
        "legal_representative_identity": city.persons.identities(representative),
        "leader": city.persons.names(leader),
        "leader_identity_kind": "身份证",
        "leader_identity": city.persons.identities(leader),
    }


def _buildings(city: City, rows: Ints) -> Cells:
    number, works = rows % 8, rows // 8
    project = works // 4
    return {
        **_site(city, works),
        "name": words([f"{n}号楼" for n in number.tolist()]),
        "code": WORKS[number],
        "use": _USES[project % len(_USES)],
        "structure": _STRUCTURES[works % len(_STRUCTURES)],
        "coordinates": _degrees(city, project),
        "datum": "CGCS2000",
        "cost": _wan(city.projects.investment[project] // 4),
        "area": words([str(1_000 + n * 37 % 19_000) for n in rows.tolist()]),
    }


def _permit_numbers(city: City, rows: Ints, mark: str) -> Texts:
    project = rows // 4
    where = DIVISION_CODES[city.projects.division[project]]
    return words([
        f"{division}{year}{number:07d}{works}{mark}" for division, year, number, works in zip(
            where, years(city.projects.started[project]).tolist(), project.tolist(),
            (rows % 4).tolist(), strict=True)
    ])  # fmt: skip


def _leading(city: City, project: Ints) -> Cells:
    leader = city.projects.leader[project, CONSTRUCTION]
    return {
        **_unit(city, project, CONSTRUCTION),
        "leader": city.persons.names(leader),
        "leader_identity_kind": "身份证",
        "leader_identity": city.persons.identities(leader),
    }


def _permits(city: City, rows: Ints) -> Cells:
    project = rows // 4
    return {
        **_site(city, rows),
        **_leading(city, project),
        "document": _permit_numbers(city, rows, "01"),
        "authority": "济南市行政审批服务局",
        "decided": day_texts(city.projects.started[project] - 10),
        "planned_start": day_texts(city.projects.started[project]),
        "planned_end": day_texts(city.projects.planned[project]),
        "contract_price": _wan(city.projects.investment[project] // 2),
        "works_name": project_names(city, project) + WORKS[rows % 4] + "标",
    }


def _acceptances(city: City, rows: Ints) -> Cells:
    project = rows // 4
    return {
        **_site(city, rows),
        **_leading(city, project),
        "permit": _permit_numbers(city, rows, "01"),
        "document": _permit_numbers(city, rows, "BA01"),
        "authority": "济南市住房和城乡建设局",
        "decided": day_texts(city.projects.ends[project]),
        "started": day_texts(city.projects.started[project]),
        "completed": day_texts(city.projects.ends[project] - 15),
        "works_name": project_names(city, project) + WORKS[rows % 4] + "标",
    }


def _bids(city: City, rows: Ints) -> Cells:
    """Where a ring bids alone, one hand prepared the bids and one device sent them."""
    bids = city.bids
    lot = bids.lot[rows]
    hand = words([f"标书-{n}" if n >= RING_LOTS else "" for n in lot.tolist()])
    return {
        "project": city.projects.code[bids.project[rows]],
        "lot": words([f"B{n:02d}" for n in bids.lot[rows].tolist()]),
        "lot_name": words([f"第{n}标段" for n in bids.lot[rows].tolist()]),
        "unit_name": city.companies.names(bids.unit[rows]),
        "unit": city.companies.codes(bids.unit[rows]),
        "opened": day_texts(bids.opened[rows]),
        "price": words([f"{fen // 100}.{fen % 100:02d}" for fen in bids.price[rows].tolist()]),
        "won": np.where(bids.won[rows], "是", "否"),
        "prepared_by": hand,
        "device": hand,
    }
