// Where nodes are put: networks by force, ownership from the top down, projects by role. What was
// placed by hand stays where it is.
import dagre from "../vendor/dagre.mjs";
import fcose from "../vendor/fcose.mjs";
import cytoscape from "../vendor/cytoscape.mjs";

cytoscape.use(dagre);
cytoscape.use(fcose);

/** @typedef {"force" | "tree" | "roles"} Shape */
/** @typedef {Record<string, {x: number, y: number}>} Places */

const ROW = 110;
const COLUMN = 230;

/** New nodes begin beside the one they hang on, so that a layout need not look for them.
 * @param {import("cytoscape").Core} cy @param {Places} places */
export function seed(cy, places) {
  let count = 0;
  cy.nodes().forEach((node) => {
    if (node.isParent() || places[node.id()]) return;
    const [near] = node.neighborhood("node").filter((other) => Boolean(places[other.id()])).toArray();
    const from = near ? places[near.id()] : { x: 0, y: 0 };
    const angle = (count += 1) * 2.399963; // the golden angle: no two fall together
    const reach = 90 + 9 * Math.sqrt(count) * 6;
    node.position({ x: from.x + reach * Math.cos(angle), y: from.y + reach * Math.sin(angle) });
  });
}

/** Lay out and tell the places found. ``fixed`` are those that stay.
 * @param {import("cytoscape").Core} cy @param {Shape} shape @param {Places} fixed @param {(places: Places) => void} done */
export function layOut(cy, shape, fixed, done) {
  if (cy.nodes().empty()) return;
  if (shape === "roles") {
    columns(cy);
    done(placesOf(cy));
    return;
  }
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches || cy.nodes().length > 150;
  const layout = cy.layout(/** @type {any} */ (shape === "tree" ? tree(still) : force(cy, still, fixed)));
  layout.one("layoutstop", () => {
    if (shape === "tree") cy.nodes().forEach((node) => { const place = fixed[node.id()]; if (place) node.position(place); });
    done(placesOf(cy));
  });
  layout.run();
}

/** @param {boolean} still */
function tree(still) {
  return { name: "dagre", rankDir: "TB", nodeDimensionsIncludeLabels: true, nodeSep: 70, rankSep: 90, animate: !still, animationDuration: 250, fit: true, padding: 60 };
}

/** @param {import("cytoscape").Core} cy @param {boolean} still @param {Places} fixed */
function force(cy, still, fixed) {
  const many = cy.nodes().length > 400;
  const kept = cy.nodes().filter((node) => Boolean(fixed[node.id()]) && !node.isParent() && !node.isChild());
  return {
    name: "fcose", quality: many ? "draft" : "default", randomize: kept.empty(), animate: !still, animationDuration: 250, fit: kept.empty(), padding: 60,
    nodeRepulsion: 14000, idealEdgeLength: 150, numIter: many ? 400 : 1500, nodeDimensionsIncludeLabels: !many, packComponents: true,
    fixedNodeConstraint: many || kept.empty() ? undefined : kept.map((node) => ({ nodeId: node.id(), position: fixed[node.id()] })),
  };
}

/** A column a role: those who build, who design, who supervise; the project before them. @param {import("cytoscape").Core} cy */
function columns(cy) {
  /** @type {Map<string, import("cytoscape").NodeSingular[]>} */
  const found = new Map();
  cy.nodes().forEach((node) => {
    if (node.isParent()) return;
    const name = columnOf(node);
    found.set(name, [...(found.get(name) ?? []), node]);
  });
  const names = [...found.keys()].sort();
  names.forEach((name, at) => {
    const nodes = found.get(name) ?? [];
    nodes.forEach((node, row) => node.position({ x: at * COLUMN, y: (row - (nodes.length - 1) / 2) * ROW }));
  });
  cy.fit(undefined, 60);
}

/** @param {import("cytoscape").NodeSingular} node */
function columnOf(node) {
  if (["project", "works", "lot", "building"].includes(node.data("family"))) return "0";
  const tie = node.connectedEdges("[kind = 'participates'], [kind = 'leads'], [kind = 'bids']").first();
  return tie.nonempty() ? `1 ${tie.data("kind")} ${tie.data("code")}` : "2";
}

/** @param {import("cytoscape").Core} cy @returns {Places} */
function placesOf(cy) {
  /** @type {Places} */
  const places = {};
  cy.nodes().forEach((node) => { if (!node.isParent()) places[node.id()] = { ...node.position() }; });
  return places;
}
