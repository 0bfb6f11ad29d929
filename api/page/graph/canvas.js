// The drawing on a canvas, kept in step with what is to be seen: only what changed is touched.
import { html, useEffect, useRef } from "../lib.js";
import cytoscape from "../vendor/cytoscape.mjs";
import { show } from "./stage.js";
import { layOut, seed } from "./layouts.js";
import { styles } from "./look.js";
import { enlarged, naming, sizes } from "./names.js";

/** @typedef {import("cytoscape").Core} Core */
/** @typedef {import("./folds.js").Seen} Seen */
/** @typedef {{drawing: import("./drawing.js").Drawing, seen: Seen, shape: import("./layouts.js").Shape, turn: number, first: string[], path: string[],
 *   label: string, onready: (held: Held) => void, onselect: (refs: string[]) => void, onopen: (ref: string) => void,
 *   onplaced: (places: Record<string, {x: number, y: number}>, byHand: boolean) => void}} Props */
/** @typedef {{cy: Core, names: ReturnType<typeof naming>, stage: import("./stage.js").Stage, choosing: boolean}} Held */

const NEAR = 1.6; // how large a drawing of few is shown by itself
const NEAREST = 4;
const LARGEST = 8000; // pixels of a picture
const MANY = 400; // nodes that are laid out without looking at how long their names are

/** @param {Props} props */
export function Canvas(props) {
  const place = useRef(/** @type {HTMLElement | null} */ (null));
  const held = useRef(/** @type {Held | null} */ (null));
  const now = useRef(props);
  now.current = props;

  useEffect(() => {
    const cy = cytoscape({
      container: place.current, style: styles(), minZoom: 0.05, maxZoom: NEAREST, boxSelectionEnabled: true,
      textureOnViewport: true, motionBlur: false, pixelRatio: Math.min(devicePixelRatio, 2), selectionType: "single",
    });
    const names = naming(cy, () => now.current.first);
    held.current = { cy, names, stage: { nodes: new Map(), ties: new Map(), groups: new Map(), path: [] }, choosing: false };
    listen(held.current, now);
    props.onready(held.current);
    let [wide, tall] = [cy.width(), cy.height()];
    cy.on("resize", () => { // what stood in the middle stays there; what was seen whole is, in another window
      const turned = Math.abs(Math.log(cy.width() / wide)) + Math.abs(Math.log(cy.height() / tall)) > 0.3;
      if (turned && wholly(cy.nodes(), wide, tall)) fit(cy);
      else cy.panBy({ x: (cy.width() - wide) / 2, y: (cy.height() - tall) / 2 });
      [wide, tall] = [cy.width(), cy.height()];
    });
    const colours = matchMedia("(prefers-color-scheme: dark)");
    const dress = () => cy.style(styles());
    colours.addEventListener("change", dress);
    return () => { colours.removeEventListener("change", dress); names.stop(); cy.destroy(); };
  }, []);

  useEffect(() => {
    if (!held.current) return;
    const { cy, names, stage } = held.current;
    if (show(cy, stage, props)) names.later(0);
    if (props.seen.nodes.some((node) => !props.drawing.places[node.ref])) arrange(held.current, props, props.drawing.places);
  }, [props.drawing, props.seen, props.path]);

  useEffect(() => {
    if (held.current) arrange(held.current, now.current, {});
  }, [props.shape, props.turn]);

  return html`<div class="canvas" ref=${place} role="img" aria-label=${props.label}></div>`;
}

/** The whole drawing in the window, few nodes no larger than they need be. @param {Core} cy */
export function fit(cy) {
  cy.maxZoom(NEAR * enlarged());
  cy.fit(undefined, 60);
  cy.maxZoom(NEAREST);
}

/** Whether these nodes stood whole in a window of this size. @param {import("cytoscape").NodeCollection} nodes @param {number} wide @param {number} tall */
function wholly(nodes, wide, tall) {
  const { x1, y1, x2, y2 } = nodes.renderedBoundingBox({ includeLabels: false });
  return nodes.nonempty() && x1 >= 0 && y1 >= 0 && x2 <= wide && y2 <= tall;
}

/** @param {Held} held @param {{current: Props}} now */
function listen(held, now) {
  const { cy } = held;
  let told = true;
  cy.on("select unselect", () => { // many may be chosen at once, and are told of once
    if (!told || held.choosing) return;
    told = false;
    queueMicrotask(() => { told = true; now.current.onselect(cy.$("node:selected").map((node) => node.id())); });
  });
  cy.on("select", "node", (event) => event.target.data(sizes(cy.zoom()))); // its name is drawn from now on
  cy.on("dbltap", "node", (event) => now.current.onopen(event.target.id()));
  cy.on("dragfree", "node", (event) => now.current.onplaced({ [event.target.id()]: { ...event.target.position() } }, true));
}

/** @param {Held} held @param {Props} props @param {Record<string, {x: number, y: number}>} fixed */
function arrange({ cy, names }, props, fixed) {
  const kept = cy.nodes().filter((node) => Boolean(fixed[node.id()]));
  const whole = wholly(kept, cy.width(), cy.height()); // and so it is to be with what comes to it
  if (cy.nodes().length <= MANY) names.all();
  seed(cy, fixed);
  cy.maxZoom(NEAR * enlarged());
  layOut(cy, props.shape, fixed, (places) => {
    cy.maxZoom(NEAREST);
    if (whole) fit(cy);
    names.later(0);
    props.onplaced(places, false);
  });
}

/** Choose these and no others; whoever asks for it knows it already. @param {Held} held @param {string[]} refs */
export function choose(held, refs) {
  const { cy } = held;
  const wanted = new Set(refs);
  held.choosing = true;
  cy.batch(() => {
    cy.$("node:selected").forEach((node) => { if (!wanted.has(node.id())) node.unselect(); });
    for (const ref of refs) cy.getElementById(ref).select();
  });
  held.choosing = false;
}

/** The whole drawing as a picture, spread until each name has room. @param {Held} held @param {string} paper @returns {Promise<Blob>} */
export async function picture({ cy, names }, paper) {
  const spread = names.paper();
  await new Promise((done) => { cy.one("render", done); cy.forceRender(); }); // words newly said are laid out as they are first drawn
  const made = cy.png({ output: "blob", full: true, scale: 2 * spread, maxWidth: LARGEST, maxHeight: LARGEST, bg: paper });
  names.later(0);
  return /** @type {Blob} */ (/** @type {unknown} */ (made));
}
