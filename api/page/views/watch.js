// Watch lists, and what changed for those on them: before, after, and by which fact.
import { both, html, useEffect, useState } from "../lib.js";
import { changed } from "../address.js";
import { act, ask, problemOf, useAsk } from "../ask.js";
import { Answered, Empty, Failed } from "../parts/states.js";
import { Chip, Opener, Section, Tally } from "../parts/section.js";
import { Party } from "../parts/party.js";
import { ToInvestigation } from "../parts/to_investigation.js";
import { place } from "../words.js";
import { moment } from "./investigations.js";

/** @typedef {import("answers").ChangesAnswer} ChangesAnswer */
/** @typedef {import("answers").WatchListsAnswer} WatchListsAnswer */
/** @typedef {ChangesAnswer["events"][number]} Event_ */
/** @typedef {Event_["changes"]["became"][number]} Changed */

const PAGE = 50;
const WAIT = 25; // seconds that one question for news stays open

/** @param {{query: URLSearchParams}} props */
export function Watch({ query }) {
  useEffect(() => { document.title = "监测与变化 · 信脉"; }, []);
  /** @type {import("../ask.js").Asking<ChangesAnswer>} */
  const asking = useAsk("/v1/changes", { cursor: query.get("cursor"), limit: PAGE });
  useEffect(() => following(asking.answer, asking.again), [asking.answer]);
  return html`<h1>${both("监测与变化", "Watched, and what changed")}</h1>
    <${Lists} />
    <${Answered} asking=${asking}>${(/** @type {ChangesAnswer} */ found) => html`<${Section} id="events" zh="变化" en="Changes" count=${found.events.length}>
      ${found.events.length === 0 ? html`<${Empty} zh="没有更新的变化" en="Nothing newer has changed"><p class="fine">${both("监测名单上的主体,其自身答复有变时会列在这里。", "Once an answer of a watched subject changes, it stands here.")}</p><//>`
        : html`<ul class="lines">${[...found.events].reverse().map((one) => html`<li key=${one.id}><${Told} one=${one} /></li>`)}</ul>`}
      <p class="choices">${query.get("cursor") ? html`<a href=${changed({ cursor: null })}>${both("从最早的看起", "from the first")}</a>` : null}
        ${found.more ? html`<a href=${changed({ cursor: found.cursor })}>${both("更晚的变化", "later ones")}</a>` : null}</p><//>`}<//>`;
}

/** Once all that happened is shown, waits for what happens next. @param {ChangesAnswer | null} found @param {() => void} again */
function following(found, again) {
  if (!found || found.more) return undefined;
  const stop = new AbortController();
  const wait = async () => {
    while (!stop.signal.aborted) {
      const { events } = await ask("/v1/changes", { cursor: found.cursor, wait: WAIT, limit: 1 }, stop.signal);
      if (events.length) return again();
    }
  };
  wait().catch(() => undefined); // who lost the connection reads what is there, and asks again by hand
  return () => stop.abort();
}

/** @type {Record<string, [string, string, "" | "alert" | "note" | "quiet" | "good"]>} */
const OUTCOMES = { pass: ["可通过", "pass", "good"], look_closer: ["需进一步核查", "look closer", "note"], restrict: ["受限", "restrict", "alert"] };
/** @type {Record<string, [string, string]>} */
const CAUSES = { facts: ["新的事实", "facts"], day: ["日期经过", "a day passed"], rules: ["规则更新", "rules"] };

/** @param {{outcome: string | null}} props */
export function Outcome({ outcome }) {
  if (!outcome) return html`<${Chip} zh="无答复" en="no answer" tone="quiet" />`;
  const [zh, en, tone] = OUTCOMES[outcome] ?? [outcome, "", "quiet"];
  return html`<${Chip} zh=${zh} en=${en} tone=${tone} />`;
}

