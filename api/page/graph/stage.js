// What stands on the canvas already, and how it is brought to what is to be seen.
import { inRows, nodeLabel, shapeOf, tieLabel } from "./look.js";
import { sizes } from "./names.js";
import { bends } from "./placing.js";
import { HUB } from "./drawing.js";
import { shareUnknown } from "../words.js";

/** @typedef {import("cytoscape").Core} Core */
/** @typedef {import("./drawing.js").Node} Node */
/** @typedef {import("./drawing.js").Tie} Tie */
/** @typedef {import("./canvas.js").Props} Props */
/** @typedef {{element: import("cytoscape").NodeSingular, node: Node, group: string | undefined, label: string}} Standing */
/** @typedef {{nodes: Map<string, Standing>, ties: Map<number, import("cytoscape").EdgeSingular>, groups: Map<string, import("cytoscape").NodeSingular>, path: string[]}} Stage */

/** Bring the canvas to what is to be seen; whether anything came, went or is called otherwise.
 * @param {Core} cy @param {Stage} stage @param {Props} props */
export function show(cy, stage, props) {
  const { drawing, seen, path } = props;
  let changed = false;
  cy.batch(() => {
    group(cy, stage, new Set(seen.nodes.map((node) => drawing.groups[node.ref]).filter(Boolean)));
    const gone = withdrawn(cy, stage, seen);
    const fresh = seen.nodes.filter((node) => !stage.nodes.has(node.ref));
    for (const node of seen.nodes) if (stage.nodes.has(node.ref)) changed = redraw(stage, props, node) || changed;
    place(cy, stage, props, fresh);
    const tied = tie(cy, stage, seen.ties.filter((one) => !stage.ties.has(one.link)));
    if (gone || tied) bend(stage, seen.ties);
    changed ||= gone || fresh.length > 0 || tied;
    ungroup(stage);
    if (stage.path !== path || tied) mark(cy, stage, path);
  });
  return changed;
}

/** @param {Core} cy @param {Stage} stage @param {Set<string>} wanted */
function group(cy, stage, wanted) {
  for (const name of wanted) {
    if (!stage.groups.has(name)) stage.groups.set(name, cy.add({ group: "nodes", data: { id: `group ${name}`, label: name, shape: "round-rectangle", ...sizes(cy.zoom()) } })[0]);
  }
}

/** A group that holds nobody is taken away. @param {Stage} stage */
function ungroup(stage) {
  for (const [name, element] of stage.groups) {
    if (element.children().nonempty()) continue;
    element.remove();
    stage.groups.delete(name);
  }
}

/** @param {Core} cy @param {Stage} stage @param {import("./folds.js").Seen} seen */
function withdrawn(cy, stage, seen) {
  const [nodes, ties] = [new Set(seen.nodes.map((node) => node.ref)), new Set(seen.ties.map((one) => one.link))];
  const gone = cy.collection();
  for (const [link, element] of stage.ties) if (!ties.has(link)) { gone.merge(element); stage.ties.delete(link); }
  for (const [ref, { element }] of stage.nodes) if (!nodes.has(ref)) { gone.merge(element); stage.nodes.delete(ref); }
  gone.unselect().remove();
  return gone.nonempty();
}

/** Whether it is called otherwise than before. @param {Stage} stage @param {Props} props @param {Node} node */
function redraw(stage, { drawing, seen }, node) {
  const held = /** @type {Standing} */ (stage.nodes.get(node.ref));
  const { element } = held;
  const place = drawing.places[node.ref];
  if (place && !element.grabbed() && (element.position("x") !== place.x || element.position("y") !== place.y)) element.position({ ...place });
  const group = drawing.groups[node.ref];
  if (held.group !== group) element.move({ parent: group ? `group ${group}` : null });
  held.group = group;
  const label = inRows(nodeLabel(node, drawing.notes[node.ref], seen.folds.get(node.ref)));
  if (held.label === label && held.node === node) return false;
  held.node = node;
  element.toggleClass("hub", isHub(node, seen));
  if (held.label === label) return false;
  held.label = label;
  element.data({ label });
  return true;
}

/** @param {Node} node @param {import("./folds.js").Seen} seen */
const isHub = (node, seen) => (node.degree ?? 0) > HUB || seen.folds.has(node.ref);

/** @param {Core} cy @param {Stage} stage @param {Props} props @param {Node[]} fresh */
function place(cy, stage, { drawing, seen, first }, fresh) {
  const now = sizes(cy.zoom());
  const labels = fresh.map((node) => inRows(nodeLabel(node, drawing.notes[node.ref], seen.folds.get(node.ref))));
  const added = cy.add(fresh.map((node, at) => {
    const [place, group] = [drawing.places[node.ref], drawing.groups[node.ref]];
    return {
      group: /** @type {const} */ ("nodes"), position: place ? { ...place } : undefined,
      classes: [node.stub ? "stub" : "", first.includes(node.ref) ? "first" : "", isHub(node, seen) ? "hub" : ""].filter(Boolean).join(" "),
      data: { id: node.ref, label: labels[at], kind: node.kind, family: node.family, shape: shapeOf(node.kind), ...now, ...(group ? { parent: `group ${group}` } : {}) },
    };
  }));
  fresh.forEach((node, at) => stage.nodes.set(node.ref, { element: added[at], node, group: drawing.groups[node.ref], label: labels[at] }));
}

/** @param {Core} cy @param {Stage} stage @param {Tie[]} fresh */
function tie(cy, stage, fresh) {
  const now = sizes(cy.zoom());
  const added = cy.add(fresh.map((one) => ({
    group: /** @type {const} */ ("edges"), classes: [one.inForce ? "" : "ended", shareUnknown(one.step) ? "unknown" : ""].filter(Boolean).join(" "),
    data: {
      id: `tie ${one.link}`, source: one.source, target: one.target, kind: one.kind, label: tieLabel(one), code: one.step.role ?? one.step.office ?? "",
      width: 1.5 + (shareUnknown(one.step) ? 0 : (3.5 * (one.step.share_max ?? 0)) / 1_000_000), ...now,
    },
  })));
  fresh.forEach((one, at) => stage.ties.set(one.link, added[at]));
  return fresh.length > 0;
}

/** Of several ties between the same two each is pulled aside. @param {Stage} stage @param {Tie[]} ties */
function bend(stage, ties) {
  const wanted = bends(ties, (one) => String(one.link));
  for (const [link, element] of stage.ties) {
    const by = wanted.get(String(link)) ?? 0;
    if ((element.data("bend") ?? 0) === by) continue;
    element.data({ bend: by });
    element.toggleClass("bent", by !== 0);
  }
}

/** The path found is drawn so that it stands out. @param {Core} cy @param {Stage} stage @param {string[]} path */
function mark(cy, stage, path) {
  const on = new Set(path);
  for (const id of stage.path) if (!on.has(id)) cy.getElementById(id).removeClass("onpath");
  for (const id of path) cy.getElementById(id).addClass("onpath");
  stage.path = path;
}
