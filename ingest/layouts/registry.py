"""Registry of market subjects. What it says of companies and of persons with a number describes
them; whom it names beside is mentioned."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from graph.facts import Fact, Key, LinkFact, NodeFact, Value, subject
from ingest.crosswalk import division, meaning, offices
from ingest.keys import Party, hashed, party
from ingest.layout import BadField, Cells, Delivery, Layout
from ingest.layouts.columns.registry import (
    BRANCH_COLUMNS,
    CHANGE_COLUMNS,
    OFFICER_COLUMNS,
    SHAREHOLDER_COLUMNS,
    SUBJECT_COLUMNS,
)
from ingest.layouts.contacts import address_of, phone_of
from ingest.layouts.parties import (
    looks_like_organization,
    organization,
    organization_mention,
    organization_named,
    person,
    person_of,
)
from ingest.layouts.sanctions import days
from ingest.text import fold
from ingest.values import day, fen, flag, required, share_range, text, within

_BASIS: Final = "市场主体登记管理条例;国家企业信用信息公示系统"
_REPRESENTATIVE: Final = "legal_representative"


# Amounts and shares repeat a great deal: the exact value of a text is worth remembering.
@lru_cache(maxsize=4096)
def _wan(amount: str, name: str) -> int | None:
    return fen({name: amount}, name, "wan")


@lru_cache(maxsize=4096)
def _shares(percent: str) -> tuple[int, int]:
    return share_range({"share_percent": percent}, "share_percent")


def _subject_key(cells: Cells, delivery: Delivery) -> Key:
    """The USCC, or the old registration number of one that never got a USCC."""
    number = text(cells, "registration_number")
    if number and not text(cells, "uscc"):
        return subject(delivery.scoped(number))
    return organization(cells, "uscc")


def _described(cells: Cells, key: Key) -> dict[str, Value]:
    fields: dict[str, Value] = {"name": required(cells, "name")}
    if ":" not in key.id:
        fields["uscc"] = key.id
    for name in ("registration_number", "organization_type", "status", "industry", "scope"):
        if value := text(cells, name):
            fields[name] = value
    fields |= days(cells, ("registered", "restructured"))
    if (capital := _wan(cells.get("registered_capital", ""), "registered_capital")) is not None:
        fields["registered_capital"] = capital
    if where := division(text(cells, "division")):
        fields["division"] = where
    if (of_state := flag(cells, "state_capital")) is not None:
        fields["state_capital"] = of_state
    return fields


def read_subject(cells: Cells, delivery: Delivery) -> tuple[Fact, ...]:
    """The organisation, its legal representative, its address and telephone: one of each at a
    time, so another than before has succeeded it."""
    key = _subject_key(cells, delivery)
    fields = _described(cells, key)
    facts: list[Fact] = [NodeFact(key, "organization", fields)]
    if name := text(cells, _REPRESENTATIVE):
        holder = person(cells, "legal_representative_identity", name, key, delivery)
        facts.append(holder.mention(name))
        facts.append(_representative(holder.key, key))
    if address := text(cells, "address"):
        fields["address"] = address
        facts += address_of(key, address)
    if phone := text(cells, "phone"):
        fields["phone"] = phone
        facts += phone_of(key, phone, delivery)
    return tuple(facts)


def _representative(holder: Key, company: Key) -> LinkFact:
    fields = {"office": _REPRESENTATIVE, "title": "法定代表人"}
    return LinkFact("holds_office", holder, company, fields, _REPRESENTATIVE, only="target")


def _owner(cells: Cells, company: Key, name: str, delivery: Delivery) -> Party:
    told = text(cells, "owner_kind")
    kind = meaning(told, "owner_kind") if told else None
    if kind == "person":
        return person(cells, "owner_identity", name, company, delivery)
    if kind is None and text(cells, "owner_identity") == "":
        kind = "organization" if looks_like_organization(name) else None
    found = party(cells, "owner_identity", delivery, kind)
    if found is not None:
        return found
    if kind == "organization":
        return organization_named(name, delivery)
    unknown = person_of(company, name, delivery)
    return Party(unknown.key, "subject", {})


def _stated(who: Party, name: str) -> NodeFact:
    """A person is described, an organisation is mentioned: it has a row of its own."""
    return NodeFact(who.key, who.kind, {"name": name, **who.fields}, mention=who.kind != "person")


def _company_named(cells: Cells, company: Key) -> tuple[Fact, ...]:
    name = text(cells, "company_name")
    return (organization_mention(company, name),) if name else ()


def read_shareholder(cells: Cells, delivery: Delivery) -> tuple[Fact, ...]:
    """Who owns how much of a company; a share nobody gave is anything from none to all."""
    company = organization(cells, "company")
    name = required(cells, "owner_name")
    owner = _owner(cells, company, name, delivery)
    least, most = _shares(cells.get("share_percent", ""))
    fields: dict[str, Value] = {"share_min": least, "share_max": most}
    if (amount := _wan(cells.get("amount", ""), "amount")) is not None:
        fields["amount"] = amount
    if means := text(cells, "means"):
        fields["means"] = means
    first, last = day(cells, "valid_from"), day(cells, "valid_until")
    within(first, last)
    return (
        _stated(owner, name),
        *_company_named(cells, company),
        LinkFact("owns", owner.key, company, fields, "", first, last),
    )


def read_officer(cells: Cells, delivery: Delivery) -> tuple[Fact, ...]:
    """One link for each office in the cell: 董事长兼总经理 holds two."""
    company = organization(cells, "company")
    name, cell = required(cells, "person_name"), required(cells, "office")
    holder = person(cells, "person_identity", name, company, delivery)
    first, last = day(cells, "valid_from"), day(cells, "valid_until")
    within(first, last)
    return (
        _stated(holder, name),
        *_company_named(cells, company),
        *(
            LinkFact(
                "holds_office", holder.key, company, {"office": office, "title": title},
                office, first, last,
            )
            for office, title in offices(cell)
        ),
    )  # fmt: skip


def read_branch(cells: Cells, delivery: Delivery) -> tuple[Fact, ...]:
    """A branch and its head. A branch has a row of its own among the subjects."""
    head, branch = organization(cells, "head"), organization(cells, "branch")
    if head == branch:
        raise BadField(
            "branch", "分支机构与总机构相同", "the branch is its own head office",
            "请核对两个代码", "check both codes",
        )  # fmt: skip
    first, last = day(cells, "valid_from"), day(cells, "valid_until")
    within(first, last)
    return (
        organization_mention(branch, required(cells, "branch_name")),
        LinkFact("branch_of", branch, head, {}, "", first, last),
    )


_NUMBER: Final = re.compile(r"(?<![0-9A-Za-z])(?:\d{17}[\dXx]|\d{15})(?![0-9A-Za-z])")


def _without_numbers(content: str, delivery: Delivery) -> str:
    """Contents of a change name people with their documents: only the masked form is kept."""
    return _NUMBER.sub(lambda found: delivery.persons.mask(found.group()), fold(content))


def read_change(cells: Cells, delivery: Delivery) -> tuple[Fact, ...]:
    """What changed, when, from what to what."""
    key = organization(cells, "uscc")
    item, changed = required(cells, "item"), day(cells, "changed")
    if changed is None:
        required(cells, "changed")
    before, after = text(cells, "before"), text(cells, "after")
    told = delivery.persons.key(f"{before}\x1f{after}")  # keyed: contents may be guessed
    node = hashed("change", delivery, key.id, item, changed, told)
    fields: dict[str, Value] = {"name": item, "item": item}
    if before:
        fields["before"] = _without_numbers(before, delivery)
    if after:
        fields["after"] = _without_numbers(after, delivery)
    if changed is not None:
        fields["changed"] = changed
    name = text(cells, "name")
    return (
        *((organization_mention(key, name),) if name else ()),
        NodeFact(node, "change", fields),
        LinkFact("changed", key, node, {}, "", changed),
    )


LAYOUTS: Final = (
    Layout(
        "registry_subjects", "登记:主体", SUBJECT_COLUMNS, read_subject,
        ("uscc", "name", "status"), _BASIS,
    ),
    Layout(
        "registry_shareholders", "登记:股东", SHAREHOLDER_COLUMNS, read_shareholder,
        ("company", "owner_name"), _BASIS,
    ),
    Layout(
        "registry_officers", "登记:主要人员", OFFICER_COLUMNS, read_officer,
        ("company", "person_name", "office"), _BASIS,
    ),
    Layout("registry_branches", "登记:分支机构", BRANCH_COLUMNS, read_branch, basis=_BASIS),
    Layout(
        "registry_changes", "登记:变更", CHANGE_COLUMNS, read_change,
        ("uscc", "item", "changed"), _BASIS,
    ),
)  # fmt: skip
