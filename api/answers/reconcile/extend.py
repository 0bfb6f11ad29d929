"""Properties of subjects that were matched, fetched for a table."""

from __future__ import annotations

from typing import Any

from api.answers.ground import Ground
from api.answers.reconcile.asked import Extension, ids_of
from api.answers.reconcile.candidates import organizations
from api.answers.reconcile.types import ORGANIZATION, PROPERTIES
from api.answers.reconcile.values import told_of, written
from graph.errors import RefusedInput
from graph.facts import NodeView, subject

Values = dict[str, list[dict[str, Any]]]


def extended(ground: Ground, asked: Extension) -> tuple[list[dict[str, Any]], dict[str, Values]]:
    """The properties as understood, and by id the values of each; an id nobody knows has none.

    Raises RefusedInput for a property there is not.
    """
    wanted = [one.id for one in asked.properties]
    unknown = next((name for name in wanted if name not in PROPERTIES), None)
    if unknown is not None:
        raise RefusedInput(
            f"没有属性“{unknown[:40]}”;可用的属性见 /reconcile/suggest/property",
            f"no property {unknown[:40]!r}; /reconcile/suggest/property lists them",
            field="properties",
        )
    views = {one: _view(ground, one) for one in ids_of(asked)}
    rows = {one: _row(ground, view, wanted) for one, view in views.items()}
    return [PROPERTIES[name].told() for name in wanted], rows


def _view(ground: Ground, id: str) -> NodeView | None:
    held = ground.store.nodes([subject(id)]).get(subject(id))
    if held is None:
        return None
    return next(iter(organizations(ground, [held.number]).values()), None)


def _row(ground: Ground, view: NodeView | None, wanted: list[str]) -> Values:
    if view is None:
        return {name: [] for name in wanted}
    told = told_of(ground, view, wanted)
    return {name: [written(name, text) for text in told[name]] for name in wanted}


def proposed(type: str, limit: int) -> list[dict[str, Any]]:
    """Properties of a type; none of a type that is not kept."""
    if type not in ("", ORGANIZATION):
        return []
    return [one.told() for one in PROPERTIES.values()][:limit]
