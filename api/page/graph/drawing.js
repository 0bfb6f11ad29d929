// A drawing: what is shown, where it was put, what was hidden, grouped and noted. Never changed in
// place: every act gives a new drawing, so that each can be undone.
import { refOf, familyOf } from "./refs.js";

/** @typedef {{ref: string, id: string, family: string, kind: string, name: string, stub: boolean, degree?: number, counts?: import("./folds.js").Fold[]}} Node */
/** @typedef {{link: number, kind: string, source: string, target: string, step: Record<string, any>, inForce: boolean}} Tie */
/** @typedef {{x: number, y: number}} Place */
/** @typedef {{nodes: Record<string, Node>, ties: Record<string, Tie>, places: Record<string, Place>, hidden: Record<string, true>,
 *   groups: Record<string, string>, notes: Record<string, string>, unfolded: Record<string, Record<string, boolean>>}} Drawing */

/** @type {Drawing} */
export const EMPTY = { nodes: {}, ties: {}, places: {}, hidden: {}, groups: {}, notes: {}, unfolded: {} };
export const HUB = 100; // more ties than this, and a node is drawn as a hub

/** The two ends of a step as nodes, and the tie, which always points the way the link does.
 * @param {Record<string, any>} step @returns {{nodes: Node[], tie: Tie}} */
function read(step) {
  /** @param {"source" | "target"} end @returns {Node} */
  const node = (end) => {
    const kind = step[`${end}_kind`];
    return { ref: refOf(kind, step[end]), id: step[end], family: familyOf(kind), kind, name: step[`${end}_name`] || step[end], stub: false };
  };
  const [from, to] = [node("source"), node("target")];
  const [source, target] = step.direction === "backward" ? [to, from] : [from, to];
  const tie = { link: step.link, kind: step.kind, source: source.ref, target: target.ref, step, inForce: step.in_force !== false };
  return { nodes: [from, to], tie };
}

/** @param {Drawing} drawing @param {Array<Record<string, any>>} steps @param {Node[]} [others] @returns {Drawing} */
export function withSteps(drawing, steps, others = []) {
  const nodes = { ...drawing.nodes };
  const ties = { ...drawing.ties };
  const hidden = { ...drawing.hidden };
  for (const node of others) { nodes[node.ref] = { ...nodes[node.ref], ...node }; delete hidden[node.ref]; }
  for (const step of steps) {
    const { nodes: ends, tie } = read(step);
    for (const node of ends) {
      nodes[node.ref] ??= node;
      delete hidden[node.ref];
    }
    ties[tie.link] = tie;
  }
  return { ...drawing, nodes, ties, hidden };
}

/** A node as an answer describes it. A project that only its works tell of is no stranger. @param {{id: string, name: string, kind: string, stub?: boolean}} brief @returns {Node} */
export function nodeOf({ id, name, kind, stub = false }) {
  const family = familyOf(kind);
  return { ref: refOf(kind, id), id, family, kind, name: name || id, stub: stub && family === "subject" };
}

/** @param {Drawing} drawing @param {string[]} refs @returns {Drawing} */
export function without(drawing, refs) {
  return { ...drawing, hidden: { ...drawing.hidden, ...Object.fromEntries(refs.map((ref) => [ref, /** @type {const} */ (true)])) } };
}

/** @param {Drawing} drawing @param {string[]} refs @param {string} name @returns {Drawing} */
export function grouped(drawing, refs, name) {
  const groups = { ...drawing.groups };
  for (const ref of refs) {
    if (name) groups[ref] = name;
    else delete groups[ref];
  }
  return { ...drawing, groups };
}

/** @param {Drawing} drawing @param {string} ref @param {string} text @returns {Drawing} */
export function noted(drawing, ref, text) {
  const notes = { ...drawing.notes };
  if (text) notes[ref] = text;
  else delete notes[ref];
  return { ...drawing, notes };
}

/** @param {Drawing} drawing @param {Record<string, Place>} places @returns {Drawing} */
export function placed(drawing, places) {
  return { ...drawing, places: { ...drawing.places, ...places } };
}

/** Moved together, as far as each was placed. @param {Drawing} drawing @param {string[]} refs @param {number} x @param {number} y @returns {Drawing} */
export function shifted(drawing, refs, x, y) {
  const moved = refs.filter((ref) => drawing.places[ref]).map((ref) => [ref, { x: drawing.places[ref].x + x, y: drawing.places[ref].y + y }]);
  return placed(drawing, Object.fromEntries(moved));
}

/** A kind of a hub's ties opened, or folded again. @param {Drawing} drawing @param {string} ref @param {string} kind @param {string} direction @param {boolean} open @returns {Drawing} */
export function unfolded(drawing, ref, kind, direction, open) {
  const before = drawing.unfolded[ref] ?? {};
  const key = `${kind} ${direction}`;
  return before[key] === open ? drawing : { ...drawing, unfolded: { ...drawing.unfolded, [ref]: { ...before, [key]: open } } };
}

/** How many ties of each kind a node has, as the service counted them. @param {Drawing} drawing @param {string} ref @param {import("./folds.js").Fold[]} counts @returns {Drawing} */
export function counted(drawing, ref, counts) {
  const node = drawing.nodes[ref];
  if (!node) return drawing;
  const degree = counts.reduce((sum, one) => sum + one.count - (one.ended ?? 0), 0);
  if (node.degree === degree && node.counts?.length === counts.length) return drawing;
  return { ...drawing, nodes: { ...drawing.nodes, [ref]: { ...node, degree, counts } } };
}

/** What is to be seen: nothing hidden, and ended ties only if wanted. @param {Drawing} drawing @param {boolean} ended */
export function seen(drawing, ended) {
  const nodes = Object.values(drawing.nodes).filter((node) => !drawing.hidden[node.ref]);
  const shown = new Set(nodes.map((node) => node.ref));
  const ties = Object.values(drawing.ties).filter((tie) => shown.has(tie.source) && shown.has(tie.target) && (ended || tie.inForce));
  return { nodes, ties };
}

/** The neighbours whose only tie is to this node, to be folded into it. @param {Drawing} drawing @param {string} ref */
export function leavesOf(drawing, ref) {
  /** @type {Map<string, Set<string>>} */
  const beside = new Map();
  for (const { source, target } of Object.values(drawing.ties)) {
    for (const [one, other] of [[source, target], [target, source]]) beside.set(one, (beside.get(one) ?? new Set()).add(other));
  }
  return [...(beside.get(ref) ?? [])].filter((other) => beside.get(other)?.size === 1);
}
