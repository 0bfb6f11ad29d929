"""Records, extensions and conflicts in words: with basis, dates, and the facts they stand on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import quote_plus

from analyses.conflicts import Found
from analyses.own_record import OwnRecord
from analyses.rulebook import Entry, Rulebook
from analyses.rulebook.measures import Measure
from analyses.statutory import Extension
from analyses.steps import Step
from api.answers.describe import Described, brief, iso, origin
from api.answers.ground import Ground
from api.answers.risk import shapes
from api.answers.shapes import Brief
from graph.facts import LinkView
from graph.vocabulary import OFFICE_ZH


def basis(rules: Rulebook, rule: Entry) -> list[shapes.Basis]:
    return [
        {
            "document": rules.cited[each.document].zh,
            "number": rules.cited[each.document].number,
            "article": each.article,
            "says": each.says,
        }
        for each in rule.basis
    ]


def measure(rules: Rulebook, of: Measure, *, sure: bool = True) -> shapes.Measure:
    return {"id": of.id, "zh": of.zh, "en": of.en, "sure": sure, "basis": basis(rules, of)}


def own_item(ground: Ground, record: OwnRecord) -> shapes.OwnItem:
    view = ground.views.nodes([record.number])[record.number]
    link = ground.views.links([record.link])[record.link]
    life, rule, fields = record.life, record.rule, view.fields
    return {
        "id": view.key.id,
        "name": view.name,
        "list": record.list,
        "list_zh": rule.zh if rule else "",
        "rule_from": rule.since.isoformat() if rule else None,
        "kind": str(fields.get("kind", "other")),
        "document": str(fields.get("document", "")),
        "authority": str(fields.get("authority", "")),
        "decided": iso(life.since),
        "until": iso(life.until),
        "ended_by": life.end.why if life.end else None,
        "behaviour": iso(life.behaviour.last) if life.behaviour else None,
        "behaviour_from": life.behaviour.stated if life.behaviour else None,
        "state": life.state,
        "severity": record.severity or None,
        "pending": record.pending,
        "regime": life.regime.id if life.regime else None,
        "repairable_from": iso(life.repairable_from),
        "measures": [measure(ground.rules, c.measure, sure=c.sure) for c in record.consequences],
        "basis": basis(ground.rules, rule) if rule else [],
        "link": link.mark,
        "origin": origin(link.origin),
    }


def extension_item(ground: Ground, found: Extension) -> shapes.StatutoryItem:
    weighed, rules = found.weighed, ground.rules
    role, rule, record = weighed.role, weighed.rule, weighed.record
    nodes = ground.views.nodes([role.unit, role.holder, record.number])
    return {
        "rule": rule.id,
        "rule_zh": rule.zh,
        "rule_from": rule.since.isoformat(),
        "effect": rule.effect,
        "unit": brief(nodes[role.unit]),
        "holder": brief(nodes[role.holder]),
        "role": role.office,
        "role_zh": OFFICE_ZH[role.office],
        "role_since": iso(role.since),
        "role_until": iso(role.until),
        "counted_at": weighed.at,
        "counted_on": iso(weighed.time),
        "stood_in": weighed.stood_in,
        "record": nodes[record.number].key.id,
        "list": record.list,
        "pending": record.pending,
        "measures": [measure(rules, each, sure=found.answer == "yes") for each in found.measures],
        "basis": basis(rules, rule),
        "article": rule.basis[0].article,
        "since": iso(weighed.since),
        "until": iso(weighed.until),
        "answer": "yes" if found.answer == "yes" else "unknown",
        "doubts": list(weighed.doubts),
        "path": path(ground, found.links),
    }


def told(found: Found) -> int:
    """How many parties and ties are named in telling a conflict."""
    return len(found.parties) + len(found.about) + len(found.links)


def conflict_item(ground: Ground, found: Found, place: int = -1) -> shapes.ConflictItem:
    nodes = ground.views.nodes([*found.parties, *found.about, place])
    return {
        "rule": found.rule.id,
        "rule_zh": found.rule.zh,
        "rule_from": found.rule.since.isoformat(),
        "grade": found.grade,
        "parties": [nodes[party].key.id for party in found.parties],
        "names": [brief(nodes[party])["name"] for party in found.parties],
        "about": [brief(nodes[each]) for each in found.about],
        "relation": found.relation,
        "day": found.day.isoformat(),
        "answer": found.answer,
        "doubt": found.doubt,
        "weight_ppm": found.weight_ppm,
        "basis": basis(ground.rules, found.rule),
        "path": path(ground, found.links),
        "place": _place(nodes[place]) if place in nodes else None,
    }


def _place(view: Any) -> Brief:
    return brief(view)


def proof(ground: Ground, question: str, *ids: str) -> str:
    """The address of an answer's proof, of this very day and revision."""
    named = "".join(f"&id={quote_plus(each)}" for each in ids)
    moment = f"as_of={ground.day.isoformat()}&known_at={ground.network.revision}"
    return f"/v1/proof?question={question}{named}&{moment}"


def path(ground: Ground, links: Iterable[int]) -> list[dict[str, Any]]:
    """The facts something stands on, each link in its own direction."""
    views = ground.views.links(links)
    keys = [key for link in views.values() for key in (link.source, link.target)]
    nodes = ground.store.nodes(list(dict.fromkeys(keys)), known_at=ground.known_at)
    ground.looked(view.number for view in nodes.values())
    steps = [Step(nodes[v.source].number, nodes[v.target].number, v.kind, n, True)
             for n, v in sorted(views.items()) if _told(v, nodes)]  # fmt: skip
    spoken = Described({view.number: view for view in nodes.values()}, views)
    return [spoken.step(step) for step in steps]


def _told(link: LinkView, nodes: Any) -> bool:
    return link.source in nodes and link.target in nodes
