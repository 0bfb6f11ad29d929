"""信用承诺."""

from __future__ import annotations

from typing import Final

from graph.facts import Fact, LinkFact, Value
from ingest.keys import hashed, project_key
from ingest.layout import BadField, Cells, Delivery, Layout
from ingest.layouts.columns.bids import COMMITMENT_COLUMNS
from ingest.layouts.parties import organization, organization_mention
from ingest.layouts.sanctions import days, record, texts
from ingest.values import day, required, text, within


def read_commitment(cells: Cells, delivery: Delivery) -> tuple[Fact, ...]:
    """The subject, what it committed to, and the project it concerns."""
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
    project = project_key(cells, "project", delivery) if text(cells, "project") else None
    told = project.id if project else ""
    key = hashed("commitment", delivery, kind, item, told, who.key.id, made)
    facts = record(who, "commitment", "committed", key, fields, (made, until))
    return (*facts, LinkFact("concerns", key, project)) if project else facts


LAYOUTS: Final = (
    Layout(
        "commitments", "信用承诺", COMMITMENT_COLUMNS, read_commitment,
        ("name", "uscc", "kind", "item"), "国办发〔2020〕42号",
    ),
)  # fmt: skip
