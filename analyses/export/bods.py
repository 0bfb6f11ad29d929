"""Beneficial Ownership Data Standard 0.4: https://standard.openownership.org/en/0.4.0/

Subjects become entity and person statements; ownership, office and registered control become
relationship statements about an organisation. Other ties have no place in the standard.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any, Final

from analyses.export.excerpt import Excerpt, PlacedLink, clean, number_of
from graph.facts import NodeView
from graph.vocabulary import OFFICE_ZH

Statement = dict[str, Any]

WHOLE: Final = 1_000_000  # ppm
SENIOR: Final = "seniorManagingOfficial"
OFFICE_INTEREST: Final = {
    "legal_representative": SENIOR,
    "principal": SENIOR,
    "chair": "boardChair",
    "director": "boardMember",
    "executive": SENIOR,
    "manager": SENIOR,
    "partner": SENIOR,
    "actual_controller": "otherInfluenceOrControl",
}
STAKE_INTEREST: Final = {
    "votes": "votingRights",
    "income": "rightsToProfitOrIncome",
    "nominee": "nominee",
    "entrusted": "nominator",
}


def bods(excerpt: Excerpt) -> bytes:
    """The excerpt as a JSON array of statements, records before the relationships they join."""
    return json.dumps(statements(excerpt), ensure_ascii=False, indent=1).encode()


def statements(excerpt: Excerpt) -> list[Statement]:
    """The statements; ids are digests of their content, so the same facts give the same ids.

    A masked person is an ``anonymousPerson`` whose withheld name is said to be so.
    """
    about = excerpt.nodes[0].key.id if excerpt.nodes else ""
    nodes = [node for node in excerpt.nodes if node.key.family == "subject"]
    related = [link for link in excerpt.links if _interest(link) is not None]
    return [
        *(_stated(excerpt, about, *_record(excerpt, node)) for node in nodes),
        *(_stated(excerpt, about, *_relationship(link)) for link in related),
    ]


Record = tuple[str, str, Statement, str]  # type, id, details, where it comes from


def _stated(
    excerpt: Excerpt, about: str, kind: str, record: str, details: Statement, origin: str
) -> Statement:
    day = excerpt.as_of.isoformat()
    body: Statement = {
        "declarationSubject": clean(about),
        "statementDate": day,
        "publicationDetails": {
            "publicationDate": day,
            "bodsVersion": "0.4",
            "publisher": {"name": "Xinmai"},
        },
        "recordId": record,
        "recordType": kind,
        "recordStatus": "new",
        "recordDetails": details,
    }
    if origin:
        body["source"] = {"type": ["officialRegister"], "description": origin}
    content = json.dumps(body, sort_keys=True, ensure_ascii=False)
    return {"statementId": hashlib.sha256(content.encode()).hexdigest(), **body}


def _record(excerpt: Excerpt, node: NodeView) -> Record:
    origins = sorted({statement.origin.file.stated_by for statement in node.statements})
    person = node.kind == "person"
    details = _person(excerpt, node) if person else _entity(excerpt, node)
    kind = "person" if person else "entity"
    return kind, clean(node.key.id), {"isComponent": False, **details}, clean(", ".join(origins))


def _person(excerpt: Excerpt, node: NodeView) -> Statement:
    if excerpt.unmasked:
        names = [{"type": "legal", "fullName": excerpt.name(node)}]
        return {"personType": "knownPerson", "names": names}
    withheld = {
        "reason": "interestedPartyExemptFromDisclosure",
        "description": f"姓名已脱敏 / name masked: {excerpt.name(node)}",
    }
    return {"personType": "anonymousPerson", "unspecifiedPersonDetails": withheld}


def _entity(excerpt: Excerpt, node: NodeView) -> Statement:
    known = node.kind == "organization"
    details: Statement = {
        "entityType": {"type": "registeredEntity" if known else "unknownEntity"},
        "name": excerpt.name(node),
    }
    schemes = (("uscc", "CN-SAIC", "统一社会信用代码"), ("lei", "XI-LEI", "LEI"))
    identifiers = [
        {"scheme": scheme, "schemeName": name, "id": clean(str(node.fields[field]))}
        for field, scheme, name in schemes
        if node.fields.get(field)
    ]
    if identifiers:
        details["identifiers"] = identifiers
    for field, name in (("registered", "foundingDate"), ("dissolved", "dissolutionDate")):
        if field in node.fields:
            details[name] = str(node.fields[field])
    return details


def _relationship(link: PlacedLink) -> Record:
    view = link.view
    interest: Statement = {
        "type": _interest(link),
        "directOrIndirect": "indirect" if view.fields.get("stake") == "indirect" else "direct",
        **_details(link),
        **_share(link),
    }
    if view.valid_from is not None:
        interest["startDate"] = view.valid_from.isoformat()
    if view.valid_until is not None:
        interest["endDate"] = view.valid_until.isoformat()
    natural = (view.kind, *view.source, *view.target, view.distinct, str(view.valid_from))
    details = {
        "isComponent": False,
        "subject": clean(link.target.key.id),
        "interestedParty": clean(link.source.key.id),
        "interests": [interest],
    }
    origin = f"{view.origin.file.stated_by}: {view.origin.file.name}:{view.origin.line}"
    return "relationship", _digest(natural), details, clean(origin)


def _interest(link: PlacedLink) -> str | None:
    """The interest's type; None for a tie the standard has no place for."""
    if link.target.key.family != "subject" or link.target.kind == "person":
        return None
    if link.view.kind == "holds_office":
        return OFFICE_INTEREST.get(str(link.view.fields.get("office")))
    if link.view.kind == "owns":
        return STAKE_INTEREST.get(str(link.view.fields.get("stake")), "shareholding")
    return {"controls": "otherInfluenceOrControl"}.get(link.view.kind)


def _details(link: PlacedLink) -> Statement:
    office = str(link.view.fields.get("office", ""))
    said = link.view.fields.get("title") or OFFICE_ZH.get(office) or link.view.fields.get("means")
    return {"details": clean(str(said))} if said else {}


def _share(link: PlacedLink) -> Statement:
    """The share in percent; nothing where it is unknown."""
    fields = link.view.fields
    low, high = number_of(fields, "share_min"), number_of(fields, "share_max")
    if link.view.kind != "owns" or low is None or high is None or (low, high) == (0, WHOLE):
        return {}
    if low == high:
        return {"share": {"exact": low / 10_000}}
    return {"share": {"minimum": low / 10_000, "maximum": high / 10_000}}


def _digest(parts: Iterable[str]) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]
