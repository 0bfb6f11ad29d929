"""双公示 as first published in 2016: fewer fields, other digits for the state."""

from __future__ import annotations

from typing import Final

from graph.facts import Fact, NodeFact, Value, subject
from ingest.crosswalk import known, penalty_kinds
from ingest.keys import Party, hashed
from ingest.layout import BadField, Cells, Delivery, Layout
from ingest.layouts.columns.double_publicity_2016 import (
    LICENCE_2016_COLUMNS,
    PENALTY_2016_COLUMNS,
)
from ingest.layouts.double_publicity import classified, decided_on, refuse_summary
from ingest.layouts.parties import anybody, organization, organization_mention
from ingest.layouts.sanctions import days, record, texts
from ingest.text import fold
from ingest.values import day, required, text, within

_BASIS: Final = "国家发展改革委 2016年 双公示数据标准"
_DAY_LENGTH: Final = 8  # 公示期限 is a day in some feeds, a digit of local meaning in others
_CODES: Final = ("organization_code", "registration_number")


def _subject_of(cells: Cells, delivery: Delivery) -> NodeFact:
    """By USCC, else by the codes that came before it, else the person by identity number."""
    name = required(cells, "subject_name")
    if text(cells, "uscc"):
        return organization_mention(organization(cells, "uscc"), name)
    for code in _CODES:
        if value := fold(text(cells, code)).upper().replace("-", ""):
            key = subject(delivery.scoped(value))
            return Party(key, "organization", {code: value}).mention(name)
    if text(cells, "identity"):
        return anybody(cells, "identity", name, "person", delivery).mention(name)
    raise BadField(
        "uscc", "相对人没有任何代码或证件号码", "the party has no code and no number",
        "请填写统一社会信用代码,自然人填写身份证号", "give the USCC, or a person's identity number",
    )  # fmt: skip


def read_penalty(cells: Cells, delivery: Delivery) -> tuple[Fact, ...]:
    """The subject, the sanction, and the link until it is no longer published."""
    refuse_summary(cells)
    who, decided = _subject_of(cells, delivery), decided_on(cells)
    document, authority = required(cells, "document"), required(cells, "authority")
    kinds = f"{required(cells, 'penalty_kinds')}、{text(cells, 'penalty_kinds_2')}"
    state = text(cells, "state")
    code = known(state, "penalty_state_2016", "state") if state else "active"
    fields: dict[str, Value] = {
        "name": document, "kind": "penalty", "document": document, "authority": authority,
        "violation": required(cells, "title"), "content": required(cells, "content"),
        "penalty_kinds": penalty_kinds(kinds), "decided": decided,
        "state": code.removesuffix("_other"), **texts(cells, ("facts", "basis")),
    }  # fmt: skip
    last = None
    if len(text(cells, "published_until")) >= _DAY_LENGTH:
        fields |= days(cells, ("published_until",))
        last = day(cells, "published_until")
    within(decided, last, "published_until")
    key = hashed("sanction", delivery, "penalty", document, authority, who.key.id, decided)
    return record(who, "sanction", "sanctioned_by", key, fields, (decided, last))


def read_licence(cells: Cells, delivery: Delivery) -> tuple[Fact, ...]:
    """The subject, the licence, and the link for its term."""
    who, decided = _subject_of(cells, delivery), decided_on(cells)
    document, authority = required(cells, "document"), required(cells, "authority")
    fields: dict[str, Value] = {
        "name": required(cells, "document_name"), "document": document, "authority": authority,
        "decided": decided, **texts(cells, ("content",)), **days(cells, ("until",)),
        **classified(cells, "licence_state_2016"),
    }  # fmt: skip
    last = day(cells, "until")
    within(decided, last, "until")
    key = hashed("licence", delivery, document, authority, who.key.id, decided)
    return record(who, "licence", "licensed_by", key, fields, (decided, last))


LAYOUTS: Final = (
    Layout(
        "double_publicity_2016_licence", "双公示(2016):行政许可", LICENCE_2016_COLUMNS,
        read_licence, ("document_name", "document", "subject_name"), _BASIS,
    ),
    Layout(
        "double_publicity_2016_penalty", "双公示(2016):行政处罚", PENALTY_2016_COLUMNS,
        read_penalty, ("title", "document", "subject_name"), _BASIS,
    ),
)  # fmt: skip
