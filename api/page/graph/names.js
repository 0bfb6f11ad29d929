// Whose names are drawn, and how large: letters of one size on the screen, whatever the zoom. Of a
// drawing of more than a few those are named that have room below their node, above it or beside it, the
// best connected first: no name lies over another, or over somebody else's node. Ties say what they say
// where room is left, the long ones first.

import { breadth } from "./look.js";

/** @typedef {import("cytoscape").Core} Core */
/** @typedef {import("cytoscape").NodeSingular} Node */
/** @typedef {"below" | "above" | "right" | "left"} Side */

const FEW = 12; // in a drawing of no more nodes than this each is named
const LABELLED = 60; // in one of no more than this ties speak at any zoom
const REST = 120; // milliseconds the drawing rests before its names are set anew
const CELL = 16; // pixels of the raster that says where there is room
const LETTERS = 13;
const ROW = 17;
const SHORTEST = 90; // pixels a tie must be long to carry its words

/** How much larger a letter must be drawn to look the same. @param {number} zoom */
const scaleAt = (zoom) => 2 ** (-Math.round(2 * Math.log2(Math.min(Math.max(zoom, 0.08), 1.6))) / 2);

/** How much larger the page's letters are here than on a laptop. */
export const enlarged = () => parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;

/** What a node's styles need to know of the zoom. @param {number} zoom */
export function sizes(zoom) {
  return { letters: LETTERS * enlarged() * scaleAt(zoom) };
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
  const { sides, raster } = withRoom(cy, ranked(nodes, first));
  const few = nodes.length <= FEW;
  const always = new Set(first);
  const named = few ? nodes : nodes.filter((node) => sides.has(node) || node.selected() || always.has(node.id()));
  const ties = cy.edges().toArray();
  const speak = nodes.length <= LABELLED || cy.zoom() >= 0.75;
  const said = speak ? spoken(cy, ties, raster, nodes.length) : [];
  const parents = cy.nodes(":parent").toArray();
  cy.batch(() => {
    leave(nodes, new Set(named));
    leave(ties, new Set(said));
    for (const node of named) for (const side of ["above", "right", "left"]) node.toggleClass(side, sides.get(node) === side);
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

/** Those within the window whose name has room, and on which side. @param {Core} cy @param {Node[]} nodes @returns {{sides: Map<Node, Side>, raster: ReturnType<typeof rasterOf>}} */
function withRoom(cy, nodes) {
  const larger = enlarged();
  const raster = rasterOf(Math.ceil(cy.width() / CELL), Math.ceil(cy.height() / CELL));
  const [zoom, pan] = [cy.zoom(), cy.pan()];
  const centres = nodes.map((node) => ({ x: node.position("x") * zoom + pan.x, y: node.position("y") * zoom + pan.y }));
  nodes.forEach((_, at) => raster.take(at + 1, centres[at].x - 15 * zoom, centres[at].y - 11 * zoom, 30 * zoom, 22 * zoom));
  /** @type {Map<Node, Side>} */
  const found = new Map();
  nodes.forEach((node, at) => {
    const [wide, tall] = [room(node).wide * larger, room(node).tall * larger];
    const { x, y } = centres[at];
    const [reach, aside] = [17 * zoom, 21 * zoom];
    /** @type {Array<[Side, number, number]>} */
    const places = [["below", x - wide / 2, y + reach], ["above", x - wide / 2, y - reach - tall], ["right", x + aside, y - tall / 2], ["left", x - aside - wide, y - tall / 2]];
    const inside = places.filter(([, left, top]) => left >= 0 && top >= 0 && left + wide <= cy.width() && top + tall <= cy.height());
    const free = [...inside, ...(nodes.length <= FEW ? places : [])].find(([, left, top]) => raster.claim(at + 1, left, top, wide, tall));
    if (free) found.set(node, free[0]);
  });
  return { sides: found, raster };
}

/** The ties whose words have room in their middle. @param {Core} cy @param {import("cytoscape").EdgeSingular[]} ties @param {ReturnType<typeof rasterOf>} raster @param {number} after */
function spoken(cy, ties, raster, after) {
  const larger = enlarged();
  const least = after <= FEW ? SHORTEST / 2 : SHORTEST;
  const long = ties.map((tie) => ({ tie, reach: reachOf(cy, tie) })).filter(({ reach }) => reach >= least).sort((a, b) => b.reach - a.reach);
  return long.filter(({ tie }, at) => {
    const { x, y } = tie.renderedMidpoint(); // of two ties between the same each has its own
    const [wide, tall] = [room(tie).wide * larger, room(tie).tall * larger];
    return raster.claim(after + 1 + at, x - wide / 2, y - tall / 2, wide, tall);
  }).map(({ tie }) => tie);
}

/** Who has which part of the window, by cells. @param {number} across @param {number} down */
function rasterOf(across, down) {
  const taken = new Uint32Array(across * down);
  /** The cells of a box; none where it lies outside. @param {number} x @param {number} y @param {number} wide @param {number} tall */
  const cells = (x, y, wide, tall) => {
    const [left, top] = [Math.max(0, Math.floor(x / CELL)), Math.max(0, Math.floor(y / CELL))];
    const [right, bottom] = [Math.min(across - 1, Math.floor((x + wide) / CELL)), Math.min(down - 1, Math.floor((y + tall) / CELL))];
    /** @type {number[]} */
    const found = [];
    for (let row = top; row <= bottom; row += 1) for (let column = left; column <= right; column += 1) found.push(row * across + column);
    return found;
  };
  return {
    /** @param {number} who @param {number} x @param {number} y @param {number} wide @param {number} tall */
    take: (who, x, y, wide, tall) => { for (const cell of cells(x, y, wide, tall)) taken[cell] = who; },
    /** Whether the box was free, and is now theirs. @param {number} who @param {number} x @param {number} y @param {number} wide @param {number} tall */
    claim: (who, x, y, wide, tall) => {
      const all = cells(x, y, wide, tall);
      if (all.length === 0 || all.some((cell) => taken[cell] && taken[cell] !== who)) return false;
      for (const cell of all) taken[cell] = who;
      return true;
    },
  };
}

/** Beside the nodes and not in their scratchpad: whoever writes there has them dressed anew. @type {WeakMap<Node, {label: string, wide: number, tall: number}>} */
const rooms = new WeakMap();

/** Pixels the words of a node or a tie take on the screen; measured once for each wording. @param {any} node @returns {{wide: number, tall: number}} */
function room(node) {
  const label = node.data("label");
  const held = rooms.get(node);
  if (held && held.label === label) return held;
  const rows = label.split("\n");
  const found = { label, wide: LETTERS * Math.max(...rows.map(breadth)), tall: ROW * rows.length };
  rooms.set(node, found);
  return found;
}

/** How long a tie is on the screen; 0 where its middle is out of the window. @param {Core} cy @param {import("cytoscape").EdgeSingular} tie */
function reachOf(cy, tie) {
  const [from, to] = [tie.source().position(), tie.target().position()];
  const [x, y] = [(from.x + to.x) / 2, (from.y + to.y) / 2];
  const { x1, x2, y1, y2 } = cy.extent();
  return x >= x1 && x <= x2 && y >= y1 && y <= y2 ? Math.hypot(to.x - from.x, to.y - from.y) * cy.zoom() : 0;
}
