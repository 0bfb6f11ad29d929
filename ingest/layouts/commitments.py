"""信用承诺."""

from __future__ import annotations

from typing import Final

from graph.acts import unit_key
from graph.facts import Fact, Key, LinkFact, NodeFact, Value
from ingest.keys import hashed
from ingest.layout import BadField, Cells, Delivery, Layout
from ingest.layouts.columns.bids import COMMITMENT_COLUMNS
from ingest.layouts.concerned import concerned, concerned_site
from ingest.layouts.parties import organization, organization_mention, person
from ingest.layouts.sanctions import days, record, texts
from ingest.values import day, required, text, within


def read_commitment(cells: Cells, delivery: Delivery) -> tuple[Fact, ...]:
    """The subject, what it committed to, the project or works it concerns, and who signed it.

    A letter that a project's leader signs is the leader's commitment too.
    """
    who = organization_mention(organization(cells, "uscc"), required(cells, "name"))
    item, kind = required(cells, "item"), required(cells, "kind")
    made, until = day(cells, "made"), day(cells, "until")
    if made is None:
        raise BadField(
            "made", "缺少承诺日期", "no day of the commitment",
            "请填写承诺日期", "give the day it was made",
        )  # fmt: skip
    within(made, until, "until")
    fields: dict[str, Value] = {
        "name": item, "item": item, "kind": kind, "made": made,
        **texts(cells, ("accepting_unit", "supervising_unit", "state")),
        **days(cells, ("until", "verify_by")),
    }  # fmt: skip
    about = concerned_site(cells, delivery)
    signer = _signer(cells, who, delivery)
    told = (about.id if about else "", *([signer.key.id] if signer else []))
    key = hashed("commitment", delivery, kind, item, *told, who.key.id, made)
    facts = record(who, "commitment", "committed", key, fields, (made, until))
    signed = (signer, LinkFact("committed", signer.key, key, {}, "", made, until)) if signer else ()
    supervised = _supervised(key, text(cells, "supervising_unit"))
    return (*facts, *signed, *supervised, *concerned(cells, key, delivery))


def _supervised(commitment: Key, unit: str) -> tuple[Fact, ...]:
    """The unit responsible for supervising it, known by its full name."""
    if not unit:
        return ()
    key = unit_key(unit)
    named = NodeFact(key, "organization", {"name": unit}, mention=True)
    return (named, LinkFact("supervised_by", commitment, key))


def _signer(cells: Cells, unit: NodeFact, delivery: Delivery) -> NodeFact | None:
    name = text(cells, "leader")
    if not name:
        return None
    return person(cells, "leader_identity", name, unit.key, delivery).mention(name)


LAYOUTS: Final = (
    Layout(
        "commitments", "信用承诺", COMMITMENT_COLUMNS, read_commitment,
        ("name", "uscc", "kind", "item"), "国办发〔2020〕42号",
    ),
)  # fmt: skip
