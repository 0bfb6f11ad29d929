// A drawing as a file: GraphML and CSV for other tools, SVG and PNG for a report. Exactly what is seen.
import { linkKind, nodeKind, particular, period, place } from "../words.js";
import { nodeLabel, palette, tieLabel } from "./look.js";

/** @typedef {import("./drawing.js").Node} Node */
/** @typedef {import("./drawing.js").Tie} Tie */
/** @typedef {import("./folds.js").Seen} Seen */

/** @param {string} name @param {Blob} content */
export function handOut(name, content) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** A cell that no table program takes for a formula. @param {unknown} value */
function cell(value) {
  const text = String(value ?? "");
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}

/** @param {Node[]} nodes @param {Tie[]} ties */
export function csv(nodes, ties) {
  const names = new Map(nodes.map((node) => [node.ref, node]));
  const rows = ties.map((tie) => [
    names.get(tie.source)?.id, names.get(tie.source)?.name, linkKind(tie.kind), particular(tie.step), names.get(tie.target)?.id, names.get(tie.target)?.name,
    tie.step.valid_from, tie.step.valid_until, tie.inForce ? "是" : "否", place(tie.step.origin),
  ]);
  const lone = nodes.filter((node) => !ties.some((tie) => tie.source === node.ref || tie.target === node.ref)).map((node) => [node.id, node.name]);
  const head = ["起点代码", "起点", "关系", "内容", "终点代码", "终点", "自", "至", "有效", "来源"];
  return new Blob(["\ufeff", [head, ...rows, ...lone].map((row) => row.map(cell).join(",")).join("\r\n"), "\r\n"], { type: "text/csv" });
}

const GRAPHML = "http://graphml.graphdrawing.org/xmlns";