/** @param {{one: Event_}} props */
function Told({ one }) {
  const name = one.after.name ?? one.before.name ?? one.subject;
  return html`<div class="row"><${Party} id=${one.subject} name=${name} kind="subject" />
      <${Outcome} outcome=${one.before.outcome ?? null} /> <span aria-hidden="true">→</span><span class="spoken">变为 becomes</span> <${Outcome} outcome=${one.after.outcome ?? null} />
      <${ToInvestigation} plain=${true} subjects=${[{ id: one.subject, name }]} change=${{ id: one.id, says: `${name} ${one.as_of.to}` }} /></div>
    <p class="fine">${[one.as_of.from === one.as_of.to ? one.as_of.to : `${one.as_of.from} → ${one.as_of.to}`, one.causes.map((each) => CAUSES[each].join(" ")).join("、"), moment(one.at)].join(" · ")}</p>
    <${Kinds} changes=${one.changes.became} zh="新增" en="came" tone="alert" />
    <${Kinds} changes=${one.changes.released} zh="解除" en="went" tone="good" />
    <${Kinds} changes=${one.changes.changed} zh="改变" en="changed" tone="note" />`;
}

/** @param {{changes: Changed[], zh: string, en: string, tone: "alert" | "good" | "note"}} props */
function Kinds({ changes, zh, en, tone }) {
  if (changes.length === 0) return null;
  return html`<ul class="said">${changes.map((one) => html`<li><${Chip} zh=${zh} en=${en} tone=${tone} /> ${one.relation_zh}
    ${one.parties.map((each) => html` <${Party} ...${each} />`)}
    ${one.causes.length ? html`<${Opener} class="why" label=${both("因何事实", "by which fact")}>${() => html`<ul class="origins">${one.causes.map((fact) => html`<li>${fact.kind_zh} ${fact.about.map((each) => each.name || each.id).join(" · ")}
      ${[...fact.before, ...fact.after].filter((each) => each.origin).map((each) => html`<span class="origin">${place(each.origin)}</span>`)}</li>`)}</ul>`}<//>` : null}</li>`)}</ul>`;
}

function Lists() {
  /** @type {import("../ask.js").Asking<WatchListsAnswer>} */
  const asking = useAsk("/v1/watchlists");
  const [problem, setProblem] = useState(/** @type {import("../ask.js").ProblemBody | null} */ (null));
  const [refused, setRefused] = useState(/** @type {Array<{asked: string, error: any}>} */ ([]));
  /** @param {() => Promise<any>} deed */
  const doing = async (deed) => {
    setProblem(null);
    try {
      const done = await deed();
      setRefused((done?.rows ?? []).filter((/** @type {any} */ row) => row.error));
      asking.again();
      return true;
    } catch (error) {
      setProblem(problemOf(error));
      return false;
    }
  };
  /** @param {SubmitEvent} event */
  const submit = async (event) => {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    const told = new FormData(form);
    const subjects = String(told.get("subjects")).split(/[\s,,、]+/).filter(Boolean);
    if (await doing(() => act("/v1/watchlists", { name: String(told.get("name")).trim(), subjects }))) form.reset();
  };
  return html`<${Section} id="watchlists" zh="监测名单" en="Watch lists">
    <${Answered} asking=${asking}>${(/** @type {WatchListsAnswer} */ found) => (found.watchlists.length === 0 ? html`<${Empty} zh="还没有监测名单" en="No watch list yet" />`
      : html`<ul class="items">${found.watchlists.map((one) => html`<li key=${one.id}><div class="row"><strong>${one.name}</strong> <span class="fine"><${Tally} number=${one.subjects} /> ${both("个主体", "subjects")} · ${moment(one.made)}</span>
        <button type="button" class="quiet" onClick=${() => doing(() => act(`/v1/watchlists/${encodeURIComponent(one.id)}`, undefined, "DELETE"))}>${both("删除", "Drop")}</button></div></li>`)}</ul>`)}<//>
    <${Opener} label=${both("新建监测名单", "A new list")}>${() => html`<form class="row-form" onSubmit=${submit}>
      <label>${both("名称", "Name")} <input name="name" required maxlength="200" /></label>
      <label class="wide">${both("主体:代码或 id,空格或换行分隔", "Subjects: codes or ids")} <textarea name="subjects" required></textarea></label>
      <button type="submit">${both("新建", "Make")}</button></form>`}<//>
    ${refused.length ? html`<ul class="items" role="alert">${refused.map((row) => html`<li><code>${row.asked}</code> ${both(row.error.zh, row.error.en)}</li>`)}</ul>` : null}
    ${problem ? html`<${Failed} problem=${problem} />` : null}<//>`;
}
