"""A saved graph as SVG for the report: drawn here, so that it holds nothing but known names."""

from __future__ import annotations

from html import escape
from typing import Final

from api.answers.investigations.shapes import DrawnTie, Graph, PlacedNode

LINE: Final = 14  # characters of a name in one line
WIDE, HIGH, MARGIN = 168, 44, 40
_TALL: Final = 1.35  # no drawing is taller than its width by more than this


def svg(graph: Graph) -> str:
    """The nodes in their places, scaled to fit; ended ties do not appear, unknown shares are
    dashed; what is put away is left out. Text is escaped: a name is never markup."""
    shown = [node for node in graph["nodes"] if not node["away"]]
    placed = _fitted(shown)
    right = max((x for x, _ in placed.values()), default=0) + WIDE // 2 + MARGIN
    low = max((y for _, y in placed.values()), default=0) + HIGH // 2 + MARGIN
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {right} {low}" role="img"'
        f' aria-label="{escape(graph["name"], quote=True)}">',
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7"'
        ' markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8z"/></marker></defs>',
        *(_tie(tie, placed) for tie in graph["ties"]),
        *(_node(node, placed[node["id"]]) for node in shown),
        "</svg>",
    ]
    return "".join(parts)


def _fitted(nodes: list[PlacedNode]) -> dict[str, tuple[int, int]]:
    """Moved to the margin; spread so that boxes beside each other do not overlap."""
    if not nodes:
        return {}
    left, top = min(node["x"] for node in nodes), min(node["y"] for node in nodes)
    wide = max(node["x"] for node in nodes) - left or 1
    high = max(node["y"] for node in nodes) - top or 1
    across = max(WIDE * min(len(nodes), 6), 480)
    down = (
        min(int(high / wide * across), int(across * _TALL)) if wide > 1 else HIGH * 3 * len(nodes)
    )
    return {
        node["id"]: (
            MARGIN + WIDE // 2 + (node["x"] - left) * across // wide,
            MARGIN + HIGH // 2 + (node["y"] - top) * max(down, HIGH) // high,
        )
        for node in nodes
    }


def _tie(tie: DrawnTie, placed: dict[str, tuple[int, int]]) -> str:
    (ax, ay), (bx, by) = placed[tie["source"]], placed[tie["target"]]
    ex, ey = _edge(ax, ay, bx, by)
    dashed = ' stroke-dasharray="4 3"' if tie["said"] == "?" else ""
    label = escape(f"{tie['kind_zh']} {tie['said']}".strip())
    return (
        f'<line x1="{ax}" y1="{ay}" x2="{ex}" y2="{ey}" marker-end="url(#tip)"{dashed}'
        f' stroke="#5b6878"/><text class="tie" x="{(ax + ex) // 2}" y="{(ay + ey) // 2 - 3}"'
        f' text-anchor="middle">{label}</text>'
    )


def _edge(ax: int, ay: int, bx: int, by: int) -> tuple[int, int]:
    """Where the line from a to b meets the border of b's box."""
    dx, dy = ax - bx, ay - by
    if not dx and not dy:
        return bx, by
    reach = min(
        WIDE / 2 / abs(dx) if dx else float("inf"), HIGH / 2 / abs(dy) if dy else float("inf"), 1.0
    )
    return round(bx + dx * reach), round(by + dy * reach)


def _node(node: PlacedNode, at: tuple[int, int]) -> str:
    x, y = at
    name = node["name"] or node["id"]
    lines = [name[:LINE], name[LINE : 2 * LINE]] if len(name) > LINE else [name]
    round_ = HIGH // 2 if node["kind"] == "person" else 3
    first = y + 5 - 8 * (len(lines) - 1)
    texts = "".join(
        f'<text x="{x}" y="{first + 16 * place}" text-anchor="middle">{escape(line)}</text>'
        for place, line in enumerate(lines)
    )
    return (
        f'<rect x="{x - WIDE // 2}" y="{y - HIGH // 2}" width="{WIDE}" height="{HIGH}"'
        f' rx="{round_}" fill="#fff" stroke="#16202c"/>{texts}'
    )
