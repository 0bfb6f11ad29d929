// What changed of a subject between two days: who came, who left, and by which fact.
import { both, html, useEffect } from "../lib.js";
import { changed, go } from "../address.js";
import { stands, subjectPath, useAsk } from "../ask.js";
import { Difference, QUESTIONS } from "../parts/difference.js";
import { Party } from "../parts/party.js";
import { Answered } from "../parts/states.js";

/** @param {string} day */
function yearBefore(day) {
  const [year, ...rest] = day.split("-");
  return [String(Number(year) - 1), ...rest].join("-").replace(/-02-29$/, "-02-28");
}

/** @param {{query: URLSearchParams}} props */
export function Changes({ query }) {
  const id = query.get("changes") ?? "";
  const question = query.get("question") || "risk";
  const on = stands.use();
  const to = query.get("as_of") || on?.as_of || "";
  const from = query.get("from") || (to ? yearBefore(to) : "");
  useEffect(() => { document.title = "两日之间 · 信脉"; }, []);
  /** @type {import("../ask.js").Asking<import("answers").SubjectAnswer>} */
  const whose = useAsk(subjectPath(id), { as_of: query.get("as_of") });
  const asking = useAsk(from && whose.answer ? subjectPath(id, "/diff") : null, { question, from, to: query.get("as_of") });
  /** @param {string} part */
  const choose = (part) => (/** @type {any} */ event) => go(changed({ [part]: event.target.value || null }), { replace: true });
  return html`<h1>${both("两日之间有何变化?", "What changed between two days?")}</h1>
    ${whose.answer ? html`<p><${Party} ...${whose.answer} /></p>` : null}
    <form class="card asked" onSubmit=${(/** @type {Event} */ event) => event.preventDefault()}>
      <label for="question">${both("问题", "question")}</label><select id="question" onChange=${choose("question")}>${QUESTIONS.map(([name, zh, en]) => html`<option value=${name} selected=${name === question}>${zh} ${en}</option>`)}</select>
      <label for="from-day">${both("自", "from")}</label><input type="date" id="from-day" value=${from} max=${to} onChange=${choose("from")} />
      <span>→ <time>${to}</time> <span class="fine">${both("由上方时间轴决定", "by the slider above")}</span></span></form>
    <${Answered} asking=${whose}>${() => html`<${Answered} asking=${asking}>${(/** @type {import("answers").DifferenceAnswer} */ found) => html`<${Difference} found=${found} />`}<//>`}<//>`;
}
