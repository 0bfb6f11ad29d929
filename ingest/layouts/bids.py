"""Bids by lot."""

from __future__ import annotations

from typing import Final

from graph.facts import Fact, LinkFact, NodeFact, Value
from ingest.keys import Party, lot_key, project_key
from ingest.layout import Cells, Delivery, Layout
from ingest.layouts.bid_facts import bid_facts
from ingest.layouts.columns.bids import BID_COLUMNS
from ingest.layouts.parties import organization, organization_mention, organization_named
from ingest.values import day, fen, flag, required, text


def unit_of(cells: Cells, code: str, name: str, delivery: Delivery) -> NodeFact:
    """A unit by USCC, or by name where the feed gives no code."""
    told = required(cells, name)
    if text(cells, code):
        return organization_mention(organization(cells, code), told)
    found: Party = organization_named(told, delivery)
    return found.mention(told)


def read_bid(cells: Cells, delivery: Delivery) -> tuple[Fact, ...]:
    """The lot in its project, and the bid. A lot has a row for each bidder: it is mentioned."""
    project, code = project_key(cells, "project", delivery), required(cells, "lot")
    unit, lot = unit_of(cells, "unit", "unit_name", delivery), lot_key(project, code)
    fields: dict[str, Value] = {"name": text(cells, "lot_name") or code, "code": code}
    opened = day(cells, "opened")
    if opened is not None:
        fields["opened"] = opened
    bid = bid_facts(cells, delivery)
    if (won := flag(cells, "won")) is not None:
        bid["won"] = won
    if (price := fen(cells, "price")) is not None:
        bid["price"] = price
    return (
        unit,
        NodeFact(lot, "lot", fields, mention=True),
        LinkFact("part_of", lot, project),
        LinkFact("bids", unit.key, lot, bid, str(bid.get("consortium", "")), opened),
    )


LAYOUTS: Final = (
    Layout(
        "lot_bids", "标段投标", BID_COLUMNS, read_bid,
        ("project", "lot", "unit_name"), "公共资源交易数据规范",
    ),
)  # fmt: skip
