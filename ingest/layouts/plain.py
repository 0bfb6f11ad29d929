"""The plain layouts: for anybody without official tables. See ``docs/plain-layout.md``."""

from __future__ import annotations

from typing import Final

from graph.facts import Fact, LinkFact, NodeFact, Value
from graph.identifiers import is_project_code
from graph.vocabulary import STAGES, STAGES_ZH
from ingest.coordinates import converted, datum_of
from ingest.crosswalk import division, offices, penalty_kinds, role
from ingest.datums import declared
from ingest.keys import hashed, lot_key, party, project_key, subject, works_key
from ingest.layout import BadField, Cells, Column, Delivery, Layout
from ingest.layouts.bid_facts import bid_facts
from ingest.layouts.concerned import concerned, consortium, key_level, years
from ingest.layouts.double_publicity import refuse_summary
from ingest.layouts.plain_columns import (
    BIDS,
    OFFICES,
    OWNERSHIP,
    PARTICIPATIONS,
    PROJECTS,
    SANCTIONS,
    SUBJECTS,
    TIES,
)
from ingest.layouts.plain_ties import mentions, read_ownership, read_tie
from ingest.layouts.sanctions import course, days, last_day, state_by, texts
from ingest.text import fold, shown
from ingest.values import code, day, fen, flag, microdegree, required, text, within

_KINDS: Final = {
    **dict.fromkeys(
        ("组织", "法人", "企业", "公司", "机构", "单位", "个体工商户", "法人及非法人组织",
         "organization", "organisation", "company", "org", "enterprise", "legal_person"),
        "organization",
    ),
    **dict.fromkeys(
        ("自然人", "个人", "人员", "person", "individual", "natural_person"), "person"
    ),
}  # fmt: skip
_STAGES: Final = {
    **{name: name for name in STAGES},
    **dict(zip(STAGES_ZH, STAGES, strict=True)),
    **{str(number): name for number, name in enumerate(STAGES, 1)},
    "立项": "planning", "施工": "construction", "竣工": "acceptance", "验收": "acceptance",
}  # fmt: skip
_SANCTION_WORDS: Final = (
    ("被执行人", "judgment_debtor"), ("经营异常", "abnormal_operation"), ("处罚", "penalty"),
    ("不良", "bad_record"), ("失信", "serious_list"), ("黑名单", "serious_list"),
    ("debtor", "judgment_debtor"), ("abnormal", "abnormal_operation"), ("penalty", "penalty"),
    ("bad_record", "bad_record"), ("bad record", "bad_record"), ("serious", "serious_list"),
    ("blacklist", "serious_list"),
)  # fmt: skip
_STATE_WORDS: Final = (
    ("未修复", "active"), ("不予修复", "active"), ("异议", "objected"), ("object", "objected"),
    ("修复", "repaired"), ("repair", "repaired"), ("撤销", "annulled"), ("annul", "annulled"),
    ("revoke", "annulled"), ("withdrawn", "annulled"), ("移出", "expired"), ("期满", "expired"),
    ("到期", "expired"), ("过期", "expired"), ("失效", "expired"), ("解除", "expired"),
    ("expire", "expired"), ("inactive", "expired"), ("removed", "expired"), ("lifted", "expired"),
    ("有效", "active"), ("在列", "active"), ("列入", "active"), ("公示", "active"),
    ("生效", "active"), ("active", "active"), ("listed", "active"), ("in force", "active"),
)  # fmt: skip


def _word(value: str, words: tuple[tuple[str, str], ...]) -> str | None:
    folded = fold(value).casefold()
    return next((meaning for word, meaning in words if word in folded), None)


def _given(**fields: Value | None) -> dict[str, Value]:
    return {name: value for name, value in fields.items() if value is not None and value != ""}


