"""The peers of bench/whole_city.py: the same questions in plain dicts, and over scipy matrices."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from analyses.alerts.scores import Passages
from analyses.alerts.weights import Weights
from analyses.citywide.holdings import Holdings, Stakeholders
from analyses.stakes import WHOLE

Dicts = dict[int, list[tuple[int, int]]]
HALF: Final = 500_000
ENOUGH: Final = 1e-9  # a round of Jacobi's that changes nothing by more is the last


def in_dicts(given: Stakeholders) -> Dicts:
    """Each node's far ends with lowest shares."""
    start, other, least = (array.tolist() for array in (given.start, given.other, given.least))
    return {
        node: list(zip(other[a:b], least[a:b], strict=True))
        for node, (a, b) in enumerate(pairwise(start))
        if a < b
    }


def cascade(held: Dicts, listed: list[int]) -> set[int]:
    reached, sums, waiting = set(listed), dict[int, int](), list(listed)
    while waiting:
        for company, share in held.get(waiting.pop(), ()):
            total = sums[company] = sums.get(company, 0) + share
            if total >= HALF and company not in reached:
                reached.add(company)
                waiting.append(company)
    return reached


def closure(held: Dicts) -> dict[int, set[int]]:
    found = {}
    for owner in held:
        ruled, sums, waiting = set[int](), dict[int, int](), [owner]
        while waiting:
            for company, share in held.get(waiting.pop(), ()):
                total = sums[company] = sums.get(company, 0) + share
                if total > HALF and company != owner and company not in ruled:
                    ruled.add(company)
                    waiting.append(company)
        found[owner] = ruled
    return found


def ultimate(held: Dicts, holders: Dicts) -> dict[int, int]:
    """The same merging of groups as the kernel's, the smaller into the larger; each one's top."""
    top: dict[int, int] = {}  # members → the root of their group
    members: dict[int, list[int]] = {}
    label: dict[int, int] = {}
    waiting = deque(holders)
    queued = set(holders)
    while waiting:
        firm = waiting.popleft()
        queued.discard(firm)
        mine = top.get(firm, firm)
        if label.get(mine, mine) != firm:
            continue
        sums: dict[int, int] = {}
        for owner, share in holders[firm]:
            root = top.get(owner, owner)
            if root != mine:
                sums[root] = sums.get(root, 0) + share
        root = min((r for r, votes in sums.items() if votes > HALF), default=-1)
        if root < 0:
            continue
        head = label.get(root, root)
        ours, theirs = members.get(mine, [mine]), members.get(root, [root])
        small, large, root = (
            (ours, theirs, root) if len(ours) < len(theirs) else (theirs, ours, mine)
        )
        for member in small:
            top[member] = root
            for company, _ in held.get(member, ()):
                group = top.get(company, company)
                if company not in queued and label.get(group, group) == company:
                    queued.add(company)
                    waiting.append(company)
        large.extend(small)
        members[root], label[root] = large, head
    return {firm: label.get(top.get(firm, firm), top.get(firm, firm)) for firm in holders}


def jacobi(capital: Holdings) -> tuple[csr_array, int]:
    """N − I by X ← D + D X, and the rounds it took."""
    held = capital.held
    size = capital.size
    shares = csr_array((held.least / WHOLE, held.other, held.start), shape=(size, size))
    found = shares
    for rounds in range(1, 1_000):
        after = shares + shares @ found
        change = abs(after - found)
        found = after
        if not change.nnz or change.max() < ENOUGH:
            return found, rounds
    raise ArithmeticError("no rest")


def by_neighbour(given: Passages) -> csr_array:
    """What part passes to each node (row) from each neighbour (column)."""
    size = len(given.first)
    return csr_array(
        (given.back / WHOLE, given.other, np.append(given.first, given.last[-1:])),
        shape=(size, size),
    )


def scipy_scores(
    matrix: csr_array, weights: Weights, strength: NDArray[np.int32]
) -> NDArray[np.float64]:
    """The best product over so many hops in scipy's own operations, own records and all: less than
    the kernel works out."""
    return _scores(
        matrix,
        weights,
        strength,
        lambda given: matrix.multiply(given).max(axis=1).toarray().ravel(),
    )


def numpy_scores(
    matrix: csr_array, weights: Weights, strength: NDArray[np.int32]
) -> NDArray[np.float64]:
    """The same by hand, over the matrix's arrays."""
    start, other, part = matrix.indptr, matrix.indices, matrix.data
    some = np.flatnonzero(np.diff(start))

    def best(given: NDArray[np.float64]) -> NDArray[np.float64]:
        found = np.zeros(len(given))
        found[some] = np.maximum.reduceat(part * given[other], start[some])
        return found

    return _scores(matrix, weights, strength, best)


def _scores(
    matrix: csr_array, weights: Weights, strength: NDArray[np.int32],
    best: Callable[[NDArray[np.float64]], NDArray[np.float64]],
) -> NDArray[np.float64]:  # fmt: skip
    own = strength / WHOLE
    hub = np.diff(matrix.indptr) > weights.most_neighbours
    scores = own
    for hop in range(weights.hops):
        scores = np.maximum(scores, best(np.where(hub, own, scores) if hop else own))
    return scores
