"""The rolls of all firms, kept for as long as the facts, the rules and the day stay the same."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING, Final

from analyses.evaluation.evidence import Progress
from analyses.evaluation.roll import Roll, roll_of
from graph.views import StoreViews

if TYPE_CHECKING:
    from api.answers.ground import Ground

KEPT: Final = 2  # rolls, each about 150 bytes a firm
_Stamp = tuple[tuple[int, int], str, int]


class Rolls:
    """Owned by whoever answers. Reading a roll takes about a minute for a million firms; asking
    for it again takes nothing until something changes. Safe for many threads."""

    def __init__(self) -> None:
        self._kept: OrderedDict[_Stamp, Roll] = OrderedDict()
        self._lock = threading.Lock()

    def at(self, ground: Ground, progress: Progress | None = None) -> Roll:
        stamp = (ground.edition, ground.rules.version, ground.day.toordinal())
        with self._lock:
            roll = self._kept.pop(stamp, None)
            if roll is None:
                roll = roll_of(
                    ground.network,
                    lambda: StoreViews(ground.store, ground.known_at),
                    ground.rules,
                    ground.day,
                    progress,
                )
            self._kept[stamp] = roll
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
            return roll
