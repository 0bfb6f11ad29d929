// A drawing as SVG: the whole of it, names and words placed as they are on the screen (placing.js), on as
// much paper as they need. For a file, for print, and in an investigation.
import { HUB } from "./drawing.js";
import { inRows, nodeLabel, palette, tieLabel } from "./look.js";
import { bends, onPaper, pulled, upon } from "./placing.js";
import { shareUnknown } from "../words.js";

/** @typedef {import("./placing.js").Point} Point */
/** @typedef {import("./placing.js").Placed & {window: import("./placing.js").Window}} OnPaper */
/** @typedef {ReturnType<typeof palette>} Colours */
/** @typedef {import("./placing.js").Spot & {name: string, kind: string, family: string, stub: boolean}} Part a node */
/** @typedef {{id: string, source: string, target: string, label: string, kind: string, ended: boolean, unknown: boolean, share: number}} Line a tie */
/** @typedef {{add: (parent: Element, name: string, attributes: Record<string, string | number>, text?: string) => Element, colours: Colours, letters: number}} Pen */

const SVG = "http://www.w3.org/2000/svg";
const LETTERS = 13;
const ROW = 17 / 13;
/** @type {Record<string, keyof Colours>} */
const INKS = { owns: "accent", participates: "note", leads: "note", bids: "note", sanctioned_by: "alert" };

/** @param {import("./folds.js").Seen} seen @param {import("./drawing.js").Drawing} drawing @param {string} title @param {string[]} first @param {Colours} [colours] */
export function svg({ nodes, ties, folds }, { places, notes }, title, first, colours = palette()) {
  return drawn(nodes.map((node) => ({
    id: node.ref, ...(places[node.ref] ?? { x: 0, y: 0 }), label: inRows(nodeLabel(node, notes[node.ref], folds.get(node.ref))), name: node.name, kind: node.kind,
    family: node.family, stub: node.stub, large: first.includes(node.ref) || (node.degree ?? 0) > HUB || folds.has(node.ref),
  })), ties.map((tie) => ({
    id: String(tie.link), source: tie.source, target: tie.target, label: inRows(tieLabel(tie)), kind: tie.kind, ended: !tie.inForce, unknown: shareUnknown(tie.step),
    share: shareUnknown(tie.step) ? 0 : tie.step.share_max ?? 0,
  })), title, colours);
}

/** @param {Part[]} parts @param {Line[]} lines @param {string} title @param {Colours} colours @returns {Document} */
export function drawn(parts, lines, title, colours) {
  const at = new Map(parts.map((part) => [part.id, part]));
  const aside = bends(lines, (line) => line.id);
  /** @type {Array<import("./placing.js").Span & {line: Line}>} */
  const spans = lines.flatMap((line) => {
    const [from, to] = [at.get(line.source), at.get(line.target)];
    return from && to ? [{ id: line.id, from, to, bend: aside.get(line.id) ?? 0, label: line.label, line }] : [];
  });
  const found = onPaper(ranked(parts, lines), spans, LETTERS);
  const page = document.implementation.createDocument(SVG, "svg");
  const pen = penOf(page, colours, LETTERS / found.window.zoom);
  sheet(pen, page.documentElement, found, title);
  for (const span of spans) tie(pen, page.documentElement, span, found.words.get(span.id));
  for (const part of parts) node(pen, page.documentElement, part, found.sides.get(part.id));
  const without = parts.length - found.sides.size;
  if (without) write(pen, page.documentElement, `${without} 个节点挤在一起,名称没有写出,见表格 ${without} nodes lie too close to be named; see the table`, corner(found.window, pen.letters), "start", colours.ink);
  return page;
}

/** Where a word about the whole stands. @param {import("./placing.js").Window} window @param {number} letters @returns {Point} */
const corner = ({ pan, zoom }, letters) => ({ x: -pan.x / zoom + letters, y: -pan.y / zoom + 2 * letters });

/** The large and the best connected are named before others. @param {Part[]} parts @param {Line[]} lines */
function ranked(parts, lines) {
  const weights = new Map(parts.map((part) => [part.id, part.large ? 1e9 : 0]));
  for (const { source, target } of lines) for (const end of [source, target]) weights.set(end, (weights.get(end) ?? 0) + 1);
  return [...parts].sort((a, b) => (weights.get(b.id) ?? 0) - (weights.get(a.id) ?? 0));
}

/** @param {Document} page @param {Colours} colours @param {number} letters @returns {Pen} */
function penOf(page, colours, letters) {
  return {
    colours, letters,
    add: (parent, name, attributes, text) => {
      const element = page.createElementNS(SVG, name);
      for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, typeof value === "number" ? String(Math.round(value * 100) / 100) : value);
      if (text !== undefined) element.textContent = text;
      parent.append(element);
      return element;
    },
  };
}

