"""What a drawing of the network is made of: the ties of one node by kind, and those among many."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final, Literal, TypedDict

from analyses.steps import Step
from analyses.usable_records import RECORD_KINDS
from api.answers.asking import check_kinds, one_of, within
from api.answers.describe import Described, brief, described
from api.answers.ground import Ground
from api.answers.resolve import key_in, subject_of
from api.answers.shapes import Brief, Framed
from graph.facts import Key, NodeView
from graph.ties import Direction, Tie, Ties
from graph.vocabulary import FAMILIES, LINK_CODE, LINK_KIND, LINK_KINDS, NODE_CODE, NODE_KIND

DRAWN: Final = tuple(family for family in FAMILIES if family != "event")
MOST: Final = 500  # of one group at once
MOST_NODES: Final = 2_000
_SAME_AS: Final = LINK_CODE["same_as"]
_EVENT: Final = NODE_CODE["event"]  # what an organisation did is told with the record it acted on

Way = Literal["out", "in"]


class DrawnGroup(TypedDict):
    """The ties of one kind and direction: ``count`` in force on the day, ``ended`` before it.
    ``items`` are steps from the node, each with ``in_force``; ``omitted`` come after them."""

    kind: str
    kind_zh: str
    direction: Way
    count: int
    ended: int
    items: list[dict[str, Any]]
    omitted: int


class DrawnTies(Framed, Brief):
    """The ties of one node, ready to be drawn. ``family`` is the id space it is named in."""

    family: str
    groups: list[DrawnGroup]
    redirected_from: str | None


class DrawnNode(Brief):
    family: str


class DrawnAmong(Framed):
    """The nodes asked for, and every tie among them. ``unknown`` are those no delivery named; a
    merged id is answered by the one that stands for it, and named in ``merged``."""

    nodes: list[DrawnNode]
    ties: list[dict[str, Any]]
    unknown: list[str]
    merged: dict[str, str]


@dataclass(frozen=True, slots=True)
class DrawnOptions:
    """Which ties, how many of each group, after how many. Raises RefusedInput, naming the field."""

    kinds: frozenset[str] | None = None
    direction: Direction = "both"
    limit: int = 10
    skip: int = 0
    ended: bool = False

    def __post_init__(self) -> None:
        check_kinds(self.kinds)
        one_of("direction", self.direction, ("both", "out", "in"))
        within("limit", self.limit, 0, MOST)
        within("skip", self.skip, 0, 10_000_000)


def drawn_ties(ground: Ground, family: str, id: str, options: DrawnOptions) -> DrawnTies:
    """The ties in force first, within them the larger share first, then by link number.

    Raises UnknownId, AmbiguousId and RefusedInput. Costs what the node's ties cost to read; only
    those listed are described.
    """
    one_of("family", family, DRAWN)
    view, merged = _node(ground, family, id)
    day, kinds = ground.day.toordinal(), options.kinds
    groups = [
        (LINK_KINDS[kind].name, way, _ordered(group, day))
        for (kind, way), group in groupby(_told(ground, view.number, day), key=_group_of)
        if (kinds is None or LINK_KINDS[kind].name in kinds)
        and options.direction in ("both", way)
    ]  # fmt: skip
    listed = [_listed(ties, day, options) for _, _, ties in groups]
    spoken = described(ground, [_step(view.number, tie) for ties in listed for tie in ties])
    return {
        **ground.frame(),
        **brief(view),
        "family": family,
        "groups": [
            _group(kind, way, ties, shown, spoken, view.number, day, options)
            for (kind, way, ties), shown in zip(groups, listed, strict=True)
        ],
        "redirected_from": merged.id if merged else None,
    }


def drawn_among(ground: Ground, asked: Sequence[Key], ended: bool) -> DrawnAmong:
    """What stands between these, for a drawing made before or handed on.

    Raises AmbiguousId and RefusedInput. Costs what reading the ties of all of them costs.
    """
    views = ground.store.nodes(list(dict.fromkeys(asked)), known_at=ground.known_at)
    stands = {key: ground.network.canonical(view.number) for key, view in views.items()}
    numbers, day = dict.fromkeys(stands.values()), ground.day.toordinal()
    steps = [
        _step(number, tie)
        for number in numbers
        for tie in _told(ground, number, day)
        if tie[7] and tie[0] in numbers and (ended or _in_force(tie, day))
    ]
    spoken = described(ground, steps, numbers)
    return {
        **ground.frame(),
        "nodes": [_drawn_node(spoken.nodes[number]) for number in numbers],
        "ties": [_said(spoken, step, day) for step in steps],
        "unknown": [key.id for key in dict.fromkeys(asked) if key not in views],
        "merged": {
            key.id: spoken.nodes[number].key.id
            for key, number in stands.items()
            if spoken.nodes[number].key != key
        },
    }


def _node(ground: Ground, family: str, id: str) -> tuple[NodeView, Key | None]:
    if family == "subject":
        return subject_of(ground, id)
    kind = NODE_KIND[family]
    key = key_in(ground, id, (family,), kind.zh, family)
    return ground.store.nodes([key], known_at=ground.known_at)[key], None


def _told(ground: Ground, number: int, day: int) -> list[Tie]:
    """The ties that had begun by the day, without records that may not be used on it."""
    network: Ties = ground.walked(RECORD_KINDS)
    return [
        tie
        for tie in network.every_tie(number)
        if tie[4] <= day and tie[6] != _SAME_AS and network.kind_of(tie[0]) != _EVENT
    ]


def _in_force(tie: Tie, day: int) -> bool:
    return tie[4] <= day <= tie[5]


def _group_of(tie: Tie) -> tuple[int, Way]:
    return tie[6], "out" if tie[7] else "in"


def _ordered(ties: Iterable[Tie], day: int) -> list[Tie]:
    return sorted(ties, key=lambda tie: (not _in_force(tie, day), -tie[3], tie[1]))


def _listed(ties: list[Tie], day: int, options: DrawnOptions) -> list[Tie]:
    wanted = ties if options.ended else [tie for tie in ties if _in_force(tie, day)]
    return wanted[options.skip : options.skip + options.limit]


def _group(
    kind: str, way: Way, ties: list[Tie], shown: list[Tie], spoken: Described, number: int,
    day: int, options: DrawnOptions,
) -> DrawnGroup:  # fmt: skip
    count = sum(_in_force(tie, day) for tie in ties)
    wanted = len(ties) if options.ended else count
    return {
        "kind": kind,
        "kind_zh": LINK_KIND[kind].zh,
        "direction": way,
        "count": count,
        "ended": len(ties) - count,
        "items": [_said(spoken, _step(number, tie), day) for tie in shown],
        "omitted": max(0, wanted - options.skip - len(shown)),
    }


def _said(spoken: Described, step: Step, day: int) -> dict[str, Any]:
    link = spoken.links[step.link]
    begun = link.valid_from is None or link.valid_from.toordinal() <= day
    held = link.valid_until is None or link.valid_until.toordinal() >= day
    return {**spoken.step(step), "in_force": begun and held}


def _drawn_node(view: NodeView) -> DrawnNode:
    return {**brief(view), "family": view.key.family}


def _step(number: int, tie: Tie) -> Step:
    return Step(number, tie[0], LINK_KINDS[tie[6]].name, tie[1], bool(tie[7]))
