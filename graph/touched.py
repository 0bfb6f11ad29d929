"""Which nodes a stretch of revisions touched: whatever did not read one of them reads the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from graph.facts import Key
from graph.store import Store
from graph.ties import SAME_AS, Ties
from graph.topology import Changes
from graph.vocabulary import LINK_KINDS

_MERGE = LINK_KINDS[SAME_AS].name


def touched(store: Store, before: Ties, after: Ties) -> set[int]:
    """Every node of which a tie, a statement or the kind is not the same in both networks, and
    perhaps some that later revisions touched. A merge touches its parties' neighbours, too.

    ``before`` must be the earlier. Cost: linear in what changed, and the ties of the merged.
    """
    changes = store.changes(before.revision)
    ends, merged = set[int](), set[int]()
    for kind, source, target in _ends(store, changes):
        ends |= {source, target}
        if kind == _MERGE:
            merged |= {source, target}
    found = ends | set(changes.node_numbers.tolist()) | set(store.restated(before.revision))
    for network in (before, after):
        stands = {network.canonical(node) for node in found}
        found |= stands
        for node in merged | {network.canonical(node) for node in merged}:
            found |= {tie[0] for tie in network.every_tie(node)}
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
    numbers = _numbers(store, (key for view in gone.values() for key in (view.source, view.target)))
    for view in gone.values():
        source, target = numbers.get(view.source), numbers.get(view.target)
        if source is not None and target is not None:  # else a view hides an end, and the link
            yield view.kind, source, target


def _numbers(store: Store, keys: Iterable[Key]) -> dict[Key, int]:
    briefs = store.briefs(list(dict.fromkeys(keys)))
    return {key: brief.number for key, brief in briefs.items()}
