// A drawing as a file for other tools: GraphML and CSV. Exactly what is seen.
import { linkKind, nodeKind, particular, period, place } from "../words.js";

/** @typedef {import("./drawing.js").Node} Node */
/** @typedef {import("./drawing.js").Tie} Tie */

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
