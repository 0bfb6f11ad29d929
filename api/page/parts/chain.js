// A path as people read it: parties, the ties between them, and where each tie comes from.
import { both, html } from "../lib.js";
import { linkKind, particular, period, place, shareUnknown } from "../words.js";
import { Party } from "./party.js";

/** @typedef {import("../words.js").Step} Step */

/** @param {{step: Step}} props */
function Arrow({ step }) {
  const forward = step.direction === "forward";
  const text = [linkKind(step.kind), particular(step)].filter(Boolean).join(" ");
  return html`<span class=${`arrow ${step.direction} ${shareUnknown(step) ? "unknown" : ""}`}>
    <span class="way" aria-hidden="true">${forward ? "" : "←"}</span>
    <span class="tie">${text}${period(step) ? html`<span class="when"> ${period(step)}</span>` : null}</span>
    <span class="way" aria-hidden="true">${forward ? "→" : ""}</span>
    <span class="spoken">${forward ? "指向" : "来自"}</span></span>`;
}

/** The ties in runs: where one does not go on from the last, a new line begins.
 * @param {Step[]} steps @returns {Step[][]} */
function runs(steps) {
  /** @type {Step[][]} */
  const found = [];
  for (const step of steps) {
    const last = found.at(-1);
    if (last && last[last.length - 1].target === step.source) last.push(step);
    else found.push([step]);
  }
  return found;
}

/** @param {{steps: Step[]}} props */
export function Chain({ steps }) {
  if (!steps.length) return html`<p class="chain">${both("同一主体", "one and the same")}</p>`;
  return runs(steps).map((run) => html`<${Run} steps=${run} />`);
}

/** @param {{steps: Step[]}} props */
function Run({ steps }) {
  const [first] = steps;
  return html`<div class="chain"><${Party} id=${first.source} name=${first.source_name} kind=${first.source_kind} />
    ${steps.map((step) => html`<${Arrow} step=${step} /><${Party} id=${step.target} name=${step.target_name} kind=${step.target_kind} />`)}</div>`;
}

/** @param {{steps: Step[]}} props */
export function Sources({ steps }) {
  return html`<ol class="origins">${steps.map((step) => html`<li>
    <span>${`${linkKind(step.kind)} ${particular(step)}`.trim()}</span>
    ${period(step) ? html`<span class="fine"> ${period(step)}</span>` : null}
    <span class="origin">${place(step.origin)}</span></li>`)}</ol>`;
}
