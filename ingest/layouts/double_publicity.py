"""双公示, current layout: licences and penalties made public within seven working days."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from graph.facts import Fact, NodeFact, Value
from ingest.crosswalk import known, meaning, penalty_kinds
from ingest.keys import hashed
from ingest.layout import BadField, Cells, Delivery, Layout
from ingest.layouts.columns.double_publicity import LICENCE_COLUMNS, PENALTY_COLUMNS
from ingest.layouts.parties import anybody, masked_party, organization
from ingest.layouts.sanctions import course, days, last_day, record, state_by, texts
from ingest.values import day, fen, required, text, within

_BASIS: Final = "国家发展改革委办公厅 发改办财金〔2018〕424号 双公示数据标准"
_SUMMARY: Final = re.compile(r"(?<!不适用)(?<!非)(?<!不属于)(?:简易程序|当场处罚决定)")
_SUMMARY_CELLS: Final = (
    "procedure",
    "list",
    "kind",
    "document",
    "content",
    "basis",
    "facts",
    "remark",
)


def subject_of(cells: Cells, delivery: Delivery) -> NodeFact:
    """The 行政相对人: an organisation by its USCC, a person by the document's number.

    A person published without any number is one of this document only.
    """
    name = required(cells, "subject_name")
    kind = known(required(cells, "subject_kind"), "subject_kind", "subject_kind")
    if kind != "person":
        key = organization(cells, "uscc")
        return NodeFact(key, "organization", {"name": name, "uscc": key.id}, mention=True)
    if not text(cells, "identity"):
        who = masked_party(name, required(cells, "document"), "person", delivery)
        return NodeFact(who.key, "person", {"name": name}, mention=True)
    found = anybody(cells, "identity", name, "person", delivery).mention(name)
    if told := text(cells, "identity_kind"):
        return NodeFact(found.key, found.kind, {**found.fields, "identity_kind": told}, True)
    return found


def refuse_summary(cells: Cells) -> None:
    """Keeps penalties by summary procedure out: they are not credit information."""
    if any(_SUMMARY.search(cells.get(name, "")) for name in _SUMMARY_CELLS):
        raise BadField(
            "procedure", "简易程序作出的行政处罚不属于信用信息(山东省社会信用条例第十三条)",
            "a penalty by summary procedure is not credit information "
            "(Shandong social credit regulation, article 13)",
            "无需归集;如程序填写有误,请更正后重报",
            "nothing to deliver; if the procedure is wrong, correct it and deliver again",
        )  # fmt: skip


def decided_on(cells: Cells) -> date:
    """The day of the decision, which must be there."""
    found = day(cells, "decided")
    if found is None:
        raise BadField(
            "decided", "缺少决定日期", "no day of the decision",
            "请填写决定日期,如 2024-03-01", "give the day, such as 2024-03-01",
        )  # fmt: skip
    return found


def read_penalty(cells: Cells, delivery: Delivery) -> tuple[Fact, ...]:
    """The subject, the sanction, and the link until it is no longer published."""
    refuse_summary(cells)
    who, decided = subject_of(cells, delivery), decided_on(cells)
    document, authority = required(cells, "document"), required(cells, "authority")
    since = course(cells, decided)
    fields: dict[str, Value] = {
        "name": document, "kind": "penalty", "document": document, "authority": authority,
        "violation": required(cells, "violation"), "facts": required(cells, "facts"),
        "basis": required(cells, "basis"), "content": required(cells, "content"),
        "penalty_kinds": penalty_kinds(required(cells, "penalty_kinds")), "decided": decided,
        "state": state_by(since, _state(text(cells, "remark"))), **since,
        **texts(cells, ("authority_code", "revoked", "department")),
        **days(cells, ("until", "published_until")),
    }  # fmt: skip
    for name, column in (("fine", "fine"), ("confiscated", "confiscated")):
        if (amount := fen(cells, column, "wan")) is not None:
            fields[name] = amount
    last = day(cells, "published_until") or day(cells, "until")
    within(decided, last, "published_until" if text(cells, "published_until") else "until")
    key = hashed("sanction", delivery, "penalty", document, authority, who.key.id, decided)
    term = decided, last_day(decided, last, day(cells, "repaired"))
    return record(who, "sanction", "sanctioned_by", key, fields, term)


def _state(remark: str) -> str:
    """The layout has no column for it: departments write into the remark what became of it."""
    if "撤销" in remark:
        return "annulled"
    return "repaired" if "修复" in remark and "未修复" not in remark else ""


def read_licence(cells: Cells, delivery: Delivery) -> tuple[Fact, ...]:
    """The subject, the licence, and the link for its term."""
    who, decided = subject_of(cells, delivery), decided_on(cells)
    document, authority = required(cells, "document"), required(cells, "authority")
    fields: dict[str, Value] = {
        "name": text(cells, "document_name") or document, "document": document,
        "authority": authority, "decided": decided,
        **texts(cells, ("certificate", "certificate_number", "content", "authority_code",
                        "department")),
        **days(cells, ("until",)),
        **classified(cells, "licence_state"),
    }  # fmt: skip
    first, last = day(cells, "valid_from") or decided, day(cells, "until")
    within(first, last, "until")
    key = hashed("licence", delivery, document, authority, who.key.id, decided)
    return record(who, "licence", "licensed_by", key, fields, (first, last_day(first, last, None)))


def classified(cells: Cells, states: str) -> dict[str, Value]:
    """Category and state of a licence, by their crosswalks; a category of a department's own is
    kept in its words."""
    fields: dict[str, Value] = {}
    if category := text(cells, "category"):
        fields["category"] = meaning(category, "licence_category") or category
    if state := text(cells, "state"):
        fields["state"] = known(state, states, "state")
    return fields


LAYOUTS: Final = (
    Layout(
        "double_publicity_licence", "双公示:行政许可", LICENCE_COLUMNS, read_licence,
        ("subject_name", "subject_kind", "document", "decided"), _BASIS,
    ),
    Layout(
        "double_publicity_penalty", "双公示:行政处罚", PENALTY_COLUMNS, read_penalty,
        ("subject_name", "subject_kind", "document", "violation"), _BASIS,
    ),
)  # fmt: skip
