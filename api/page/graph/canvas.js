// The drawing on a canvas, kept in step with what is to be seen.
import { html, useEffect, useRef } from "../lib.js";
import cytoscape from "../vendor/cytoscape.mjs";
import { seen } from "./drawing.js";
import { layOut, seed } from "./layouts.js";
import { LABELLED, nodeLabel, shapeOf, styles, tieLabel } from "./look.js";
import { shareUnknown } from "../words.js";

/** @typedef {import("cytoscape").Core} Core */
/** @typedef {{drawing: import("./drawing.js").Drawing, ended: boolean, shape: import("./layouts.js").Shape, turn: number, first: string[], path: string[],
 *   label: string, onready: (cy: Core) => void, onselect: (refs: string[]) => void, onopen: (ref: string) => void,
 *   onplaced: (places: Record<string, {x: number, y: number}>, byHand: boolean) => void}} Props */

/** @param {Props} props */
export function Canvas(props) {
  const place = useRef(/** @type {HTMLElement | null} */ (null));
  const held = useRef(/** @type {Core | null} */ (null));
  const now = useRef(props);
  now.current = props;

  useEffect(() => {
    const cy = cytoscape({
      container: place.current, style: styles(1), minZoom: 0.05, maxZoom: 4, boxSelectionEnabled: true,
      textureOnViewport: true, motionBlur: false, pixelRatio: Math.min(devicePixelRatio, 2), selectionType: "single",
    });
    held.current = cy;
    listen(cy, now);
    props.onready(cy);
    const colours = matchMedia("(prefers-color-scheme: dark)");
    const dress = () => cy.style(styles(cy.zoom()));
    colours.addEventListener("change", dress);
    return () => { colours.removeEventListener("change", dress); cy.destroy(); };
  }, []);

  useEffect(() => {
    if (held.current) show(held.current, props);
  }, [props.drawing, props.ended, props.path]);

  useEffect(() => {
    const cy = held.current;
    if (cy) arrange(cy, now.current, {});
  }, [props.shape, props.turn]);

  return html`<div class="canvas" ref=${place} role="img" aria-label=${props.label}></div>`;
}

/** @param {Core} cy @param {{current: Props}} now */
function listen(cy, now) {
  let bucket = 0;
  cy.on("select unselect", () => now.current.onselect(cy.$("node:selected").map((node) => node.id())));
  cy.on("dbltap", "node", (event) => now.current.onopen(event.target.id()));
  cy.on("dragfree", "node", (event) => now.current.onplaced({ [event.target.id()]: { ...event.target.position() } }, true));
  cy.on("zoom", () => {
    const next = Math.round(Math.log2(cy.zoom()) * 2);
    if (next === bucket) return;
    bucket = next;
    requestAnimationFrame(() => { cy.style(styles(cy.zoom())); name(cy); });
  });
}

/** Bring the canvas to what is to be seen; new nodes are laid out, old ones stay. @param {Core} cy @param {Props} props */
function show(cy, props) {
  const { drawing, ended, first, path } = props;
  const { nodes, ties } = seen(drawing, ended);
  const groups = new Set(nodes.map((node) => drawing.groups[node.ref]).filter(Boolean));
  const wanted = new Set([...nodes.map((node) => node.ref), ...ties.map((tie) => `tie ${tie.link}`), ...[...groups].map((group) => `group ${group}`)]);
  const onPath = new Set(path);
  let fresh = false;
  cy.batch(() => {
    cy.nodes().forEach((node) => { if (node.isChild() && !wanted.has(node.id())) node.move({ parent: null }); });
    cy.elements().filter((one) => !wanted.has(one.id())).remove();
    for (const group of groups) if (cy.getElementById(`group ${group}`).empty()) cy.add({ group: "nodes", data: { id: `group ${group}`, label: group, shape: "round-rectangle" } });
    for (const node of nodes) fresh = drawNode(cy, drawing, node, first) || fresh;
    for (const tie of ties) fresh = drawTie(cy, tie) || fresh;
    if (cy.scratch("path") !== path) {
      cy.scratch("path", path);
      cy.elements().forEach((one) => { one.toggleClass("onpath", onPath.has(one.id())); });
    }
  });
  if (fresh || cy.scratch("named") !== cy.elements().length) name(cy);
  if (nodes.some((node) => !drawing.places[node.ref])) arrange(cy, props, drawing.places);
}

/** @param {Core} cy @param {import("./drawing.js").Drawing} drawing @param {import("./drawing.js").Node} node @param {string[]} first */
function drawNode(cy, drawing, node, first) {
  const held = cy.getElementById(node.ref);
  const group = drawing.groups[node.ref];
  const place = drawing.places[node.ref];
  const note = drawing.notes[node.ref];
  const before = held.nonempty() ? held.scratch("drawn") : null;
  if (before && before.node === node && before.group === group && before.place === place && before.note === note) return false;
  const label = nodeLabel(node, note);
  const parent = group ? `group ${group}` : null;
  if (held.nonempty()) {
    held.scratch("drawn", { node, group, place, note });
    held.data({ label });
    held.toggleClass("hub", (node.degree ?? 0) > 100);
    if ((held.data("parent") ?? null) !== parent) held.move({ parent });
    if (place && !held.grabbed() && (held.position("x") !== place.x || held.position("y") !== place.y)) held.position({ ...place });
    return false;
  }
  const classes = [node.stub ? "stub" : "", first.includes(node.ref) ? "first" : "", (node.degree ?? 0) > 100 ? "hub" : ""].filter(Boolean).join(" ");
  cy.add({
    group: "nodes", classes, scratch: { drawn: { node, group, place, note } }, position: place ? { ...place } : undefined,
    data: { id: node.ref, label, kind: node.kind, family: node.family, shape: shapeOf(node.kind), ...(parent ? { parent } : {}) },
  });
  return !place;
}

/** @param {Core} cy @param {import("./drawing.js").Tie} tie */
function drawTie(cy, tie) {
  const id = `tie ${tie.link}`;
  if (cy.getElementById(id).nonempty()) return false;
  const share = tie.step.share_max ?? 0;
  cy.add({
    group: "edges", classes: [tie.inForce ? "" : "ended", shareUnknown(tie.step) ? "unknown" : ""].filter(Boolean).join(" "),
    data: { id, source: tie.source, target: tie.target, kind: tie.kind, label: tieLabel(tie), width: 1.5 + (3.5 * share) / 1_000_000, code: tie.step.role ?? tie.step.office ?? "" },
  });
  return true;
}

/** @param {Core} cy @param {Props} props @param {Record<string, {x: number, y: number}>} fixed */
function arrange(cy, props, fixed) {
  seed(cy, fixed);
  layOut(cy, props.shape, fixed, (places) => { name(cy); props.onplaced(places, false); });
}

/** Names for as many as there is room: near all of them, from afar the best connected. @param {Core} cy */
function name(cy) {
  const zoom = cy.zoom();
  cy.scratch("named", cy.elements().length);
  const nodes = cy.nodes().toArray().filter((node) => !node.isParent());
  const room = zoom >= 0.6 ? nodes.length : Math.max(LABELLED, Math.round(nodes.length * zoom * zoom));
  const ranked = room >= nodes.length ? nodes : [...nodes].sort((a, b) => b.degree(false) - a.degree(false));
  const ties = zoom >= 0.75 || cy.edges().length <= 40;
  cy.batch(() => {
    ranked.forEach((node, at) => node.toggleClass("named", at < room || node.selected() || node.hasClass("first")));
    cy.edges().forEach((edge) => { edge.toggleClass("named", ties); });
  });
}
