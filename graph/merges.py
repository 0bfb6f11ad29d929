"""Who is the same as whom: ``same_as`` judgements turned into one survivor each."""

from __future__ import annotations

from collections.abc import Iterable


def survivors(merges: Iterable[tuple[int, int]]) -> dict[int, int]:
    """Each merged-away node → its survivor, from ``(merged, into)`` pairs.

    The survivor of a group is the node that is merged into no other; of several or none (a ring
    of judgements), the one with the lowest number. Survivors themselves are absent.
    O(pairs · log).
    """
    leader: dict[int, int] = {}
    away = set[int]()
    for merged, into in merges:
        if merged != into:
            away.add(merged)
        one, two = _leader(leader, merged), _leader(leader, into)
        leader[max(one, two)] = min(one, two)
    groups: dict[int, list[int]] = {}
    for node in leader:
        groups.setdefault(_leader(leader, node), []).append(node)
    return dict(pair for group in groups.values() for pair in _into_survivor(group, away))


def _leader(leader: dict[int, int], node: int) -> int:
    leader.setdefault(node, node)
    while leader[node] != node:
        leader[node] = leader[leader[node]]  # path halving
        node = leader[node]
    return node


def _into_survivor(group: list[int], away: set[int]) -> Iterable[tuple[int, int]]:
    survivor = min(group, key=lambda node: (node in away, node))
    return ((node, survivor) for node in group if node != survivor)
