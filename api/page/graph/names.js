// Whose names are drawn, and how large: letters of one size on the screen, whatever the zoom. Of a
// large drawing those are named that have room, the best connected first; no name lies over another.

import { breadth } from "./look.js";

/** @typedef {import("cytoscape").Core} Core */
/** @typedef {import("cytoscape").NodeSingular} Node */

const LABELLED = 60; // in a drawing of no more nodes than this each is named
const TIES_LABELLED = 40;
const REST = 120; // milliseconds the drawing rests before its names are set anew
const CELL = 16; // pixels of the raster that says where there is room
const LETTERS = 13;
const ROW = 17;
const SHORTEST = 90; // pixels a tie must be long to carry its words

/** How much larger a letter must be drawn to look the same. @param {number} zoom */
const scaleAt = (zoom) => 2 ** (-Math.round(2 * Math.log2(Math.min(Math.max(zoom, 0.08), 1.6))) / 2);

/** What a node's styles need to know of the zoom. @param {number} zoom */
export function sizes(zoom) {
  return { letters: LETTERS * scaleAt(zoom) };
}

/** Sets names whenever the drawing has come to rest. @param {Core} cy @param {() => string[]} first those that are named before others */
export function naming(cy, first) {
  let timer = 0;
  const later = (wait = REST) => {
    clearTimeout(timer);
    timer = window.setTimeout(() => { if (!cy.destroyed()) set(cy, first()); }, wait);
  };
  cy.on("viewport", () => later());
  return {
    later,
    /** Every name, as a layout or a picture needs them. */
    all: () => give(cy, cy.nodes().toArray(), cy.edges().toArray(), 1),
    stop: () => clearTimeout(timer),
  };
}

/** @param {Core} cy @param {string[]} first */
function set(cy, first) {
  const nodes = cy.nodes().toArray().filter((node) => !node.isParent());
  const small = nodes.length <= LABELLED;
  const named = small ? nodes : withRoom(cy, ranked(nodes, first));
  const ties = cy.edges().toArray();
  const said = ties.length <= TIES_LABELLED ? ties : small || cy.zoom() >= 0.75 ? ties.filter((tie) => long(cy, tie)) : [];
  const parents = cy.nodes(":parent").toArray();
  cy.batch(() => {
    leave(nodes, new Set(named));
    leave(ties, new Set(said));
    give(cy, [...named, ...parents], said, cy.zoom());
  });
}

/** @param {any[]} all @param {Set<any>} wanted */
function leave(all, wanted) {
  for (const one of all) if (one.hasClass("named") && !wanted.has(one)) one.removeClass("named");
}

/** @param {Core} cy @param {any[]} nodes @param {any[]} ties @param {number} zoom */
function give(cy, nodes, ties, zoom) {
  const now = sizes(zoom);
  cy.batch(() => {
    for (const one of [...nodes, ...ties]) {
      if (one.data("letters") !== now.letters) one.data(now);
      if (!one.hasClass("named")) one.addClass("named");
    }
  });
}

/** @param {Node[]} nodes @param {string[]} first */
function ranked(nodes, first) {
  const before = new Set(first);
  /** @param {Node} node */
  const weight = (node) => (node.selected() || before.has(node.id()) ? 1e9 : 0) + node.degree(true);
  return nodes.map((node) => ({ node, weight: weight(node) })).sort((a, b) => b.weight - a.weight).map((one) => one.node);
}

/** Those within the window whose name lies over no earlier one. @param {Core} cy @param {Node[]} nodes */
function withRoom(cy, nodes) {
  const [across, down] = [Math.ceil(cy.width() / CELL), Math.ceil(cy.height() / CELL)];
  const taken = new Uint8Array(across * down);
  const [zoom, pan] = [cy.zoom(), cy.pan()];
  return nodes.filter((node) => {
    const { x, y } = node.position();
    const { wide, tall } = room(node);
    const left = Math.floor((x * zoom + pan.x - wide / 2) / CELL);
    const top = Math.floor((y * zoom + pan.y + 13 * zoom) / CELL);
    const [right, bottom] = [left + Math.ceil(wide / CELL), top + Math.ceil(tall / CELL)];
    if (right < 0 || bottom < 0 || left >= across || top >= down) return false;
    /** @type {number[]} */
    const cells = [];
    for (let row = Math.max(0, top); row <= Math.min(down - 1, bottom); row += 1) {
      for (let column = Math.max(0, left); column <= Math.min(across - 1, right); column += 1) {
        if (taken[row * across + column]) return false;
        cells.push(row * across + column);
      }
    }
    for (const cell of cells) taken[cell] = 1;
    return true;
  });
}

/** Beside the nodes and not in their scratchpad: whoever writes there has them dressed anew. @type {WeakMap<Node, {label: string, wide: number, tall: number}>} */
const rooms = new WeakMap();

/** Pixels a node's name takes on the screen; measured once for each wording. @param {Node} node @returns {{wide: number, tall: number}} */
function room(node) {
  const label = node.data("label");
  const held = rooms.get(node);
  if (held && held.label === label) return held;
  const rows = label.split("\n");
  const found = { label, wide: LETTERS * Math.max(...rows.map(breadth)), tall: ROW * rows.length };
  rooms.set(node, found);
  return found;
}

/** Whether a tie is within the window, and long enough for words. @param {Core} cy @param {import("cytoscape").EdgeSingular} tie */
function long(cy, tie) {
  const [from, to] = [tie.source().position(), tie.target().position()];
  const [x, y] = [(from.x + to.x) / 2, (from.y + to.y) / 2];
  const { x1, x2, y1, y2 } = cy.extent();
  return x >= x1 && x <= x2 && y >= y1 && y <= y2 && Math.hypot(to.x - from.x, to.y - from.y) * cy.zoom() >= SHORTEST;
}
