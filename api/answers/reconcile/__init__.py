"""Names as written matched with the subjects they mean: the OpenRefine Reconciliation API.

https://reconciliation-api.github.io/specs/ in two versions: 0.2, which OpenRefine speaks, and the
draft of the next (called 0.3 at first, now 1.0-draft).
"""

from __future__ import annotations

from api.answers.reconcile.asked import (
    DraftBatch,
    DraftSent,
    Extension,
    Query,
    Read,
    queries_02,
    queries_draft,
)
from api.answers.reconcile.candidates import Found, reconciled
from api.answers.reconcile.extend import extended, proposed
from api.answers.reconcile.manifest import manifest_02, manifest_draft
from api.answers.reconcile.preview import preview_page
from api.answers.reconcile.told import results_02, results_draft
from api.answers.reconcile.types import properties_like, types_like

__all__ = [
    "DraftBatch",
    "DraftSent",
    "Extension",
    "Found",
    "Query",
    "Read",
    "extended",
    "manifest_02",
    "manifest_draft",
    "preview_page",
    "properties_like",
    "proposed",
    "queries_02",
    "queries_draft",
    "reconciled",
    "results_02",
    "results_draft",
    "types_like",
]
