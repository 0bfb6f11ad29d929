// What is stated of a subject, and who stated it.
import { both, html } from "../../lib.js";
import { Empty } from "../../parts/states.js";
import { Chip, Opener, Section, Tally } from "../../parts/section.js";
import { fieldName, period, place, said } from "../../words.js";

/** @typedef {import("answers").SubjectAnswer} SubjectAnswer */

const HEADLINE = new Set(["name", "uscc"]);

/** @param {{answer: SubjectAnswer}} props */
export function OwnFacts({ answer }) {
  const rows = Object.entries(answer.fields).filter(([name]) => !HEADLINE.has(name));
  return html`<${Section} zh="基本信息" en="On file">${rows.length === 0 ? html`<${Empty} zh="没有更多信息" en="Nothing more is recorded" />`
    : html`<dl class="facts">${rows.map(([name, value]) => html`<div key=${name}><dt>${fieldName(answer.kind, name)}</dt><dd>${said(answer.kind, name, value)}</dd></div>`)}</dl>`}<//>`;
}

/** @param {{answer: SubjectAnswer}} props */
export function Stated({ answer }) {
  return html`<section class="card statements"><${Opener} label=${html`<strong>${both("谁说的", "Who stated this")}</strong> <${Tally} number=${answer.statements.length} />`}>${() =>
    answer.statements.length === 0 ? html`<${Empty} zh="没有来源描述它" en="No delivery describes it" />`
      : html`<ul class="items">${answer.statements.map((one) => html`<li>
        <p class="origin">${place(one.origin)} ${one.mention ? html`<${Chip} tone="quiet" zh="仅提及" en="mention" />` : null}</p>
        <p class="fine">${[`修订 ${one.recorded}`, period(one)].filter(Boolean).join(" · ")}</p>
        <p class="bits">${Object.entries(one.fields).map(([name, value]) => html`<span class="bit"><span class="fine">${fieldName(one.kind, name)}</span> ${said(one.kind, name, value)}</span>`)}</p></li>`)}</ul>`}<//></section>`;
}
