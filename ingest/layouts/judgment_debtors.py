"""失信被执行人, as the courts publish them: one column for numbers of persons and organisations,
often with stars."""

from __future__ import annotations

from typing import Final

from graph.facts import Fact, Value
from ingest.keys import hashed
from ingest.layout import BadField, Cells, Delivery, Layout
from ingest.layouts.columns.lists import DEBTOR_COLUMNS
from ingest.layouts.parties import anybody, looks_like_organization
from ingest.layouts.sanctions import course, days, last_day, record, state_by, texts
from ingest.values import day, required, text, within

DEBTOR_LIST: Final = "失信被执行人名单"


def _kind(cells: Cells, name: str) -> str:
    """Only an organisation has somebody who represents it."""
    represented = text(cells, "legal_representative") or looks_like_organization(name)
    return "organization" if represented else "person"


def _state(cells: Cells, ended: bool) -> str:
    if not ended:
        return "active"
    return "repaired" if "全部已履行" in text(cells, "performance") else "expired"


def read_debtor(cells: Cells, delivery: Delivery) -> tuple[Fact, ...]:
    """The subject, the entry, and the link from its publication until it was hidden."""
    name, court, case = (required(cells, c) for c in ("name", "authority", "document"))
    who = anybody(cells, "identity", name, _kind(cells, name), delivery).mention(name)
    decided, ended = day(cells, "decided") or day(cells, "filed"), day(cells, "ended")
    if decided is None:
        raise BadField(
            "decided", "发布时间与立案时间都为空", "neither published nor filed on any day",
            "请填写发布时间", "give the day of publication",
        )  # fmt: skip
    within(decided, ended, "ended")
    since = course(cells, decided)
    fields: dict[str, Value] = {
        "name": DEBTOR_LIST, "kind": "judgment_debtor", "list": DEBTOR_LIST, "document": case,
        "authority": court, "decided": decided,
        "state": state_by(since, _state(cells, ended is not None)), **since,
        **texts(cells, ("basis", "facts")), **days(cells, ("ended",)),
    }  # fmt: skip
    duties = (text(cells, "duty"), text(cells, "performance"))
    if any(duties):
        fields["content"] = ";".join(part for part in duties if part)
    key = hashed("sanction", delivery, "judgment_debtor", case, court, who.key.id, decided)
    term = (decided, last_day(decided, None, ended or day(cells, "repaired")))
    return record(who, "sanction", "sanctioned_by", key, fields, term)


LAYOUTS: Final = (
    Layout(
        "judgment_debtor", "失信被执行人", DEBTOR_COLUMNS, read_debtor,
        ("name", "identity", "document", "authority"),
        "最高人民法院关于公布失信被执行人名单信息的若干规定",
    ),
)  # fmt: skip