def _state(cells: Cells) -> str:
    """The state told; one that nobody knows is refused, since a record in force is not guessed."""
    told = text(cells, "state")
    state = _word(told, _STATE_WORDS)
    if told and state is None:
        raise BadField(
            "state", f"不认识的状态{shown(told)}", f"unknown state {shown(told)}",
            "请写 有效、已修复、撤销、移出 或 异议",
            "write active, repaired, annulled, expired or objected",
        )  # fmt: skip
    return state or ""


def read_subject(cells: Cells, delivery: Delivery) -> tuple[Fact, ...]:
    """One subject described."""
    said = code(cells, "kind", _KINDS)
    who = subject(cells, "id", delivery, said)
    if said is not None and who.kind != said:
        raise BadField(
            "kind", "类别与编号不符", "the kind contradicts the id",
            "组织用统一社会信用代码,自然人用居民身份证号码",
            "organisations have a credit code, persons an identity number",
        )  # fmt: skip
    shared = _given(name=required(cells, "name"), status=text(cells, "status"),
                    division=division(text(cells, "division")))  # fmt: skip
    company = _given(industry=text(cells, "industry"), state_capital=flag(cells, "state_capital"),
                     **days(cells, ("registered", "restructured")))  # fmt: skip
    kind = who.kind
    if kind == "subject" and (company or len(shared) > 1):
        kind = "organization"  # only organisations have a status, a date of registration, a trade
    fields = {**who.fields, **shared, **(company if kind == "organization" else {})}
    return (NodeFact(who.key, kind, fields),)


def read_office(cells: Cells, delivery: Delivery) -> tuple[Fact, ...]:
    """The offices one cell names; an unknown title is kept under ``other``."""
    person = subject(cells, "person", delivery)
    company = subject(cells, "company", delivery, "organization")
    first, last = day(cells, "valid_from"), day(cells, "valid_until")
    within(first, last)
    return (
        *mentions(person),
        *(
            LinkFact("holds_office", person.key, company.key, {"office": office, "title": title},
                     office, first, last)
            for office, title in offices(required(cells, "office"))
        ),
    )  # fmt: skip


def read_sanction(cells: Cells, delivery: Delivery) -> tuple[Fact, ...]:
    """One record against one subject."""
    refuse_summary(cells)
    who = subject(cells, "subject", delivery)
    listed, said = text(cells, "list"), text(cells, "kind")
    kind = _word(said, _SANCTION_WORDS) or _word(listed, _SANCTION_WORDS) or "other"
    document, authority = text(cells, "document"), text(cells, "authority")
    decided, until, ended = (day(cells, name) for name in ("decided", "until", "ended"))
    within(decided, until, "until")
    within(decided, ended, "ended")
    since = course(cells, decided)
    fields = _given(
        name=listed or said or document or kind, kind=kind, list=listed, document=document,
        authority=authority, state=state_by(since, _state(cells)),
        penalty_kinds=penalty_kinds(text(cells, "penalty_kinds")), **since,
        **texts(cells, ("basis", "facts", "content")),
        **days(cells, ("decided", "until", "ended", "published_until")),
    )  # fmt: skip
    key = hashed("sanction", delivery, listed or kind, document, authority, who.key.id, decided)
    last = last_day(decided, until, ended or day(cells, "repaired"))
    link = LinkFact("sanctioned_by", who.key, key, {}, "", decided, last)
    stated = (*mentions(who), NodeFact(key, "sanction", fields), link)
    return (*stated, *concerned(cells, key, delivery))


def _coordinates(cells: Cells, region: str, delivery: Delivery) -> dict[str, Value]:
    longitude = microdegree(cells, "longitude", 180)
    latitude = microdegree(cells, "latitude", 180)  # so that a swapped one is told as swapped
    if longitude is None and latitude is None:
        return {}
    if longitude is None or latitude is None:
        raise BadField(
            "longitude" if longitude is None else "latitude", "经纬度缺一",
            "one coordinate without the other", "请同时给出经度和纬度", "give both or neither",
        )  # fmt: skip
    told = text(cells, "datum") or declared(delivery.source)
    datum = datum_of(cells, delivery.source) if told else "WGS-84"
    found = converted(longitude / 1e6, latitude / 1e6, datum, "longitude", region)
    return {"longitude": found.longitude, "latitude": found.latitude, "datum": found.datum}


