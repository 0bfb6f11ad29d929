"""Beneficial Ownership Data Standard 0.4: entity, person and relationship statements.

A file may hold several statements of one record; the last one counts, as the standard says of a
later statement. Only what is stated is kept: an interested party that is not named makes nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, BinaryIO, Final

from graph.facts import Fact, Key, LinkFact, NodeFact, Value
from graph.identifiers import is_identity, is_uscc
from ingest.jsonitems import cuts, parsed
from ingest.keys import party
from ingest.layout import BadField, Delivery, Exchange
from ingest.statements import (
    Record,
    bad,
    ceiling_ppm,
    day_of,
    each,
    floor_ppm,
    inner,
    needed,
    percent,
    word,
)
from ingest.values import PPM

SUPERSEDED: Final = "\x00superseded"
_MARKS: Final = (b'"recordDetails"', b'"recordType"', b'"bodsVersion"', b'"statementId"')
_LATER: Final = re.compile(r'"recordStatus"\s*:\s*"(?:updated|closed)"')
_OFFICES: Final = {
    "boardMember": "director",
    "boardChair": "chair",
    "seniorManagingOfficial": "executive",
}
_STAKES: Final = {
    "shareholding": "plain", "votingRights": "votes", "rightsToProfitOrIncome": "income",
    "nominee": "nominee", "nominator": "entrusted",
}  # fmt: skip
_APART: Final = {  # what of a shareholding is stated beside it → the stake that is left
    (False, False): "plain",
    (True, False): "capital_income",
    (False, True): "capital_votes",
    (True, True): "capital",
}
_CONTROL: Final = frozenset({
    "appointmentOfBoard", "otherInfluenceOrControl", "trustee", "protector",
    "controlViaCompanyRulesOrArticles", "controlByLegalFramework",
})  # fmt: skip


def recognise(head: bytes) -> bool:
    """JSON that speaks of statements and records."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    return start in (b"[", b"{") and sum(mark in head for mark in _MARKS) >= 2


def records(stream: BinaryIO) -> Iterator[tuple[int, Mapping[str, Any] | BadField]]:
    """Statements; those that a later one of the same file replaces are marked."""
    last = _last_of_each(stream) if stream.seekable() else {}
    for number, (line, content) in enumerate(cuts(stream)):
        found = parsed(content) if isinstance(content, str) else content
        if isinstance(found, dict) and last.get(str(found.get("recordId")), number) > number:
            found[SUPERSEDED] = True
        yield line, found


def _last_of_each(stream: BinaryIO) -> dict[str, int]:
    """The last statement's number of each record that has later ones: memory for those only."""
    begin, last = stream.tell(), {}
    for number, (_, content) in enumerate(cuts(stream)):
        if isinstance(content, str) and _LATER.search(content):
            found = parsed(content)
            if isinstance(found, dict):
                last[str(found.get("recordId"))] = number
    stream.seek(begin)
    return last


def read(record: Mapping[str, Any], delivery: Delivery) -> tuple[Fact, ...]:
    """The facts of one statement; none for one that a later statement replaced."""
    if SUPERSEDED in record:
        return ()
    needed(record, "statementId")
    kind, details = needed(record, "recordType"), inner(record, "recordDetails")
    key, closed = _key(needed(record, "recordId"), delivery), _closed(record)
    if kind == "entity":
        return (_entity(key, details, closed=closed is not None),)
    if kind == "person":
        return (_person(key, details, delivery, closed=closed is not None),)
    if kind == "relationship":
        return _relationship(details, closed, delivery)
    raise bad("recordType", "不认识的记录类型", "unknown record type",
              "应为 entity、person 或 relationship",
              "entity, person or relationship is due")  # fmt: skip


def _key(told: str, delivery: Delivery) -> Key:
    found = party({"recordId": told}, "recordId", delivery)
    assert found is not None
    return found.key


def _closed(record: Record) -> date | None:
    """The day a record was closed; None while it is open."""
    status = word(record.get("recordStatus"), "recordStatus") or "new"
    if status not in {"new", "updated", "closed"}:
        raise bad("recordStatus", "不认识的记录状态", "unknown record status",
                  "应为 new、updated 或 closed", "new, updated or closed is due")  # fmt: skip
    told = day_of(record.get("statementDate"), "statementDate")
    return (told or date.max) if status == "closed" else None


def _entity(key: Key, details: Record, *, closed: bool) -> NodeFact:
    kind = needed(inner(details, "entityType"), "type")
    fields: dict[str, Value] = {"organization_type": kind}
    if name := word(details.get("name"), "name"):
        fields["name"] = name
    for field, name in (("registered", "foundingDate"), ("dissolved", "dissolutionDate")):
        if (day := day_of(details.get(name), name)) is not None:
            fields[field] = day
    if country := word(inner(details, "jurisdiction").get("code"), "jurisdiction"):
        fields["country"] = country
    if closed:
        fields["status"] = "closed"
    addresses = each(details, "addresses")
    if addresses and (address := word(addresses[0].get("address"), "addresses")):
        fields["address"] = address
    return NodeFact(key, "organization", fields | _identifiers(each(details, "identifiers")))


def _identifiers(identifiers: list[Record]) -> dict[str, Value]:
    fields: dict[str, Value] = {}
    for identifier in identifiers:
        number = word(identifier.get("id"), "identifiers")
        scheme = word(identifier.get("scheme"), "identifiers")
        if is_uscc(number):
            fields["uscc"] = number
        elif scheme == "XI-LEI":
            fields["lei"] = number
        elif number:
            fields.setdefault("registration_number", number)
    return fields


def _person(key: Key, details: Record, delivery: Delivery, *, closed: bool) -> NodeFact:
    needed(details, "personType")
    fields: dict[str, Value] = {}
    for told in each(details, "names"):
        if name := word(told.get("fullName"), "names"):
            fields.setdefault("name", name)
    for country in each(details, "nationalities"):
        if code := word(country.get("code"), "nationalities"):
            fields.setdefault("country", code)
    if closed:
        fields["status"] = "closed"
    for identifier in each(details, "identifiers"):
        number = word(identifier.get("id"), "identifiers")
        if is_identity(number):
            fields["identity_masked"] = delivery.persons.mask(number)
            fields["identity_sealed"] = delivery.persons.seal(number)
    return NodeFact(key, "person", fields)


def _end(details: Record, name: str, delivery: Delivery) -> Key | None:
    """One end of a relationship; None where the statement gives a reason instead."""
    told = details.get(name)
    if isinstance(told, str) and told.strip():
        return _key(word(told, name), delivery)
    if isinstance(told, dict) and needed(told, "reason"):
        return None
    raise bad(name, "既不是记录号也不是未指明的原因", "neither a record's id nor a reason",
              "请提供 recordId", "deliver a recordId")  # fmt: skip


def _relationship(details: Record, closed: date | None, delivery: Delivery) -> tuple[Fact, ...]:
    """A link for each interest. What is only the sum of its components is not stored again."""
    owned = _end(details, "subject", delivery)
    owner = _end(details, "interestedParty", delivery)
    interests = _told_apart(each(details, "interests"))
    components = details.get("componentRecords")
    links: dict[tuple[str, str, date | None], LinkFact] = {}
    for interest in interests:
        indirect = word(interest.get("directOrIndirect"), "directOrIndirect") == "indirect"
        if owned is None or owner is None or (indirect and components):
            continue
        link = _link(owner, owned, interest, closed, indirect=indirect)
        links.setdefault((link.kind, link.distinct, link.valid_from), link)
    if links:
        return tuple(links.values())
    return tuple(NodeFact(key, "subject", {}, mention=True) for key in (owned, owner) if key)


def _told_apart(interests: list[Record]) -> list[Record]:
    """A shareholding whose votes or income are stated beside it does not carry them again."""
    direct = {i.get("type") for i in interests if i.get("directOrIndirect") != "indirect"}
    left = _APART["votingRights" in direct, "rightsToProfitOrIncome" in direct]
    return [
        {**each, "stake": left} if each.get("type") == "shareholding" else each
        for each in interests
    ]


def _link(
    owner: Key, owned: Key, interest: Record, closed: date | None, *, indirect: bool
) -> LinkFact:
    told = word(interest.get("type"), "type") or "unknownInterest"
    first = day_of(interest.get("startDate"), "startDate")
    until = day_of(interest.get("endDate"), "endDate", last=True)
    if until is None and closed not in (None, date.max):
        until = closed
    if first and until and until < first:
        raise bad("endDate", "结束日期早于开始日期", "the end is before the start",
                  "请核对两个日期", "check both dates")  # fmt: skip
    least, most = shares(inner(interest, "share"))
    distinct = f"{told}|indirect" if indirect else told
    words = f"{told} (indirect)" if indirect else told
    if told in _STAKES:
        stake = "indirect" if indirect else str(interest.get("stake") or _STAKES[told])
        fields: dict[str, Value] = {
            "share_min": least, "share_max": most, "interest": words, "stake": stake,
        }  # fmt: skip
        distinct = _distinct_stake(told, indirect=indirect)
        return LinkFact("owns", owner, owned, fields, distinct, first, until)
    if told in _OFFICES and not indirect:
        fields = {"office": _OFFICES[told], "title": told}
        return LinkFact("holds_office", owner, owned, fields, _OFFICES[told], first, until)
    if inner(interest, "share"):
        words = f"{words} {_shown(least)}-{_shown(most)}%"
    if told in _CONTROL:
        return LinkFact("controls", owner, owned, {"means": words}, distinct, first, until)
    return LinkFact("associate_of", owner, owned, {"relation": words}, distinct, first, until)


def _distinct_stake(told: str, *, indirect: bool) -> str:
    if told == "shareholding":
        return "indirect" if indirect else ""
    return f"{told}|indirect" if indirect else told


def _shown(ppm: int) -> str:
    return f"{ppm / 10_000:g}"


def shares(share: Record) -> tuple[int, int]:
    """``(share_min, share_max)`` in ppm. More than 50 % is at least 50.0001 %; nothing said is
    anything from none to all."""
    exact = percent(share.get("exact"), "share")
    if exact is not None:
        return floor_ppm(exact), ceiling_ppm(exact)
    least, most = 0, PPM
    if (bound := percent(share.get("minimum"), "share")) is not None:
        least = floor_ppm(bound)
    if (bound := percent(share.get("exclusiveMinimum"), "share")) is not None:
        least = max(least, floor_ppm(bound) + 1)
    if (bound := percent(share.get("maximum"), "share")) is not None:
        most = ceiling_ppm(bound)
    if (bound := percent(share.get("exclusiveMaximum"), "share")) is not None:
        most = min(most, ceiling_ppm(bound) - 1)
    if least > most:
        raise bad("share", "最低比例大于最高比例", "the minimum exceeds the maximum",
                  "请核对比例", "check the shares")  # fmt: skip
    return least, most


BODS: Final = Exchange(
    "bods", "受益所有权数据标准 0.4", recognise, records, read,
    "Open Ownership, Beneficial Ownership Data Standard 0.4",
)  # fmt: skip
