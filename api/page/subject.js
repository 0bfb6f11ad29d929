// One subject: its own record first, then what it is tied to. The two are never summed.
import { ask, Problem, subjectPath } from "./ask.js";
import { both, empty, failed, h, loading, show } from "./dom.js";
import { address, day, go, stands } from "./links.js";
import { related } from "./related.js";
import { fieldName, nodeKind, period, place, said } from "./words.js";

const HEADLINE = new Set(["name", "uscc"]);

export async function subjectView(id, current) {
  show(loading());
  try {
    const answer = await ask(subjectPath(id), { as_of: day() });
    if (!current()) return;
    stands(answer);
    document.title = `${answer.name} · 信脉`;
    const tied = h("section", { class: "related" }, loading());
    show(heading(answer), ...notices(answer), h("div", { class: "record" }, own(answer), sanctions(answer)),
      tied, stated(answer));
    await related(answer.id, tied, current);
  } catch (error) {
    if (current()) show(failed(problemOf(error), () => subjectView(id, current)));
  }
}

export function problemOf(error) {
  if (error instanceof Problem) return error.body;
  throw error;
}

function heading(answer) {
  return h("header", { class: "who" },
    h("h1", {}, answer.name || answer.id),
    h("p", { class: "marks" },
      h("span", { class: "chip" }, nodeKind(answer.kind)),
      answer.fields.status && h("span", { class: "chip" }, answer.fields.status),
      answer.sanctions.some((one) => one.in_force) && h("span", { class: "chip alert" }, both("有生效失信记录", "sanction in force")),
      h("code", { class: "id" }, answer.id)),
    answer.merged_from.length > 0 && h("p", { class: "fine" }, both(`已并入本主体:${answer.merged_from.join("、")}`, "merged into this subject")),
    answer.masked.length > 0 && h("p", { class: "fine" }, both("个人信息已脱敏", "personal details are masked")),
    h("p", { class: "acts" },
      h("button", { type: "button", class: "plain", onclick: () => go(address({ tie: "", from: answer.id })) },
        both("与另一方有何关联?", "How is it tied to another?")),
      ...[".html", ".pdf"].map((form) => h("a", { class: "plain", href: file(answer, form), target: "_blank", rel: "noopener" },
        both(form === ".pdf" ? "信用档案 PDF" : "信用档案", form === ".pdf" ? "as PDF" : "Credit file")))));
}

/** The printable credit file of the day shown. */
function file(answer, form) {
  return `/v1/files/subject/${encodeURIComponent(answer.id)}${form}?as_of=${answer.as_of}`;
}

function notices(answer) {
  return [
    answer.stub && notice("此主体仅被他人提及,尚无来源描述它。", "Only named by others; no delivery describes it."),
    answer.truncated && notice("内容过多,只列出一部分。", "Too much to list; only a part is shown."),
  ].filter(Boolean);
}

function notice(zh, en) {
  return h("p", { class: "notice" }, both(zh, en));
}

function own(answer) {
  const rows = Object.entries(answer.fields).filter(([name]) => !HEADLINE.has(name));
  return h("section", { class: "card" }, h("h2", {}, both("自身信息", "Own record")),
    rows.length === 0 ? empty("没有更多信息", "Nothing more is recorded") : h("dl", { class: "facts" },
      ...rows.map(([name, value]) => h("div", {},
        h("dt", {}, fieldName(answer.kind, name)), h("dd", {}, said(answer.kind, name, value))))));
}

function sanctions(answer) {
  return h("section", { class: "card" }, h("h2", {}, both("失信记录", "Sanctions"), " ", tally(answer.sanctions.length)),
    answer.sanctions.length === 0 ? empty("截至基准日没有可展示的记录", "No record that may be shown on this day")
      : h("ul", { class: "sanctions" }, ...answer.sanctions.map(sanction)));
}

function sanction(one) {
  const { kind, list, document, authority, basis, decided, until, ended, state } = one.fields;
  const line = (label, value) => value && h("span", { class: "bit" }, h("span", { class: "fine" }, `${label} `), value);
  return h("li", { class: one.in_force ? "in-force" : "over" },
    h("p", { class: "title" }, h("strong", {}, list ?? said("sanction", "kind", kind)),
      h("span", { class: "chip" }, one.in_force ? both("生效中", "in force") : both("已失效", "over")),
      state && h("span", { class: "fine" }, said("sanction", "state", state))),
    h("p", { class: "bits" }, line("文书", document), line("机关", authority), line("依据", basis),
      line("决定", decided), line("至", until), line("移出", ended)),
    h("p", { class: "origin" }, place(one.origin)));
}

export function tally(number) {
  return h("span", { class: "tally" }, String(number));
}

function stated(answer) {
  return h("details", { class: "card statements" },
    h("summary", {}, h("h2", {}, both("谁说的", "Who stated this"), " ", tally(answer.statements.length))),
    answer.statements.length === 0 ? empty("没有来源描述它", "No delivery describes it")
      : h("ul", {}, ...answer.statements.map((one) => h("li", {},
        h("p", { class: "origin" }, place(one.origin), one.mention && h("span", { class: "chip" }, both("仅提及", "mention"))),
        h("p", { class: "fine" }, [`修订 ${one.recorded}`, period(one)].filter(Boolean).join(" · ")),
        h("p", { class: "bits" }, ...Object.entries(one.fields).map(([name, value]) => h("span", { class: "bit" },
          h("span", { class: "fine" }, `${fieldName(one.kind, name)} `), said(one.kind, name, value))))))));
}
