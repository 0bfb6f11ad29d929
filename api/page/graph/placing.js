// Where there is room for the names of nodes and for what ties say: one rule for the screen, for paper
// and for the files handed out. A name stands below its node, above it or beside it; the words of a tie
// stand upon it, in its middle or nearer to one end, and shorter where the whole has no room. Nothing
// lies over another name, over other words, or over somebody else's node.
import { breadth } from "./look.js";

/** @typedef {"below" | "above" | "right" | "left"} Side */
/** @typedef {{x: number, y: number}} Point */
/** @typedef {{id: string, x: number, y: number, label: string, large: boolean}} Spot a node in the drawing's own measure */
/** @typedef {{id: string, from: Point, to: Point, bend: number, label: string}} Span a tie; ``bend`` is how far its middle is pulled aside, twice */
/** @typedef {{at: Point, text: string}} Words where they stand, in the drawing's own measure */
/** @typedef {{zoom: number, pan: Point, width: number, height: number, letters: number, bounded: boolean}} Window pixels; ``letters`` is how tall one is; of a bounded one, names must lie within */
/** @typedef {{sides: Map<string, Side>, words: Map<string, Words>}} Placed */

const CELL = 16; // pixels of the raster that says where there is room
const APART = 84; // how far the middles of two ties between the same two are pulled apart, twice
const ROW = 17 / 13; // a row, to the height of a letter
const AROUND = 0.3; // of a letter, round the words
const SHORTEST = 45; // pixels a tie must be long to say anything
const ALONG = [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74]; // where upon a tie its words are tried

/** How far each tie is pulled aside, so that of several between the same two each is seen.
 * @template {{source: string, target: string}} T @param {T[]} ties @param {(tie: T) => string} idOf @returns {Map<string, number>} */
export function bends(ties, idOf) {
  /** @type {Map<string, T[]>} */
  const between = new Map();
  for (const tie of ties) {
    if (tie.source === tie.target) continue;
    const pair = [tie.source, tie.target].sort().join("\n");
    const held = between.get(pair);
    if (held) held.push(tie);
    else between.set(pair, [tie]);
  }
  /** @type {Map<string, number>} */
  const found = new Map();
  for (const pair of between.values()) {
    if (pair.length > 1) pair.forEach((tie, at) => found.set(idOf(tie), (at - (pair.length - 1) / 2) * APART * (tie.source < tie.target ? 1 : -1)));
  }
  return found;
}

/** What a tie is pulled towards. @param {Span} span @returns {Point} */
export function pulled({ from, to, bend }) {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const reach = Math.hypot(dx, dy) || 1;
  return { x: (from.x + to.x) / 2 - (dy / reach) * bend, y: (from.y + to.y) / 2 + (dx / reach) * bend };
}

/** A point upon a tie. @param {Span} span @param {number} part @returns {Point} */
export function upon(span, part) {
  const middle = pulled(span);
  const [a, b, c] = [(1 - part) ** 2, 2 * part * (1 - part), part ** 2];
  return { x: a * span.from.x + b * middle.x + c * span.to.x, y: a * span.from.y + b * middle.y + c * span.to.y };
}

/** Pixels that words take. @param {string} label @param {number} letters @returns {{wide: number, tall: number}} */
function room(label, letters) {
  const rows = label.split("\n");
  return { wide: letters * (Math.max(...rows.map(breadth)) + AROUND), tall: letters * (ROW * rows.length + AROUND) };
}

/** Who is named, and where; the first of ``spots`` before the others. A node or a tie that is missing in
 * the answer has no room. @param {Spot[]} spots @param {Span[]} spans @param {Window} window @returns {Placed} */
