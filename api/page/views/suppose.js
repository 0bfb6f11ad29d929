// What if: the answer as it would be, beside the answer as it is. Nothing is written, and it is said so.
import { both, html, useEffect, useState } from "../lib.js";
import { act, problemOf, subjectPath, useAsk } from "../ask.js";
import { Difference, QUESTIONS } from "../parts/difference.js";
import { Party } from "../parts/party.js";
import { Picker, picked } from "../parts/picker.js";
import { Answered, Failed, Loading } from "../parts/states.js";

/** @typedef {import("answers").WhatIfAnswer} WhatIfAnswer */

/** @param {{query: URLSearchParams}} props */
export function Suppose({ query }) {
  const id = query.get("suppose") ?? "";
  const day = query.get("as_of");
  const [state, setState] = useState(/** @type {{found: WhatIfAnswer | null, problem: any, busy: boolean}} */ ({ found: null, problem: null, busy: false }));
  useEffect(() => { document.title = "假设 · 信脉"; }, []);
  /** @type {import("../ask.js").Asking<import("answers").SubjectAnswer>} */
  const whose = useAsk(subjectPath(id), { as_of: day });
  /** @param {string} question @param {Record<string, string>} supposed */
  const ask = async (question, supposed) => {
    setState({ found: null, problem: null, busy: true });
    try {
      const found = await act("/v1/what-if", { question, ids: [whose.answer?.id ?? id], suppose: [supposed], ...(day ? { as_of: day } : {}) });
      setState({ found, problem: null, busy: false });
    } catch (error) {
      setState({ found: null, problem: problemOf(error), busy: false });
    }
  };
  return html`<div class="supposing"><p class="banner" role="note">${both("假设模式:以下并非事实,也不会写入。", "What-if: nothing below is a fact, and nothing is written.")}</p>
    <h1>${both("如果……会怎样?", "What would be, if …?")}</h1>
    <${Answered} asking=${whose}>${(/** @type {import("answers").SubjectAnswer} */ subject) => html`<p><${Party} ...${subject} /></p><${Form} subject=${subject} busy=${state.busy} onask=${ask} />`}<//>
    ${state.busy ? html`<${Loading} zh="正在推算…" en="Working it out" />` : null}
    ${state.problem ? html`<${Failed} problem=${state.problem} />` : null}
    ${state.found ? html`<div class="answered"><h2>${both("假设之后与现在相比", "Compared with what is")}</h2><${Difference} found=${state.found} /></div>` : null}</div>`;
}

/** @param {{subject: import("answers").SubjectAnswer, busy: boolean, onask: (question: string, supposed: Record<string, string>) => void}} props */
function Form({ subject, busy, onask }) {
  const [kind, setKind] = useState(subject.sanctions.length ? "repair" : "transfer");
  const [question, setQuestion] = useState(subject.sanctions.length ? "risk" : "control");
  const [percent, setPercent] = useState("");
  const [record, setRecord] = useState(subject.sanctions[0]?.id ?? "");
  /** @param {Event} event */
  const submit = (event) => {
    event.preventDefault();
    if (kind === "repair") onask(question, { kind, record });
    else onask(question, { kind, company: subject.id, from: picked("suppose-from"), to: picked("suppose-to"), ...(percent ? { percent } : {}) });
  };
  return html`<form class="card row-form" onSubmit=${submit}>
    <label>${both("问题", "question")} <select id="suppose-question" onChange=${(/** @type {any} */ event) => setQuestion(event.target.value)}>${QUESTIONS.map(([name, zh, en]) => html`<option value=${name} selected=${name === question}>${zh} ${en}</option>`)}</select></label>
    <label>${both("假设", "suppose")} <select id="suppose-kind" onChange=${(/** @type {any} */ event) => setKind(event.target.value)}>
      <option value="transfer" selected=${kind === "transfer"}>股权转让 transfer</option><option value="repair" selected=${kind === "repair"} disabled=${!subject.sanctions.length}>记录已修复 repair</option></select></label>
    ${kind === "repair" ? html`<label>${both("记录", "record")} <select id="suppose-record" onChange=${(/** @type {any} */ event) => setRecord(event.target.value)}>${subject.sanctions.map((one) => html`<option value=${one.id}>${one.name} ${one.fields.document ?? ""}</option>`)}</select></label>`
      : html`<${Picker} id="suppose-from" zh="转让方" en="from" onpick=${() => document.getElementById("suppose-to")?.focus()} />
        <${Picker} id="suppose-to" zh="受让方" en="to" onpick=${() => document.getElementById("suppose-percent")?.focus()} />
        <label>${both("百分数,空为全部", "per cent; empty: all")} <input id="suppose-percent" inputmode="decimal" value=${percent} onInput=${(/** @type {any} */ event) => setPercent(event.target.value.trim())} /></label>`}
    <button type="submit" disabled=${busy}>${both("推算", "Work it out")}</button></form>`;
}
