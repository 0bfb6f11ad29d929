"""A network with later changes folded in, without laying it out anew."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from graph.layered import Layered
from graph.merges import survivors
from graph.network import Network
from graph.ties import HALF_DTYPE, SAME_AS, By, Tie, Walk, foremost
from graph.topology import ALWAYS, FOREVER, LINK_DTYPE, NO_CODE, Changes, Topology

Ends = tuple[int, int]
MOST_PARTS: Final = 64  # of changes, kept as they came until somebody asks for all of them


class Overlay:
    """A base network minus what was retired plus what was recorded after it.

    Satisfies ``graph.ties.Ties`` and answers exactly as a network built anew would. Frozen; safe
    for many threads. ``changes.since`` must be the base's revision. Making one costs O(changes),
    and the ties of whom a merge or its withdrawal touches; memory about 500 bytes a change.
    ``weight`` is how much it holds: links recorded and retired, and nodes.
    """

    def __init__(self, base: Network, changes: Changes) -> None:
        if changes.since != base.revision:
            raise ValueError(f"changes since {changes.since} do not follow {base.revision}")
        self.base = base
        self._told: tuple[Changes, ...] = (changes,)
        self.revision, self.weight = changes.revision, _weight(changes)
        self.changed_kinds = Layered(_latest(changes))
        self.size = max([base.size, *(number + 1 for number in self.changed_kinds)])
        retired = set[int](changes.retired.tolist())
        recorded = [row for row in changes.recorded.tolist() if row[0] not in retired]
        self.survivor = self._survivors(recorded, retired)
        judged = (row[0] for row in recorded if row[1] == SAME_AS)
        self._judgements = frozenset([*base.merges["link"].tolist(), *judged])
        self._gone = retired
        laid = _Laid(self.canonical)
        for row in recorded:
            if row[1] != SAME_AS:
                laid.add(row[3], row[4], _half(row))
        if self.survivor != base.survivor:
            self._move_merged(laid)
        self._added = Layered({node: sorted(t, key=_order) for node, t in laid.ties.items()})
        self._ends = Layered(laid.ends)  # where the links in ``_added`` stand
        self._gone_links = np.array(sorted(self._gone), dtype=np.int32)

    @property
    def changes(self) -> Changes:
        """All since the base. Cost: after it was followed a copy of them, once."""
        if len(self._told) > 1:
            self._told = (combined(*self._told),)
        return self._told[0]

    def followed(self, later: Changes) -> Overlay:
        """With what came later, as made anew of all changes together. Where nobody is merged or
        parted it costs what is later, and what ``Layered.followed`` copies.

        Raises ValueError if ``later`` does not follow on this revision.
        """
        if later.since != self.revision:
            raise ValueError(f"changes since {later.since} do not follow {self.revision}")
        judged = np.any(later.recorded["kind"] == SAME_AS)
        if judged or not self._judgements.isdisjoint(later.retired.tolist()):
            return Overlay(self.base, combined(*self._told, later))
        return self._extended(later)

    def _extended(self, later: Changes) -> Overlay:
        made = object.__new__(Overlay)
        made.base, made.revision = self.base, later.revision
        made.weight = self.weight + _weight(later)
        told = self._told if len(self._told) < MOST_PARTS else (combined(*self._told),)
        made._told = *told, later
        made.changed_kinds = self.changed_kinds.followed(_latest(later))
        made.size = max([self.size, *(number + 1 for number in later.node_numbers.tolist())])
        made.survivor, made._judgements = self.survivor, self._judgements
        retired = set[int](later.retired.tolist())
        laid = _Laid(made.canonical)
        for row in later.recorded.tolist():
            if row[0] not in retired:
                laid.add(row[3], row[4], _half(row))
        ended = {end for link in retired for end in self._ends.get(link, ())}
        added = {}
        for node in laid.ties.keys() | ended:
            held = [tie for tie in self._added.get(node, ()) if tie[1] not in retired]
            added[node] = sorted([*held, *laid.ties.get(node, ())], key=_order)
        made._added, made._ends = self._added.followed(added), self._ends.followed(laid.ends)
        made._gone, made._gone_links = self._gone, self._gone_links
        if retired:
            made._gone = self._gone | retired
            made._gone_links = np.union1d(self._gone_links, later.retired).astype(np.int32)
        return made

    def _survivors(self, recorded: Iterable[Any], retired: set[int]) -> dict[int, int]:
        merges = self.base.merges
        pairs = {row[0]: (row[3], row[4]) for row in recorded if row[1] == SAME_AS}
        if not pairs and not retired.intersection(merges["link"].tolist()):
            return self.base.survivor
        held = [row for row in merges.tolist() if row[0] not in retired]
        return survivors([*((source, target) for _, source, target in held), *pairs.values()])

    def _move_merged(self, laid: _Laid) -> None:
        """Take the base's links of whom a judgement moved, and lay them where they belong now."""
        base = self.base
        delivered: dict[int, Ends] = {link: (s, t) for link, s, t in base.moved.tolist()}
        moved = {
            node
            for node in self.survivor.keys() | base.survivor.keys()
            if self.canonical(node) != base.canonical(node)
        }
        for stand in sorted({base.canonical(node) for node in moved}):
            for tie in base.every_tie(stand):
                link = tie[1]
                ends = delivered.get(link) or ((stand, tie[0]) if tie[7] else (tie[0], stand))
                if link not in self._gone and not moved.isdisjoint(ends):
                    self._gone.add(link)
                    laid.add(*ends, tie)

    def canonical(self, node: int) -> int:
        return self.survivor.get(node, node)

    def kind_of(self, node: int) -> int:
        kind = self.changed_kinds.get(node)
        return self.base.kind_of(node) if kind is None else kind

    def extent(self, node: int) -> int:
        return self.base.extent(node) + len(self._added.get(node, ()))

    def every_tie(self, node: int) -> list[Tie]:
        return self._folded(self.base.every_tie(node), self._added.get(node, []))

    def every_half(self, node: int) -> NDArray[Any]:
        halves = self.base.halves_of(node)
        kept = halves[~np.isin(halves["link"], self._gone_links)]
        added = np.array(self._added.get(node, []), dtype=HALF_DTYPE)
        both = np.concatenate([kept, added])
        return both[np.lexsort((both["link"], -both["forward"], both["kind"]))]

    def ties(self, node: int, walk: Walk) -> list[Tie]:
        added = self._added.get(node)
        return self._folded(self.base.ties(node, walk), walk.among(added) if added else [])

    def degree(self, node: int, walk: Walk) -> int:
        halves = self.base.halves_of(node)
        kept = walk.keeps(halves) & ~np.isin(halves["link"], self._gone_links)
        return int(np.count_nonzero(kept)) + len(walk.among(self._added.get(node, ())))

    def foremost(self, node: int, walk: Walk, by: By, most: int) -> list[Tie]:
        halves = self.base.halves_of(node)
        kept = halves[walk.keeps(halves) & ~np.isin(halves["link"], self._gone_links)]
        added = np.array(walk.among(self._added.get(node, ())), dtype=HALF_DTYPE)
        ties: list[Tie] = foremost(np.concatenate([kept, added]), by, most).tolist()
        return sorted(ties, key=_order) if len(added) else ties

    def frozen(self) -> Network:
        """The same laid out as arrays, for work on all of it; merged ends stand at their survivor,
        where they came from is not kept. Cost: as building a network."""
        halves = self.base.halves
        node = np.repeat(np.arange(self.base.size), np.diff(self.base.bounds))
        kept = (halves["forward"] == 1) & ~np.isin(halves["link"], self._gone_links)
        held = _rows(halves[kept], node[kept])
        added = [(n, tie) for n, ties in self._added.items() for tie in ties if tie[7]]
        fresh = [(t[1], t[6], t[8], n, t[0], t[2], t[3], t[4], t[5]) for n, t in added]
        same = [
            (-1 - place, SAME_AS, NO_CODE, *ends, 0, 0, ALWAYS, FOREVER)
            for place, ends in enumerate(sorted(self.survivor.items()))
        ]
        rows = [np.array(part, dtype=LINK_DTYPE) for part in (same, fresh)]
        kinds = np.full(self.size, -1, dtype=np.int8)
        kinds[: self.base.size] = self.base.node_kinds
        kinds[list(self.changed_kinds)] = list(self.changed_kinds.values())
        return Network.build(Topology(self.revision, kinds, np.concatenate([held, *rows])))

    def _folded(self, held: list[Tie], added: list[Tie]) -> list[Tie]:
        if self._gone:
            gone = self._gone
            held = [tie for tie in held if tie[1] not in gone]
        return sorted([*held, *added], key=_order) if added else held


