"""严重失信主体名单 and 经营异常名录."""

from __future__ import annotations

from datetime import date
from typing import Final

from graph.facts import Fact, NodeFact, Value
from ingest.crosswalk import known
from ingest.keys import hashed
from ingest.layout import Cells, Delivery, Layout
from ingest.layouts.columns.lists import ABNORMAL_COLUMNS, SERIOUS_COLUMNS
from ingest.layouts.double_publicity import decided_on
from ingest.layouts.parties import anybody, organization, organization_mention
from ingest.layouts.sanctions import course, days, last_day, record, state_by, texts
from ingest.values import day, required, text, within

ABNORMAL_LIST: Final = "经营异常名录"


def _listed(cells: Cells, delivery: Delivery) -> NodeFact:
    """An organisation by USCC; without one, a person by the number of a document."""
    name = required(cells, "name")
    if text(cells, "uscc") or not text(cells, "identity"):
        return organization_mention(organization(cells, "uscc"), name)
    return anybody(cells, "identity", name, "person", delivery).mention(name)


def state_of(cells: Cells, ended: date | None, until: date | None) -> str:
    """The state as told; 移出 alone means early exit by repair, unless the term was over."""
    told = text(cells, "state")
    state = known(told, "list_state", "state") if told else ""
    if state in {"", "removed"} or (state == "active" and ended is not None):
        if ended is None and not state:
            return "active"
        return "expired" if ended and until and ended >= until else "repaired"
    return state


def read_serious(cells: Cells, delivery: Delivery) -> tuple[Fact, ...]:
    """The subject, its entry on the list, and the link while it is listed."""
    who, decided = _listed(cells, delivery), decided_on(cells)
    listed, authority = required(cells, "list"), required(cells, "authority")
    until, ended = day(cells, "until"), day(cells, "ended")
    within(decided, until, "until")
    within(decided, ended, "ended")
    since = course(cells, decided)
    fields: dict[str, Value] = {
        "name": listed, "kind": "serious_list", "list": listed, "authority": authority,
        "decided": decided, "state": state_by(since, state_of(cells, ended, until)), **since,
        **texts(cells, ("document", "basis", "facts")), **days(cells, ("until", "ended")),
    }  # fmt: skip
    told = (listed, text(cells, "document"), authority, who.key.id, decided)
    key = hashed("sanction", delivery, *told)
    term = (decided, last_day(decided, until, ended or day(cells, "repaired")))
    return record(who, "sanction", "sanctioned_by", key, fields, term)


def read_abnormal(cells: Cells, delivery: Delivery) -> tuple[Fact, ...]:
    """The subject, its entry, and the link until it was taken off."""
    who = organization_mention(organization(cells, "uscc"), required(cells, "name"))
    decided, ended = decided_on(cells), day(cells, "ended")
    within(decided, ended, "ended")
    reason, removal = required(cells, "facts"), text(cells, "removal_reason")
    since = course(cells, decided)
    state = "active" if ended is None else "annulled" if "撤销" in removal else "repaired"
    fields: dict[str, Value] = {
        "name": ABNORMAL_LIST, "kind": "abnormal_operation", "list": ABNORMAL_LIST,
        "facts": reason, "decided": decided, "state": state_by(since, state), **since,
        **texts(cells, ("authority",)), **days(cells, ("ended",)),
    }  # fmt: skip
    if removal:
        fields["content"] = removal
    told = ("abnormal_operation", reason, text(cells, "authority"), who.key.id, decided)
    key = hashed("sanction", delivery, *told)
    term = (decided, last_day(decided, None, ended or day(cells, "repaired")))
    return record(who, "sanction", "sanctioned_by", key, fields, term)


LAYOUTS: Final = (
    Layout(
        "serious_list", "严重失信主体名单", SERIOUS_COLUMNS, read_serious,
        ("name", "list", "authority", "decided"), "国家发展改革委 严重失信主体名单信息共享要求",
    ),
    Layout(
        "abnormal_operation", "经营异常名录", ABNORMAL_COLUMNS, read_abnormal,
        ("name", "uscc", "facts", "decided"), "企业经营异常名录管理办法",
    ),
)  # fmt: skip
