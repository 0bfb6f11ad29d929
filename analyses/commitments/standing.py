"""Where a commitment stands on a day: the state it was delivered in, carried on by what was done.

Source: 国办发〔2020〕42号 (告知承诺制): commitment, verification, performance, and the consequences
of a false or broken one; states and transitions are those of ``commitments.toml``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from analyses.folding import Act, Stage, acts_about, fold
from analyses.rulebook import in_force
from analyses.rulebook.commitments import Commitments, Item
from analyses.rulebook.machine import State
from analyses.work import Work, latest
from graph.facts import Fields, NodeView
from graph.ties import Ties, walk_of
from graph.views import Views
from graph.vocabulary import LINK_CODE

COMMITTED: Final = LINK_CODE["committed"]
_MADE: Final = walk_of(frozenset({"committed"}), None, "out")
SUPERVISED_BY: Final = LINK_CODE["supervised_by"]


@dataclass(frozen=True, slots=True)
class Standing:
    """``known`` is False where the delivered state is no state of the rules: then it is the first.

    ``item`` is None for a matter that the rules do not list.
    """

    number: int
    view: NodeView
    item: Item | None
    state: State
    known: bool
    since: date | None
    stages: tuple[Stage, ...]

    @property
    def made(self) -> date | None:
        return _day(self.view.fields, "made")

    @property
    def verify_by(self) -> date | None:
        return _day(self.view.fields, "verify_by")

    def overdue(self, day: date) -> bool:
        """The check is still owed and its last day has passed."""
        return self.state.unchecked and self.verify_by is not None and self.verify_by < day


def standings(
    network: Ties, views: Views, rules: Commitments, commitments: Iterable[int], day: date
) -> tuple[Standing, ...]:
    """Those of the commitments that were made by the day. Cost: their facts, in two look-ups."""
    numbers = list(commitments)
    told = {number: acts_about(network, number, day) for number in numbers}
    seen = views.nodes(numbers)
    found = (
        standing_of(seen[number], rules, told[number], day) for number in numbers if number in seen
    )
    return tuple(each for each in found if each.made is None or each.made <= day)


def of_subject(
    network: Ties, views: Views, rules: Commitments, subject: int, day: date, work: Work
) -> tuple[Standing, ...]:
    """A subject's commitments, latest first: of very many the latest that ``work`` affords."""
    made = latest(network.ties(network.canonical(subject), _MADE), work)
    found = standings(network, views, rules, dict.fromkeys(tie[0] for tie in made), day)
    return tuple(sorted(found, key=lambda each: (each.made or date.min, each.number), reverse=True))


def subjects_of(network: Ties, commitment: int) -> list[int]:
    """Who made it: the subject, and a leader who signed."""
    return [t[0] for t in network.every_tie(commitment) if t[6] == COMMITTED and not t[7]]


def supervisors_of(network: Ties, commitment: int) -> list[int]:
    """The units responsible for supervising it."""
    return [t[0] for t in network.every_tie(commitment) if t[6] == SUPERVISED_BY and t[7]]


def standing_of(view: NodeView, rules: Commitments, acts: Iterable[Act], day: date) -> Standing:
    delivered = _delivered(rules, view.fields, day)
    begun = delivered or in_force(rules.state, day)[0]
    made = _day(view.fields, "made")
    state, since, stages = fold(
        rules.state, rules.transition, begun, made, acts, day, beginning="signed"
    )
    known = delivered is not None or "state" not in view.fields
    item = item_of(rules, view.fields, day)
    return Standing(view.number, view, item, state, known, since, stages)


def item_of(rules: Commitments, fields: Mapping[str, object], day: date) -> Item | None:
    """The listed matter: by its id, its name, or a further name that deliveries use."""
    said = str(fields.get("item", ""))
    listed = in_force(rules.item, day)
    exact = (i for i in listed if said in (i.id, i.zh))
    return next(exact, next((i for i in listed if said in i.named), None))


def _delivered(rules: Commitments, fields: Fields, day: date) -> State | None:
    said = str(fields.get("state", ""))
    return next((state for state in in_force(rules.state, day)
                 if said in (state.id, state.zh, *state.named)), None)  # fmt: skip


def _day(fields: Fields, name: str) -> date | None:
    found = fields.get(name)
    return found if isinstance(found, date) else None
