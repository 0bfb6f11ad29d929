"""GLEIF golden copy: LEI records (level 1), relationships (level 2), reporting exceptions; XML.

Full files and deltas are read alike: a record replaces what the same source said before. The full
files have millions of records, so the XML is parsed as a stream and cleared behind the cursor.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial
from typing import Any, BinaryIO, Final
from xml.etree.ElementTree import Element, ParseError  # nosec B405

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from graph.facts import Fact, Key, LinkFact, NodeFact, Value, Withdrawal, subject
from graph.identifiers import is_uscc
from ingest.layout import BadField, Delivery, Exchange
from ingest.statements import Record, bad, day_of, each, needed, word

_NAMESPACE: Final = b"http://www.gleif.org/data/schema/"
_LINE: Final = 1 << 16
_RECORDS: Final = {"LEIRecord": "lei", "RelationshipRecord": "relationship", "Exception": "none"}
_PARENTS: Final = {
    "IS_DIRECTLY_CONSOLIDATED_BY": "direct",
    "IS_ULTIMATELY_CONSOLIDATED_BY": "ultimate",
}
_UNREADABLE: Final = (
    ParseError, DefusedXmlException, ValueError, LookupError, RecursionError, EOFError, OSError,
    zlib.error,
)  # fmt: skip
_GONE: Final = frozenset({"ANNULLED", "DUPLICATE", "CANCELLED"})


def recognise(schema: bytes, head: bytes) -> bool:
    """XML in this one of GLEIF's namespaces."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    return start.startswith(b"<") and _NAMESPACE + schema in head


