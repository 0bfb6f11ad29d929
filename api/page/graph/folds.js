// Hubs: where a node has more ties of one kind than are worth drawing, those of its neighbours that
// hang on nothing else are folded into it, and it says how many they are.

/** @typedef {import("./drawing.js").Drawing} Drawing */
/** @typedef {import("./drawing.js").Node} Node */
/** @typedef {import("./drawing.js").Tie} Tie */
/** @typedef {{kind: string, direction: string, count: number, ended?: number}} Fold */
/** @typedef {{nodes: Node[], ties: Tie[], folds: Map<string, Fold[]>}} Seen */

export const FOLD_ABOVE = 40; // ties of one kind

/** What is left to be seen when hubs are folded. ``kept`` are never folded away.
 * @param {Drawing} drawing @param {{nodes: Node[], ties: Tie[]}} all @param {number} above @param {string[]} kept @returns {Seen} */
export function folded(drawing, { nodes, ties }, above, kept) {
  const leaves = new Set();
  /** @type {Map<string, Fold[]>} */
  const folds = new Map();
  const stay = new Set(kept);
  for (const { ref, kind, direction, others, count } of bundles(drawing, nodes, ties, above)) {
    if (drawing.unfolded[ref]?.[`${kind} ${direction}`] ?? count <= above) continue;
    for (const other of others) if (!stay.has(other) && !drawing.groups[other] && !drawing.notes[other]) leaves.add(other);
    folds.set(ref, [...(folds.get(ref) ?? []), { kind, direction, count }]);
  }
  if (leaves.size === 0) return { nodes, ties, folds };
  return { nodes: nodes.filter((node) => !leaves.has(node.ref)), ties: ties.filter((tie) => !leaves.has(tie.source) && !leaves.has(tie.target)), folds };
}

/** The ties of those that may be hubs, by kind and direction: how many there are, and which drawn neighbours hang on it alone.
 * @param {Drawing} drawing @param {Node[]} nodes @param {Tie[]} ties @param {number} above
 * @returns {Array<Fold & {ref: string, others: string[]}>} */
function bundles(drawing, nodes, ties, above) {
  const heavy = heavyOnes(drawing, nodes, ties, above);
  if (heavy.size === 0) return [];
  const lone = loneNeighbours(ties);
  /** @type {Map<string, Fold & {ref: string, others: string[]}>} */
  const found = new Map();
  /** @param {string} ref @param {string} kind @param {string} direction */
  const bundle = (ref, kind, direction) => {
    const key = `${ref} ${kind} ${direction}`;
    const held = found.get(key) ?? { ref, kind, direction, count: 0, others: [] };
    found.set(key, held);
    return held;
  };
  for (const { kind, source, target } of ties) {
    for (const [ref, other, direction] of [[source, target, "out"], [target, source, "in"]]) {
      if (!heavy.has(ref)) continue;
      const held = bundle(ref, kind, direction);
      held.count += 1;
      if (lone.get(other) === ref) held.others.push(other);
    }
  }
  for (const { ref, counts } of nodes) {
    if (!heavy.has(ref)) continue;
    for (const { kind, direction, count } of counts ?? []) {
      const held = bundle(ref, kind, direction);
      held.count = Math.max(held.count, count);
    }
  }
  return [...found.values()];
}

/** Who has more ties than a node is drawn with, or was opened or folded by hand.
 * @param {Drawing} drawing @param {Node[]} nodes @param {Tie[]} ties @param {number} above */
function heavyOnes(drawing, nodes, ties, above) {
  /** @type {Map<string, number>} */
  const drawn = new Map();
  for (const { source, target } of ties) {
    drawn.set(source, (drawn.get(source) ?? 0) + 1);
    drawn.set(target, (drawn.get(target) ?? 0) + 1);
  }
  return new Set(nodes.filter(({ ref, counts }) => (drawn.get(ref) ?? 0) > above || drawing.unfolded[ref] || counts?.some((one) => one.count > above)).map((node) => node.ref));
}

/** The one neighbour of each node that has no other. @param {Tie[]} ties */
function loneNeighbours(ties) {
  /** @type {Map<string, string | null>} */
  const lone = new Map();
  for (const { source, target } of ties) {
    for (const [one, other] of [[source, target], [target, source]]) {
      const before = lone.get(one);
      lone.set(one, before === undefined || before === other ? other : null);
    }
  }
  return lone;
}