def _weight(changes: Changes) -> int:
    return len(changes.recorded) + len(changes.retired) + len(changes.node_numbers)


class _Laid:
    """Links laid at both of their ends, wherever these stand by now."""

    def __init__(self, canonical: Callable[[int], int]) -> None:
        self._canonical = canonical
        self.ties: dict[int, list[Tie]] = {}
        self.ends: dict[int, Ends] = {}

    def add(self, source: int, target: int, half: Tie) -> None:
        """``half`` says what the link says, its ends apart."""
        source, target = self._canonical(source), self._canonical(target)
        _, link, *said, kind, _, code = half
        forward: Any = (target, link, *said, kind, 1, code)
        backward: Any = (source, link, *said, kind, 0, code)
        self.ties.setdefault(source, []).append(forward)
        self.ties.setdefault(target, []).append(backward)
        self.ends[link] = source, target


def combined(*changes: Changes) -> Changes:
    """All of them, as one. Raises ValueError if one does not follow on the one before."""
    for earlier, later in pairwise(changes):
        if later.since != earlier.revision:
            raise ValueError(f"changes since {later.since} do not follow {earlier.revision}")
    return Changes(
        changes[0].since,
        changes[-1].revision,
        np.concatenate([each.node_numbers for each in changes]),
        np.concatenate([each.node_kinds for each in changes]),
        np.concatenate([each.recorded for each in changes]),
        np.concatenate([each.retired for each in changes]),
    )


