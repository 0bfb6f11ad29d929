"""The tables of how projects go: approvals, contracts, the real-name register, letters, records."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Final

import numpy as np

from ingest.city import market as made
from ingest.city.arrays import NO_DAY, TODAY, Ints, Mask, Texts, day_texts, listed, words
from ingest.city.city import City
from ingest.city.companies import years
from ingest.city.construction import WORKS, project_names, works_rows
from ingest.city.places import DIVISION_CODES
from ingest.city.projects import CONSTRUCTION, CONTRACTOR, SUPERVISION
from ingest.city.table import Cells, Table
from ingest.layouts.columns.bids import COMMITMENT_COLUMNS
from ingest.layouts.columns.market import (
    APPROVAL_COLUMNS,
    CONDUCT_COLUMNS,
    CONTRACT_COLUMNS,
    KEY_PROJECT_COLUMNS,
    REAL_NAME_COLUMNS,
)

_HOUSING: Final = "住房和城乡建设局"
_ITEMS: Final = listed(
    "企业投资项目备案 建设工程规划许可证核发 施工图设计文件审查 建筑工程施工许可证核发 竣工验收备案"
)
_ITEM_STAGES: Final = words(["1", "2", "5", "3", "4"])
_APPROVERS: Final = listed(
    "济南市发展和改革委员会 济南市自然资源和规划局 济南市住房和城乡建设局 济南市行政审批服务局 "
    "济南市住房和城乡建设局"
)
_SITE_ROLES: Final = words(["009", "009", "007", "001"])
_LETTER_ROLES: Final = np.array([CONSTRUCTION, *range(5), *range(5)])
_CONDUCTS: Final = (
    words(["泰山杯优质工程", "省级安全文明标准化工地", "优秀施工企业"]),
    words(["未按审查合格的施工图施工", "施工现场安全防护不到位", "项目经理长期不到岗"]),
)


def market_tables(city: City) -> Iterator[Table]:
    """Rows are numbered as ``market`` numbers them."""
    market, projects = city.market, city.projects
    begun = np.flatnonzero(market.begun)
    every = works_rows(city, np.ones(len(projects), dtype=np.bool_))
    fills: tuple[tuple[str, str, tuple[object, ...], Ints, Callable[..., Cells]], ...] = (
        (f"{_HOUSING}/SPGL_XMSPSXBLXXB", "spgl_approval", APPROVAL_COLUMNS,
         made.approvals(projects, every), _approvals),
        (f"{_HOUSING}/合同备案", "contract_record", CONTRACT_COLUMNS, begun, _contracts),
        (f"{_HOUSING}/实名制参建单位", "real_name_unit", REAL_NAME_COLUMNS, made.stays(market),
         _stays),
        (f"{_HOUSING}/建筑市场信用", "market_conduct", CONDUCT_COLUMNS,
         np.arange(len(market.conduct)), _conducts),
        (f"{_HOUSING}/参建承诺", "commitments", COMMITMENT_COLUMNS, made.letters(market), _letters),
        ("发展和改革委员会/重点项目", "key_project", KEY_PROJECT_COLUMNS,
         np.flatnonzero(market.level), _key_projects),
    )  # fmt: skip
    for path, layout, columns, rows, fill in fills:
        yield Table(f"{path}.csv", layout, columns, rows, partial(fill, city))  # type: ignore[arg-type]


def _approvals(city: City, rows: Ints) -> Cells:
    works, item = rows // 8, rows % 8
    project = works // 4
    decided = made.item_days(city.projects, project, item)
    return {
        "division": DIVISION_CODES[city.projects.division[project]],
        "project": city.projects.code[project],
        "works": WORKS[works % 4],
        "item": _ITEMS[item],
        "stage": _ITEM_STAGES[item],
        "document": words([f"SL{row:010d}" for row in rows.tolist()]),
        "authority": _APPROVERS[item],
        "accepted": day_texts(decided - 7),
        "decided": day_texts(decided),
        "outcome": "11",
        "valid": "1",
    }


def contract_numbers(project: Ints) -> Texts:
    """``HT-000042``."""
    return words([f"HT-{number:06d}" for number in project.tolist()])


def _contracts(city: City, project: Ints) -> Cells:
    unit, partner = city.projects.party[project, CONTRACTOR], city.market.partner[project]
    changed = city.market.changed[project]
    owner = city.projects.party[project, CONSTRUCTION]
    joint = partner >= 0
    signed = np.where(changed != NO_DAY, changed, city.projects.started[project] - 25)
    return {
        "record": words([f"{number:010d}-HZ-001" for number in project.tolist()]),
        "project": city.projects.code[project],
        "contract": contract_numbers(project),
        "kind": "301",
        "signed": day_texts(signed),
        "proprietor": city.companies.names(owner),
        "proprietor_code": city.companies.codes(owner),
        "unit_name": city.companies.names(unit),
        "unit": city.companies.codes(unit),
        "partner_name": np.where(joint, city.companies.names(np.maximum(partner, 0)), ""),
        "partner": np.where(joint, city.companies.codes(np.maximum(partner, 0)), ""),
    }


def _stays(city: City, rows: Ints) -> Cells:
    market, projects = city.market, city.projects
    project, stay = rows // 4, rows % 4
    changed, ends = market.changed[project], projects.ends[project]
    earlier = (stay == made.BUILDER) & (changed != NO_DAY)
    role = np.where(stay == made.WATCHER, SUPERVISION, CONTRACTOR)
    unit = np.where(
        stay == made.SUBCONTRACTOR,
        market.subcontractor[project],
        np.where(earlier, market.former[project], projects.party[project, role]),
    )
    leader = np.where(earlier, market.former_leader[project], projects.leader[project, role])
    first = np.where(stay == made.SUCCESSOR, changed, projects.started[project] - 12)
    last = np.where(earlier, changed - 1, np.where(ends <= TODAY, ends, NO_DAY))
    led = stay != made.SUBCONTRACTOR
    return {
        "project": projects.code[project],
        "unit": city.companies.codes(unit),
        "unit_name": city.companies.names(unit),
        "role": _SITE_ROLES[stay],
        "valid_from": day_texts(first),
        "valid_until": day_texts(last),
        "leader": np.where(led, city.persons.names(leader), ""),
        "leader_identity_kind": np.where(led, "身份证", ""),
        "leader_identity": np.where(led, city.persons.identities(leader), ""),
    }


def _letters(city: City, rows: Ints) -> Cells:
    project, letter = rows // 16, rows % 16
    role = _LETTER_ROLES[letter]
    unit, leader = city.projects.party[project, role], city.projects.leader[project, role]
    signed: Mask = letter >= made.SIGNED
    permit = city.projects.started[project] - 10
    due = np.where(letter == 0, city.projects.declared[project] + 10, permit - 3)
    done = due + np.where(city.market.late[project, letter], 30, 0)
    item = np.where(letter == 0, "项目信用承诺书",
                    np.where(signed, "工程质量终身责任承诺书", "法定代表人授权书"))  # fmt: skip
    return {
        "name": city.companies.names(unit),
        "uscc": city.companies.codes(unit),
        "kind": np.where(letter == 0, "审批替代型", "质量责任"),
        "item": item,
        "project": city.projects.code[project],
        "leader": np.where(signed, city.persons.names(leader), ""),
        "leader_identity": np.where(signed, city.persons.identities(leader), ""),
        "made": day_texts(np.minimum(done, TODAY)),
        "accepting_unit": "济南市行政审批服务局",
        "supervising_unit": "济南市住房和城乡建设局",
        "state": "履约中",
    }


def _conducts(city: City, rows: Ints) -> Cells:
    market = city.market
    project, kind, decided = market.conduct[rows], market.kind[rows], market.decided[rows]
    unit = city.projects.party[project, CONTRACTOR]
    good, repaired = kind == made.GOOD, kind == made.REPAIRED
    ended = np.minimum(decided + 120, TODAY)
    return {
        "name": city.companies.names(unit),
        "uscc": city.companies.codes(unit),
        "conduct": np.where(good, "优良", "不良"),
        "item": np.where(good, _CONDUCTS[0][rows % 3], _CONDUCTS[1][rows % 3]),
        "document": words(
            [
                f"济建信〔{year}〕{row + 1}号"
                for year, row in zip(years(decided).tolist(), rows.tolist(), strict=True)
            ]
        ),
        "authority": "济南市住房和城乡建设局",
        "basis": "建筑市场信用管理暂行办法",
        "project": city.projects.code[project],
        "works": "001",
        "decided": day_texts(decided),
        "until": day_texts(decided + np.where(good, 1095, 540)),
        "ended": day_texts(np.where(repaired, ended, NO_DAY)),
        "state": np.where(good, "", np.where(repaired, "已修复", "有效")),
    }


def _key_projects(city: City, project: Ints) -> Cells:
    return {
        "project": city.projects.code[project],
        "name": project_names(city, project),
        "level": np.where(city.market.level[project] == 2, "省", "市"),
        "year": "2026",
    }
