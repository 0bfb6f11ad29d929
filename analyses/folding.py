"""The state that acts have led something to by a day, by its table of transitions.

An act that the state of then does not allow changes nothing, and is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from analyses.days import day_of
from analyses.rulebook import in_force
from analyses.rulebook.machine import State, Transition
from graph.ties import Ties
from graph.vocabulary import ACTS, LINK_CODE

ABOUT: Final = LINK_CODE["about"]


class Act(NamedTuple):
    """An event about something: its day, its link, its node, and what was done."""

    ordinal: int
    link: int
    event: int
    act: str


@dataclass(frozen=True, slots=True)
class Stage:
    """One act: its event's node, its link, its day, and the state it led to; None where the state
    of then did not allow it."""

    event: int
    link: int
    act: str
    day: date | None
    led_to: State | None


def acts_about(network: Ties, node: int, day: date) -> list[Act]:
    """What was done about a node by the day, in order. Cost: the node's ties."""
    until = day.toordinal()
    return sorted(Act(t[4], t[1], t[0], ACTS[t[8]]) for t in network.every_tie(node)
                  if t[6] == ABOUT and not t[7] and t[4] <= until)  # fmt: skip


def fold(
    states: Sequence[State],
    transitions: Sequence[Transition],
    begun: State,
    since: date | None,
    acts: Iterable[Act],
    day: date,
    *,
    beginning: str,
) -> tuple[State, date | None, tuple[Stage, ...]]:
    """The state on the day, since when, and every act but the ``beginning`` it was made by."""
    known = {state.id: state for state in in_force(states, day)}
    state, stages = begun, []
    for done in acts:
        led = leads(transitions, state, done.act, day)
        after = known.get(led.after) if led else None
        on = day_of(done.ordinal)
        if done.act != beginning:
            stages.append(Stage(done.event, done.link, done.act, on, after))
        if after is not None:
            state, since = after, on
    return state, since, tuple(stages)


def leads(
    transitions: Iterable[Transition], state: State, act: str, day: date
) -> Transition | None:
    """The transition that the act makes from the state; None where it makes none."""
    return next((t for t in allowed(transitions, state, day) if t.act == act), None)


def allowed(transitions: Iterable[Transition], state: State, day: date) -> tuple[Transition, ...]:
    """What may be done from the state."""
    return tuple(t for t in in_force(transitions, day) if state.id in t.before)
