// An act of a department from its desk: what it says, what the law promises, once more to confirm,
// and the receipt. One key for as long as the dialog is open: pressed twice, it is done once.
import { both, html, useMemo, useState } from "../../lib.js";
import { day } from "../../address.js";
import { act, problemOf } from "../../ask.js";
import { Dialog } from "../../parts/dialog.js";
import { Chip } from "../../parts/section.js";
import { Failed } from "../../parts/states.js";
import { may, who } from "../../session.js";
import { ALWAYS, Asked, Said } from "./fields.js";

/** @typedef {import("../../lib.js").Children} Children */
/** @typedef {import("./fields.js").Told} Told */
/** @typedef {import("./fields.js").Field} Field */
/** ``path`` and ``body`` may depend on what was told; ``unit``: in whose name.
 * @typedef {{path: string | ((told: Told) => string), unit: string, fields?: (told: Told) => Field[], choices?: Array<[string, string, string]>, choice?: string,
 *   body?: (told: Told) => Record<string, unknown>, about: Children, ondone: () => void}} Doing */
/** @typedef {Doing & {zh: string, en: string}} Props */

const DAY = 86_400_000;

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
 * @param {Omit<Props, "unit"> & {route: string, mine: string | null, by: string, quiet?: boolean}} props */
export function Act({ route, mine, by, zh, en, quiet = false, ...act }) {
  return html`<${Way} route=${route} mine=${mine} by=${by ? [by] : []} zh=${zh} en=${en} quiet=${quiet}>${() => html`<${Acting} ...${act} unit=${mine || by} />`}<//>`;
}

/** The same, where what is to be done shows only once it is asked for. ``by``: whose act it is, nobody named for anybody's.
 * @param {{route: string, mine: string | null, by?: string[], zh: string, en: string, quiet?: boolean, children: () => Children}} props */
export function Way({ route, mine, by = [], zh, en, quiet = false, children }) {
  const [open, setOpen] = useState(false);
  if (mine === null || (mine && by.length && !by.includes(mine)) || !may(route)) return null;
  if (day()) return html`<p class="fine">${both("办理只能在今天;请先回到今天。", "Acts are of today; go back to today first.")}</p>`;
  return html`<button type="button" class=${quiet ? "quiet" : "plain"} onClick=${() => setOpen(true)}>${both(zh, en)}</button>
    ${open ? html`<${Dialog} zh=${zh} en=${en} onclose=${() => setOpen(false)}>${children()}<//>` : null}`;
}

/** @param {Doing} props */
export function Acting({ path, unit, fields = () => [], choices, choice = "act", body = (told) => told, about, ondone }) {
  const key = useMemo(() => crypto.randomUUID(), []);
  const [told, setTold] = useState(/** @type {Told} */ (choices ? { [choice]: choices[0]?.[0] ?? "" } : {}));
  const [sure, setSure] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState(/** @type {import("../../ask.js").ProblemBody | null} */ (null));
  const [receipt, setReceipt] = useState("");
  if (receipt) return html`<p role="status">${both(`已办理,回执 ${receipt}`, "done; this is the receipt")}</p><button type="button" onClick=${ondone}>${both("好", "Done")}</button>`;
  const all = [...fields(told), ...ALWAYS];
  const always = Object.fromEntries(ALWAYS.map(({ name }) => [name, told[name] ?? ""]));
  const confirm = async () => {
    setBusy(true);
    setProblem(null);
    try {
      const said = Object.fromEntries(Object.entries({ ...always, ...body(told) }).filter(([, value]) => value !== ""));
      setReceipt((await act(typeof path === "string" ? path : path(told), { unit, ...said }, "POST", key)).receipt);
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
        <${Said} fields=${all} told=${told} />
        <p class="fine">${both("办理即成为事实,记入审计,不能删除;更正须另行办理。", "It becomes a fact and is audited; it can be corrected by another act, never deleted.")}</p>
        <p class="row"><button type="button" class="plain" disabled=${busy} onClick=${() => setSure(false)}>${both("返回修改", "Back")}</button>
          <button type="button" id="confirm" disabled=${busy} ref=${focus} onClick=${confirm}>${both("确认办理", "Confirm")}</button></p></div>`
    : html`<form class="stack" onSubmit=${(/** @type {Event} */ event) => { event.preventDefault(); setSure(true); }}>
        ${choices ? html`<${Asked} field=${{ name: choice, zh: "办理", en: "act", options: choices }} value=${told[choice]} ontell=${(/** @type {string} */ value) => setTold({ [choice]: value })} />` : null}
        ${all.map((field) => html`<${Asked} key=${field.name} field=${field} value=${told[field.name]} ontell=${(/** @type {string | boolean} */ value) => setTold({ ...told, [field.name]: value })} />`)}
        <p class="fine">${both(`以“${unit}”的名义`, "in this unit's name")}</p>
        <button type="submit" disabled=${choices?.length === 0}>${both("下一步:确认", "Next: confirm")}</button></form>`}</div>`;
}

/** @param {HTMLElement | null} element */
function focus(element) {
  element?.focus();
}
