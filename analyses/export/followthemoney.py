"""FollowTheMoney entities as JSON lines: https://followthemoney.tech/explorer/

Interests are entities of their own, as the model has it. What it has no schema for (a bid, a
contact) is an UnknownLink between subjects, or left out.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from typing import Any, Final

from analyses.export.excerpt import Excerpt, PlacedLink, clean, node_id, number_of
from graph.facts import NodeView
from graph.vocabulary import LINK_KIND, OFFICES, OFFICES_ZH, ROLES, ROLES_ZH

Entity = dict[str, Any]
Properties = dict[str, list[str]]

WHOLE: Final = 1_000_000  # ppm
ID: Final = re.compile(r"[0-9a-zA-Z]([0-9a-zA-Z.\-]*[0-9a-zA-Z])?")
SCHEMA: Final = {
    "subject": "LegalEntity",
    "organization": "Company",  # the one schema that both owns and is owned
    "person": "Person",
    "project": "Project",
    "works": "Project",
}
PROPERTY: Final = {
    "organization": {
        "uscc": "registrationNumber", "lei": "leiCode", "organization_type": "legalForm",
        "status": "status", "registered": "incorporationDate", "dissolved": "dissolutionDate",
        "address": "address", "former_names": "previousName", "country": "country",
    },
    "person": {"country": "country"},
    "project": {"code": "projectId", "started": "startDate", "completed": "endDate"},
    "works": {"code": "projectId", "started": "startDate", "completed": "endDate"},
    "sanction": {
        "authority": "authority", "list": "program", "document": "authorityId",
        "facts": "reason", "decided": "listingDate", "until": "endDate", "state": "status",
    },
}  # fmt: skip
# link kind → schema, the property for its source, that for its target
INTERESTS: Final = {
    "owns": ("Ownership", "owner", "asset"),
    "holds_office": ("Directorship", "director", "organization"),
    "participates": ("ProjectParticipant", "participant", "project"),
    "leads": ("ProjectParticipant", "participant", "project"),
    "kin_of": ("Family", "person", "relative"),
    "associate_of": ("Associate", "person", "associate"),
}
ROLE_ZH: Final = dict(zip((*OFFICES, *ROLES), (*OFFICES_ZH, *ROLES_ZH), strict=True))


def followthemoney(excerpt: Excerpt) -> bytes:
    """The excerpt as one JSON entity a line."""
    lines = (json.dumps(entity, ensure_ascii=False) for entity in entities(excerpt))
    return "".join(f"{line}\n" for line in lines).encode()


def entities(excerpt: Excerpt) -> Iterator[Entity]:
    """Nodes first, then sanctions with whom they meet, then interests. Shares are percent."""
    for node in excerpt.nodes:
        if node.kind in SCHEMA:
            named = {"name": [excerpt.name(node)], **_properties(excerpt, node)}
            yield _entity(entity_id(node), SCHEMA[node.kind], named)
    for link in excerpt.links:
        if link.view.kind == "sanctioned_by":
            yield _sanction(excerpt, link)
        else:
            yield from _interest(link)


def entity_id(node: NodeView) -> str:
    """The node's id where FollowTheMoney allows it as one, else a digest of it."""
    own = node_id(node)
    return own if ID.fullmatch(own) else f"xm-{hashlib.sha256(own.encode()).hexdigest()[:32]}"


def _entity(id: str, schema: str, properties: Properties) -> Entity:
    held = {name: values for name, values in properties.items() if any(values)}
    return {"id": id, "schema": schema, "properties": held}


def _properties(excerpt: Excerpt, node: NodeView) -> Properties:
    names = PROPERTY.get(node.kind, {})
    shown = ((field.name, value) for field, value in excerpt.fields(node))
    return {names[name]: [str(value)] for name, value in shown if name in names}


def _sanction(excerpt: Excerpt, link: PlacedLink) -> Entity:
    said = {"entity": [entity_id(link.source)], **_properties(excerpt, link.target)}
    return _entity(f"xm-link-{link.view.mark}", "Sanction", said)


def _interest(link: PlacedLink) -> Iterator[Entity]:
    source, target, view = link.source, link.target, link.view
    schema, near, far = INTERESTS.get(view.kind, ("UnknownLink", "subject", "object"))
    if source.kind not in SCHEMA or target.kind not in SCHEMA:
        return
    if schema in {"Family", "Associate"} and {source.kind, target.kind} != {"person"}:
        schema, near, far = "UnknownLink", "subject", "object"
    said: Properties = {near: [entity_id(source)], far: [entity_id(target)], **_role(link)}
    said |= _dates(link) | _share(link)
    yield _entity(f"xm-link-{view.mark}", schema, said)


def _role(link: PlacedLink) -> Properties:
    fields = link.view.fields
    code = str(fields.get("office") or fields.get("role") or "")
    said = fields.get("title") or ROLE_ZH.get(code)
    if link.view.kind in {"kin_of", "associate_of"}:
        return {"relationship": [clean(str(fields.get("relation") or "亲属"))]}
    if link.view.kind == "owns":
        stake = fields.get("stake")
        return {"ownershipType": [clean(str(stake))]} if stake and stake != "plain" else {}
    return {"role": [clean(str(said or LINK_KIND[link.view.kind].zh))]}


def _dates(link: PlacedLink) -> Properties:
    days = {"startDate": link.view.valid_from, "endDate": link.view.valid_until}
    return {name: [day.isoformat()] for name, day in days.items() if day is not None}


def _share(link: PlacedLink) -> Properties:
    low = number_of(link.view.fields, "share_min")
    high = number_of(link.view.fields, "share_max")
    if link.view.kind != "owns" or low is None or high is None or (low, high) == (0, WHOLE):
        return {}
    if low == high:
        return {"percentage": [_percent(low)]}
    return {"summary": [f"{_percent(low)}–{_percent(high)} %"]}


def _percent(ppm: int) -> str:
    """Parts per million as a percentage, exactly: 333333 is 33.3333."""
    whole, rest = divmod(ppm, 10_000)
    return f"{whole}.{rest:04d}".rstrip("0").rstrip(".")
