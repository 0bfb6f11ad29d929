"""A network as it may be walked on a day: without the records that may not be used then.

What is repaired, annulled or past its life is not shared (发改委令第36号第三条; 山东省社会信用条例
article 38): it is dropped before any walk, so that nothing is found through it either.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from analyses.own_record import record_against
from analyses.recognition import list_of
from analyses.record_life import life_of
from analyses.rulebook import Rulebook
from analyses.work import RECORD, Work
from graph.ties import By, Tie, Ties, Walk
from graph.views import Views
from graph.vocabulary import LINK_CODE, NODE_CODE

SANCTION: Final = NODE_CODE["sanction"]
RECORD_KINDS: Final = frozenset({"sanctioned_by", "concerns", "about"})
"""The links that lead to records and from them."""
_CODES: Final = [LINK_CODE[kind] for kind in sorted(RECORD_KINDS)]


class UsableRecords:
    """``network`` without records that may not be used on the day; every other tie stays as it is.

    Cost: besides the walk's own, each record it meets is judged once, within ``work``: of very many
    the latest. What was not judged may not be shown, and ``work`` says that there is such.
    """

    def __init__(self, network: Ties, views: Views, rules: Rulebook, day: date, work: Work) -> None:
        self._network, self._views, self._rules, self._day = network, views, rules, day
        self._work = work
        self._usable: dict[int, bool] = {}

    @property
    def revision(self) -> int:
        return self._network.revision

    @property
    def size(self) -> int:
        return self._network.size

    @property
    def survivor(self) -> Mapping[int, int]:
        return self._network.survivor

    def kind_of(self, node: int) -> int:
        return self._network.kind_of(node)

    def canonical(self, node: int) -> int:
        return self._network.canonical(node)

    def extent(self, node: int) -> int:
        return self._network.extent(node)

    def ties(self, node: int, walk: Walk) -> list[Tie]:
        return self._kept(node, self._network.ties(node, walk))

    def every_tie(self, node: int) -> list[Tie]:
        return self._kept(node, self._network.every_tie(node))

    def every_half(self, node: int) -> NDArray[Any]:
        halves = self._network.every_half(node)
        if not self.usable(node):
            return halves[:0]
        met = np.isin(halves["kind"], _CODES)
        near: list[Tie] = halves[met].tolist()
        self._judge(near)
        met[met] = [not self.usable(tie[0]) for tie in near]
        return halves[~met]

    def degree(self, node: int, walk: Walk) -> int:
        if not walk.kinds & RECORD_KINDS and self.usable(node):
            return self._network.degree(node, walk)
        return len(self.ties(node, walk))

    def foremost(self, node: int, walk: Walk, by: By, most: int) -> list[Tie]:
        return self._kept(node, self._network.foremost(node, walk, by, most))

    def _kept(self, node: int, ties: list[Tie]) -> list[Tie]:
        if not self.usable(node):
            return []
        self._judge(ties)
        return [tie for tie in ties if self.usable(tie[0])]

    def usable(self, node: int) -> bool:
        """Whether a node may be shown on the day; False only of a record that may not, or that was
        not judged."""
        if self._network.kind_of(node) != SANCTION:
            return True
        if node not in self._usable:
            self._judge_all([node])
        return self._usable.get(node, False)

    def _judge(self, ties: Iterable[Tie]) -> None:
        """The records that these ties lead to, the latest first."""
        met = {
            tie[0]: tie
            for tie in ties
            if tie[0] not in self._usable and self._network.kind_of(tie[0]) == SANCTION
        }
        if met:
            self._judge_all(sorted(met, key=lambda record: (-met[record][4], -met[record][1])))

    def _judge_all(self, records: list[int]) -> None:
        room = self._work.left // RECORD
        if not self._work.affords(RECORD * len(records)):
            records = records[:room]
        self._views.nodes(records)  # read together
        for record in records:
            self._usable[record] = self._judged(record)

    def _judged(self, node: int) -> bool:
        record = record_against(self._network, self._views, self._rules, node, self._day)
        if record is not None:
            return record.life.usable
        fields = self._views.nodes([node])[node].fields
        rule = list_of(self._rules, fields, self._day)
        return life_of(self._rules, rule, fields, {}, self._day).usable
