"""A subject in a small frame, without script or style: what tells it from its namesakes."""

from __future__ import annotations

from html import escape

from api.answers.ground import Ground
from api.answers.reconcile.candidates import organizations
from api.answers.reconcile.types import PROPERTIES
from api.answers.reconcile.values import told_of
from api.answers.resolve import subject_of
from graph.errors import UnknownId

SHOWN = ("uscc", "status", "legal_representative", "registered", "address", "former_names")


def preview_page(ground: Ground, id: str) -> tuple[str, str]:
    """The subject's id and the page. Raises UnknownId, also for a person: none is shown here."""
    view, _ = subject_of(ground, id)
    if not organizations(ground, [view.number]):
        raise UnknownId("没有这个组织", "no such organisation", field="id")
    told = told_of(ground, view, SHOWN)
    rows = "".join(
        f"<tr><th>{escape(PROPERTIES[name].zh)}</th><td>{escape('、'.join(texts))}</td></tr>"
        for name, texts in told.items()
        if texts
    )
    head = f'<meta charset="utf-8"><title>{escape(view.name)}</title>'
    body = f"<h1>{escape(view.name)}</h1><table>{rows}</table><p>{escape(view.key.id)}</p>"
    page = f'<!doctype html><html lang="zh"><head>{head}</head><body>{body}</body></html>'
    return view.key.id, page
