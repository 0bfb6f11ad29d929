// Whose names are drawn, and how large: letters of one size on the screen, whatever the zoom. Of a
// drawing of more than a few those are named that have room (placing.js), the best connected first.
import { onPaper, placed } from "./placing.js";

/** @typedef {import("cytoscape").Core} Core */
/** @typedef {import("cytoscape").NodeSingular} Node */
/** @typedef {import("cytoscape").EdgeSingular} Tie */
/** @typedef {import("./placing.js").Placed} Placed */

const FEW = 12; // in a drawing of no more nodes than this each is named
const LABELLED = 60; // in one of no more than this ties speak at any zoom
const REST = 120; // milliseconds the drawing rests before its names are set anew
const LETTERS = 13;

/** How much larger a letter must be drawn to look the same. @param {number} zoom */
const scaleAt = (zoom) => 2 ** (-Math.round(4 * Math.log2(Math.min(Math.max(zoom, 0.08), 6))) / 4);

/** How much larger the page's letters are here than on a laptop. */
export const enlarged = () => parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;

/** What a node's styles need to know of the zoom. @param {number} zoom @param {number} [larger] */
export function sizes(zoom, larger = enlarged()) {
  return { letters: LETTERS * larger * scaleAt(zoom) };
}

/** Sets names whenever the drawing has come to rest. @param {Core} cy @param {() => string[]} first those that are named before others */
export function naming(cy, first) {
  let timer = 0;
  const later = (wait = REST) => {
    clearTimeout(timer);
    timer = window.setTimeout(() => { if (!cy.destroyed()) onScreen(cy, first()); }, wait);
  };
  cy.on("viewport", () => later());
  return {
    later,
    /** Every name, as a layout needs them. */
    all: () => give(cy, cy.nodes().toArray(), 1),
    /** Named as on paper; how much larger than the drawing's own measure that is. */
    paper: () => forPicture(cy, first()),
    stop: () => clearTimeout(timer),
  };
}

/** @param {Core} cy @param {string[]} first */
function onScreen(cy, first) {
  const nodes = ranked(cy, first);
  const zoom = cy.zoom();
  const speak = nodes.length <= LABELLED || zoom >= 0.75;
  const found = placed(nodes.map(spot), speak ? cy.edges().toArray().filter((tie) => within(cy, tie)).map(span) : [], {
    zoom, pan: cy.pan(), width: cy.width(), height: cy.height(), letters: sizes(zoom).letters * zoom, bounded: nodes.length > FEW,
  });
  const always = new Set(first);
  show(cy, nodes, found, zoom, (node) => nodes.length <= FEW || node.selected() || always.has(node.id()));
}

/** @param {Core} cy @param {string[]} first @returns {number} */
function forPicture(cy, first) {
  const nodes = ranked(cy, first);
  const found = onPaper(nodes.map(spot), cy.edges().toArray().map(span), LETTERS);
  show(cy, nodes, found, found.window.zoom, () => false, LETTERS / found.window.zoom);
  return found.window.zoom;
}

/** @param {Core} cy @param {Node[]} nodes @param {Placed} found @param {number} zoom @param {(node: Node) => boolean} anyway those named without room, too @param {number} [letters] */
function show(cy, nodes, found, zoom, anyway, letters = sizes(zoom).letters) {
  const named = nodes.filter((node) => found.sides.has(node.id()) || anyway(node));
  const speaking = new Set(found.words.keys());
  const ties = cy.edges().toArray();
  cy.batch(() => {
    leave(nodes, new Set(named.map((node) => node.id())));
    leave(ties, speaking);
    for (const node of named) for (const side of ["above", "right", "left"]) node.toggleClass(side, found.sides.get(node.id()) === side);
    for (const tie of ties) if (speaking.has(tie.id())) speak(tie, /** @type {import("./placing.js").Words} */ (found.words.get(tie.id())));
    give(cy, [...named, ...cy.nodes(":parent").toArray(), ...ties.filter((tie) => speaking.has(tie.id()))], zoom, letters);
  });
}

/** @param {any[]} all @param {Set<string>} wanted */
function leave(all, wanted) {
  for (const one of all) if (one.hasClass("named") && !wanted.has(one.id())) one.removeClass("named");
}

/** Its words, moved from the middle to where they have room. @param {Tie} tie @param {import("./placing.js").Words} words */
function speak(tie, { at, text }) {
  const middle = tie.midpoint() ?? at; // there is none of a line that cannot be drawn, as its ends lie together
  const [aside, down] = [Math.round(at.x - middle.x), Math.round(at.y - middle.y)];
  if (tie.data("said") !== text || tie.data("aside") !== aside || tie.data("down") !== down) tie.data({ said: text, aside, down });
}

/** @param {Core} cy @param {any[]} ones @param {number} zoom @param {number} [letters] */
function give(cy, ones, zoom, letters = sizes(zoom).letters) {
  cy.batch(() => {
    for (const one of ones) {
      if (one.data("letters") !== letters) one.data({ letters });
      if (!one.hasClass("named")) one.addClass("named");
    }
  });
}

/** The best connected first, and before them the chosen and those the drawing began with. @param {Core} cy @param {string[]} first @returns {Node[]} */
function ranked(cy, first) {
  const before = new Set(first);
  /** @param {Node} node */
  const weight = (node) => (node.selected() || before.has(node.id()) ? 1e9 : 0) + node.degree(true);
  const nodes = cy.nodes().toArray().filter((node) => !node.isParent());
  return nodes.map((node) => ({ node, weight: weight(node) })).sort((a, b) => b.weight - a.weight).map((one) => one.node);
}

/** @param {Node} node @returns {import("./placing.js").Spot} */
function spot(node) {
  const { x, y } = node.position();
  return { id: node.id(), x, y, label: node.data("label"), large: node.hasClass("first") || node.hasClass("hub") || node.hasClass("onpath") };
}

/** @param {Tie} tie @returns {import("./placing.js").Span} */
function span(tie) {
  return { id: tie.id(), from: tie.source().position(), to: tie.target().position(), bend: tie.data("bend") ?? 0, label: tie.data("label") };
}

/** Whether the middle of a tie is in the window. @param {Core} cy @param {Tie} tie */
function within(cy, tie) {
  const [from, to] = [tie.source().position(), tie.target().position()];
  const [x, y] = [(from.x + to.x) / 2, (from.y + to.y) / 2];
  const { x1, x2, y1, y2 } = cy.extent();
  return x >= x1 && x <= x2 && y >= y1 && y <= y2;
}
