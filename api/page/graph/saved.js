// A drawing as an investigation keeps it: ids and places, what is put away and what is folded; names
// and ties are looked up when it is shown. And a kept one, to be drawn again as it was left.
import { EMPTY, nodeOf } from "./drawing.js";
import { readRef, refOf } from "./refs.js";

/** @typedef {import("./drawing.js").Drawing} Drawing */
/** @typedef {import("answers").InvestigationAnswer["graphs"][number]} Kept */

const FARTHEST = 100_000;
const MOST = 2_000; // nodes, as the service has it

/** @param {number | undefined} length */
const whole = (length) => Math.max(-FARTHEST, Math.min(FARTHEST, Math.round(length ?? 0)));

/** The drawing where the investigator put it, with what it holds and does not show, as far as there is room;
 * ``left`` counts those there is none for: of what is shown, which must not be cut short, and of what is put away.
 * @param {Drawing} drawing @param {import("./folds.js").Seen} seen @param {string} day
 * @returns {import("../parts/to_investigation.js").Saved} */
export function savedOf(drawing, seen, day) {
  const names = seen.nodes.slice(0, 2).map((node) => node.name).join("、");
  const shown = new Set(seen.nodes.map((node) => node.ref));
  const away = Object.values(drawing.nodes).filter((node) => !shown.has(node.ref));
  const room = Math.max(0, MOST - seen.nodes.length);
  return {
    left: { shown: Math.max(0, seen.nodes.length - MOST), away: Math.max(0, away.length - room) },
    name: seen.nodes.length > 2 ? `${names}等 ${seen.nodes.length} 方` : names,
    day,
    nodes: [...seen.nodes, ...away].slice(0, MOST).map(({ ref, id, family }) => ({
      id, family, x: whole(drawing.places[ref]?.x), y: whole(drawing.places[ref]?.y), note: drawing.notes[ref] ?? "", group: drawing.groups[ref] ?? "",
      ...(shown.has(ref) ? {} : { away: drawing.hidden[ref] ? "hidden" : "folded" }),
    })),
    folds: folds(drawing, seen),
  };
}

/** What is folded now, and what was opened by hand. @param {Drawing} drawing @param {import("./folds.js").Seen} seen */
function folds(drawing, seen) {
  /** @type {Map<string, boolean>} */
  const found = new Map();
  for (const [ref, kinds] of Object.entries(drawing.unfolded)) for (const [key, open] of Object.entries(kinds)) found.set(`${key} ${ref}`, open);
  for (const [ref, all] of seen.folds) for (const { kind, direction } of all) found.set(`${kind} ${direction} ${ref}`, false);
  return [...found].map(([key, open]) => {
    const [kind, direction, ...ref] = key.split(" ");
    return { ...readRef(ref.join(" ")), kind, direction, open };
  });
}

/** @param {Kept} kept @returns {Drawing} */
export function restored({ nodes, folds: kinds }) {
  const drawing = { ...EMPTY, nodes: /** @type {Drawing["nodes"]} */ ({}), places: /** @type {Drawing["places"]} */ ({}), hidden: /** @type {Drawing["hidden"]} */ ({}),
    groups: /** @type {Drawing["groups"]} */ ({}), notes: /** @type {Drawing["notes"]} */ ({}), unfolded: /** @type {Drawing["unfolded"]} */ ({}) };
  for (const one of nodes) {
    const node = nodeOf(one);
    drawing.nodes[node.ref] = node;
    drawing.places[node.ref] = { x: one.x, y: one.y };
    if (one.away === "hidden") drawing.hidden[node.ref] = true;
    if (one.group) drawing.groups[node.ref] = one.group;
    if (one.note) drawing.notes[node.ref] = one.note;
  }
  const refs = new Map(nodes.map((one) => [`${one.family} ${one.id}`, refOf(one.kind, one.id)]));
  for (const { id, family, kind, direction, open } of kinds) {
    const ref = refs.get(`${family} ${id}`);
    if (ref) drawing.unfolded[ref] = { ...drawing.unfolded[ref], [`${kind} ${direction}`]: open };
  }
  return drawing;
}
