// How a drawing looks: shapes and words say what colours say, too.
import { linkKind, nodeKind, particular, shareUnknown } from "../words.js";
import { HUB } from "./drawing.js";

/** @type {Record<string, string>} */
const SHAPES = {
  organization: "round-rectangle", subject: "round-rectangle", person: "ellipse", project: "hexagon", works: "hexagon", building: "hexagon",
  lot: "tag", sanction: "diamond", contact: "round-tag", contract: "rectangle", licence: "rectangle", inspection: "pentagon",
};

/** The page's own colours, as the sheet of styles has them now. */
export function palette() {
  const style = getComputedStyle(document.documentElement);
  /** @param {string} name */
  const of = (name) => style.getPropertyValue(`--${name}`).trim();
  return {
    ink: of("ink"), soft: of("soft"), edge: of("edge"), line: of("line"), card: of("card"), paper: of("paper"), accent: of("accent"),
    wash: of("accent-wash"), alert: of("alert"), alertWash: of("alert-wash"), noteWash: of("note-wash"), note: of("note"), sans: of("sans"), focus: of("focus"),
  };
}

/** The page's own colours in a drawing that is part of the page, whatever they come to be. @type {ReturnType<typeof palette>} */
export const PAGE = {
  ink: "var(--ink)", soft: "var(--soft)", edge: "var(--edge)", line: "var(--line)", card: "var(--card)", paper: "var(--sunk)", accent: "var(--accent)", wash: "var(--accent-wash)",
  alert: "var(--alert)", alertWash: "var(--alert-wash)", noteWash: "var(--note-wash)", note: "var(--note)", sans: "var(--sans)", focus: "var(--focus)",
};

/** The colours of print, whatever those of the screen are. @type {ReturnType<typeof palette>} */
export const INK = {
  ink: "#000", soft: "#333", edge: "#777", line: "#999", card: "#fff", paper: "#fff", accent: "#000", wash: "#fff", alert: "#000", alertWash: "#fff", noteWash: "#fff", note: "#000", sans: "sans-serif", focus: "#000",
};

/** @param {import("./drawing.js").Node} node @param {string | undefined} [note] @param {import("./folds.js").Fold[] | undefined} [folds] */
export function nodeLabel(node, note, folds) {
  const kind = node.family === "subject" ? "" : `\n${nodeKind(node.kind)}`;
  const stub = node.stub ? "\n仅被提及" : "";
  const hub = node.degree !== undefined && node.degree > HUB ? `\n枢纽 ${node.degree}` : "";
  const folded = (folds ?? []).map((one) => `\n⊞ ${linkKind(one.kind)} ${one.count}`).join("");
  return `${node.name}${kind}${stub}${hub}${folded}${note ? `\n✎ ${note}` : ""}`;
}

const WIDEST = 12; // Chinese letters in a row

/** How many Chinese letters a text is wide; a Latin one is about two thirds of one. @param {string} text */
export function breadth(text) {
  return [...text].reduce((sum, letter) => sum + (letter > "ÿ" ? 1 : "%@MWmw".includes(letter) ? 0.96 : 0.65), 0);
}

/** A label whose long rows are broken into rows of like length: Chinese has no spaces at which a library would. @param {string} label */
export function inRows(label) {
  return label.split("\n").map(broken).join("\n");
}

/** @param {string} name */
function broken(name) {
  const rows = Math.ceil(breadth(name) / WIDEST);
  if (rows <= 1) return name;
  const most = breadth(name) / rows;
  /** @type {string[]} */
  const found = [""];
  for (const letter of name) {
    if (breadth(found[found.length - 1]) >= most && found.length < rows) found.push("");
    found[found.length - 1] += letter;
  }
  return found.map((row) => row.trim()).join("\n");
}

/** @param {import("./drawing.js").Tie} tie */
export function tieLabel(tie) {
  const { step } = tie;
  const days = [step.valid_from, step.valid_until].some(Boolean) ? `\n${step.valid_from ?? "…"} 至 ${step.valid_until ?? "今"}` : "";
  const unknown = shareUnknown(step) ? " ?" : "";
  const said = particular(step);
  const kind = ["owns", "holds_office", "participates"].includes(tie.kind) && said ? "" : `${linkKind(tie.kind)} `;
  return `${kind}${said}${unknown}${tie.inForce ? "" : "(已终止)"}${days}`.trim();
}

