"""Which nodes a stretch of revisions touched: whatever did not read one of them reads the same."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from graph.facts import Key
from graph.store import Store
from graph.ties import SAME_AS, Ties
from graph.topology import Changes
from graph.vocabulary import LINK_KINDS

MOST: Final = 500_000  # nodes remembered, about 100 bytes each; then what was read stands no more
STEPS: Final = 64  # of the last steps it is known what each touched
_MERGE: Final = LINK_KINDS[SAME_AS].name


class Step(NamedTuple):
    """From one network to the next: the nodes it touched, the links that ended with it."""

    since: int
    revision: int
    nodes: frozenset[int]
    ended: frozenset[int]


class Touches:
    """At which revision each node was last touched: an answer that was read from others stands.

    Written by whoever follows the store, read by many threads.
    """

    def __init__(self) -> None:
        self._last: dict[int, int] = {}
        self._named: dict[str, int] = {}
        self._steps: deque[Step] = deque(maxlen=STEPS)
        self._floor = 0

    def mark(self, step: Step, came: Iterable[Key] = ()) -> None:
        """What the step touched, and the keys of nodes that ``came`` with it."""
        if len(self._last) + len(self._named) > MOST:
            self.forget(step.revision)
        self._steps.append(step)
        self._last.update(dict.fromkeys(step.nodes, step.revision))
        for key in came:
            self._named.update(dict.fromkeys(_names(key.id), step.revision))

    def forget(self, revision: int) -> None:
        """Nothing read before ``revision`` stands."""
        self._floor = revision
        self._last, self._named = {}, {}
        self._steps.clear()

    def between(self, since: int, revision: int) -> list[Step] | None:
        """The steps from one network to another; None where that is not known (any more)."""
        steps = [step for step in list(self._steps) if since < step.revision <= revision]
        known = steps and steps[0].since <= since and steps[-1].revision == revision
        return steps if known else None

    def stands(self, read: Iterable[int], since: int) -> bool:
        """Whether none of the nodes was touched after the revision ``since``."""
        last = self._last
        return since >= self._floor and not any(last.get(node, 0) > since for node in read)

    def means(self, id: str, since: int) -> bool:
        """Whether an id means whom it meant then: nobody came whom it may mean, too."""
        return since >= self._floor and self._named.get(id.upper(), 0) <= since


def _names(id: str) -> Iterator[str]:
    """What people may write for an id: all of it, or what follows its source's name."""
    rest = id.upper()
    while rest:
        yield rest
        rest = rest.partition(":")[2]


def touched(store: Store, before: Ties, after: Ties, changes: Changes | None = None) -> set[int]:
    """Every node of which a tie, a statement or the kind is not the same in both networks, and
    perhaps some that later revisions touched. A merge touches its parties' neighbours, too; another
    kind those up to two ties away, since a veil may show or hide the node by its kind.

    ``before`` must be the earlier, ``changes`` those since. Cost: linear in what changed, and the
    ties of the merged.
    """
    changes = store.changes(before.revision) if changes is None else changes
    ends, merged = set[int](), set[int]()
    for kind, source, target in _ends(store, changes):
        ends |= {source, target}
        if kind == _MERGE:
            merged |= {source, target}
    came = set(changes.node_numbers.tolist())
    rekinded = [n for n in came if n < before.size and before.kind_of(n) != after.kind_of(n)]
    found = ends | came | set(store.restated(before.revision))
    for network in (before, after):
        if network.survivor:
            found |= {network.canonical(node) for node in found}
        for node in merged | {network.canonical(node) for node in merged}:
            found |= {tie[0] for tie in network.every_tie(node)}
        found |= _around(network, rekinded, 2)
    return found


def _around(network: Ties, nodes: Iterable[int], ties: int) -> set[int]:
    found = {network.canonical(node) for node in nodes}
    for _ in range(ties):
        found |= {tie[0] for node in found for tie in network.every_tie(node)}
    return found


def _ends(store: Store, changes: Changes) -> Iterator[tuple[str, int, int]]:
    """The links that came or went: their kinds and ends as delivered."""
    recorded = changes.recorded
    for kind, source, target in zip(
        recorded["kind"].tolist(), recorded["source"].tolist(), recorded["target"].tolist(),
        strict=True,
    ):  # fmt: skip
        yield LINK_KINDS[kind].name, source, target
    gone = store.links(changes.retired.tolist()) if len(changes.retired) else {}
    keys = (key for view in gone.values() for key in (view.source, view.target))
    numbers = store.numbers(list(dict.fromkeys(keys))) if gone else {}
    for view in gone.values():
        source, target = numbers.get(view.source), numbers.get(view.target)
        if source is not None and target is not None:  # else a view hides an end, and the link
            yield view.kind, source, target
