"""What a drawing of the network is made of: the ties of one node by kind, and those among many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, TypedDict

from analyses.steps import KIND_NAMES, Step, step
from analyses.ties_among import ties_among
from analyses.usable_records import RECORD_KINDS
from analyses.work import BUDGETS, Work
from api.answers.asking import check_kinds, one_of, within
from api.answers.describe import Described, brief, described
from api.answers.ground import Ground
from api.answers.resolve import key_in, subject_of
from api.answers.shapes import Brief, Framed
from api.answers.ties import Grouped, Way, grouped
from graph.facts import Key, NodeView
from graph.ties import Direction
from graph.vocabulary import FAMILIES, LINK_KIND, NODE_KIND

DRAWN: Final = tuple(family for family in FAMILIES if family != "event")
MOST: Final = 500  # of one group at once
MOST_NODES: Final = 2_000
SHOWN: Final = frozenset(KIND_NAMES) - {"same_as", "about"}
"""Merges are no ties; what an organisation did is told with the record it acted on."""
CUT: Final = (
    "关系或记录过多,未全部读取或列出;请减少节点,或逐个用 /ties 查看 / too much to read or to list; "
    "name fewer nodes, or look at one after another with /ties"
)
UNREAD: Final = (
    "记录过多,只看了最近的;计数为下限 / there are too many records: only the latest were looked "
    "into, and the counts are the least there are"
)


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
    """The ties of one node, ready to be drawn. ``family`` is the id space it is named in.

    Cut short, as ``reason`` says: of very many records the latest were looked into, the others may
    not be shown, and the counts of such ties are the least there are."""

    family: str
    groups: list[DrawnGroup]
    reason: str | None
    redirected_from: str | None


class DrawnNode(Brief):
    family: str


class DrawnAmong(Framed):
    """The nodes asked for, and the ties among them: every one, or as many as one look-up reads and
    tells, ``omitted`` counting those known of besides and ``reason`` saying what to do. ``unknown``
    are nodes no delivery named; a merged id is answered by the one that stands for it, and named in
    ``merged``."""

    nodes: list[DrawnNode]
    ties: list[dict[str, Any]]
    omitted: int
    reason: str | None
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

    Raises UnknownId, AmbiguousId and RefusedInput. Costs ordering the node's ties as arrays, and
    judging its records within a budget; only those listed are described.
    """
    one_of("family", family, DRAWN)
    view, merged = _node(ground, family, id)
    judging = Work(BUDGETS.records.weighed)
    halves = ground.walked(RECORD_KINDS, judging).every_half(view.number)
    groups = [
        group
        for group in grouped(halves, SHOWN, ground.day)
        if (options.kinds is None or group.kind in options.kinds)
        and options.direction in ("both", group.way)
    ]
    listed = [
        [step(view.number, tie) for tie in group.page(options.skip, options.limit, options.ended)]
        for group in groups
    ]
    spoken = described(ground, [each for steps in listed for each in steps])
    return {
        **ground.frame(truncated=judging.cut_short),
        **brief(view),
        "family": family,
        "groups": [
            _group(group, steps, spoken, ground.day.toordinal(), options)
            for group, steps in zip(groups, listed, strict=True)
        ],
        "reason": UNREAD if judging.cut_short else None,
        "redirected_from": merged.id if merged else None,
    }


def drawn_among(ground: Ground, asked: Sequence[Key], ended: bool) -> DrawnAmong:
    """What stands between these, for a drawing made before or handed on.

    Raises AmbiguousId and RefusedInput. Cost: passing over the ties of all of them, within the
    budget of a look-up.
    """
    views = ground.store.nodes(list(dict.fromkeys(asked)), known_at=ground.known_at)
    stands = {key: ground.network.canonical(view.number) for key, view in views.items()}
    numbers, day = dict.fromkeys(stands.values()), ground.day.toordinal()
    judging = Work(BUDGETS.records.weighed)
    walked = ground.walked(RECORD_KINDS, judging)
    found = ties_among(walked, numbers, SHOWN, ground.day, ended=ended)
    steps = [step(number, tie) for number, tie in found.ties]
    spoken = described(ground, steps, numbers)
    truncated = found.omitted > 0 or found.cut_short or judging.cut_short
    return {
        **ground.frame(truncated=truncated),
        "nodes": [_drawn_node(spoken.nodes[number]) for number in numbers],
        "ties": [_said(spoken, each, day) for each in steps],
        "omitted": found.omitted,
        "reason": CUT if truncated else None,
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


def _group(
    group: Grouped, shown: list[Step], spoken: Described, day: int, options: DrawnOptions
) -> DrawnGroup:
    wanted = group.count + (group.ended if options.ended else 0)
    return {
        "kind": group.kind,
        "kind_zh": LINK_KIND[group.kind].zh,
        "direction": group.way,
        "count": group.count,
        "ended": group.ended,
        "items": [_said(spoken, each, day) for each in shown],
        "omitted": max(0, wanted - options.skip - len(shown)),
    }


def _said(spoken: Described, walked: Step, day: int) -> dict[str, Any]:
    link = spoken.links[walked.link]
    begun = link.valid_from is None or link.valid_from.toordinal() <= day
    held = link.valid_until is None or link.valid_until.toordinal() >= day
    return {**spoken.step(walked), "in_force": begun and held}


def _drawn_node(view: NodeView) -> DrawnNode:
    return {**brief(view), "family": view.key.family}
