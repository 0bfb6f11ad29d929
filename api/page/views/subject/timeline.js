// The facts of a subject on one line of time: what began, what ended, by which record.
import { both, html, useMemo } from "../../lib.js";
import { changed } from "../../address.js";
import { Empty } from "../../parts/states.js";
import { Listed, Section } from "../../parts/section.js";
import { linkKind, particular, said } from "../../words.js";

/** @typedef {import("answers").SubjectAnswer} SubjectAnswer */
/** @typedef {{day: string, zh: string, kind: string, ends: boolean}} Event */

/** @param {SubjectAnswer} answer @returns {Event[]} */
export function eventsOf(answer) {
  /** @type {Event[]} */
  const events = [];
  /** @param {unknown} day @param {string} zh @param {string} kind */
  const add = (day, zh, kind, ends = false) => { if (typeof day === "string" && day) events.push({ day, zh, kind, ends }); };
  add(answer.fields.registered, "成立", "own");
  for (const group of answer.ties) {
    for (const step of group.items) {
      const other = step.source === answer.id ? step.target_name : step.source_name;
      const what = `${linkKind(step.kind)} ${particular(step)} · ${other}`;
      add(step.valid_from, what, step.kind);
      add(step.valid_until, `${what} 止`, step.kind, true);
    }
  }
  for (const one of answer.sanctions) {
    const what = one.name || said("sanction", "kind", one.fields.kind);
    add(one.fields.decided ?? one.valid_from, `${what} · ${one.fields.authority ?? ""}`, "sanctioned_by");
    add(one.fields.ended ?? one.fields.until ?? one.valid_until, `${what} 届满或移出`, "sanctioned_by", true);
  }
  return events.sort((a, b) => (a.day < b.day ? 1 : -1));
}

/** @param {SubjectAnswer} answer */
export function daysOf(answer) {
  return eventsOf(answer).map((event) => event.day);
}

/** @param {{answer: SubjectAnswer}} props */
export function Timeline({ answer }) {
  const events = useMemo(() => eventsOf(answer), [answer]);
  return html`<${Section} class="timeline" zh="时间线" en="Timeline of facts" count=${events.length}>
    ${events.length === 0 ? html`<${Empty} zh="没有载明日期的事实" en="No dated facts" />`
      : html`<${Listed} items=${events} first=${12} as="events">${(/** @type {Event} */ event) => html`<a class=${`when ${event.day > answer.as_of ? "later" : ""}`} href=${changed({ as_of: event.day })} title="看这一天 as of this day"><time>${event.day}</time></a>
        <span class=${`what ${event.ends ? "ends" : ""} ${event.kind === "sanctioned_by" ? "alerting" : ""}`}>${event.zh}</span>
        ${event.day > answer.as_of ? html`<span class="fine">${both("尚未到", "not yet")}</span>` : null}`}<//>`}<//>`;
}
