"""FollowTheMoney: one entity a line, every property with several values.

Things become nodes, intervals (Ownership, Directorship …) links. A schema that says nothing of the
credit graph's kinds is set aside, with its name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from itertools import islice, product
from typing import Any, BinaryIO, Final

from graph.facts import Fact, Key, LinkFact, NodeFact, Value
from graph.vocabulary import SANCTION_STATES
from ingest.crosswalk import offices, role
from ingest.jsonitems import items
from ingest.keys import hashed, party, project_key
from ingest.layout import BadField, Delivery, Exchange
from ingest.statements import Record, bad, ceiling_ppm, day_of, floor_ppm, inner, needed, word
from ingest.values import PPM

MAX_PAIRS: Final = 256
_THINGS: Final = {
    "Company": "organization", "Organization": "organization", "PublicBody": "organization",
    "LegalEntity": "subject", "Person": "person",
}  # fmt: skip
_ORGANIZATION: Final = {
    "uscc": "uscCode", "lei": "leiCode", "registration_number": "registrationNumber",
    "organization_type": "legalForm", "status": "status", "address": "address",
    "phone": "phone", "country": "jurisdiction", "industry": "sector",
    "former_names": "previousName",
}  # fmt: skip
_PERSON: Final = {"phone": "phone", "country": "nationality", "status": "status"}
_OFFICE_WORDS: Final = (
    ("chair", "chair"), ("supervis", "supervisor"), ("manag", "manager"), ("partner", "partner"),
    ("secretary", "executive"), ("officer", "executive"), ("executive", "executive"),
    ("legal rep", "legal_representative"), ("director", "director"), ("board", "director"),
)  # fmt: skip
_STAKE_WORDS: Final = (
    ("indirect", "indirect"), ("ultimate", "indirect"), ("beneficial", "indirect"),
    ("nominee", "nominee"), ("treasury", "treasury"), ("voting", "votes"), ("income", "income"),
    ("profit", "income"), ("代持", "nominee"), ("间接", "indirect"), ("表决权", "votes"),
    ("收益", "income"),
)  # fmt: skip
_SHARE: Final = re.compile(r"(\d{1,3}(?:\.\d+)?)\s*%?(?:\s*(?:-|–|to)\s*(\d{1,3}(?:\.\d+)?)\s*%?)?")


def recognise(head: bytes) -> bool:
    """JSON lines of entities."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    return start.startswith(b"{") and b'"schema"' in head and b'"properties"' in head


def records(stream: BinaryIO) -> Iterator[tuple[int, Mapping[str, Any] | BadField]]:
    """Entities, with their lines."""
    yield from items(stream)


def read(record: Mapping[str, Any], delivery: Delivery) -> tuple[Fact, ...]:
    """The facts of one entity. Raises BadField for an unknown schema."""
    schema = needed(record, "schema")
    entity = _Entity(needed(record, "id"), inner(record, "properties"), delivery)
    if schema in _THINGS:
        return (_thing(entity, _THINGS[schema]),)
    if schema not in _READERS:
        raise bad("schema", "不收录的实体类型", "a schema that is not kept",
                  f"可收录:{'、'.join(sorted((*_THINGS, *_READERS)))}",
                  f"kept are: {', '.join(sorted((*_THINGS, *_READERS)))}")  # fmt: skip
    return _READERS[schema](entity)


class _Entity:
    """Properties with several values, each checked when asked for."""

    def __init__(self, id: str, properties: Record, delivery: Delivery) -> None:
        self.id = id
        self.delivery = delivery
        self._properties = properties

    def all(self, name: str) -> list[str]:
        told = self._properties.get(name)
        listed = told if isinstance(told, list) else [] if told is None else [told]
        # a nested entity names itself by its id
        flat = [value.get("id") if isinstance(value, dict) else value for value in listed]
        return list(dict.fromkeys(text for value in flat if (text := word(value, name))))

    def first(self, name: str) -> str:
        found = self.all(name)
        return found[0] if found else ""

    def day(self, *names: str, last: bool = False) -> date | None:
        """The earliest (or latest) of the days told under the first name that has any."""
        for name in names:
            days = [day_of(value, name, last=last) for value in self.all(name)]
            known = [day for day in days if day is not None]
            if known:
                return max(known) if last else min(known)
        return None

    def term(self) -> tuple[date | None, date | None]:
        first, until = self.day("startDate"), self.day("endDate", last=True)
        if first and until and until < first:
            raise bad("endDate", "结束日期早于开始日期", "the end is before the start",
                      "请核对两个日期", "check both dates")  # fmt: skip
        return first, until

    def subjects(self, name: str) -> list[Key]:
        """Whom a property names; at least one."""
        told = self.all(name)
        if not told:
            raise bad(name, "缺少关系的一端", "one end is missing",
                      "请补全", "fill it in")  # fmt: skip
        return [self.key(value, name) for value in told]

    def key(self, id: str, name: str) -> Key:
        found = party({name: id}, name, self.delivery)
        assert found is not None
        return found.key

    def pairs(self, one: str, other: str) -> list[tuple[Key, Key]]:
        """Every one with every other; a thing is never tied to itself."""
        found = list(
            islice(product(self.subjects(one), self.subjects(other)), MAX_PAIRS + 1)
        )  # fmt: skip
        if len(found) > MAX_PAIRS:
            raise bad(one, f"一个关系超过 {MAX_PAIRS} 对", f"more than {MAX_PAIRS} pairs at once",
                      "请拆分", "split the entity")  # fmt: skip
        return [(a, b) for a, b in found if a != b]


def _thing(entity: _Entity, kind: str) -> NodeFact:
    fields: dict[str, Value] = {}
    if name := entity.first("name"):
        fields["name"] = name
    table = _PERSON if kind == "person" else _ORGANIZATION if kind == "organization" else {}
    for field, told in table.items():
        if values := entity.all(told):
            fields[field] = ";".join(values) if field == "former_names" else values[0]
    if "country" not in fields and table and (country := entity.first("country")):
        fields["country"] = country
    if kind == "organization":
        days = {
            "registered": entity.day("incorporationDate"),
            "dissolved": entity.day("dissolutionDate", last=True),
        }
        fields |= {field: day for field, day in days.items() if day is not None}
    named = party({"id": entity.id}, "id", entity.delivery, None if kind == "subject" else kind)
    assert named is not None
    if kind == "person" and (number := entity.first("idNumber")) and "*" not in number:
        persons = entity.delivery.persons
        fields["identity_masked"] = persons.mask(number)
        fields["identity_sealed"] = persons.seal(number)
    return NodeFact(named.key, kind, {**named.fields, **fields})


def _links(
    entity: _Entity,
    kind: str,
    one: str,
    other: str,
    fields: Mapping[str, Value],
    distinct: str = "",
) -> tuple[Fact, ...]:
    first, until = entity.term()
    return tuple(
        LinkFact(kind, source, target, fields, distinct, first, until)
        for source, target in entity.pairs(one, other)
    )


def _ownership(entity: _Entity) -> tuple[Fact, ...]:
    least, most = _share(entity.all("percentage"))
    fields: dict[str, Value] = {"share_min": least, "share_max": most}
    if told := entity.first("ownershipType"):
        fields["interest"] = told
    stake = next((kind for mark, kind in _STAKE_WORDS if mark in told.casefold()), "")
    if stake:
        fields["stake"] = stake
    return _links(entity, "owns", "owner", "asset", fields, stake)


def _share(told: list[str]) -> tuple[int, int]:
    """The range that holds every value told; what is no percentage leaves the share unknown."""
    bounds: list[Decimal] = []
    for value in told:
        match = _SHARE.fullmatch(value)
        numbers = [Decimal(number) for number in match.groups() if number] if match else []
        if not numbers:
            return 0, PPM
        bounds += numbers
    if any(bound > 100 for bound in bounds):
        raise bad("percentage", "比例超过 100%", "a share above 100 percent",
                  "请核对比例", "check the share")  # fmt: skip
    return (floor_ppm(min(bounds)), ceiling_ppm(max(bounds))) if bounds else (0, PPM)


def _directorship(entity: _Entity) -> tuple[Fact, ...]:
    return _offices(entity, "director", "organization", entity.all("role") or ["director"])


def _employment(entity: _Entity) -> tuple[Fact, ...]:
    return _offices(entity, "employee", "employer", entity.all("role") or ["employee"])


def _offices(entity: _Entity, one: str, other: str, titles: list[str]) -> tuple[Fact, ...]:
    held: dict[str, str] = {}
    for title in titles:
        for office, words in _office(title):
            held.setdefault(office, words)
    facts: list[Fact] = []
    for office, words in held.items():
        facts += _links(
            entity, "holds_office", one, other, {"office": office, "title": words}, office
        )
    return tuple(facts)


def _office(title: str) -> tuple[tuple[str, str], ...]:
    known = offices(title)
    if any(office != "other" for office, _ in known):
        return known
    folded = title.casefold()
    found = next((office for mark, office in _OFFICE_WORDS if mark in folded), "other")
    return ((found, title),)


def _tie(kind: str, one: str, other: str, *told: str) -> Callable[[_Entity], tuple[Fact, ...]]:
    """A reader of links that only say how two are related."""

    def reader(entity: _Entity) -> tuple[Fact, ...]:
        relation = next((value for name in told if (value := entity.first(name))), "")
        fields = {"relation": relation} if relation else {}
        return _links(entity, kind, one, other, fields, relation)

    return reader


def _sanction(entity: _Entity) -> tuple[Fact, ...]:
    """A sanction is a node of its own, with a link from everybody it names."""
    first, until = entity.day("startDate", "listingDate"), entity.day("endDate", last=True)
    named = entity.first("program") or entity.first("reason") or entity.first("provisions")
    told = {
        "list": entity.first("program"), "authority": entity.first("authority"),
        "document": entity.first("authorityId") or entity.first("unscId"),
        "facts": entity.first("reason"), "content": entity.first("provisions"),
    }  # fmt: skip
    status = entity.first("status").casefold()
    fields: dict[str, Value] = {
        "name": named or entity.id, "kind": "other",
        "state": status if status in SANCTION_STATES else "active",
        **{field: value for field, value in told.items() if value},
    }  # fmt: skip
    if first:
        fields["decided"] = first
    if until:
        fields["until"] = until
    key = hashed("sanction", entity.delivery, "followthemoney", entity.id)
    return (
        NodeFact(key, "sanction", fields),
        *(
            LinkFact("sanctioned_by", who, key, {}, "", first, until)
            for who in entity.subjects("entity")
        ),
    )


def _project_key(entity: _Entity, id: str) -> Key:
    return project_key({"project": id}, "project", entity.delivery)


def _project(entity: _Entity) -> tuple[Fact, ...]:
    key = _project_key(entity, entity.id)
    fields: dict[str, Value] = {"name": entity.first("name") or entity.id}
    if code := entity.first("projectId"):
        fields["code"] = code
    for field, day in (
        ("started", entity.day("startDate")), ("completed", entity.day("endDate", last=True))
    ):  # fmt: skip
        if day is not None:
            fields[field] = day
    return (NodeFact(key, "project", fields),)


def _participant(entity: _Entity) -> tuple[Fact, ...]:
    """Who takes part in a project; a role of no known name is ``other``."""
    told = entity.first("role")
    try:
        part = role(told) if told else "other"
    except BadField:
        part = "other"
    first, until = entity.term()
    sites = [_project_key(entity, code) for code in entity.all("project")]
    if not sites:
        raise bad("project", "缺少项目", "no project", "请补全", "fill it in")
    return tuple(
        LinkFact("participates", who, site, {"role": part}, part, first, until)
        for who in entity.subjects("participant")
        for site in sites
    )


_READERS: Final[dict[str, Callable[[_Entity], tuple[Fact, ...]]]] = {
    "Ownership": _ownership,
    "Directorship": _directorship,
    "Employment": _employment,
    "Sanction": _sanction,
    "Project": _project,
    "ProjectParticipant": _participant,
    "Membership": _tie("associate_of", "member", "organization", "role"),
    "UnknownLink": _tie("associate_of", "subject", "object", "role"),
    "Associate": _tie("associate_of", "person", "associate", "relationship"),
    "Representation": _tie("associate_of", "agent", "client", "role"),
    "Family": _tie("kin_of", "person", "relative", "relationship"),
}

FOLLOWTHEMONEY: Final = Exchange(
    "followthemoney", "FollowTheMoney 实体(JSON lines)", recognise, records, read,
    "FollowTheMoney 3/4 data model",
)  # fmt: skip
