// An act of a department from its desk: what it says, what the law promises, once more to confirm,
// and the receipt. One key for as long as the dialog is open: pressed twice, it is done once.
import { both, html, useMemo, useState } from "../../lib.js";
import { day } from "../../address.js";
import { act, problemOf } from "../../ask.js";
import { Dialog } from "../../parts/dialog.js";
import { Chip } from "../../parts/section.js";
import { Failed } from "../../parts/states.js";
import { may, who } from "../../session.js";

/** @typedef {import("../../lib.js").Children} Children */
/** @typedef {Record<string, string | boolean>} Told */
/** @typedef {{name: string, zh: string, en: string, required?: boolean, long?: boolean}} Field */
/** @typedef {{zh: string, en: string, path: string, unit: string, fields?: (told: Told) => Field[], choices?: Array<[string, string, string]>, choice?: string,
 *   body?: (told: Told) => Record<string, unknown>, about: Children, ondone: () => void}} Props */

const DAY = 86_400_000;
/** @type {Field[]} */
const ALWAYS = [{ name: "officer", zh: "经办人", en: "officer" }, { name: "basis", zh: "依据文书", en: "document" }, { name: "note", zh: "办理说明", en: "note", long: true }];

/** Days until what the law promises is due, counted from the day that is asked about. @param {{due: string | null | undefined, today: string}} props */
export function Left({ due, today }) {
  if (!due) return null;
  const days = Math.round((Date.parse(due) - Date.parse(today)) / DAY);
  if (days < 0) return html`<${Chip} tone="alert" zh=${`超过时限 ${-days} 天`} en=${`${-days} days over`} />`;
  return html`<${Chip} tone=${days <= 3 ? "note" : "quiet"} zh=${days === 0 ? "今天到期" : `还剩 ${days} 天`} en=${days === 0 ? "due today" : `${days} days left`} />`;
}

/** For whom this session acts: one's own unit, "" for any; ``null`` while that is not known. @returns {string | null} */
export function useUnit() {
  const session = who.use();
  return session && (session.role === "development" ? "" : session.organisation || session.subject);
}

/** The way to an act, where it may be done: today, by this role, and by this unit.
 * @param {Omit<Props, "unit"> & {route: string, mine: string | null, by: string}} props */
export function Act({ route, mine, by, ...act }) {
  const [open, setOpen] = useState(false);
  if (mine === null || (mine && mine !== by) || !may(route)) return null;
  if (day()) return html`<p class="fine">${both("办理只能在今天;请先回到今天。", "Acts are of today; go back to today first.")}</p>`;
  return html`<button type="button" class="plain" onClick=${() => setOpen(true)}>${both(act.zh, act.en)}</button>
    ${open ? html`<${Dialog} zh=${act.zh} en=${act.en} onclose=${() => setOpen(false)}><${Acting} ...${act} unit=${mine || by} /><//>` : null}`;
}

/** @param {Props} props */
function Acting({ path, unit, fields = () => [], choices, choice = "act", body = (told) => told, about, ondone }) {
  const key = useMemo(() => crypto.randomUUID(), []);
  const [told, setTold] = useState(/** @type {Told} */ (choices ? { [choice]: choices[0]?.[0] ?? "" } : {}));
  const [sure, setSure] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState(/** @type {import("../../ask.js").ProblemBody | null} */ (null));
  const [receipt, setReceipt] = useState("");
  if (receipt) return html`<p role="status">${both(`已办理,回执 ${receipt}`, "done; this is the receipt")}</p><button type="button" onClick=${ondone}>${both("好", "Done")}</button>`;
  const all = [...fields(told), ...ALWAYS];
  /** @param {string} name @param {string | boolean} value */
  const tell = (name, value) => setTold({ ...told, [name]: value });
  const confirm = async () => {
    setBusy(true);
    setProblem(null);
    try {
      const said = Object.fromEntries(Object.entries(body(told)).filter(([, value]) => value !== ""));
      setReceipt((await act(path, { unit, ...said }, "POST", key)).receipt);
    } catch (error) {
      setProblem(problemOf(error));
      setSure(false);
    } finally {
      setBusy(false);
    }
  };
  const chosen = choices?.find(([value]) => value === told[choice]);
  return html`<div class="stack">${about}
    ${problem ? html`<${Failed} problem=${problem} />` : null}
    ${sure ? html`<div class="confirm" role="status"><p><strong>${both(`以“${unit}”的名义办理${chosen ? `:${chosen[1]}` : ""}`, "in this unit's name")}</strong></p>
        <dl class="pairs">${all.filter(({ name }) => told[name]).map(({ name, zh, en }) => html`<dt>${both(zh, en)}</dt><dd>${String(told[name])}</dd>`)}</dl>
        <p class="fine">${both("办理即成为事实,记入审计,不能删除;更正须另行办理。", "It becomes a fact and is audited; it can be corrected by another act, never deleted.")}</p>
        <p class="row"><button type="button" class="plain" disabled=${busy} onClick=${() => setSure(false)}>${both("返回修改", "Back")}</button>
          <button type="button" id="confirm" disabled=${busy} ref=${focus} onClick=${confirm}>${both("确认办理", "Confirm")}</button></p></div>`
    : html`<form class="stack" onSubmit=${(/** @type {Event} */ event) => { event.preventDefault(); setSure(true); }}>
        ${choices ? html`<label class="stack">${both("办理", "act")} <select name=${choice} value=${told[choice]} onChange=${(/** @type {any} */ event) => tell(choice, event.target.value)}>
          ${choices.map(([value, zh, en]) => html`<option value=${value} selected=${value === told[choice]}>${zh} ${en}</option>`)}</select></label>` : null}
        ${all.map(({ name, zh, en, required = false, long = false }) => html`<label class="stack" key=${name}><span>${both(zh, en)}</span>
          ${long ? html`<textarea name=${name} rows="3" maxlength="4000" required=${required} value=${told[name] ?? ""} onInput=${(/** @type {any} */ event) => tell(name, event.target.value)}></textarea>`
            : html`<input name=${name} maxlength="200" required=${required} value=${told[name] ?? ""} onInput=${(/** @type {any} */ event) => tell(name, event.target.value)} />`}</label>`)}
        <p class="fine">${both(`以“${unit}”的名义`, "in this unit's name")}</p>
        <button type="submit" disabled=${choices?.length === 0}>${both("下一步:确认", "Next: confirm")}</button></form>`}</div>`;
}

/** @param {HTMLElement | null} element */
function focus(element) {
  element?.focus();
}