/** @param {Pen} pen @param {Element} root @param {OnPaper} found @param {string} title */
function sheet({ add, colours }, root, { window: { zoom, pan, width, height } }, title) {
  const box = { x: -pan.x / zoom, y: -pan.y / zoom, width: width / zoom, height: height / zoom };
  const attributes = { viewBox: Object.values(box).map((edge) => edge.toFixed(2)).join(" "), width: Math.round(width), height: Math.round(height), role: "img" };
  for (const [key, value] of Object.entries(attributes)) root.setAttribute(key, String(value));
  add(root, "title", {}, title);
  add(root, "rect", { ...box, class: "paper", fill: colours.paper });
}

/** Rows of text round a height. @param {Pen} pen @param {Element} parent @param {string} text @param {Point} first where the first row stands @param {string} anchor @param {string} fill */
function write({ add, colours, letters }, parent, text, { x, y }, anchor, fill) {
  text.split("\n").forEach((row, at) => add(parent, "text", {
    x, y: y + at * letters * ROW, "font-size": letters, fill, "text-anchor": anchor, "font-family": colours.sans, stroke: colours.paper, "stroke-width": letters / 4, "paint-order": "stroke",
  }, row));
}

/** @param {Pen} pen @param {Element} root @param {import("./placing.js").Span & {line: Line}} span @param {import("./placing.js").Words | undefined} words */
function tie(pen, root, span, words) {
  const { add, colours, letters } = pen;
  const { from, to, bend, line } = span;
  const group = add(root, "g", { class: "tie-line" });
  add(group, "title", {}, line.label.replaceAll("\n", " "));
  const ink = colours[line.ended ? "line" : INKS[line.kind] ?? "edge"];
  const middle = pulled(span);
  const dashes = line.ended ? "6 5" : line.unknown ? "2 4" : "none";
  add(group, "path", {
    d: `M${from.x} ${from.y} ${bend ? `Q${middle.x.toFixed(2)} ${middle.y.toFixed(2)} ` : "L"}${to.x} ${to.y}`, fill: "none", stroke: ink, "stroke-width": 1.5 + (3.5 * line.share) / 1_000_000, "stroke-dasharray": dashes,
  });
  const [near, far] = [upon(span, 0.99), to];
  const reach = Math.hypot(far.x - near.x, far.y - near.y) || 1;
  const [dx, dy] = [(far.x - near.x) / reach, (far.y - near.y) / reach];
  add(group, "path", { d: "M0 0 L-9 -4.5 L-9 4.5 Z", fill: ink, transform: `translate(${(to.x - dx * 22).toFixed(2)} ${(to.y - dy * 22).toFixed(2)}) rotate(${((Math.atan2(dy, dx) * 180) / Math.PI).toFixed(2)})` });
  if (words) write(pen, group, words.text, { x: words.at.x, y: words.at.y + letters * (0.8 - (words.text.split("\n").length * ROW) / 2) }, "middle", colours.soft);
}

/** @param {Pen} pen @param {Element} root @param {Part} part @param {import("./placing.js").Side | undefined} side */
function node(pen, root, part, side) {
  const { add, colours, letters } = pen;
  const { x, y, kind, family, large, label } = part;
  const group = add(root, "g", { class: `node ${kind}` });
  add(group, "title", {}, label.replaceAll("\n", " "));
  const [half, tall] = large ? [22, 17] : [17, 13];
  const built = ["project", "works", "lot", "building"].includes(family);
  const dress = {
    fill: kind === "sanction" ? colours.alertWash : built ? colours.noteWash : kind === "person" ? colours.wash : colours.card,
    stroke: kind === "sanction" ? colours.alert : built ? colours.note : colours.accent, "stroke-width": large ? 4 : 2, "stroke-dasharray": part.stub ? "4 3" : "none",
  };
  if (kind === "person") add(group, "circle", { cx: x, cy: y, r: tall + 1, ...dress });
  else if (family === "subject") add(group, "rect", { x: x - half, y: y - tall, width: 2 * half, height: 2 * tall, rx: 6, ...dress });
  else add(group, "path", { d: `M${x - half} ${y} L${x - half / 2} ${y - tall} L${x + half / 2} ${y - tall} L${x + half} ${y} L${x + half / 2} ${y + tall} L${x - half / 2} ${y + tall} Z`, ...dress });
  if (!side) return;
  const rows = label.split("\n").length;
  const first = { below: y + tall + 4 + letters * 0.9, above: y - tall - 4 - letters * (ROW * rows - 0.9), right: y + letters * (0.85 - (ROW * rows) / 2), left: y + letters * (0.85 - (ROW * rows) / 2) }[side];
  const across = { below: x, above: x, right: x + half + 4, left: x - half - 4 }[side];
  write(pen, group, label, { x: across, y: first }, side === "right" ? "start" : side === "left" ? "end" : "middle", colours.ink);
}
