// Where nodes are put: networks by force, ownership from the top down, projects by role. What was
// placed by hand stays where it is.
import dagre from "../vendor/dagre.mjs";
import fcose from "../vendor/fcose.mjs";
import cytoscape from "../vendor/cytoscape.mjs";

cytoscape.use(dagre);
cytoscape.use(fcose);

/** @typedef {"force" | "tree" | "roles"} Shape */
/** @typedef {Record<string, {x: number, y: number}>} Places */

const ROW = 90;
const COLUMN = 300;
const BUILT = ["project", "works", "lot", "building"];
const ROLES = ["construction", "survey", "design", "epc", "contractor", "subcontract", "supervision", "testing", "supplier", "other", "bids"];

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
    byRole(cy);
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

/** A row a role, as a project is told of: the project before them, then who takes part, then who leads for
 * them; beyond them those without a role. @param {import("cytoscape").Core} cy */
function byRole(cy) {
  const nodes = cy.nodes().toArray().filter((node) => !node.isParent());
  const built = nodes.filter((node) => BUILT.includes(node.data("family")));
  const tied = nodes.filter((node) => !built.includes(node)).map((node) => ({ node, tie: node.connectedEdges("[kind = 'participates'], [kind = 'leads'], [kind = 'bids']").first() }));
  const roles = new Set(tied.filter(({ tie }) => tie.nonempty()).map(({ tie }) => roleOf(tie)));
  let down = 0;
  for (const role of [...roles].sort((a, b) => rankOf(a) - rankOf(b))) {
    const all = tied.filter(({ tie }) => tie.nonempty() && roleOf(tie) === role).map(({ node }) => node);
    const [leaders, units] = [all.filter((node) => node.data("kind") === "person"), all.filter((node) => node.data("kind") !== "person")];
    units.forEach((node, at) => node.position({ x: COLUMN, y: down + at * ROW }));
    leaders.forEach((node, at) => node.position({ x: 2 * COLUMN, y: down + at * ROW }));
    down += Math.max(units.length, leaders.length) * ROW;
  }
  const middle = Math.max(0, down - ROW) / 2;
  built.forEach((node, at) => node.position({ x: 0, y: middle + (at - (built.length - 1) / 2) * ROW }));
  const others = tied.filter(({ tie }) => tie.empty()).map(({ node }) => node);
  const tall = Math.max(8, Math.ceil(down / ROW));
  others.forEach((node, at) => node.position({ x: (3 + Math.floor(at / tall)) * COLUMN, y: (at % tall) * ROW }));
  cy.fit(undefined, 60);
}

/** @param {import("cytoscape").EdgeCollection} tie @returns {string} */
const roleOf = (tie) => (tie.data("kind") === "bids" ? "bids" : tie.data("code"));
/** @param {string} role */
const rankOf = (role) => (ROLES.includes(role) ? ROLES.indexOf(role) : ROLES.length);

/** @param {import("cytoscape").Core} cy @returns {Places} */
function placesOf(cy) {
  /** @type {Places} */
  const places = {};
  cy.nodes().forEach((node) => { if (!node.isParent()) places[node.id()] = { ...node.position() }; });
  return places;
}
