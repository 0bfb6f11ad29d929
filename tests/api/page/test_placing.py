"""Where names and words stand, in a real Chromium: nothing lies over anything, on the screen at any
size and on paper, and each of several ties between the same two is seen."""

from __future__ import annotations

import random
from itertools import combinations
from typing import Any, Final

import pytest
from playwright.sync_api import Page

from tests.api import town
from tests.api.page.conftest import Opened

SLACK: Final = 6  # pixels of a border and of what a letter is wider than reckoned
MODULES: Final = """
  const at = (file) => import(`/page/${file}`);
  const [{ default: cytoscape }, { naming }, { styles, inRows, INK }, { bends }, { drawn }] =
    await Promise.all(["vendor/cytoscape.mjs", "graph/names.js", "graph/look.js",
      "graph/placing.js", "graph/as_svg.js"].map(at));
  const put = (size) => {
    const element = document.querySelector("main").appendChild(document.createElement("div"));
    Object.assign(element.style, { position: "relative", ...size });
    return element;
  };
"""
ON_SCREEN: Final = f"""async ({{ nodes, ties, width, height }}) => {{ {MODULES}
  const container = put({{ width: `${{width}}px`, height: `${{height}}px` }});
  const aside = bends(ties, (tie) => tie.id);
  const elements = [
    ...nodes.map(({{ id, name, x, y }}) =>
      ({{ data: {{ id, label: inRows(name), shape: "ellipse" }}, position: {{ x, y }} }})),
    ...ties.map(({{ id, source, target, label }}) => ({{
      data: {{ id, source, target, label, kind: "owns", width: 2, bend: aside.get(id) ?? 0 }},
      classes: aside.get(id) ? "bent" : "" }})),
  ];
  const cy = cytoscape({{ container, style: styles(), elements, layout: {{ name: "preset" }} }});
  cy.fit(undefined, 20);
  naming(cy, () => []).later(0);
  await new Promise((done) => setTimeout(done, 300));
  const only = (labels) => ({{ includeLabels: labels, includeNodes: !labels, includeEdges: !labels,
    includeOverlays: false }});
  const boxes = (all, labels) =>
    all.map((one) => [one.id(), one.renderedBoundingBox(only(labels))]);
  return {{
    named: boxes(cy.nodes(".named"), true), nodes: boxes(cy.nodes(), false),
    spoken: boxes(cy.edges(".named"), true),
    middles: Object.fromEntries(cy.edges().map((tie) => [tie.id(), tie.midpoint()])),
  }};
}}"""
ON_PAPER: Final = f"""async ({{ nodes, ties }}) => {{ {MODULES}
  const parts = nodes.map((one) => ({{ ...one, label: inRows(one.name), kind: "organization",
    family: "subject", stub: false, large: false }}));
  const lines = ties.map((one) =>
    ({{ ...one, kind: "owns", ended: false, unknown: false, share: 0 }}));
  const page = drawn(parts, lines, "test", INK);
  const root = put({{}}).appendChild(document.importNode(page.documentElement, true));
  const boxes = (selector) => [...root.querySelectorAll(selector)].map((group, at) => {{
    const rows = [...group.querySelectorAll("text")].map((row) => row.getBBox());
    if (!rows.length) return [`${{selector}} ${{at}}`, null];
    const middle = rows.map((row) => row.y + row.height / 2);
    const tall = Number(group.querySelector("text").getAttribute("font-size"));
    return [`${{selector}} ${{at}}`, {{
      x1: Math.min(...rows.map((row) => row.x)),
      x2: Math.max(...rows.map((row) => row.x + row.width)),
      y1: Math.min(...middle) - tall / 2, y2: Math.max(...middle) + tall / 2 }}];
  }});
  return {{ named: boxes(".node"), spoken: boxes(".tie-line"), bodies: [...root.querySelectorAll(
    ".node rect")].map((one, at) => [`.node ${{at}}`, {{ x1: one.getBBox().x, y1: one.getBBox().y,
      x2: one.getBBox().x + one.getBBox().width, y2: one.getBBox().y + one.getBBox().height }}]) }};
}}"""


