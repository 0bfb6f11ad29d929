"""What the store holds and where it came from."""

from __future__ import annotations

from api.answers import shapes
from api.answers.ground import Ground
from graph.facts import Delivered


def status_answer(ground: Ground) -> shapes.StatusAnswer:
    return {
        **ground.frame(),
        "counts": dict(ground.store.counts()),
        "deliveries": [_delivery(delivered) for delivered in ground.store.delivered()],
        "quarantine_open": sum(1 for _ in ground.store.quarantine()),
    }


def _delivery(delivered: Delivered) -> shapes.DeliveryRow:
    return {
        "source": delivered.file.source,
        "layout": delivered.file.layout,
        "file": delivered.file.name,
        "rows": delivered.stored + delivered.unchanged + delivered.quarantined,
        "stored": delivered.stored,
        "unchanged": delivered.unchanged,
        "quarantined": delivered.quarantined,
        "complete": delivered.complete,
    }
