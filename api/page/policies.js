// The "1+N" register: the documents by phase, and what stands on one.
import { ask } from "./ask.js";
import { party } from "./chain.js";
import { both, empty, failed, h, loading, show } from "./dom.js";
import { address, day, stands } from "./links.js";
import { problemOf } from "./subject.js";

const PHASES = [["whole", "全过程", "throughout"], ["before", "事前", "before"], ["during", "事中", "during"], ["after", "事后", "after"]];

export async function policiesView(number, current) {
  document.title = "政策 · 信脉";
  show(loading());
  try {
    const path = number ? `/v1/policies/${encodeURIComponent(number)}` : "/v1/policies";
    const answer = await ask(path, { as_of: day() });
    if (!current()) return;
    if (number) stands(answer);
    else document.getElementById("as-of").value = answer.as_of;
    show(...(number ? one(answer.policies[0]) : all(answer.policies)));
  } catch (error) {
    if (current()) show(failed(problemOf(error), () => policiesView(number, current)));
  }
}

function all(policies) {
  const groups = PHASES.map(([phase, zh, en]) => [policies.filter((each) => each.phase === phase), zh, en]);
  return [h("h1", {}, both("“1+N”政策登记", "Policy documents")),
    ...groups.filter(([found]) => found.length).map(([found, zh, en]) => h("section", { class: "card" },
      h("h2", {}, both(zh, en)), h("ul", { class: "items" }, ...found.map(line))))];
}

function line(each) {
  return h("li", {}, h("div", { class: "row" }, name(each),
    each.master && h("span", { class: "chip quiet" }, both("总", "master")),
    !each.in_force && h("span", { class: "chip" }, both("未施行", "not in force"))),
  h("p", { class: "fine" }, `${each.number} · ${each.issuer} · `,
    both(`${each.articles.length} 条、${each.rules.length} 项规则`, "articles, rules")));
}

function name(each) {
  return h("a", { href: address({ policies: each.number }) }, each.title);
}

function one(found) {
  return [h("h1", {}, found.title),
    h("p", { class: "fine" }, `${found.number} · ${found.issuer} · ${found.since} 至 ${found.until ?? "今"} `,
      !found.in_force && h("span", { class: "chip" }, both("未施行", "not in force"))),
    ...found.replaces.map((other) => h("p", {}, both("替代", "replaces"), " ", name(other))),
    ...found.replaced_by.map((other) => h("p", {}, both("被替代", "replaced by"), " ", name(other))),
    section("条款与规则", "Articles and rules", found.rules, rule),
    section("措施", "Measures", found.measures, (each) => h("li", {}, both(each.title, each.title_en))),
    section(`未了事项 ${found.cases_total}`, "Open cases", found.cases, openCase),
    found.cases_omitted > 0 && h("p", { class: "fine" }, both(`另有 ${found.cases_omitted} 件`, "more left out"))];
}

function section(zh, en, rows, row) {
  return h("section", { class: "card" }, h("h2", {}, both(zh, en)),
    rows.length ? h("ul", { class: "items" }, ...rows.map(row)) : empty("没有", "None"));
}

function rule(each) {
  return h("li", {}, both(each.title, each.title_en),
    h("p", { class: "fine" }, `${each.articles.join("、")} · ${each.file} · ${each.since} 至 ${each.until ?? "今"}`));
}

function openCase(each) {
  const departments = [...new Set(each.dispatched.map((sent) => sent.department))];
  return h("li", {}, h("div", { class: "row" }, party(each.subject.id, each.subject.name, each.subject.kind),
    h("span", { class: "fine" }, each.name)),
  h("p", { class: "fine" }, `${each.authority} · ${each.decided ?? "…"} 至 ${each.until ?? "今"}`),
  departments.length > 0 && h("p", { class: "fine" }, both("待办", "still to act"), ` ${departments.join("、")}`));
}
