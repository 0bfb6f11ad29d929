"""What one answer stands on: a store, a network at one revision, and a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from analyses.rulebook import Rulebook
from analyses.usable_records import RECORD_KINDS, UsableRecords
from analyses.work import Work
from api.answers.asking import Moment
from api.answers.judged import Judged
from api.answers.rolls import Rolls
from api.answers.shapes import Framed
from graph.errors import RefusedInput
from graph.networks import Networks
from graph.observed import Observed
from graph.store import Store
from graph.ties import Ties
from graph.touched import Touches
from graph.views import Views


@dataclass(frozen=True, slots=True)
class Ground:
    """``network`` and ``views`` are of one revision; the store may have gone on meanwhile."""

    store: Store
    network: Ties
    views: Views
    rules: Rulebook
    day: date
    known_at: int | None
    rolls: Rolls = field(default_factory=Rolls)
    judged: Judged = field(default_factory=Judged)
    touches: Touches | None = None  # of the latest network; None for one of the past
    read: set[int] | None = None  # the nodes looked at, where that is to be known
    generation: int = 0  # of the networks

    @property
    def edition(self) -> tuple[int, int]:
        """What no other facts have: under it may be kept what was worked out of them."""
        return self.generation, self.network.revision

    def observed(self) -> tuple[Ground, set[int]]:
        """The same, and the numbers of all nodes that are looked at on it from now on."""
        at = Observed(self.network, self.views)
        return replace(self, network=at, views=at, read=at.read), at.read

    def looked(self, nodes: Iterable[int]) -> None:
        """These nodes were looked at, past the network and the views."""
        if self.read is not None:
            self.read.update(nodes)

    def stands(self, read: Iterable[int], since: int) -> bool:
        """Whether what was read of these nodes at a revision, no later one, reads the same here."""
        return since == self.network.revision or (
            since < self.network.revision
            and self.touches is not None
            and self.touches.stands(read, since)
        )

    def means(self, id: str, since: int) -> bool:
        """Whether an id means whom it meant at an earlier revision."""
        return since == self.network.revision or (
            self.touches is not None and self.touches.means(id, since)
        )

    def walked(self, kinds: frozenset[str] | None, work: Work) -> Ties:
        """The network to walk for these kinds of link: where they lead to records, without those
        that may not be used on the day, and those that ``work`` did not afford to judge."""
        if kinds is None or not kinds & RECORD_KINDS:
            return self.network
        return UsableRecords(self.network, self.views, self.rules, self.day, work)

    def frame(self, *, truncated: bool = False) -> Framed:
        return {
            "as_of": self.day.isoformat(),
            "revision": self.network.revision,
            "rules": self.rules.version,
            "complete": not truncated,
            "truncated": truncated,
        }


def ground(
    store: Store,
    networks: Networks,
    rules: Rulebook,
    moment: Moment,
    today: date,
    rolls: Rolls | None = None,
    judged: Judged | None = None,
) -> Ground:
    """Raises RefusedInput for a revision that is not there."""
    known_at = moment.known_at
    if known_at is not None and not 0 <= known_at <= store.revision():
        raise RefusedInput(
            f"known_at 应为已有的修订号(0 至 {store.revision()})",
            f"known_at must be a revision that exists (0 to {store.revision()})",
            field="known_at",
        )
    network = networks.current() if known_at is None else networks.at(known_at)
    views = networks.views(network.revision)
    day, kept = moment.as_of or today, (rolls or Rolls(), judged or Judged())
    touches = networks.touches if known_at is None else None
    return Ground(
        store, network, views, rules, day, known_at, *kept, touches,
        generation=networks.generation,
    )  # fmt: skip
