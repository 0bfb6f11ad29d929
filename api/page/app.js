// The page: which view the address asks for, the search box, the day.
import { ask } from "./ask.js";
import { party } from "./chain.js";
import { both, empty, failed, h, loading, show } from "./dom.js";
import { address, day, go, stands } from "./links.js";
import { pathsView } from "./paths.js";
import { policiesView } from "./policies.js";
import { picker } from "./picker.js";
import { signOut } from "./signin.js";
import { recordsView, statisticsView } from "./statistics.js";
import { problemOf, subjectView } from "./subject.js";
import { learnWords, linkKind, nodeKind } from "./words.js";

let turn = 0;

async function route() {
  const asked = new URLSearchParams(location.search);
  const mine = ++turn;
  const current = () => mine === turn;
  if (day()) document.getElementById("as-of").value = day();
  document.getElementById("tie-link").href = address({ tie: "" });
  if (asked.has("id")) await subjectView(asked.get("id"), current);
  else if (asked.has("tie")) await pathsView(asked.get("from") ?? "", asked.get("to") ?? "", current);
  else if (asked.has("policies")) await policiesView(asked.get("policies"), current);
  else if (asked.has("records")) await recordsView(asked.get("records"), current);
  else if (asked.has("stats")) await statisticsView(asked.get("stats"), current);
  else if (asked.has("q")) await results(asked.get("q"), current);
  else await home(current);
}

async function results(text, current) {
  document.title = "搜索 · 信脉";
  show(loading());
  try {
    const answer = await ask("/v1/search", { q: text, limit: 50, of: "subject" });
    if (!current()) return;
    stands(answer);
    const rows = answer.results.map((one) => h("li", {}, party(one.id, one.name, one.kind),
      h("span", { class: "chip quiet" }, nodeKind(one.kind)), h("code", { class: "id" }, one.id)));
    show(h("h1", {}, both("搜索结果", "Results")),
      answer.truncated && h("p", { class: "notice" }, both("只列出前 50 个,请写得更具体。", "Only the first 50; be more specific.")),
      rows.length ? h("ul", { class: "card results" }, ...rows) : empty("没有匹配的主体", "Nothing matches"));
  } catch (error) {
    if (current()) show(failed(problemOf(error), () => results(text, current)));
  }
}

async function home(current) {
  document.title = "信脉 Xinmai";
  const figures = h("div", { class: "figures" }, loading());
  show(h("section", { class: "hello" }, h("h1", {}, "信用之脉,一查可见"),
    h("p", { lang: "en", class: "en" }, "Who is tied to whom, as of which day, and who said so."),
    h("p", { class: "fine" }, both("输入名称或统一社会信用代码开始;按 / 聚焦搜索。", "Type a name or a code to begin; / focuses the search.")),
    h("p", {}, h("a", { href: address({ policies: "" }) }, both("“1+N”政策登记", "policy documents")), " · ",
      h("a", { href: address({ stats: "" }) }, both("监管闭环统计", "the loop in numbers")))), figures);
  try {
    const answer = await ask("/v1/status");
    if (!current()) return;
    const name = (kind) => { const node = nodeKind(kind); return node === kind ? linkKind(kind) : node; };
    const rows = Object.entries(answer.counts).sort((a, b) => b[1] - a[1]);
    figures.replaceChildren(...(rows.length ? rows.map(([kind, count]) => h("div", { class: "figure" },
      h("strong", {}, count.toLocaleString("zh-CN")), both(name(kind), kind.replaceAll("_", " ")))) : [
      empty("存储还是空的:请先用 xinmai load 载入数据。", "The store is empty: load a delivery with xinmai load.")]));
    stands(answer);
  } catch (error) {
    if (current()) figures.replaceChildren(failed(problemOf(error), () => home(current)));
  }
}

function chooseDay(event) {
  const query = new URLSearchParams(location.search);
  if (event.target.value) query.set("as_of", event.target.value);
  else query.delete("as_of");
  go(`/?${query}`);
}

function followInside(event) {
  const link = event.target.closest?.("a[href]");
  const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  if (!link || !plain || link.origin !== location.origin || link.pathname !== "/" || link.hash) return;
  event.preventDefault();
  go(link.href);
  document.getElementById("main").focus({ preventScroll: true });
  scrollTo(0, 0);
}

function focusSearch(event) {
  const writing = event.target.matches?.("input, textarea, select");
  if (event.key !== "/" || writing || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  search.input.focus();
}

const search = picker({
  label: ["搜索主体", "Search"], quiet: true,
  onpick: (result) => { search.input.value = ""; go(address({ id: result.id })); },
  onsubmit: (text) => { if (text) go(address({ q: text })); },
});
search.input.id = "q";
document.getElementById("find").append(search.element);
document.getElementById("find").addEventListener("submit", (event) => event.preventDefault());
document.getElementById("as-of").addEventListener("change", chooseDay);
document.getElementById("sign-out").addEventListener("click", signOut);
document.addEventListener("click", followInside);
document.addEventListener("keydown", focusSearch);
addEventListener("popstate", route);
learnWords().catch(() => undefined).finally(route);
