"""Compiled loops of the alerts: what passes between all neighbours, scores, and their repair.

A *key* packs a score and the seed it comes from into one integer, so that keys compare by score,
then by lowest seed: ``score << 32 | 0xFFFFFFFF - seed``; 0 is no score. A node keeps the two best
keys of different seeds: enough to leave out its own, here and wherever they are passed on to.
``most`` says of each node beyond how many neighbours it is a hub.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

LOW = 0xFFFFFFFF
WHOLE = 1_000_000


@njit(cache=True, nogil=True)
def lay(
    bounds: NDArray[np.int64], halves: Any, day: int, owns: int, table: NDArray[np.int64],
    tiers: NDArray[np.int64], capital: NDArray[np.int64],
) -> Any:  # fmt: skip
    """The neighbours of every node: ``start`` (nodes + 1), and beside each other ``other``, ``out``
    and ``back``. O(halves), memory 24 bytes a node and 12 a half."""
    size = bounds.size - 1
    start = np.zeros(size + 1, np.int64)
    other, out, back = (
        np.empty(halves.size, np.int32), np.empty(halves.size, np.int32),
        np.empty(halves.size, np.int32),
    )  # fmt: skip
    place = np.full(size, -1, np.int64)  # where in ``other`` the neighbour lies, if past start
    sums = np.zeros((size, 2), np.int64)
    stamp = np.full(size, -1, np.int64)
    added = np.zeros(size, np.bool_)
    touched = np.empty(size, np.int32)
    end = 0
    for node in range(size):
        start[node] = first = end
        i = bounds[node]
        while i < bounds[node + 1]:
            kind, forward = halves[i].kind, halves[i].forward
            if kind == owns:
                count = 0
                while i < bounds[node + 1] and halves[i].kind == kind:
                    if halves[i].forward != forward:
                        break
                    half = halves[i]
                    i += 1
                    far = half.other
                    if far == node or day < half.valid_from or day > half.valid_until:
                        continue
                    if stamp[far] != 2 * node + forward:
                        stamp[far] = 2 * node + forward
                        sums[far, 0] = sums[far, 1] = 0
                        added[far] = False
                        touched[count] = far
                        count += 1
                    sign = capital[half.code]
                    if sign > 0:
                        added[far] = True
                        sums[far, 0] += half.share_min
                        sums[far, 1] += half.share_max
                    elif sign < 0:
                        sums[far, 0] -= half.share_max
                        sums[far, 1] -= half.share_min
                for n in range(count):
                    far = touched[n]
                    if added[far]:
                        along, against = _stake(tiers, sums[far, 0], sums[far, 1])
                        if forward:
                            end = _raise(far, along, against, first, end, place, other, out, back)
                        else:
                            end = _raise(far, against, along, first, end, place, other, out, back)
            else:
                half = halves[i]
                i += 1
                if half.other == node or day < half.valid_from or day > half.valid_until:
                    continue
                going, coming = table[kind, forward, half.code], table[kind, 1 - forward, half.code]
                end = _raise(half.other, going, coming, first, end, place, other, out, back)
    start[size] = end
    return start, other[:end].copy(), out[:end].copy(), back[:end].copy()


@njit(cache=True)
def _stake(tiers: NDArray[np.int64], least: int, most: int) -> Any:
    for t in range(tiers.shape[0]):
        if least >= tiers[t, 0]:
            return tiers[t, 1], tiers[t, 2]
    for t in range(tiers.shape[0]):
        if most >= tiers[t, 0] and (tiers[t, 3] or tiers[t, 4]):
            return tiers[t, 3], tiers[t, 4]
    return np.int64(0), np.int64(0)


@njit(cache=True)
def _raise(
    far: int, going: int, coming: int, first: int, end: int, place: Any, other: Any, out: Any,
    back: Any,
) -> int:  # fmt: skip
    if not (going or coming):
        return end
    at = place[far]
    if first <= at < end and other[at] == far:
        out[at], back[at] = max(out[at], going), max(back[at], coming)
        return end
    place[far] = end
    other[end], out[end], back[end] = far, going, coming
    return end + 1


@njit(cache=True, inline="always")
def _better(best: int, second: int, key: int) -> Any:
    """The two best keys of different seeds among three. Never depends on the order they come in."""
    if (best & LOW) == (key & LOW):
        return max(best, key), second
    if key > best:
        return key, best
    if (second & LOW) == (key & LOW):
        return best, max(second, key)
    return best, max(second, key)


@njit(cache=True, inline="always")
def _passed(key: int, part: int, least: int) -> int:
    """What is left of a key after a tie; a score below the least never gets above it again."""
    score = (key >> 32) * part // WHOLE
    return (score << 32) | (key & LOW) if score >= least else 0


@njit(cache=True)
def scores(
    first: NDArray[np.int64], last: NDArray[np.int64], other: NDArray[np.int32],
    out: NDArray[np.int32], strength: NDArray[np.int32], most: NDArray[np.int32], least: int,
    layers: NDArray[np.int64],
) -> None:  # fmt: skip
    """Fill ``layers[hop, node, 2]``: the two best keys over at most ``hop`` ties.

    What a tie adds is pushed from where something changed at the hop before.
    """
    size, hops = strength.size, layers.shape[0] - 1
    active, keys = np.empty(size, np.int32), np.empty((size, 2), np.int64)
    count = 0
    for node in range(size):
        layers[0, node, 0] = layers[0, node, 1] = 0
        if strength[node]:
            layers[0, node, 0] = (np.int64(strength[node]) << 32) | (LOW - node)
            active[count] = node
            count += 1
    seen = np.zeros(size, np.int8)
    for hop in range(1, hops + 1):
        before, after = layers[hop - 1], layers[hop]
        after[:] = before
        for n in range(count):
            keys[n, 0], keys[n, 1] = before[active[n], 0], before[active[n], 1]
        count = _push(first, last, other, out, most, least, hop, active, keys, count, after, seen)


@njit(cache=True, nogil=True)
def last_scores(
    first: NDArray[np.int64], last: NDArray[np.int64], other: NDArray[np.int32],
    out: NDArray[np.int32], strength: NDArray[np.int32], most: NDArray[np.int32], least: int,
    hops: int,
) -> NDArray[np.int64]:  # fmt: skip
    """The last layer alone: a third of the memory and less than half of the time."""
    size = strength.size
    best = np.zeros((size, 2), np.int64)
    active, keys = np.empty(size, np.int32), np.empty((size, 2), np.int64)
    count = 0
    for node in range(size):
        if strength[node]:
            best[node, 0] = (np.int64(strength[node]) << 32) | (LOW - node)
            active[count] = node
            count += 1
    seen = np.zeros(size, np.int8)
    for hop in range(1, hops + 1):
        for n in range(count):
            keys[n, 0], keys[n, 1] = best[active[n], 0], best[active[n], 1]
        count = _push(first, last, other, out, most, least, hop, active, keys, count, best, seen)
    return best


@njit(cache=True)
def _push(
    first: Any, last: Any, other: Any, out: Any, most: Any, least: int, hop: int, active: Any,
    keys: Any, count: int, best: Any, seen: Any,
) -> int:  # fmt: skip
    """Pass on what the active have; they become those who got something better."""
    fresh = np.empty(active.size, np.int32)
    found = 0
    for n in range(count):
        node = active[n]
        if hop > 1 and last[node] - first[node] > most[node]:
            continue
        for i in range(first[node], last[node]):
            passed = _passed(keys[n, 0], out[i], least)
            if not passed:
                continue
            far = other[i]
            a, b = best[far, 0], best[far, 1]
            c, d = _better(a, b, passed)
            if keys[n, 1]:
                c, d = _better(c, d, _passed(keys[n, 1], out[i], least))
            if c != a or d != b:
                best[far, 0], best[far, 1] = c, d
                if not seen[far]:
                    seen[far] = 1
                    fresh[found] = far
                    found += 1
    for n in range(found):
        active[n] = fresh[n]
        seen[fresh[n]] = 0
    return found


@njit(cache=True, nogil=True)
def without_own(best: NDArray[np.int64]) -> Any:
    """Each node's score in ppm, its own record left out, and the seed it comes from."""
    scores = np.empty(best.shape[0], np.int32)
    sources = np.empty(best.shape[0], np.int32)
    for node in range(scores.size):
        own = (best[node, 0] & LOW) == LOW - node
        key = best[node, 1 if own else 0]
        scores[node] = key >> 32
        sources[node] = LOW - (key & LOW) if key else -1
    return scores, sources