def read_project(cells: Cells, delivery: Delivery) -> tuple[Fact, ...]:
    """A project; with a works code, works of a project that the row names in passing."""
    project, works = project_key(cells, "code", delivery), text(cells, "works")
    own = _given(
        name=text(cells, "name") or works or text(cells, "code"),
        stage=code(cells, "stage", _STAGES),
        investment=fen(cells, "investment_yuan"),
        design_life=years(cells, "design_life"),
        **days(cells, ("started", "completed")),
    )
    where = division(text(cells, "division"))
    region = where or (project.id[5:11] if is_project_code(project.id) else "")
    site = _given(code=fold(text(cells, "code")), division=where,
                  key_level=key_level(cells, "key_level"))  # fmt: skip
    site |= _coordinates(cells, region, delivery)
    if not works:
        return (NodeFact(project, "project", {**own, **site}),)
    part = works_key(project, works)
    return (
        NodeFact(project, "project", site, mention=True),
        NodeFact(part, "works", {**own, "code": works}),
        LinkFact("part_of", part, project),
    )


def read_participation(cells: Cells, delivery: Delivery) -> tuple[Fact, ...]:
    """A unit in a role, and who leads for it."""
    unit = subject(cells, "unit", delivery)
    project, works = project_key(cells, "project", delivery), text(cells, "works")
    site = works_key(project, works) if works else project
    part = role(required(cells, "role"))
    leader = party(cells, "leader", delivery)
    first, last = day(cells, "valid_from"), day(cells, "valid_until")
    within(first, last)
    taking = _given(role=part, consortium=consortium(cells, "consortium"),
                    **texts(cells, ("contract", "permit")))  # fmt: skip
    facts = [
        *mentions(unit, leader),
        LinkFact("participates", unit.key, site, taking, part, first, last),
    ]
    if works:
        facts.append(LinkFact("part_of", site, project))
    if leader is not None:
        fields = {"role": part, "unit": unit.key.id}
        facts.append(LinkFact("leads", leader.key, site, fields, f"{part}|{unit.key.id}",
                              first, last))  # fmt: skip
    return tuple(facts)


def read_bid(cells: Cells, delivery: Delivery) -> tuple[Fact, ...]:
    """One bid for one lot."""
    unit = subject(cells, "unit", delivery)
    project = project_key(cells, "project", delivery)
    number, opened = fold(required(cells, "lot")), day(cells, "opened")
    lot = lot_key(project, number)
    fields = _given(won=flag(cells, "won"), price=fen(cells, "price_yuan")) | bid_facts(
        cells, delivery
    )
    together = str(fields.get("consortium", ""))
    return (
        *mentions(unit),
        NodeFact(lot, "lot", _given(name=number, code=number, opened=opened), mention=True),
        LinkFact("part_of", lot, project),
        LinkFact("bids", unit.key, lot, fields, together, opened),
    )


def _plain(name: str, zh: str, columns: tuple[Column, ...], read: object,
           *signature: str) -> Layout:  # fmt: skip
    return Layout(name, zh, columns, read, signature, "docs/plain-layout.md")  # type: ignore[arg-type]


PLAIN: Final = (
    _plain("subjects", "主体(通用)", SUBJECTS, read_subject),
    _plain("ownership", "出资(通用)", OWNERSHIP, read_ownership),
    _plain("ties", "其他关系(通用)", TIES, read_tie),
    _plain("offices", "任职(通用)", OFFICES, read_office),
    _plain("sanctions", "失信记录(通用)", SANCTIONS, read_sanction),
    _plain("projects", "项目(通用)", PROJECTS, read_project),
    _plain("participations", "参建(通用)", PARTICIPATIONS, read_participation),
    _plain("bids", "投标(通用)", BIDS, read_bid),
)
