"""Ownership loops (循环持股): who holds himself in the end, and by which stakes.

A loop is a strongly connected component of holdings, or a company that holds itself. Its own path
is the circle within it whose shares multiply to most; the product of those shares is the part of
itself that a member holds along that path alone.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from itertools import pairwise
from typing import Final, NamedTuple

import numpy as np

from analyses.citywide.components import strong_components
from analyses.citywide.holdings import Holdings
from analyses.stakes import WHOLE, Share, Stakes, steps
from analyses.steps import Step
from analyses.work import Work

MOST_STARTS: Final = 64  # members from which the strongest circle of a large loop is sought
LONG: Final = 16  # shares that multiply for the price of one
Strength = Callable[[Share], Fraction]


class Loop(NamedTuple):
    """``members`` by number. ``path``: the circle, its lowest number first and not repeated;
    ``least`` and ``most``: the product of its shares, as parts of one, where some are unknown.
    ``closed``: the members certainly hold each other wholly, so that nobody stands behind them.
    ``whole``: whether the circle was sought from every member."""

    members: tuple[int, ...]
    path: tuple[int, ...]
    least: Fraction
    most: Fraction
    closed: bool
    steps: tuple[Step, ...]
    whole: bool


def loop_of(stakes: Stakes, subject: int) -> Loop | None:
    """The loop the subject is in; None without one, or where not all of it was affordable to read
    (``stakes.cut_short``). Cost: the stakes of all below and above it."""
    subject = stakes.network.canonical(subject)
    below = _reached(stakes.held, subject)
    members = _reached(stakes.holders, subject, below) & below | {subject}
    if stakes.cut_short or (len(members) == 1 and not stakes.own(subject).most):
        return None
    return described(stakes, members)


def city_loops(capital: Holdings) -> list[tuple[int, ...]]:
    """The members of every loop of a city, by lowest number. Cost: all stakes, once."""
    component = strong_components(capital.held)
    sizes = np.bincount(component, minlength=1)
    inside = (sizes[component] > 1) | (capital.own[:, 1] > 0)
    found: dict[int, list[int]] = {}
    for node in np.flatnonzero(inside).tolist():
        found.setdefault(int(component[node]), []).append(node)
    return sorted(tuple(members) for members in found.values())


def described(stakes: Stakes, members: Iterable[int], work: Work | None = None) -> Loop:
    """A loop's strongest circle. Dijkstra's search with products from every member (at most
    MOST_STARTS, and as long as ``work`` affords, else that of ``stakes``); of equal circles the
    shortest, then that of lowest numbers. Where not even one search is affordable, a shortest
    circle."""
    loop, work = frozenset(members), work or stakes.work
    inside = {
        node: {far: share for far, share in stakes.held(node).items() if far in loop}
        for node in loop
    }
    for node in loop:
        own = stakes.own(node)
        if own.most:
            inside[node] = {**inside[node], node: own}
    path, searched = _strongest(inside, _least, work)
    if not path:
        path, searched = _strongest(inside, _most, work)
    path = path or _shortest(inside)
    ends = list(pairwise((*path, path[0])))
    shares = [inside[owner][company] for owner, company in ends]
    return Loop(
        tuple(sorted(loop)),
        path,
        _product(_least(share) for share in shares),
        _product(_most(share) for share in shares),
        _closed(inside),
        tuple(
            walked
            for (owner, company), share in zip(ends, shares, strict=True)
            for walked in steps(owner, company, share)
        ),
        searched,
    )


def _reached(
    near: Callable[[int], Mapping[int, Share]], start: int, within: set[int] | None = None
) -> set[int]:
    """All that lie that way, the start only if something leads back to it."""
    seen: set[int] = set()
    waiting = [start]
    while waiting:
        found = set(near(waiting.pop())) - seen
        if within is not None:
            found &= within
        seen |= found
        waiting.extend(found - {start})
    return seen


def _strongest(
    inside: Mapping[int, Mapping[int, Share]], strength: Strength, work: Work
) -> tuple[tuple[int, ...], bool]:
    """The circle whose shares multiply to most, empty where every circle has a share of none; and
    whether it was sought from every member."""
    circles = []
    for start in sorted(inside)[:MOST_STARTS]:
        circle = _around(inside, start, strength, work)
        if circle is not None:
            circles.append(circle)
    searched = len(inside) <= MOST_STARTS and not work.cut_short
    if not circles:
        return (), searched
    _, _, path = min(circles, key=lambda each: (-each[0], each[1], each[2]))
    return _turned(path), searched


def _turned(path: tuple[int, ...]) -> tuple[int, ...]:
    turn = path.index(min(path))
    return path[turn:] + path[:turn]


def _around(
    inside: Mapping[int, Mapping[int, Share]], start: int, strength: Strength, work: Work
) -> tuple[Fraction, int, tuple[int, ...]] | None:
    """The strongest circle through the start: its product, its length, its nodes. None where there
    is none, or where it was not affordable: long products of exact shares are dear."""
    done: set[int] = set()
    waiting: list[tuple[Fraction, int, tuple[int, ...]]] = [(Fraction(-1), 0, (start,))]
    while waiting:
        product, length, path = heapq.heappop(waiting)
        if length and path[-1] == start:
            return -product, length, path[:-1]
        if path[-1] in done:
            continue
        done.add(path[-1])
        if not work.affords((1 + length // LONG) * len(inside[path[-1]])):
            return None
        for far, share in inside[path[-1]].items():
            part = strength(share)
            if part and (far == start or far not in done):
                heapq.heappush(waiting, (product * part, length + 1, (*path, far)))
    return None


def _shortest(inside: Mapping[int, Mapping[int, Share]]) -> tuple[int, ...]:
    """A shortest circle through the lowest number. There is one: whoever is in a loop comes back to
    itself."""
    start = min(inside)
    before: dict[int, int] = {}
    waiting = [start]
    for node in waiting:
        for far in sorted(inside[node]):
            if far not in before:
                before[far] = node
                waiting.append(far)
        if start in before:
            break
    path = [before[start]]
    while path[-1] != start:
        path.append(before[path[-1]])
    return _turned(tuple(path[::-1]))


def _closed(inside: Mapping[int, Mapping[int, Share]]) -> bool:
    held = dict.fromkeys(inside, 0)
    for holding in inside.values():
        for company, share in holding.items():
            held[company] += share.least
    return min(held.values()) >= WHOLE


def _least(share: Share) -> Fraction:
    return Fraction(min(share.least, WHOLE), WHOLE)


def _most(share: Share) -> Fraction:
    return Fraction(min(share.most, WHOLE), WHOLE)


def _product(parts: Iterable[Fraction]) -> Fraction:
    found = Fraction(1)
    for part in parts:
        found *= part
    return found
