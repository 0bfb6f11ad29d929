"""k paths that share no node but their ends, of least total length.

Successive shortest augmenting paths on the split graph, which for unit capacities is
Suurballe's method (J. W. Suurballe, Disjoint paths in a network, Networks 4, 1974) for k paths.
"""

from __future__ import annotations

from collections import deque
from itertools import pairwise

from analyses.shortest_paths import Reach

Arcs = dict[int, set[int]]
Half = tuple[int, bool]  # a node's way in (False) or out (True)


def disjoint(reach: Reach, a: int, b: int, max_hops: int, wanted: int) -> list[list[int]]:
    """Up to ``wanted`` node-disjoint paths, shortest first, as node lists.

    Every tie used lies on some walk from ``a`` to ``b`` of at most ``max_hops`` hops; as many
    paths as there are, and of those the set with the fewest hops in total. One path of a set may
    be longer than ``max_hops``: keeping each within a bound makes the question NP-hard. Cost:
    reading both ends' surroundings, then O(wanted · arcs · nodes) at worst, near
    O(wanted · arcs) in practice.
    """
    arcs = region(reach, a, b, max_hops)
    after: dict[int, int] = {}  # of the flow so far: node → next, for inner nodes
    starts: set[int] = set()
    for _ in range(wanted):
        trail = _augmenting(arcs, after, starts, a, b)
        if trail is None:
            break
        _augment(trail, after, starts, a)
    return sorted((_path(start, after, a, b) for start in starts), key=lambda p: (len(p), p))


def region(reach: Reach, a: int, b: int, max_hops: int) -> Arcs:
    """The arcs u → v with hops(a, u) + 1 + hops(v, b) ≤ max_hops.

    Reading half of the hops from each end finds them all: an arc unread from both sides would
    make a longer walk.
    """
    ahead = (max_hops + 1) // 2
    arcs: Arcs = {}
    _ball(reach, (a, b), ahead, False, arcs)
    _ball(reach, (b, a), max_hops - ahead, True, arcs)
    back: Arcs = {}
    for u, vs in arcs.items():
        for v in vs:
            back.setdefault(v, set()).add(u)
    from_a, to_b = _hops(arcs, a, b), _hops(back, b, a)
    far = max_hops + 1
    return {
        u: {v for v in vs if v != a and from_a.get(u, far) + 1 + to_b.get(v, far) <= max_hops}
        for u, vs in arcs.items()
        if u != b
    }


def _ball(reach: Reach, ends: tuple[int, int], depth: int, backward: bool, arcs: Arcs) -> None:
    start, goal = ends
    seen, frontier = {start}, [start]
    for _ in range(depth):
        grown: list[int] = []
        for node in frontier:
            for other in reach.neighbours(node, backward=backward):
                if other == start or (other != goal and reach.closed(other)):
                    continue
                near, far = (other, node) if backward else (node, other)
                arcs.setdefault(near, set()).add(far)
                if other not in seen and other != goal:
                    seen.add(other)
                    grown.append(other)
        frontier = grown


def _hops(arcs: Arcs, start: int, goal: int) -> dict[int, int]:
    hops, queue = {start: 0}, deque([start])
    while queue:
        node = queue.popleft()
        for other in arcs.get(node, ()) if node != goal else ():
            if other not in hops:
                hops[other] = hops[node] + 1
                queue.append(other)
    return hops


def _augmenting(
    arcs: Arcs, after: dict[int, int], starts: set[int], a: int, b: int
) -> list[Half] | None:
    """The cheapest way to push one more path: Bellman–Ford with a queue on the residual graph.

    A node on the flow is entered only at its way in, from where the flow is undone (at −1 a hop)
    back to the node before it.
    """
    before = {node: previous for previous, node in after.items() if node != b}
    before.update(dict.fromkeys(starts - {b}, a))
    cost: dict[Half, int] = {(a, True): 0}
    via: dict[Half, Half] = {}
    queue = deque([(a, True)])
    while queue:
        half = queue.popleft()
        for onward, hop in _residual(half, arcs, after, before, starts, a):
            if onward not in cost or cost[half] + hop < cost[onward]:
                cost[onward], via[onward] = cost[half] + hop, half
                if onward[0] != b:
                    queue.append(onward)
    if (b, False) not in cost:
        return None
    trail = [(b, False)]
    while trail[-1] != (a, True):
        trail.append(via[trail[-1]])
    return trail[::-1]


def _residual(
    half: Half,
    arcs: Arcs,
    after: dict[int, int],
    before: dict[int, int],
    starts: set[int],
    a: int,
) -> list[tuple[Half, int]]:
    node, out = half
    if not out:
        if node not in after:
            return [((node, True), 0)]
        previous = before[node]
        return [] if previous == a else [((previous, True), -1)]
    onward: list[tuple[Half, int]] = []
    for other in sorted(arcs.get(node, ())):
        used = other in starts if node == a else after.get(node) == other
        if not used:
            onward.append(((other, False), 1))
    if node in after and node != a:
        onward.append(((node, False), 0))
    return onward


def _augment(trail: list[Half], after: dict[int, int], starts: set[int], a: int) -> None:
    """Take back what the trail undoes, then lay what it adds."""
    hops = [(u, v) for u, v in pairwise(trail) if u[0] != v[0]]
    for (u, out), (v, _) in hops:
        if not out and after.get(v) == u:
            del after[v]
    for (u, out), (v, _) in hops:
        if out and u == a:
            starts.add(v)
        elif out:
            after[u] = v


def _path(start: int, after: dict[int, int], a: int, b: int) -> list[int]:
    path = [a, start]
    while path[-1] != b:
        path.append(after[path[-1]])
    return path
