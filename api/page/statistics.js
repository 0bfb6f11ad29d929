// The loop in numbers: every number leads to the records it counts.
import { ask } from "./ask.js";
import { party } from "./chain.js";
import { both, empty, failed, h, loading, show } from "./dom.js";
import { address, day, stands } from "./links.js";
import { problemOf } from "./subject.js";

const BY = [["month", "月份"], ["department", "部门"], ["division", "行政区"], ["item", "事项"], ["outcome", "结果"]];

export async function statisticsView(by, current) {
  document.title = "统计 · 信脉";
  show(loading());
  try {
    const answer = await ask("/v1/statistics", { by: by || "month", as_of: day() });
    if (!current()) return;
    stands(answer);
    show(h("h1", {}, both("监管闭环统计", "The loop in numbers")), choices(answer.by), table(answer));
  } catch (error) {
    if (current()) show(failed(problemOf(error), () => statisticsView(by, current)));
  }
}

function choices(chosen) {
  return h("nav", { class: "bar" }, ...BY.map(([by, zh]) => by === chosen
    ? h("strong", {}, both(zh, by)) : h("a", { href: address({ stats: by }) }, both(zh, by))));
}

function table(answer) {
  const kinds = answer.kinds.filter((kind) => kind.count > 0);
  if (!kinds.length) return empty("尚无可统计的记录", "Nothing to count yet");
  const heads = [h("th", {}, ""), ...kinds.map((kind) => h("th", { scope: "col" }, kind.zh))];
  const whole = h("tr", {}, h("th", { scope: "row" }, both("合计", "all")), ...kinds.map(number));
  const rows = answer.rows.map((row) => h("tr", {}, h("th", { scope: "row" }, row.name),
    ...kinds.map((kind) => number(row.counts[kind.kind]))));
  return h("div", { class: "card scroll" }, h("table", {}, h("thead", {}, h("tr", {}, ...heads)),
    h("tbody", {}, whole, ...rows)));
}

function number(counted) {
  if (!counted) return h("td", {}, "");
  const asked = counted.records.slice(counted.records.indexOf("?") + 1);
  return h("td", {}, h("a", { href: address({ records: asked }) }, counted.count.toLocaleString("zh-CN")));
}

/** The records behind a number; ``asked`` is the query of their address. */
export async function recordsView(asked, current) {
  document.title = "记录 · 信脉";
  show(loading());
  try {
    const answer = await ask("/v1/statistics/records", Object.fromEntries(new URLSearchParams(asked)));
    if (!current()) return;
    stands(answer);
    const next = answer.next && new URLSearchParams(asked);
    if (next) next.set("cursor", answer.next);
    show(h("h1", {}, both(`记录 ${answer.total.toLocaleString("zh-CN")}`, answer.kind)),
      h("ul", { class: "card items" }, ...answer.records.map(record)),
      next && h("p", {}, h("a", { href: address({ records: next.toString() }) }, both("下一页", "next page"))));
  } catch (error) {
    if (current()) show(failed(problemOf(error), () => recordsView(asked, current)));
  }
}

function record(one) {
  const whose = one.withheld ? h("span", { class: "chip quiet" }, both("不再显示", "withheld"))
    : one.subject && party(one.subject.id, one.subject.name, one.subject.kind);
  const told = [one.day ?? "日期未载明", one.department, one.origin && `${one.origin.file}:${one.origin.line}`];
  return h("li", {}, h("div", { class: "row" }, one.act_zh ?? one.name, one.about && one.about.id !== one.subject?.id && ` ${one.about.name}`, whose),
    h("p", { class: "fine" }, told.filter(Boolean).join(" · ")));
}
