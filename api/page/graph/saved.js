// A drawing as an investigation keeps it: ids and places; names and ties are looked up when it is shown.

/** @typedef {import("./drawing.js").Drawing} Drawing */
/** @typedef {import("./drawing.js").Node} Node */

const FARTHEST = 100_000;

/** @param {number | undefined} length */
const whole = (length) => Math.max(-FARTHEST, Math.min(FARTHEST, Math.round(length ?? 0)));

/** What is seen of a drawing, where the investigator put it. @param {Drawing} drawing @param {Node[]} nodes @param {string} day
 * @returns {import("../parts/to_investigation.js").Saved} */
export function savedOf(drawing, nodes, day) {
  const names = nodes.slice(0, 2).map((node) => node.name).join("、");
  return {
    name: nodes.length > 2 ? `${names}等 ${nodes.length} 方` : names,
    day,
    nodes: nodes.map(({ ref, id, family }) => ({
      id, family, x: whole(drawing.places[ref]?.x), y: whole(drawing.places[ref]?.y), note: drawing.notes[ref] ?? "", group: drawing.groups[ref] ?? "",
    })),
  };
}