export function placed(spots, spans, window) {
  const { zoom, pan, letters } = window;
  const raster = rasterOf(Math.ceil(window.width / CELL), Math.ceil(window.height / CELL));
  /** @param {Point} at @returns {Point} */
  const seen = (at) => ({ x: at.x * zoom + pan.x, y: at.y * zoom + pan.y });
  const centres = spots.map(seen);
  const halves = spots.map(({ large }) => (large ? { x: 22 * zoom, y: 17 * zoom } : { x: 17 * zoom, y: 13 * zoom }));
  spots.forEach((_, at) => raster.take(at + 1, centres[at].x - halves[at].x, centres[at].y - halves[at].y, 2 * halves[at].x, 2 * halves[at].y));
  /** @type {Map<string, Side>} */
  const sides = new Map();
  spots.forEach((spot, at) => {
    const { wide, tall } = room(spot.label, letters);
    const { x, y } = centres[at];
    const [aside, reach] = [halves[at].x + 4 * zoom, halves[at].y + 4 * zoom];
    /** @type {Array<[Side, number, number]>} */
    const places = [["below", x - wide / 2, y + reach], ["above", x - wide / 2, y - reach - tall], ["right", x + aside, y - tall / 2], ["left", x - aside - wide, y - tall / 2]];
    const inside = places.filter(([, left, top]) => !window.bounded || (left >= 0 && top >= 0 && left + wide <= window.width && top + tall <= window.height));
    const free = inside.find(([, left, top]) => raster.claim(at + 1, left, top, wide, tall));
    if (free) sides.set(spot.id, free[0]);
  });
  return { sides, words: spoken(spans, spots.length, window, seen, raster) };
}

/** What the ties say where room is left, the long ones first.
 * @param {Span[]} spans @param {number} after @param {Window} window @param {(at: Point) => Point} seen @param {ReturnType<typeof rasterOf>} raster */
function spoken(spans, after, window, seen, raster) {
  /** @type {Map<string, Words>} */
  const found = new Map();
  const reaches = spans.map((span) => ({ span, reach: Math.hypot(span.to.x - span.from.x, span.to.y - span.from.y) * window.zoom }));
  const long = reaches.filter(({ span, reach }) => span.label && reach >= SHORTEST).sort((a, b) => b.reach - a.reach);
  long.forEach(({ span }, order) => {
    const [short] = span.label.split("\n");
    for (const text of short === span.label ? [short] : [span.label, short]) {
      const { wide, tall } = room(text, window.letters);
      for (const part of ALONG) {
        const at = upon(span, part);
        const { x, y } = seen(at);
        if (!raster.claim(after + 1 + order, x - wide / 2, y - tall / 2, wide, tall)) continue;
        found.set(span.id, { at, text });
        return;
      }
    }
  });
  return found;
}

const MARGIN = 150; // pixels round what is drawn on paper
const WIDER = [1, 1.2, 1.45, 1.75, 2.1, 2.5, 3, 3.6, 4.3, 5.2, 6.2]; // on paper a drawing is spread until all are named
const SPREAD = 2; // wider than this for the names' sake alone, not for what ties say
const LARGEST = 1 << 24; // cells of paper

/** As much paper as it takes until each is named, and how it is then; names that have no room even on the
 * largest are missing. @param {Spot[]} spots @param {Span[]} spans @param {number} letters @returns {Placed & {window: Window}} */
export function onPaper(spots, spans, letters) {
  const [xs, ys] = [spots.map((one) => one.x), spots.map((one) => one.y)];
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  const [wide, tall] = [Math.max(...xs) - left, Math.max(...ys) - top];
  /** @type {Placed & {window: Window} | null} */
  let found = null;
  for (const zoom of WIDER) {
    const window = {
      zoom, letters, bounded: true, width: wide * zoom + 2 * MARGIN, height: tall * zoom + 2 * MARGIN,
      pan: { x: MARGIN - left * zoom, y: MARGIN - top * zoom },
    };
    if (found && (window.width * window.height) / CELL ** 2 > LARGEST) break;
    found = { ...placed(spots, spans, window), window };
    if (found.sides.size === spots.length && (zoom > SPREAD || found.words.size === spans.length)) break;
  }
  return /** @type {Placed & {window: Window}} */ (found);
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
