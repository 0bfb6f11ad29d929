"""合同履约: what one party owed under a contract, and whether it did so in time."""

from __future__ import annotations

from typing import Final

from graph.facts import Fact, LinkFact, NodeFact, Value
from graph.vocabulary import CONTRACT_STATES, CONTRACT_STATES_ZH
from ingest.keys import hashed, project_key
from ingest.layout import Cells, Delivery, Layout
from ingest.layouts.columns.contracts import PERFORMANCE_COLUMNS
from ingest.layouts.parties import organization, organization_mention
from ingest.layouts.sanctions import days, texts
from ingest.values import code, day, fen, required, text, within

_STATES: Final = {
    **{name: name for name in CONTRACT_STATES},
    **dict(zip(CONTRACT_STATES_ZH, CONTRACT_STATES, strict=True)),
    "已履约": "performed", "已履行": "performed", "逾期": "late", "未履约": "broken",
    "争议": "disputed", "诉讼中": "disputed",
}  # fmt: skip


def read_performance(cells: Cells, delivery: Delivery) -> tuple[Fact, ...]:
    """The contract, whose performance it is (``performs``), and the other party (``awarded``)."""
    who = organization_mention(organization(cells, "uscc"), text(cells, "name"))
    number, signed = required(cells, "number"), required(cells, "signed")
    first = day(cells, "signed")
    within(first, day(cells, "due"), "due")
    within(first, day(cells, "performed"), "performed")
    required(cells, "state")
    amount = fen(cells, "amount")
    fields: dict[str, Value] = {
        "name": text(cells, "title") or number,
        "number": number,
        "state": str(code(cells, "state", _STATES)),
        **days(cells, ("signed", "due", "performed")),
        **texts(cells, ("confirmed_by",)),
    }
    if amount is not None:
        fields["amount"] = amount
    key = hashed("contract", delivery, number, who.key.id, signed)
    facts: list[Fact] = [
        who,
        NodeFact(key, "contract", fields),
        LinkFact("performs", who.key, key, {}, "", first),
    ]
    if text(cells, "other"):
        other = organization_mention(organization(cells, "other"), text(cells, "other_name"))
        facts += [other, LinkFact("awarded", other.key, key, {}, "", first)]
    if text(cells, "project"):
        facts.append(LinkFact("concerns", key, project_key(cells, "project", delivery)))
    return tuple(facts)


LAYOUTS: Final = (
    Layout(
        "contract_performance", "合同履约信息", PERFORMANCE_COLUMNS, read_performance,
        ("number", "uscc", "signed", "state"), "国办发〔2019〕35号",
    ),
)  # fmt: skip
