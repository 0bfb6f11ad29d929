"""A saved graph: its nodes as the investigator placed them, and the ties between them."""

from __future__ import annotations

from datetime import date
from typing import Final

from analyses.steps import RELATIONS
from analyses.ties_among import ties_among
from analyses.work import Work
from api.answers.describe import brief, iso
from api.answers.explanation.asking import node_of
from api.answers.files.sections import percent
from api.answers.ground import Ground
from api.answers.investigations.book import Written
from api.answers.investigations.entries import GraphSaved
from api.answers.investigations.shapes import DrawnTie, Graph, PlacedNode
from graph.errors import UnknownId
from graph.facts import NodeView
from graph.ties import Tie
from graph.topology import ALWAYS, FOREVER
from graph.vocabulary import LINK_KINDS, OFFICE_ZH, ROLE_ZH

CODES_ZH: Final = {**OFFICE_ZH, **ROLE_ZH}
WHOLE: Final = 1_000_000  # parts per million


def graph(ground: Ground, written: Written, saved: GraphSaved, work: Work) -> Graph:
    """Cost: its nodes, and passing over their ties, within ``work``."""
    day = date.fromisoformat(saved.day) if saved.day else ground.day
    seen, missing = _views(ground, saved)
    nodes: list[PlacedNode] = [
        {**brief(seen[placed.id]), "family": placed.family, "x": placed.x, "y": placed.y,
         "note": placed.note, "group": placed.group, "away": placed.away or ""}
        for placed in saved.nodes if placed.id in seen
    ]  # fmt: skip
    shown = [seen[placed.id] for placed in saved.nodes if placed.id in seen and not placed.away]
    ids = {ground.network.canonical(view.number): view.key.id for view in shown}
    among = ties_among(ground.network, ids, RELATIONS, day, work=work)
    return {
        "name": saved.name,
        "day": day.isoformat(),
        "saved": written.at.isoformat(timespec="seconds"),
        "saved_by": written.author,
        "nodes": nodes,
        "ties": [_drawn(ids[node], ids[tie[0]], tie) for node, tie in among.ties],
        "truncated": among.omitted > 0 or among.cut_short,
        "folds": [
            {
                "id": fold.id,
                "family": fold.family,
                "kind": fold.kind,
                "direction": fold.direction,
                "open": fold.open,
            }
            for fold in saved.folds or ()
            if fold.id in seen
        ],
        "missing": missing,
    }


def _drawn(source: str, target: str, tie: Tie) -> DrawnTie:
    kind = LINK_KINDS[tie[6]]
    return {
        "source": source,
        "target": target,
        "kind": kind.name,
        "kind_zh": kind.zh,
        "said": said_of(tie),
        "valid_from": None if tie[4] == ALWAYS else iso(date.fromordinal(tie[4])),
        "valid_until": None if tie[5] == FOREVER else iso(date.fromordinal(tie[5])),
    }


def said_of(tie: Tie) -> str:
    """The share as per cent, ``?`` where nothing is known of it; the office; or the role."""
    kind, least, most = LINK_KINDS[tie[6]], tie[2], tie[3]
    if kind.name == "owns":
        if (least, most) == (0, WHOLE):
            return "?"
        return f"{percent(least)}%" if least == most else f"{percent(least)}–{percent(most)}%"
    code = kind.codes[tie[8]] if kind.codes and tie[8] >= 0 else ""
    return CODES_ZH.get(code, code)


def _views(ground: Ground, saved: GraphSaved) -> tuple[dict[str, NodeView], list[str]]:
    seen: dict[str, NodeView] = {}
    missing: list[str] = []
    for placed in saved.nodes:
        try:
            seen[placed.id], _ = node_of(ground, placed.id, (placed.family,))
        except UnknownId:
            missing.append(placed.id)
    return seen, missing
