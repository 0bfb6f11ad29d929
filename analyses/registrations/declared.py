"""What a subject has registered of itself, and where each declaration stands on a day.

Source: 国办发〔2019〕35号 (六): subjects may register qualifications, market operations, the
performance of contracts and public-welfare deeds, with a commitment to their truth.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from analyses.folding import Stage, acts_about, fold
from analyses.rulebook import in_force
from analyses.rulebook.declarations import Declarations
from analyses.rulebook.machine import State
from analyses.work import Work, latest
from graph.facts import NodeView
from graph.ties import Ties, walk_of
from graph.views import Views
from graph.vocabulary import LINK_CODE

DECLARED: Final = LINK_CODE["declared"]
_MADE: Final = walk_of(frozenset({"declared"}), None, "out")


@dataclass(frozen=True, slots=True)
class Declaration:
    """``shown``: neither withdrawn nor found false, and not past its term."""

    number: int
    view: NodeView
    state: State
    since: date | None
    stages: tuple[Stage, ...]
    shown: bool


def declared_by(
    network: Ties, views: Views, rules: Declarations, subject: int, day: date, work: Work
) -> tuple[Declaration, ...]:
    """A subject's declarations, latest first: of very many the latest that ``work`` affords. Cost:
    they and the acts about them."""
    made = latest(network.ties(network.canonical(subject), _MADE), work)
    found = declarations(network, views, rules, dict.fromkeys(tie[0] for tie in made), day)
    return tuple(sorted(found, key=_latest_first))


def declarations(
    network: Ties, views: Views, rules: Declarations, numbers: Iterable[int], day: date
) -> tuple[Declaration, ...]:
    """Those that were made by the day."""
    wanted = list(numbers)
    seen = views.nodes(wanted)
    found = (
        declaration_of(network, seen[number], rules, day) for number in wanted if number in seen
    )
    return tuple(each for each in found if (_day(each.view, "declared") or date.min) <= day)


def subject_of_declaration(network: Ties, declaration: int) -> int | None:
    return next((t[0] for t in network.every_tie(declaration) if t[6] == DECLARED and not t[7]),
                None)  # fmt: skip


def declaration_of(network: Ties, view: NodeView, rules: Declarations, day: date) -> Declaration:
    begun, made = in_force(rules.state, day)[0], _day(view, "declared")
    acts = acts_about(network, view.number, day)
    state, since, stages = fold(
        rules.state, rules.transition, begun, made, acts, day, beginning="registered"
    )
    until = _day(view, "until")
    shown = state.id in ("self_declared", "verified") and (until is None or day <= until)
    return Declaration(view.number, view, state, since, stages, shown)


def _latest_first(each: Declaration) -> tuple[int, int]:
    return -(_day(each.view, "declared") or date.min).toordinal(), -each.number


def _day(view: NodeView, name: str) -> date | None:
    found = view.fields.get(name)
    return found if isinstance(found, date) else None
