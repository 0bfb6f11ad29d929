// The page: which view the address asks for. A view is loaded when it is first needed.
import { html, render, useEffect, useState } from "./lib.js";
import { useAddress } from "./address.js";
import { forbidden, learnWho } from "./ask.js";
import { mayOpen } from "./places.js";
import { signedOut } from "./session.js";
import { held } from "./held.js";
import { learnWords } from "./words.js";
import { Frame } from "./frame.js";
import { Failed, Loading } from "./parts/states.js";
import { Home } from "./views/home.js";
import { SignIn } from "./views/sign_in.js";

/** @typedef {(props: {query: URLSearchParams}) => any} View */

/** The part of the address that names a view, and where the view is. @type {Array<[string, () => Promise<View>]>} */
const VIEWS = [
  ["id", async () => (await import("./views/subject.js")).Subject],
  ["graph", async () => (await import("./views/graph.js")).Graph],
  ["changes", async () => (await import("./views/changes.js")).Changes],
  ["proof", async () => (await import("./views/proof.js")).Proof],
  ["suppose", async () => (await import("./views/suppose.js")).Suppose],
  ["q", async () => (await import("./views/results.js")).Results],
  ["tie", async () => (await import("./views/paths.js")).Paths],
  ["policies", async () => (await import("./views/policies.js")).Policies],
  ["records", async () => (await import("./views/records.js")).Records],
  ["stats", async () => (await import("./views/statistics.js")).Statistics],
  ["lot", async () => (await import("./views/lot.js")).Lot],
  ["project", async () => (await import("./views/project.js")).Project],
  ["map", async () => (await import("./views/map.js")).CreditMap],
  ["desk", async () => (await import("./views/desk.js")).Desk],
  ["investigation", async () => (await import("./views/investigation.js")).Investigation],
  ["unmasking", async () => (await import("./views/unmasking.js")).Unmasking],
  ["watch", async () => (await import("./views/watch.js")).Watch],
  ["investigations", async () => (await import("./views/investigations.js")).Investigations],
];

/** @type {import("./ask.js").ProblemBody} */
const NOT_LOADED = {
  type: "urn:xinmai:page:not-loaded", status: 0, trace: "", errors: [],
  title_zh: "页面没有完整载入", title_en: "The page did not load wholly",
  detail_zh: "请刷新页面。", detail_en: "Please reload it.",
};

/** Whether it was asked how things are called, and who asks. */
const learnt = held(false);

function Page() {
  const query = useAddress();
  const [name, load] = VIEWS.find(([part]) => query.has(part)) ?? ["", null];
  const [loaded, setLoaded] = useState(/** @type {{name: string, view: View | null}} */ ({ name: "", view: Home }));
  useEffect(() => {
    if (load) load().then((view) => setLoaded({ name, view }), () => setLoaded({ name, view: null }));
    else setLoaded({ name: "", view: Home });
  }, [name]);
  const asked = learnt.use();
  const ready = loaded.name === name && asked;
  if (signedOut.use()) return html`<${SignIn} />`;
  return html`<${Frame} name=${name}>${!ready ? html`<${Loading} />`
    : !mayOpen(name) ? html`<${Failed} problem=${forbidden()} />` : loaded.view ? html`<${loaded.view} query=${query} />`
      : html`<${Failed} problem=${NOT_LOADED} again=${() => location.reload()} />`}<//>`;
}

const root = /** @type {HTMLElement} */ (document.getElementById("page"));
root.replaceChildren();
render(html`<${Page} />`, root);
Promise.allSettled([learnWords(), learnWho()]).then(() => learnt.set(true));