/** The styles. What depends on the zoom is told to each named element by itself (names.js): a sheet
 * that changed would dress every element anew. @returns {any[]} */
export function styles() {
  const c = palette();
  const name = { label: "data(label)", "font-size": "data(letters)" };
  return [
    { selector: "node", style: {
      shape: "data(shape)", width: 34, height: 26, "background-color": c.card, "border-color": c.accent, "border-width": 2, label: "",
      "font-family": c.sans, color: c.ink, "text-wrap": "wrap", "text-max-width": "100000px", "text-valign": "bottom", "text-margin-y": 4,
      "text-background-color": c.paper, "text-background-opacity": 0.85, "text-background-padding": "2px", "overlay-opacity": 0,
    } },
    { selector: "node.named, node:selected", style: name },
    { selector: "node.above", style: { "text-valign": "top", "text-margin-y": -4 } },
    { selector: "node.right", style: { "text-valign": "center", "text-halign": "right", "text-margin-x": 4, "text-margin-y": 0 } },
    { selector: "node.left", style: { "text-valign": "center", "text-halign": "left", "text-margin-x": -4, "text-margin-y": 0 } },
    { selector: "node[kind = 'person']", style: { "background-color": c.wash, width: 28, height: 28 } },
    { selector: "node[family = 'project'], node[family = 'works'], node[family = 'lot']", style: { "background-color": c.noteWash, "border-color": c.note } },
    { selector: "node[kind = 'sanction']", style: { "background-color": c.alertWash, "border-color": c.alert } },
    { selector: "node[kind = 'contact']", style: { "border-color": c.edge } },
    { selector: "node.stub", style: { "border-style": "dashed" } },
    { selector: "node.hub", style: { "border-style": "double", "border-width": 6, width: 44, height: 36 } },
    { selector: "node.first", style: { "border-width": 4, width: 44, height: 34, "font-weight": "bold" } },
    { selector: ":parent", style: { shape: "round-rectangle", "background-color": c.wash, "background-opacity": 0.35, "border-style": "dashed", "border-color": c.edge, ...name, "text-valign": "top", padding: "24px" } },
    { selector: "edge", style: {
      width: 1.5, "line-color": c.edge, "target-arrow-color": c.edge, "target-arrow-shape": "vee", "curve-style": "bezier", "arrow-scale": 1, label: "",
      "font-family": c.sans, color: c.soft, "text-wrap": "wrap", "text-max-width": "100000px", "text-background-color": c.paper, "text-background-opacity": 0.9, "text-background-padding": "2px", "overlay-opacity": 0,
    } },
    { selector: "edge.named", style: { label: "data(said)", "font-size": "data(letters)", "text-margin-x": "data(aside)", "text-margin-y": "data(down)" } },
    { selector: "edge.bent", style: { "curve-style": "unbundled-bezier", "control-point-distances": "data(bend)", "control-point-weights": 0.5 } },
    { selector: "edge[kind = 'owns']", style: { width: "data(width)", "line-color": c.accent, "target-arrow-color": c.accent, "target-arrow-shape": "triangle" } },
    { selector: "edge[kind = 'participates'], edge[kind = 'leads'], edge[kind = 'bids']", style: { "line-color": c.note, "target-arrow-color": c.note, "target-arrow-shape": "circle" } },
    { selector: "edge[kind = 'sanctioned_by']", style: { "line-color": c.alert, "target-arrow-color": c.alert, "target-arrow-shape": "diamond" } },
    { selector: "edge.unknown", style: { "line-style": "dotted", "target-arrow-fill": "hollow" } },
    { selector: "edge.ended", style: { "line-style": "dashed", "line-color": c.line, "target-arrow-color": c.line, "line-dash-pattern": [6, 5] } },
    { selector: ":selected", style: { "border-color": c.focus, "line-color": c.focus, "target-arrow-color": c.focus, "border-width": 4, "z-index": 10 } },
    { selector: ".onpath", style: { "border-color": c.alert, "line-color": c.alert, "target-arrow-color": c.alert, width: 4 } },
    { selector: "node.onpath", style: { width: 44, height: 34 } },
  ];
}

/** @param {string} kind */
export function shapeOf(kind) {
  return SHAPES[kind] ?? "rectangle";
}