/** @param {Node[]} nodes @param {Tie[]} ties */
export function graphml(nodes, ties) {
  const page = document.implementation.createDocument(GRAPHML, "graphml");
  const root = page.documentElement;
  /** @param {Element} parent @param {string} name @param {Record<string, string>} attributes @param {string} [text] */
  const add = (parent, name, attributes, text) => {
    const element = page.createElementNS(GRAPHML, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    if (text !== undefined) element.textContent = text;
    parent.append(element);
    return element;
  };
  for (const [of, keys] of /** @type {const} */ ([["node", ["name", "kind"]], ["edge", ["kind", "says", "valid_from", "valid_until", "in_force", "source"]]])) {
    for (const key of keys) add(root, "key", { id: `${of}_${key}`, for: of, "attr.name": key, "attr.type": "string" });
  }
  const graph = add(root, "graph", { edgedefault: "directed" });
  for (const node of nodes) {
    const element = add(graph, "node", { id: node.ref });
    add(element, "data", { key: "node_name" }, node.name);
    add(element, "data", { key: "node_kind" }, node.kind);
  }
  for (const tie of ties) {
    const element = add(graph, "edge", { id: String(tie.link), source: tie.source, target: tie.target });
    const said = { kind: tie.kind, says: particular(tie.step), valid_from: tie.step.valid_from, valid_until: tie.step.valid_until, in_force: String(tie.inForce), source: place(tie.step.origin) };
    for (const [key, value] of Object.entries(said)) if (value) add(element, "data", { key: `edge_${key}` }, value);
  }
  return new Blob(['<?xml version="1.0" encoding="UTF-8"?>\n', new XMLSerializer().serializeToString(page)], { type: "application/xml" });
}

const SVG = "http://www.w3.org/2000/svg";

/** The whole drawing as SVG, its names as text. @param {Seen} seen @param {import("./drawing.js").Drawing} drawing @param {string} title @param {ReturnType<typeof palette>} c the colours */
export function svg({ nodes, ties, folds }, { places, notes }, title, c = palette()) {
  const at = (/** @type {string} */ ref) => places[ref] ?? { x: 0, y: 0 };
  const xs = nodes.map((node) => at(node.ref).x);
  const ys = nodes.map((node) => at(node.ref).y);
  const [left, top] = [Math.min(...xs, 0) - 140, Math.min(...ys, 0) - 60];
  const [width, height] = [Math.max(...xs, 0) - left + 140, Math.max(...ys, 0) - top + 110];
  const page = document.implementation.createDocument(SVG, "svg");
  /** @param {Element} parent @param {string} name @param {Record<string, string | number>} attributes @param {string} [text] */
  const add = (parent, name, attributes, text) => {
    const element = page.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
    if (text !== undefined) element.textContent = text;
    parent.append(element);
    return element;
  };
  /** @param {string} text @param {number} x @param {number} y @param {number} size @param {string} fill */
  const write = (text, x, y, size, fill) => text.split("\n").forEach((line, row) =>
    add(page.documentElement, "text", { x, y: y + row * size * 1.3, "font-size": size, fill, "text-anchor": "middle", "font-family": c.sans, stroke: c.paper, "stroke-width": 3, "paint-order": "stroke" }, line));
  const root = page.documentElement;
  for (const [key, value] of Object.entries({ viewBox: `${left} ${top} ${width} ${height}`, width, height, role: "img" })) root.setAttribute(key, String(value));
  add(root, "title", {}, title);
  add(root, "rect", { x: left, y: top, width, height, fill: c.paper });
  for (const tie of ties) {
    const [a, b] = [at(tie.source), at(tie.target)];
    const colour = tie.kind === "owns" ? c.accent : c.edge;
    add(root, "line", { x1: a.x, y1: a.y, x2: b.x, y2: b.y, stroke: colour, "stroke-width": 1.5, "stroke-dasharray": tie.inForce ? (tieLabel(tie).includes("?") ? "2 4" : "none") : "7 5" });
    const turn = (Math.atan2(b.y - a.y, b.x - a.x) * 180) / Math.PI;
    const reach = Math.hypot(b.x - a.x, b.y - a.y) || 1;
    const tip = { x: b.x - ((b.x - a.x) * 22) / reach, y: b.y - ((b.y - a.y) * 22) / reach };
    add(root, "path", { d: "M0 0 L-9 -4.500 L-9 4.500 Z", fill: colour, transform: `translate(${tip.x} ${tip.y}) rotate(${turn})` });
    write(tieLabel(tie), (a.x + b.x) / 2, (a.y + b.y) / 2, 11, c.soft);
  }
  for (const node of nodes) {
    const { x, y } = at(node.ref);
    const dress = { fill: c.card, stroke: node.kind === "sanction" ? c.alert : c.accent, "stroke-width": 2, "stroke-dasharray": node.stub ? "4 3" : "none" };
    if (node.kind === "person") add(root, "circle", { cx: x, cy: y, r: 14, ...dress });
    else if (node.family === "subject") add(root, "rect", { x: x - 17, y: y - 13, width: 34, height: 26, rx: 6, ...dress });
    else add(root, "path", { d: `M${x - 17} ${y} L${x - 9} ${y - 13} L${x + 9} ${y - 13} L${x + 17} ${y} L${x + 9} ${y + 13} L${x - 9} ${y + 13} Z`, ...dress });
    write(nodeLabel(node, notes[node.ref], folds.get(node.ref)), x, y + 28, 13, c.ink);
  }
  return page;
}

/** Words for whoever does not see the drawing. @param {Node[]} nodes @param {Tie[]} ties */
export function told(nodes, ties) {
  return `关系图:${nodes.length} 个节点、${ties.length} 条关系,内容见下方表格。Graph of ${nodes.length} nodes and ${ties.length} ties; the same is in the table below.`;
}

/** @param {Node[]} nodes @param {Tie[]} ties @returns {{heads: string[], rows: string[][]}} */
export function table(nodes, ties) {
  const names = new Map(nodes.map((node) => [node.ref, `${node.name}(${nodeKind(node.kind)})`]));
  return {
    heads: ["从 from", "关系 tie", "内容 says", "到 to", "期间 when", "状态 state"],
    rows: ties.map((tie) => [names.get(tie.source) ?? "", linkKind(tie.kind), particular(tie.step), names.get(tie.target) ?? "", period(tie.step), tie.inForce ? "有效" : "已终止"]),
  };
}
