// What stands around every view: the search, the places, the day, and on what answers stand.
import { both, html, useEffect, useRef } from "./lib.js";
import { address, go } from "./address.js";
import { stands } from "./ask.js";
import { mayOpen } from "./places.js";
import { may, signOut, who } from "./session.js";
import { opening } from "./parts/party.js";
import { Picker } from "./parts/picker.js";
import { TimeBar } from "./parts/time_bar.js";

/** The places one may go to from anywhere: the part of the address, and its name. @type {Array<[string, string, string]>} */
const PLACES = [
  ["graph", "关系图", "Graph"],
  ["tie", "查关联", "Tie"],
  ["map", "地图", "Map"],
  ["desk", "办公台", "Desk"],
  ["investigations", "案卷", "Cases"],
  ["stats", "统计", "Numbers"],
  ["policies", "政策", "Policies"],
];
/** Views that tell of no day, or of one of their own. */
const WITHOUT_DAY = ["watch", "investigations", "investigation", "unmasking", "proof"];
const MARK = new URL("./mark.svg", import.meta.url).href;

/** `/` goes to the search from wherever nothing is being written. @param {KeyboardEvent} event */
function focusSearch(event) {
  const writing = /** @type {HTMLElement} */ (event.target).matches?.("input, textarea, select, [contenteditable]");
  if (event.key !== "/" || writing || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  document.getElementById("q")?.focus();
}

/** @param {{name: string, children?: import("./lib.js").Children}} props */
export function Frame({ name, children }) {
  useEffect(() => {
    document.addEventListener("keydown", focusSearch);
    return () => document.removeEventListener("keydown", focusSearch);
  }, []);
  const main = useRef(null);
  const known = who.use() !== null;
  const places = known ? PLACES.filter(([part]) => mayOpen(part)) : [];
  return html`<a class="skip" href="#main">${both("跳到内容", "Skip to content")}</a>
    <header class="top">
      <a class="brand" href=${address({})}><img src=${MARK} alt="" width="28" height="28" />
        <span>信脉</span> <span class="en" lang="en">Xinmai</span></a>
      <form class="find" id="find" role="search" autocomplete="off" onSubmit=${(/** @type {Event} */ event) => event.preventDefault()}>
        ${known && !may("GET /v1/search") ? null : html`<${Picker} quiet id="q" of="each" zh="搜索主体、项目、标段" en="Search ( / )"
          onpick=${(/** @type {{id: string, kind: string}} */ found) => go(address(opening(found.id, found.kind) ?? { id: found.id }))}
          onsubmit=${(/** @type {string} */ text) => { if (text) go(address({ q: text })); }} />`}</form>
      <nav class="places" aria-label="去处 Places">${places.map(([part, zh, en]) =>
        html`<a href=${address({ [part]: "" })} id=${`${part}-link`} aria-current=${name === part ? "page" : undefined}>${both(zh, en)}</a>`)}</nav>
      <button type="button" class="quiet out" id="sign-out" onClick=${signOut}>${both("退出", "Sign out")}</button>
    </header>
    ${WITHOUT_DAY.includes(name) ? null : html`<${TimeBar} />`}
    <main id="main" class=${`view-${name || "home"}`} tabindex="-1" ref=${main}>${children}</main>
    <${Foot} />`;
}

function Foot() {
  const on = stands.use();
  const session = who.use();
  return html`<footer id="foot" class="foot">${on
    ? html`<p>${both(`截至 ${on.as_of} · 修订 ${on.revision} · 规则 ${on.rules}`, `as of ${on.as_of}, revision ${on.revision}, rules ${on.rules}`)}</p>` : null}
    ${session ? html`<p id="signed-in">${[session.role_zh, session.organisation || session.subject, purposeOf(session)].filter(Boolean).join(" · ")}</p>` : null}</footer>`;
}

/** @param {import("./session.js").Session} session */
function purposeOf({ purpose, stateable }) {
  return purpose ? `查询目的:${stateable.find(({ id }) => id === purpose)?.zh ?? purpose}` : "";
}
