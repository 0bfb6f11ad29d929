"""Facts of a bid that deem it collusive where another has them too (招标投标法实施条例第40条)."""

from __future__ import annotations

from typing import Final

from graph.facts import Value
from ingest.keys import party
from ingest.layout import Cells, Delivery
from ingest.text import fold
from ingest.values import text

_PARTIES: Final = ("prepared_by", "handled_by", "manager")
_LABELS: Final = ("consortium", "alike", "mixed", "device", "contact")


def bid_facts(cells: Cells, delivery: Delivery) -> dict[str, Value]:
    """Those delivered. Parties by their id, so that an identity number is never kept; an account
    by its keyed hash, which is as good for telling whether two are one."""
    found: dict[str, Value] = {}
    for name in _PARTIES:
        who = party(cells, name, delivery)
        if who is not None:
            found[name] = who.key.id
    found |= {name: fold(told) for name in _LABELS if (told := text(cells, name))}
    account = fold(text(cells, "deposit_from"))
    if account:
        found["deposit_from"] = delivery.persons.key(account)
    return found
