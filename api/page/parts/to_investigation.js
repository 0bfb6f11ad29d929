// "Add to an investigation": from any view, its parties and what was found, into one that is open or a new one.
import { both, html, useEffect, useMemo, useState } from "../lib.js";
import { address } from "../address.js";
import { act, ask, problemOf } from "../ask.js";
import { may } from "../session.js";
import { Dialog } from "./dialog.js";
import { Failed, Loading, Notice } from "./states.js";

/** @typedef {{id: string, name: string}} Named */
/** @typedef {{question: string, ids: string[], says: string, as_of?: string}} Finding a question that is asked and proved when it is entered */
/** @typedef {{name: string, day?: string, nodes: Array<{id: string, x: number, y: number, family: string, note?: string, group?: string, away?: string}>, folds: Array<{id: string, family: string, kind: string, direction: string, open: boolean}>, left: {shown: number, away: number}}} Saved a graph as it was laid out; how many nodes there was no room for */
/** @typedef {{subjects?: Named[], finding?: Finding, graph?: () => Saved, change?: {id: string, says: string}}} Taken what a view gives to take in */
/** @typedef {import("answers").InvestigationsAnswer["investigations"][number]} Outline */

const LISTED = 200; // subjects that are taken in at once, as the service has it

/** @param {string} id */
export function investigationPath(id, suffix = "") {
  return `/v1/investigations/${encodeURIComponent(id)}${suffix}`;
}

/** @param {string} id @param {Record<string, unknown>} entry @param {number} [after] */
export function enter(id, entry, after = undefined) {
  return act(investigationPath(id, "/entries"), after ? { entry, after } : { entry });
}

/** @param {Taken & {plain?: boolean, zh?: string, en?: string}} props */
export function ToInvestigation({ plain = true, zh = "收入案卷", en = "Into an investigation", ...taken }) {
  const [open, setOpen] = useState(false);
  if (!may("POST /v1/investigations")) return null;
  return html`<button type="button" class=${plain ? "plain" : ""} onClick=${() => setOpen(true)}>${both(zh, en)}</button>
    ${open ? html`<${Dialog} zh=${zh} en=${en} onclose=${() => setOpen(false)}><${Taking} ...${taken} /><//>` : null}`;
}

