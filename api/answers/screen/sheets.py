"""What all rows of one ground share: who is concerned at all, everybody's score, rows once made."""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from typing import Final, NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from analyses.alerts.seeds import sanctioned
from analyses.concerned import concerned
from analyses.rulebook import in_force
from api.answers.ground import Ground
from api.answers.risk.scoreboards import Scoreboards, frozen

KEPT: Final = 2  # sheets, each 5 bytes a node and up to ``MOST`` rows
WARMED: Final = 20_000  # subjects whose records are judged beforehand
MOST: Final = 200_000  # rows a sheet, about 0.7 KB each; then it starts again
_Stamp = tuple[tuple[int, int], str, date]
log = logging.getLogger(__name__)


class Row(NamedTuple):
    """A row as JSON; the subject it tells of (None: an error), and whether it is whole."""

    json: msgspec.Raw
    subject: str | None
    complete: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """``concerned`` (its marks) and ``scores`` (ppm, own records left out) by node; ``searched``:
    there is a rule for scores; ``rows`` by the item screened for and the id as sent."""

    concerned: NDArray[np.int8]
    scores: NDArray[np.int32]
    searched: bool
    rows: dict[tuple[str, str], Row] = field(default_factory=dict)

    def keep(self, key: tuple[str, str], row: Row) -> None:
        if len(self.rows) >= MOST:
            self.rows.clear()
        self.rows[key] = row


class Sheets:
    """Owned by whoever answers. Safe for many threads. A sheet is made beside the answering: until
    it is there, subjects are judged one by one."""

    def __init__(self) -> None:
        self._kept: OrderedDict[_Stamp, Sheet] = OrderedDict()
        self._lock = threading.Lock()
        self._maker: ThreadPoolExecutor | None = None
        self._making: Future[None] | None = None

    def at(self, ground: Ground, boards: Scoreboards, *, wait: bool = False) -> Sheet | None:
        """The sheet of a ground; None where it is still to be made, which begins now.

        ``wait`` until it is made. Cost: the links as arrays, and the first time a revision the
        reading of every record of the city.
        """
        stamp = (ground.edition, ground.rules.version, ground.day)
        with self._lock:
            sheet = self._kept.get(stamp)
            if sheet is None and not wait:
                self._begin(stamp, ground, boards)
        if sheet is None and wait:
            self._make(stamp, ground, boards)
            sheet = self._kept.get(stamp)
        return sheet

    def _begin(self, stamp: _Stamp, ground: Ground, boards: Scoreboards) -> None:
        if self._making is None or self._making.done():
            self._maker = self._maker or ThreadPoolExecutor(1, "screen-sheet")
            self._making = self._maker.submit(self._try, stamp, ground, boards)

    def _try(self, stamp: _Stamp, ground: Ground, boards: Scoreboards) -> None:
        try:
            self._make(stamp, ground, boards)
        except Exception:
            log.exception("no sheet could be made; subjects are judged one by one")

    def _make(self, stamp: _Stamp, ground: Ground, boards: Scoreboards) -> None:
        sheet = _sheet(ground, boards)
        with self._lock:
            self._kept[stamp] = sheet
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)


def _sheet(ground: Ground, boards: Scoreboards) -> Sheet:
    board = boards.of(ground)
    scores = np.zeros(ground.network.size, dtype=np.int32)
    scores[board.numbers] = board.scores

    def barred(holder: int) -> bool:
        own = ground.judged.records(ground, holder)
        reached = ground.judged.reached(ground, holder)
        measures = [each.measure for record in own for each in record.consequences]
        measures += [measure for extension in reached for measure in extension.measures]
        return any(measure.bars == "office" for measure in measures)

    network = frozen(ground.network)
    for subject in sanctioned(network)[:WARMED]:
        ground.judged.records(ground, subject)
    searched = bool(in_force(ground.rules.alerts.spread, ground.day))
    return Sheet(concerned(network, barred), scores, searched)
