// A path as people read it: parties, the ties between them, and where each tie comes from.
import { both, h } from "./dom.js";
import { address } from "./links.js";
import { linkKind, nodeKind, particular, period, place } from "./words.js";

const SUBJECTS = new Set(["subject", "organization", "person"]);

export function party(id, name, kind) {
  const label = name || id;
  if (!SUBJECTS.has(kind)) return h("span", { class: "party other" }, h("span", { class: "fine" }, nodeKind(kind)), " ", label);
  return h("a", { class: "party", href: address({ id }) }, label);
}

function arrow(step) {
  const forward = step.direction === "forward";
  const text = [linkKind(step.kind), particular(step)].filter(Boolean).join(" ");
  return h("span", { class: `arrow ${step.direction}` },
    h("span", { class: "way", "aria-hidden": "true" }, forward ? "" : "←"),
    h("span", { class: "tie" }, text),
    h("span", { class: "way", "aria-hidden": "true" }, forward ? "→" : ""),
    h("span", { class: "spoken" }, forward ? "指向" : "来自"));
}

export function chain(steps) {
  const [first] = steps;
  if (!first) return h("p", { class: "chain" }, both("同一主体", "one and the same"));
  return h("div", { class: "chain" }, party(first.source, first.source_name, first.source_kind),
    ...steps.flatMap((step) => [arrow(step), party(step.target, step.target_name, step.target_kind)]));
}

export function sources(steps) {
  return h("details", { class: "sources" }, h("summary", {}, both("来源", "sources")),
    h("ol", {}, ...steps.map((step) => h("li", {},
      h("span", {}, `${linkKind(step.kind)} ${particular(step)}`.trim()),
      period(step) && h("span", { class: "fine" }, ` ${period(step)}`),
      h("span", { class: "origin" }, place(step.origin))))));
}
