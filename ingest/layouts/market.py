"""The construction market: contracts, units on site with entry and exit, credit records, and the
list of key projects."""

from __future__ import annotations

from typing import Final

from graph.facts import Fact, Key, LinkFact, NodeFact, Value
from ingest.crosswalk import known, role
from ingest.keys import hashed, project_key, works_key
from ingest.layout import Cells, Delivery, Layout
from ingest.layouts.bids import unit_of
from ingest.layouts.columns.market import (
    CONDUCT_COLUMNS,
    CONTRACT_COLUMNS,
    KEY_PROJECT_COLUMNS,
    REAL_NAME_COLUMNS,
)
from ingest.layouts.concerned import concerned, key_level
from ingest.layouts.double_publicity import decided_on
from ingest.layouts.lists import state_of
from ingest.layouts.parties import anybody, organization, organization_mention
from ingest.layouts.sanctions import days, last_day, record, texts
from ingest.layouts.sites import belongs, leadership
from ingest.values import day, required, text, within


def read_contract(cells: Cells, delivery: Delivery) -> tuple[Fact, ...]:
    """A contract: who takes part under which number from the day it was signed, the consortium's
    other member too."""
    project = project_key(cells, "project", delivery)
    works = works_key(project, text(cells, "works")) if text(cells, "works") else None
    target, contract = works or project, required(cells, "contract")
    part, signed = role(required(cells, "kind"), "contract", field="kind"), day(cells, "signed")
    unit, partner = unit_of(cells, "unit", "unit_name", delivery), text(cells, "partner_name")
    told: dict[str, Value] = {"role": part, "contract": contract}
    distinct = f"{part}|{contract}"
    own = {**told, "consortium": "lead"} if partner else told
    facts = [
        unit, LinkFact("participates", unit.key, target, own, distinct, signed),
        *leadership(cells, unit.key, target, part, delivery, (signed, None)),
    ]  # fmt: skip
    if partner:
        other = unit_of(cells, "partner", "partner_name", delivery)
        joint = {**told, "consortium": "member"}
        facts += [other, LinkFact("participates", other.key, target, joint, distinct, signed)]
    return (*belongs(project, works), *facts)


def read_site_unit(cells: Cells, delivery: Delivery) -> tuple[Fact, ...]:
    """A unit on site from its entry to its exit, and who led for it meanwhile."""
    project = project_key(cells, "project", delivery)
    works = works_key(project, text(cells, "works")) if text(cells, "works") else None
    target, part = works or project, role(required(cells, "role"), "real_name")
    required(cells, "valid_from")
    term = day(cells, "valid_from"), day(cells, "valid_until")
    within(*term)
    unit = unit_of(cells, "unit", "unit_name", delivery)
    return (
        *belongs(project, works),
        unit,
        LinkFact("participates", unit.key, target, {"role": part}, part, *term),
        *leadership(cells, unit.key, target, part, delivery, term),
    )


def read_conduct(cells: Cells, delivery: Delivery) -> tuple[Fact, ...]:
    """A good or a bad record of a unit or a person, and the project it arose on."""
    name, document = required(cells, "name"), required(cells, "document")
    if text(cells, "uscc"):
        who = organization_mention(organization(cells, "uscc"), name)
    else:
        who = anybody(cells, "identity", name, "person", delivery).mention(name)
    conduct = known(required(cells, "conduct"), "conduct", "conduct")
    authority, decided = required(cells, "authority"), decided_on(cells)
    within(decided, day(cells, "until"), "until")
    part = "commendation" if conduct == "good" else "sanction"
    key = hashed(part, delivery, "conduct", document, authority, who.key.id, decided)
    read = _good if conduct == "good" else _bad
    return (*read(cells, who, key), *concerned(cells, key, delivery))


def _told(cells: Cells) -> dict[str, Value]:
    return {
        "name": required(cells, "item"),
        **texts(cells, ("document", "authority", "basis")),
        **days(cells, ("decided", "until")),
    }


def _good(cells: Cells, who: NodeFact, key: Key) -> tuple[Fact, ...]:
    fields: dict[str, Value] = {**_told(cells), "kind": "优良信用信息"}
    term = day(cells, "decided"), day(cells, "until")
    return record(who, "commendation", "commended_by", key, fields, term)


def _bad(cells: Cells, who: NodeFact, key: Key) -> tuple[Fact, ...]:
    ended, decided, until = (day(cells, name) for name in ("ended", "decided", "until"))
    fields: dict[str, Value] = {
        **_told(cells), "kind": "bad_record", "violation": required(cells, "item"),
        "state": state_of(cells, ended, until), **days(cells, ("behaviour", "ended")),
    }  # fmt: skip
    term = decided, last_day(decided, until, ended)
    return record(who, "sanction", "sanctioned_by", key, fields, term)


def read_key_project(cells: Cells, delivery: Delivery) -> tuple[Fact, ...]:
    """Whom the project is a key project of; its name is told by other tables."""
    project = project_key(cells, "project", delivery)
    required(cells, "level")
    level = key_level(cells, "level")
    assert level is not None
    required(cells, "name")
    return (NodeFact(project, "project", {"key_level": level}),)


LAYOUTS: Final = (
    Layout(
        "contract_record", "TBContractRecordManage 合同备案", CONTRACT_COLUMNS, read_contract,
        ("project", "contract", "kind", "unit_name"),
        "全国建筑市场监管与诚信信息系统基础数据库数据标准(合同备案)",
    ),
    Layout(
        "real_name_unit", "建筑工人实名制:项目参建单位", REAL_NAME_COLUMNS, read_site_unit,
        ("project", "unit_name", "role", "valid_from"),
        "全国建筑工人管理服务信息平台数据标准(项目参建单位)",
    ),
    Layout(
        "market_conduct", "建筑市场信用信息:优良与不良", CONDUCT_COLUMNS, read_conduct,
        ("name", "conduct", "item", "document"), "建筑市场信用管理暂行办法 建市〔2017〕241号",
    ),
    Layout(
        "key_project", "重点建设项目名单", KEY_PROJECT_COLUMNS, read_key_project,
        ("project", "name", "level"), "省、市年度重点建设项目名单",
    ),
)  # fmt: skip
