"""What is told of an organisation: its fields as it may be read, and who represents it, masked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from analyses.roles import roles_in
from api.answers.ground import Ground
from api.answers.masks import readable, shown_name
from api.answers.reconcile.types import LEGAL_REPRESENTATIVE, PROPERTIES
from graph.facts import NodeView
from graph.vocabulary import NODE_KIND, Type

Told = Mapping[str, list[str]]


def told_of(ground: Ground, view: NodeView, properties: Iterable[str]) -> Told:
    """The texts of each property, empty where nothing is held. The persons are masked."""
    fields, _ = readable(NODE_KIND[view.kind].fields, view.fields)
    found: dict[str, list[str]] = {}
    for name in properties:
        if name == LEGAL_REPRESENTATIVE:
            found[name] = representatives(ground, view.number)
        else:
            found[name] = [str(fields[name])] if fields.get(name) not in (None, "") else []
    return found


def representatives(ground: Ground, number: int) -> list[str]:
    """Who is registered as legal representative on the day."""
    holders = [
        role.holder
        for role in roles_in(ground.network, number)
        if role.office == LEGAL_REPRESENTATIVE and role.held_now(ground.day) == "yes"
    ]
    views = ground.views.nodes(holders)
    return [shown_name(view.kind, view.name) for h in holders if (view := views.get(h))]


def written(name: str, text: str) -> dict[str, Any]:
    """A value as the specification writes it."""
    kind = PROPERTIES[name].type
    if kind in (Type.FEN, Type.INTEGER):
        return {"int": int(text)}
    if kind is Type.DATE:
        return {"date": f"{text}T00:00:00"}
    return {"str": text}