class _Lines:
    """A stream handed on line by line, so that the parser never runs ahead of the count."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.number = 0

    def read(self, size: int = -1) -> bytes:
        line = self._stream.readline(_LINE)
        self.number += 1
        return line


def records(stream: BinaryIO) -> Iterator[tuple[int, Mapping[str, Any] | BadField]]:
    """Each record as nested text by local name; where the XML breaks, the rest is one problem."""
    lines = _Lines(stream)
    begun = 1
    path: list[Element] = []
    try:
        for event, element in iterparse(lines, events=("start", "end"), forbid_dtd=True):
            if event == "start":
                path.append(element)
                if _local(element) in _RECORDS:
                    begun = lines.number
                continue
            path.pop()
            if _local(element) in _RECORDS:
                yield begun, {"record": _RECORDS[_local(element)], **_children(element)}
                element.clear()
                if path:
                    path[-1].clear()
    except _UNREADABLE:
        yield lines.number, bad(
            "", "XML 在此处损坏或含实体声明,其后无法读取",
            "the XML is broken here or declares entities; the rest cannot be read",
            "请重新提供完整文件", "deliver the whole file again",
        )  # fmt: skip


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _children(element: Element) -> dict[str, Any]:
    """Nested by local name; an element that stands several times becomes a list."""
    found: dict[str, Any] = {}
    for child in element:
        value: Any = _children(child) if len(child) else (child.text or "").strip()
        if "type" in child.attrib and isinstance(value, str):
            value = {"type": child.attrib["type"], "text": value}
        name = _local(child)
        if name not in found:
            found[name] = value
        elif isinstance(found[name], list):
            found[name].append(value)
        else:
            found[name] = [found[name], value]
    return found


def read(record: Mapping[str, Any], delivery: Delivery) -> tuple[Fact, ...]:
    """The facts of one record."""
    kind = record.get("record")
    if kind == "lei":
        return (_entity(record, delivery),)
    if kind == "relationship":
        return _relationship(record, delivery)
    # why no parent is reported: nobody may be made up from it, only the subject is named
    lei = _lei(needed(record, "LEI"), "LEI")
    return (NodeFact(subject(delivery.scoped(lei)), "organization", {"lei": lei}, mention=True),)


def _lei(value: str, field: str) -> str:
    """ISO 17442: 20 characters, check digits mod 97-10."""
    sound = len(value) == 20 and value.isascii() and value.isalnum() and value.isupper()
    if not (sound or (len(value) == 20 and value.isdigit())) or (
        int("".join(str(int(c, 36)) for c in value)) % 97 != 1
    ):
        raise bad(field, "不是有效的 LEI(20 位,校验位不符)",
                  "not a sound LEI (20 characters, check digits)",
                  "请核对 LEI", "check the LEI")  # fmt: skip
    return value


def _part(record: Record, *path: str) -> Any:
    """What stands at a path; None where nothing does. The first of several."""
    found: Any = record
    for name in path:
        if isinstance(found, list):
            found = found[0]
        found = found.get(name) if isinstance(found, dict) else None
    return found[0] if isinstance(found, list) and found else found


def _text(record: Record, *path: str) -> str:
    found = _part(record, *path)
    return word(found.get("text") if isinstance(found, dict) else found, path[-1])


def _entity(record: Record, delivery: Delivery) -> NodeFact:
    lei = _lei(needed(record, "LEI"), "LEI")
    name = _text(record, "Entity", "LegalName")
    if not name:
        raise bad("LegalName", "缺少法定名称", "no legal name", "请补全", "fill it in")
    fields: dict[str, Value] = {"name": name, "lei": lei}
    number = _text(record, "Entity", "RegistrationAuthority", "RegistrationAuthorityEntityID")
    told = {
        "uscc" if is_uscc(number) else "registration_number": number,
        "organization_type": _text(record, "Entity", "EntityCategory"),
        "status": _text(record, "Entity", "EntityStatus"),
        "country": _text(record, "Entity", "LegalAddress", "Country"),
        "address": _address(record),
        "former_names": _former_names(record),
    }
    fields |= {field: value for field, value in told.items() if value}
    for field, tag in (("registered", "EntityCreationDate"), ("dissolved", "EntityExpirationDate")):
        if (day := day_of(_part(record, "Entity", tag), tag)) is not None:
            fields[field] = day
    return NodeFact(subject(delivery.scoped(lei)), "organization", fields)


def _address(record: Record) -> str:
    parts = ("FirstAddressLine", "City", "Region", "PostalCode", "Country")
    return ", ".join(t for p in parts if (t := _text(record, "Entity", "LegalAddress", p)))


def _former_names(record: Record) -> str:
    told = _part(record, "Entity", "OtherEntityNames")
    names = told.get("OtherEntityName") if isinstance(told, dict) else None
    listed = names if isinstance(names, list) else [names] if names else []
    return ";".join(
        word(name.get("text"), "OtherEntityName")
        for name in listed
        if isinstance(name, dict) and name.get("type") == "PREVIOUS_LEGAL_NAME"
    )


def _node(record: Record, which: str, delivery: Delivery) -> Key:
    if _text(record, "Relationship", which, "NodeIDType") != "LEI":
        raise bad(which, "关系的一端不是 LEI", "one end is not named by LEI",
                  "请以 LEI 标识", "name it by LEI")  # fmt: skip
    return subject(delivery.scoped(_lei(_text(record, "Relationship", which, "NodeID"), which)))


def _relationship(record: Record, delivery: Delivery) -> tuple[Fact, ...]:
    """Consolidation makes the parent control the child; an annulled record withdraws its link."""
    start, end = _node(record, "StartNode", delivery), _node(record, "EndNode", delivery)
    kind = _text(record, "Relationship", "RelationshipType")
    first, until = _period(record)
    fields: dict[str, Value] = {}
    name, source, target, distinct = "associate_of", start, end, kind
    if kind in _PARENTS:
        name, source, target, distinct = "controls", end, start, _PARENTS[kind]
        fields["means"] = kind
    elif kind == "IS_FUND-MANAGED_BY":
        name, distinct = "managed_by", ""
    elif kind == "IS_INTERNATIONAL_BRANCH_OF":
        name, distinct = "branch_of", ""
    elif kind in {"IS_SUBFUND_OF", "IS_FEEDER_TO"}:
        fields["relation"] = kind
    else:
        raise bad("RelationshipType", "不认识的关系类型", "unknown relationship type",
                  "参见 GLEIF RR-CDF 2.1", "see GLEIF RR-CDF 2.1")  # fmt: skip
    if _text(record, "Registration", "RegistrationStatus") in _GONE:
        return (Withdrawal(name, source, target, distinct, first),)
    return (LinkFact(name, source, target, fields, distinct, first, until),)


def _period(record: Record) -> tuple[date | None, date | None]:
    """The relationship's own period. One that ended on an unknown day ended when last heard of."""
    told = _part(record, "Relationship", "RelationshipPeriods") or {}
    periods = told.get("RelationshipPeriod") if isinstance(told, dict) else None
    listed = periods if isinstance(periods, list) else [periods] if periods else []
    own = [p for p in each({"p": listed}, "p") if p.get("PeriodType") == "RELATIONSHIP_PERIOD"]
    first = day_of(own[0].get("StartDate"), "StartDate") if own else None
    until = day_of(own[0].get("EndDate"), "EndDate") if own else None
    if until is None and _text(record, "Relationship", "RelationshipStatus") == "INACTIVE":
        until = day_of(_part(record, "Registration", "LastUpdateDate"), "LastUpdateDate")
    if first and until and until < first:
        raise bad("EndDate", "结束日期早于开始日期", "the end is before the start",
                  "请核对两个日期", "check both dates")  # fmt: skip
    return first, until


def _of(name: str, zh: str, schema: bytes) -> Exchange:
    return Exchange(
        name, zh, partial(recognise, schema), records, read,
        "GLEIF Common Data File formats: LEI-CDF 3.1, RR-CDF 2.1, Reporting Exceptions 2.1",
    )  # fmt: skip


GLEIF: Final = (
    _of("gleif_lei", "GLEIF 法人机构识别编码(一级)", b"leidata/"),
    _of("gleif_relationships", "GLEIF 关系(二级)", b"rr/"),
    _of("gleif_exceptions", "GLEIF 申报例外", b"repex/"),
)
