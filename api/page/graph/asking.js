// What a drawing asks the service: what stands among nodes, one kind of tie of a node, a tree, paths.
import { act, ask as asked, stands, subjectPath } from "../ask.js";
import { nodeOf } from "./drawing.js";
import { readRef, refOf } from "./refs.js";

/** @typedef {import("./drawing.js").Node} Node */
/** @typedef {Record<string, any>} Step */
/** @typedef {{steps: Step[], others: Node[], unknown?: string[], cut?: string | null, counts?: {ref: string, groups: import("./folds.js").Fold[]}}} Found */

/** @param {string} path @param {import("../ask.js").Query} query */
async function ask(path, query) {
  const answer = await asked(path, query);
  stands.set(answer);
  return answer;
}

const TREE_CUT = "股权树过大,只画出一部分 the tree is cut short";
export const AT_ONCE = 25; // ties of one kind that are opened with one click

/** @param {string[]} refs @param {string | null} day @returns {Promise<Found>} */
export async function among(refs, day) {
  const nodes = refs.map(readRef);
  const answer = await act("/v1/ties/among", { nodes, ended: true, ...(day ? { as_of: day } : {}) });
  stands.set(answer);
  return { steps: answer.ties, others: answer.nodes.map(nodeOf), unknown: answer.unknown, cut: answer.reason };
}

/** @param {string} ref */
function pathOf(ref) {
  const { family, id } = readRef(ref);
  return family === "subject" ? subjectPath(id, "/ties") : `/v1/nodes/${family}/${encodeURIComponent(id)}/ties`;
}

/** The ties of a node by kind: how many, before any is opened. @param {string} ref @param {string | null} day @returns {Promise<import("answers").DrawnTies>} */
export function counts(ref, day) {
  return ask(pathOf(ref), { limit: 0, ended: "true", as_of: day });
}

/** @param {string} ref @param {string} kind @param {string} direction @param {number} skip @param {string | null} day @returns {Promise<Found>} */
export async function ties(ref, kind, direction, skip, day) {
  const answer = await ask(pathOf(ref), { kinds: kind, direction, skip, limit: AT_ONCE, ended: "true", as_of: day });
  return { steps: answer.groups.flatMap((/** @type {Step} */ group) => group.items), others: [], cut: answer.reason };
}

const MAIN = ["owns", "holds_office", "participates", "bids"];
const BUILT = ["participates", "leads", "part_of", "bids"]; // of a project, its works and its lots
const PAPERS = ["milestone", "building"]; // parts of a project that nobody is met through

/** How many ties of each kind, those that have ended among them. @param {import("answers").DrawnTies} found @returns {import("./folds.js").Fold[]} */
export function countsOf(found) {
  return found.groups.map(({ kind, direction, count, ended }) => ({ kind, direction, count: count + ended, ended }));
}

/** The first ties of the main kinds, and how many there are of each. @param {string} ref @param {string | null} day @returns {Promise<Found>} */
export async function surroundings(ref, day) {
  const kinds = readRef(ref).family === "subject" ? MAIN : BUILT;
  const [all, ...found] = await Promise.all([counts(ref, day), ...kinds.map((kind) => ties(ref, kind, "both", 0, day))]);
  const steps = found.flatMap((one) => one.steps).filter((step) => !PAPERS.includes(step.source_kind) && !PAPERS.includes(step.target_kind));
  return { steps, others: [], counts: { ref, groups: countsOf(all) }, cut: all.reason };
}

/** One party alone says little: its first owners, officers and works come with it; with a project
 * come those who take part in it through its works and bid for its lots.
 * @param {string} ref @param {string | null} day @returns {Promise<Found>} */
export async function begun(ref, day) {
  const alone = await among([ref], day);
  if (alone.others.length === 0) return alone;
  const found = await surroundings(ref, day);
  const parts = readRef(ref).family === "project" ? partsOf(found.steps) : [];
  const further = await Promise.all(parts.map((part) => surroundings(part, day)));
  return { ...found, others: alone.others, steps: [...found.steps, ...further.flatMap((one) => one.steps)] };
}

/** The works and lots of a project. @param {Step[]} steps */
function partsOf(steps) {
  const ends = steps.flatMap((step) => [[step.source_kind, step.source], [step.target_kind, step.target]]);
  return [...new Set(ends.filter(([kind]) => kind === "works" || kind === "lot").map(([kind, id]) => refOf(kind, id)))];
}

/** Shareholders above and holdings below. @param {string} id @param {string | null} day @returns {Promise<Found>} */
export async function tree(id, day) {
  const [up, down] = await Promise.all([["up", 5], ["down", 2]].map(([direction, depth]) =>
    ask(subjectPath(id, "/tree"), { direction, depth, limit: 20, as_of: day })));
  /** @param {Step} branch @returns {Step[]} */
  const stakes = (branch) => branch.branches.flatMap((/** @type {Step} */ one) => [...one.stakes, ...stakes(one)]);
  return { steps: [...stakes(up), ...stakes(down)], others: [nodeOf(up)], cut: up.truncated || down.truncated ? TREE_CUT : null };
}

/** Every shortest path between each two. @param {string[]} refs @param {string | null} day @returns {Promise<Found & {pairs: number, without: number}>} */
export async function paths(refs, day) {
  const ids = refs.map(readRef).filter((one) => one.family === "subject").map((one) => one.id);
  const pairs = ids.flatMap((one, at) => ids.slice(at + 1).map((other) => [one, other]));
  const answers = await Promise.all(pairs.map(([from, to]) => ask("/v1/paths", { from, to, mode: "all_shortest", limit: 5, as_of: day })));
  const found = answers.flatMap((answer) => answer.paths);
  return { steps: found.flatMap((path) => path.steps), others: [], pairs: pairs.length, without: answers.filter((answer) => answer.outcome === "no_path").length };
}
