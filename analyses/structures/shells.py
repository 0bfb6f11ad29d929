"""Shell clusters (疑似空壳集群): firms registered within days of each other that share a rare
address, telephone or registration agent.

Two firms are tied that share rare things of enough kinds and were registered close enough to each
other; a cluster is whoever is tied at any remove. An indicator: it proves nothing of any of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final, NamedTuple

import numpy as np

from analyses.rulebook.structures import Shell
from analyses.steps import WORK_BUDGET
from graph.network import Network
from graph.ties import Tie, Ties
from graph.views import Views
from graph.vocabulary import LINK_CODE, NODE_CODE, OFFICES

CONTACT_AT: Final = LINK_CODE["contact_at"]
HOLDS_OFFICE: Final = LINK_CODE["holds_office"]
AGENT: Final = OFFICES.index("agent")
ORGANIZATION: Final = NODE_CODE["organization"]
PREFETCHED: Final = 5_000  # nodes read from the store together


class Shared(NamedTuple):
    """A thing that members share: a contact or an agent, by number; which kind of thing; the
    members who use it, and how many do in all; the links that say so."""

    thing: int
    kind: str
    members: tuple[int, ...]
    users: int
    links: tuple[int, ...]


class Cluster(NamedTuple):
    """``members`` by number, registered from ``first`` to ``last``; what they share, the rarest
    first."""

    members: tuple[int, ...]
    first: date
    last: date
    shared: tuple[Shared, ...]


@dataclass(slots=True)
class Shells:
    """Reads clusters of one day by one rule, within a budget of ties (then ``cut_short``)."""

    network: Ties
    views: Views
    rule: Shell
    day: date
    work_budget: int = WORK_BUDGET
    cut_short: bool = False
    work: int = 0
    _things: dict[int, dict[int, int]] = field(default_factory=dict)
    _users: dict[int, dict[int, int]] = field(default_factory=dict)

    def of(self, subject: int) -> Cluster | None:
        """The cluster the subject is in; None without one, and for a firm whose day of registration
        nobody states. Cost: the users of what the members share."""
        members, waiting = {self.network.canonical(subject)}, [self.network.canonical(subject)]
        while waiting:
            fresh = self._tied(waiting.pop()) - members
            members |= fresh
            waiting.extend(sorted(fresh))
        if len(members) < self.rule.least_firms:
            return None
        days = [day for member in members if (day := self._registered(member)) is not None]
        return Cluster(tuple(sorted(members)), min(days), max(days), self._shared(members))

    def _tied(self, firm: int) -> set[int]:
        """Whoever shares rare things of enough kinds with the firm, registered close to it."""
        begun = self._registered(firm)
        if begun is None:
            return set()
        kinds: dict[int, set[str]] = {}
        for thing in self._used(firm):
            kind = self._kind(thing)
            users = self._using(thing)
            if 2 <= len(users) <= self.rule.rare.get(kind, 0):
                for other in users:
                    kinds.setdefault(other, set()).add(kind)
        near = [n for n, said in kinds.items() if len(said) >= self.rule.least_kinds and n != firm]
        self.views.nodes(near)
        return {n for n in near if self._close(begun, self._registered(n))}

    def _close(self, one: date, other: date | None) -> bool:
        return other is not None and abs((one - other).days) <= self.rule.window_days

    def _registered(self, firm: int) -> date | None:
        view = self.views.nodes([firm]).get(firm)
        said = view.fields.get("registered") if view is not None else None
        return said if isinstance(said, date) and said <= self.day else None

    def _kind(self, thing: int) -> str:
        """address, phone or email of a contact; agent for whoever registers firms."""
        view = self.views.nodes([thing]).get(thing)
        if view is None or view.kind != "contact":
            return "agent"
        return str(view.fields.get("kind", ""))

    def _used(self, firm: int) -> Mapping[int, int]:
        """What the firm uses → the link that says so."""
        return self._read(self._things, firm, forward=1)

    def _using(self, thing: int) -> Mapping[int, int]:
        """Who uses the thing → the link that says so."""
        return self._read(self._users, thing, forward=0)

    def _read(self, kept: dict[int, dict[int, int]], node: int, *, forward: int) -> dict[int, int]:
        found = kept.get(node)
        if found is None:
            self.work += self.network.extent(node)
            if self.work > self.work_budget:
                self.cut_short = True
                return {}
            ties = self.network.every_tie(node)
            found = {tie[0]: tie[1] for tie in ties if self._says(tie, forward)}
            kept[node] = found
        return found

    def _says(self, tie: Tie, forward: int) -> bool:
        if not tie[4] <= self.day.toordinal() <= tie[5]:
            return False
        if tie[6] == CONTACT_AT:
            return tie[7] == forward
        return tie[6] == HOLDS_OFFICE and tie[8] == AGENT and tie[7] == 1 - forward

    def _shared(self, members: set[int]) -> tuple[Shared, ...]:
        by_thing: dict[int, list[int]] = {}
        for member in sorted(members):
            for thing in self._used(member):
                by_thing.setdefault(thing, []).append(member)
        found = []
        for thing, sharing in by_thing.items():
            users, kind = self._using(thing), self._kind(thing)
            if len(sharing) > 1 and len(users) <= self.rule.rare.get(kind, 0):
                links = tuple(users[member] for member in sharing)
                found.append(Shared(thing, kind, tuple(sharing), len(users), links))
        return tuple(sorted(found, key=lambda each: (each.users, each.thing)))


def suspects(network: Network, rule: Shell, day: date) -> list[int]:
    """Every firm that shares as many rare things with one other as a cluster asks, whatever their
    kinds and days: all members of all clusters are among them. Cost: all links, and the squared
    number of users of every rare thing."""
    from analyses.structures import kernels

    found = kernels.sharers(
        network.bounds, network.halves, day.toordinal(), CONTACT_AT, HOLDS_OFFICE, AGENT,
        max(rule.rare.values(), default=0), rule.least_kinds,
    )  # fmt: skip
    return [int(node) for node in np.flatnonzero(found & (network.node_kinds == ORGANIZATION))]


def clusters_among(shells: Shells, firms: Iterable[int]) -> list[Cluster]:
    """The clusters that these firms are in, the largest first. The budget of ``shells`` is that of
    each cluster."""
    waiting = list(firms)
    for first in range(0, len(waiting), PREFETCHED):
        shells.views.nodes(waiting[first : first + PREFETCHED])
    seen: set[int] = set()
    found = []
    for firm in waiting:
        if firm in seen:
            continue
        shells.work = 0
        cluster = shells.of(firm)
        if cluster is not None:
            seen.update(cluster.members)
            found.append(cluster)
    return sorted(found, key=lambda each: (-len(each.members), each.members))