def crowd(count: int, across: int, ties: int) -> dict[str, Any]:
    """Close together, as no layout leaves them, but none on top of another."""
    seeded = random.Random(8)
    words = ("甲", "乙丙", "丁戊己")
    nodes = [
        {"id": f"n{each}", "name": f"济南{seeded.choice(words)}建设工程有限公司{each}",
         "x": each % across * 80 + seeded.randrange(40),
         "y": each // across * 70 + seeded.randrange(40)} for each in range(count)
    ]  # fmt: skip
    pairs = [seeded.sample(range(count), 2) for _ in range(ties)]
    said = "60%\n2021-03-09 至 今"
    lines = [{"id": f"t{at}", "source": f"n{one}", "target": f"n{other}", "label": said}
             for at, (one, other) in enumerate(pairs)]  # fmt: skip
    return {"nodes": nodes, "ties": lines}


def pair() -> dict[str, Any]:
    """Two that are tied thrice, once the other way round."""
    ends = (("a", "b"), ("a", "b"), ("b", "a"))
    return {
        "nodes": [{"id": "a", "name": "甲建设有限公司", "x": 0, "y": 0},
                  {"id": "b", "name": "乙建设有限公司", "x": 40, "y": 190}],
        "ties": [{"id": f"t{at}", "source": one, "target": other, "label": "60%\n2021-03-09 至 今"}
                 for at, (one, other) in enumerate(ends)],
    }  # fmt: skip


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_in_a_crowd_no_name_lies_over_another_or_over_a_node(opened: Opened, scheme: str) -> None:
    page = opened(color_scheme=scheme)
    asked = crowd(80, across=10, ties=60)
    found = page.evaluate(ON_SCREEN, {**asked, "width": 800, "height": 600})
    named, spoken = dict(found["named"]), dict(found["spoken"])
    assert 10 < len(named) < len(asked["nodes"])
    assert over({**named, **spoken}) == []
    covered = [(one, other) for one in (*named, *spoken) for other, body in found["nodes"]
               if other != one and meet({**named, **spoken}[one], body)]  # fmt: skip
    assert covered == []


@pytest.mark.parametrize(("width", "height"), [(360, 500), (1100, 800), (3400, 1800)])
def test_of_several_ties_between_two_each_is_seen_with_its_words(
    opened: Opened, width: int, height: int
) -> None:
    page = opened(viewport={"width": width + 60, "height": height + 200})
    found = page.evaluate(ON_SCREEN, {**pair(), "width": width, "height": height})
    spoken = dict(found["spoken"])
    assert len(spoken) == 3
    assert over({**dict(found["named"]), **spoken}) == []
    middles = found["middles"].values()
    apart = [abs(one["x"] - other["x"]) + abs(one["y"] - other["y"])
             for one, other in combinations(middles, 2)]  # fmt: skip
    assert min(apart) > 30


def test_the_rule_knows_where_a_tie_is_drawn(page: Page) -> None:
    """What the placing takes for the middle of a tie is where the library draws it."""
    asked = pair()
    found = page.evaluate(ON_SCREEN, {**asked, "width": 900, "height": 700})
    reckoned = page.evaluate(
        """async ({ nodes, ties }) => {
          const { bends, upon } = await import("/page/graph/placing.js");
          const at = Object.fromEntries(nodes.map((node) => [node.id, node]));
          const aside = bends(ties, (tie) => tie.id);
          return Object.fromEntries(ties.map(({ id, source, target }) => [id,
            upon({ id, from: at[source], to: at[target], bend: aside.get(id), label: "" }, 0.5)]));
        }""",
        asked,
    )
    for tie, middle in found["middles"].items():
        assert abs(middle["x"] - reckoned[tie]["x"]) < 8, tie
        assert abs(middle["y"] - reckoned[tie]["y"]) < 8, tie


def test_on_paper_each_is_named_and_nothing_lies_over_anything(page: Page) -> None:
    asked = crowd(80, across=10, ties=60)
    found = page.evaluate(ON_PAPER, asked)
    named = dict(found["named"])
    assert None not in named.values()
    assert len(named) == len(asked["nodes"])
    spoken = {name: box for name, box in found["spoken"] if box}
    assert len(spoken) > 30
    assert over({**named, **spoken}) == []
    covered = [(one, other) for one, box in {**named, **spoken}.items()
               for other, body in found["bodies"] if other != one and meet(box, body)]  # fmt: skip
    assert covered == []


def test_a_drawing_of_too_many_is_not_kept_cut_short(opened: Opened) -> None:
    """Two thousand at most: more shown are refused with what to do, more put away are said."""
    page = opened(f"?graph={town.YI}")
    for shown, away, said in (
        (2_050, 0, "图上多出 50 个,不能收入"), (1_990, 30, "有 20 个放不下"), (1_990, 5, ""),
    ):  # fmt: skip
        page.evaluate(TOO_MANY, {"shown": shown, "away": away})
        page.locator("#crowded button").click()
        dialog = page.get_by_role("dialog")
        dialog.get_by_label("关系图名称").wait_for()
        take = dialog.get_by_role("button", name="收入", exact=False).last
        assert take.is_disabled() == (shown > 2_000)
        notice = dialog.locator(".notice")
        assert notice.count() == (1 if said else 0)
        assert not said or said in notice.inner_text()
        assert not said or "2,000" in notice.locator(".en").inner_text()
        page.keyboard.press("Escape")


TOO_MANY: Final = """async ({ shown, away }) => {
  const at = (file) => import(`/page/${file}`);
  const [{ html }, { render }, { savedOf }, { EMPTY, nodeOf }, { ToInvestigation }] =
    await Promise.all(["lib.js", "vendor/preact.mjs", "graph/saved.js", "graph/drawing.js",
      "parts/to_investigation.js"].map(at));
  const all = Array.from({ length: shown + away }, (_, each) =>
    nodeOf({ id: `t:${each}`, name: `${each}号公司`, kind: "organization" }));
  const seen = { nodes: all.slice(0, shown), ties: [], folds: new Map() };
  const drawing = { ...EMPTY, nodes: Object.fromEntries(all.map((node) => [node.ref, node])) };
  document.getElementById("crowded")?.remove();
  const place = document.body.appendChild(Object.assign(document.createElement("div"), { id: "crowded" }));
  render(html`<${ToInvestigation} subjects=${[]} graph=${() => savedOf(drawing, seen, "")} />`, place);
}"""  # noqa: E501


def over(boxes: dict[str, dict[str, float]]) -> list[tuple[str, str]]:
    return [(one, other) for one, other in combinations(boxes, 2) if meet(boxes[one], boxes[other])]


def meet(one: dict[str, float], other: dict[str, float]) -> bool:
    """By more than the pixels of a border."""
    return (min(one["x2"], other["x2"]) - max(one["x1"], other["x1"]) > SLACK
            and min(one["y2"], other["y2"]) - max(one["y1"], other["y1"]) > SLACK)  # fmt: skip
