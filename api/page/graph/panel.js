// Beside the drawing: what is selected, its ties counted by kind, and what may be done with it.
import { both, html, useEffect, useState } from "../lib.js";
import { address } from "../address.js";
import { problemOf } from "../ask.js";
import { VIEW_OF } from "../parts/party.js";
import { Empty, Failed, Loading } from "../parts/states.js";
import { Chip } from "../parts/section.js";
import { english, nodeKind } from "../words.js";
import { AT_ONCE, counts, countsOf } from "./asking.js";
import { HUB } from "./drawing.js";

/** @typedef {import("./drawing.js").Node} Node */
/** @typedef {import("./drawing.js").Drawing} Drawing */

/** @typedef {import("./folds.js").Fold} Fold */
/** @typedef {{node: Node, drawing: Drawing, seen: import("./folds.js").Seen, day: string | null, onopen: (kind: string, direction: string, skip: number) => void,
 *   onclose: (kind: string, direction: string) => void, oncounted: (counts: Fold[]) => void, onfold: () => void}} Props */

/** @param {Props} props */
export function Panel({ node, drawing, seen, day, onopen, onclose, oncounted, onfold }) {
  const [state, setState] = useState(/** @type {{of: string, found: import("answers").DrawnTies | null, problem: any}} */ ({ of: "", found: null, problem: null }));
  const of = `${node.ref} ${day}`;
  useEffect(() => {
    let stop = false;
    counts(node.ref, day).then((found) => {
      if (stop) return;
      setState({ of, found, problem: null });
      oncounted(countsOf(found));
    }).catch((error) => { if (!stop) setState({ of, found: null, problem: problemOf(error) }); });
    return () => { stop = true; };
  }, [of]);
  const view = VIEW_OF[node.kind];
  const found = state.of === of ? state.found : null;
  return html`<div class="panel-node"><h2>${node.name}</h2>
    <p class="marks"><${Chip} zh=${nodeKind(node.kind)} tone="quiet" />${(node.degree ?? 0) > HUB ? html`<${Chip} zh="枢纽" en="hub" tone="hub" />` : null}
      ${view ? html`<a href=${address({ [view]: node.id })}>${both("打开", "open")}</a>` : null}</p>
    ${drawing.notes[node.ref] ? html`<p class="note">✎ ${drawing.notes[node.ref]}</p>` : null}
    <h3>${both("展开关系", "Expand ties")}</h3>
    ${state.problem && state.of === of ? html`<${Failed} problem=${state.problem} />` : found === null ? html`<${Loading} />`
      : html`<${Kinds} found=${found} node=${node} seen=${seen} onopen=${onopen} onclose=${onclose} />`}
    ${(node.degree ?? 0) > HUB ? html`<p class="fine">${both("枢纽关系多而证明力弱,请按类少量展开。", "A hub's ties are many and weak evidence; open few, by kind.")}</p>` : null}
    <button type="button" class="quiet" onClick=${onfold}>${both("收起末端", "Fold its leaves")}</button></div>`;
}

/** @param {{found: import("answers").DrawnTies, node: Node, seen: import("./folds.js").Seen, onopen: Props["onopen"], onclose: Props["onclose"]}} props */
function Kinds({ found, node, seen, onopen, onclose }) {
  if (found.groups.length === 0) return html`<${Empty} zh="没有直接关系" en="No direct ties" />`;
  const drawn = drawnOf(node.ref, seen.ties);
  const folds = new Set((seen.folds.get(node.ref) ?? []).map((one) => `${one.kind} ${one.direction}`));
  return html`${found.reason ? html`<p class="notice truncated">${found.reason}</p>` : null}<ul class="kinds">${found.groups.map((group) => {
    const key = `${group.kind} ${group.direction}`;
    const all = group.count + group.ended;
    const shown = drawn.get(key) ?? 0;
    const left = Math.max(0, all - shown);
    return html`<li key=${key}><button type="button" class="plain" disabled=${left === 0} onClick=${() => onopen(group.kind, group.direction, Math.min(shown, Math.max(0, all - AT_ONCE)))}>
      <span>${group.direction === "out" ? "→" : "←"} ${both(group.kind_zh, english(group.kind))}</span>
      <span class="count">${folds.has(key) ? "⊞ " : ""}${group.count}${group.ended ? html`<span class="fine"> +${group.ended} ${"已终止 ended"}</span>` : null}</span></button>
      ${folds.has(key) ? html`<span class="fine">${both("已折叠,点开", "folded; open it")}</span>` : null}
      ${!folds.has(key) && shown > 1 ? html`<button type="button" class="quiet close" aria-label=${`折叠 ${group.kind_zh} Fold`} onClick=${() => onclose(group.kind, group.direction)}>⊟ ${both("折叠", "fold")}</button>` : null}
      ${left > 0 && shown > 0 ? html`<span class="fine">${both(`另有 ${left}`, `and ${left} more`)}</span>` : null}
      ${left > AT_ONCE ? html`<span class="fine">${both(`一次展开 ${AT_ONCE}`, `${AT_ONCE} at once`)}</span>` : null}</li>`;
  })}</ul>`;
}

/** How many ties of each kind and direction are drawn at a node. @param {string} ref @param {import("./drawing.js").Tie[]} ties */
function drawnOf(ref, ties) {
  /** @type {Map<string, number>} */
  const drawn = new Map();
  /** @param {string} key */
  const count = (key) => drawn.set(key, (drawn.get(key) ?? 0) + 1);
  for (const { kind, source, target } of ties) {
    if (source === ref) count(`${kind} out`);
    if (target === ref) count(`${kind} in`);
  }
  return drawn;
}