@njit(cache=True)
def repair(
    first: NDArray[np.int64], last: NDArray[np.int64], other: NDArray[np.int32],
    back: NDArray[np.int32], strength: NDArray[np.int32], most: NDArray[np.int32], least: int,
    layers: NDArray[np.int64], changed: NDArray[np.int32], seen: NDArray[np.int8],
) -> int:  # fmt: skip
    """Make ``layers`` what ``scores`` would make them after the lists or the strength of the
    ``changed`` nodes changed; how many keys were worked out anew.

    ``changed`` has both ends of every changed tie, and the neighbours of whoever became a hub or
    is none any more. Cost: the ties of all whose keys change, and of their neighbours.
    """
    hops, worked = layers.shape[0] - 1, 0
    moved = np.empty(max(64, changed.size), np.int32)
    count = 0
    for n in range(changed.size):
        node = changed[n]
        key = (np.int64(strength[node]) << 32) | (LOW - node) if strength[node] else np.int64(0)
        if layers[0, node, 0] != key:
            layers[0, node, 0] = key
            moved[count] = node
            count += 1
    struck = moved[:count].copy()  # a hub's own record passes at every hop
    dirty = np.empty(max(256, 4 * changed.size), np.int32)
    for hop in range(1, hops + 1):
        found = 0
        for n in range(changed.size):
            if not seen[changed[n]]:
                seen[changed[n]] = 1
                dirty[found] = changed[n]
                found += 1
        for n in range(struck.size + count):
            node = struck[n] if n < struck.size else moved[n - struck.size]
            passes = n < struck.size or last[node] - first[node] <= most[node]
            for i in range(first[node], last[node] if passes else first[node]):
                far = other[i]
                if not seen[far]:
                    if found == dirty.size:
                        dirty = np.append(dirty, np.empty_like(dirty))
                    seen[far] = 1
                    dirty[found] = far
                    found += 1
        if moved.size < found:
            moved = np.empty(2 * found, np.int32)
        count = 0
        for n in range(found):
            node = dirty[n]
            seen[node] = 0
            a, b = _pulled(first, last, other, back, most, least, hop, layers, node)
            worked += 1
            if layers[hop, node, 0] != a or layers[hop, node, 1] != b:
                layers[hop, node, 0], layers[hop, node, 1] = a, b
                moved[count] = node
                count += 1
    return worked


@njit(cache=True)
def _pulled(
    first: Any,
    last: Any,
    other: Any,
    back: Any,
    most: Any,
    least: int,
    hop: int,
    layers: Any,
    node: int,
) -> Any:
    """A node's two best keys over at most so many ties, from its neighbours' of one tie fewer."""
    best, second = layers[0, node, 0], 0
    for i in range(first[node], last[node]):
        far, part = other[i], back[i]
        if not part:
            continue
        before = layers[0, far] if last[far] - first[far] > most[far] else layers[hop - 1, far]
        if before[0]:
            best, second = _better(best, second, _passed(before[0], part, least))
            if before[1]:
                best, second = _better(best, second, _passed(before[1], part, least))
    return best, second