/** @param {Taken} props */
function Taking({ subjects: all = [], finding, graph, change }) {
  const subjects = all.slice(0, LISTED);
  const [known, setKnown] = useState(/** @type {Outline[] | null} */ (null));
  const [problem, setProblem] = useState(/** @type {import("../ask.js").ProblemBody | null} */ (null));
  const [into, setInto] = useState("");
  const [chosen, setChosen] = useState(() => new Set(subjects.map((one) => one.id)));
  const [says, setSays] = useState(finding?.says ?? "");
  const [withFinding, setWithFinding] = useState(Boolean(finding));
  const [busy, setBusy] = useState(false);
  const [done, setDone] = useState("");
  useEffect(() => {
    ask("/v1/investigations", { state: "open", limit: 200 }).then((answer) => {
      setKnown(answer.investigations);
      setInto(answer.investigations[0]?.id ?? "new");
    }, (error) => setProblem(problemOf(error)));
  }, []);
  const saved = useMemo(() => graph?.() ?? null, []);
  if (problem && known === null) return html`<${Failed} problem=${problem} />`;
  if (known === null) return html`<${Loading} />`;
  if (done) return html`<p role="status">${both("已收入案卷。", "Taken in.")} <a class="button" href=${address({ investigation: done })}>${both("打开案卷", "Open it")}</a></p>`;

  /** @param {SubmitEvent} event */
  const submit = async (event) => {
    event.preventDefault();
    const told = new FormData(/** @type {HTMLFormElement} */ (event.target));
    const ids = subjects.map((one) => one.id).filter((id) => chosen.has(id));
    setBusy(true);
    setProblem(null);
    try {
      let id = into;
      if (id === "new") {
        const made = await act("/v1/investigations", { title: String(told.get("title")).trim(), why: String(told.get("why")).trim(), subjects: ids });
        id = made.investigation.id;
        setKnown([made.investigation, ...known]);
        setInto(id); // should a later step be refused, trying again goes on with this one
      } else {
        const held = await ask(investigationPath(id));
        const there = new Set(held.subjects.map((/** @type {Named} */ one) => one.id));
        for (const one of ids.filter((each) => !there.has(each))) await enter(id, { kind: "subject", id: one });
      }
      if (finding && withFinding) await enter(id, { kind: "finding", question: finding.question, ids: finding.ids, says: says.trim(), ...(finding.as_of ? { as_of: finding.as_of } : {}) });
      if (saved) {
        await enter(id, { kind: "graph", name: String(told.get("graph") || saved.name), nodes: saved.nodes, folds: saved.folds, ...(saved.day ? { day: saved.day } : {}) });
      }
      if (change) await enter(id, { kind: "change", change: change.id });
      setDone(id);
    } catch (error) {
      setProblem(problemOf(error));
    }
    setBusy(false);
  };
  return html`<form class="taking" onSubmit=${submit}>
    <label>${both("案卷", "Investigation")} <select value=${into} onChange=${(/** @type {any} */ event) => setInto(event.target.value)}>
      ${known.map((one) => html`<option value=${one.id}>${one.number} ${one.title}</option>`)}<option value="new">新立一卷 open a new one</option></select></label>
    ${into === "new" ? html`<label>${both("案由名称", "Title")} <input name="title" required maxlength="200" /></label>
      <label>${both("调查理由(依据)", "Why, on what ground")} <input name="why" required maxlength="400" placeholder="如:招标投诉〔2026〕17号" /></label>` : null}
    ${subjects.length ? html`<fieldset><legend>${both("列入主体", "Subjects")}</legend><ul class="ticks">${subjects.map((one) => html`<li key=${one.id}><label>
      <input type="checkbox" checked=${chosen.has(one.id)} onChange=${() => setChosen(toggled(chosen, one.id))} /> ${one.name || one.id}</label></li>`)}</ul>
      ${all.length > LISTED ? html`<p class="fine">${both(`共 ${all.length} 个,一次列入前 ${LISTED} 个;其余请选中后再收入,或在案卷中列入。`, `the first ${LISTED} of ${all.length}; choose the others and take them in after, or add them in the investigation`)}</p>` : null}</fieldset>` : null}
    ${finding ? html`<fieldset><legend>${both("发现", "Finding")}</legend>
      <label><input type="checkbox" checked=${withFinding} onChange=${() => setWithFinding(!withFinding)} /> ${both("同时认定为发现,并留存签名证明", "enter it as a finding, with its signed proof")}</label>
      ${withFinding ? html`<label>${both("结论", "What it says")} <textarea required maxlength="4000" value=${says} onInput=${(/** @type {any} */ event) => setSays(event.target.value)}></textarea></label>` : null}</fieldset>` : null}
    ${saved ? html`<label>${both("关系图名称", "Name of the graph")} <input name="graph" required maxlength="200" value=${saved.name} /></label><${Room} ...${saved.left} />` : null}
    ${change ? html`<p>${both("变化", "Change")} ${change.says}</p>` : null}
    ${problem ? html`<${Failed} problem=${problem} />` : null}
    <p class="acts"><button type="submit" disabled=${busy || Boolean(saved?.left.shown)}>${busy ? both("正在收入…", "taking it in") : both("收入", "Take in")}</button></p></form>`;
}

/** A drawing is kept whole or not at all; of what is put away as much as there is room for. @param {Saved["left"]} props */
function Room({ shown, away }) {
  if (shown) return html`<${Notice} zh=${`案卷中的一张关系图最多 2,000 个节点,图上多出 ${shown} 个,不能收入。请先隐藏、折叠一部分,或分成几张。`}
    en=${`A kept graph holds 2,000 nodes; ${shown} too many are drawn. Hide or fold some, or keep it as several.`} />`;
  return away ? html`<${Notice} zh=${`已隐藏或折叠的节点中有 ${away} 个放不下(一张图最多 2,000 个),打开时不再恢复;可从图上重新展开。`}
    en=${`Of the hidden and folded nodes ${away} have no room (2,000 in a graph) and will not come back; they can be expanded again.`} />` : null;
}

/** @template T @param {Set<T>} set @param {T} one */
function toggled(set, one) {
  const next = new Set(set);
  if (!next.delete(one)) next.add(one);
  return next;
}