def since(earlier: Changes, all_of_them: Changes) -> Changes:
    """What was ``combined`` with the earlier ones."""
    nodes, links = len(earlier.node_numbers), len(earlier.recorded)
    return Changes(
        earlier.revision,
        all_of_them.revision,
        all_of_them.node_numbers[nodes:],
        all_of_them.node_kinds[nodes:],
        all_of_them.recorded[links:],
        all_of_them.retired[len(earlier.retired) :],
    )


def _rows(halves: NDArray[Any], node: NDArray[Any]) -> NDArray[Any]:
    """Forward halves as the links they are."""
    rows = np.zeros(len(halves), dtype=LINK_DTYPE)
    rows["number"], rows["source"], rows["target"] = halves["link"], node, halves["other"]
    for name in ("kind", "code", "share_min", "share_max", "valid_from", "valid_until"):
        rows[name] = halves[name]
    return rows


def _latest(changes: Changes) -> dict[int, int]:
    return dict(zip(changes.node_numbers.tolist(), changes.node_kinds.tolist(), strict=True))


def _half(row: Any) -> Tie:
    number, kind, code, _, target, share_min, share_max, valid_from, valid_until = row
    return target, number, share_min, share_max, valid_from, valid_until, kind, 1, code


def _order(tie: Tie) -> tuple[int, int, int]:
    return tie[6], -tie[7], tie[1]
