// How values read: from the vocabulary's types to words.
import { ask } from "./ask.js";

const words = { nodes: {}, links: {} };

export async function learnWords() {
  Object.assign(words, await ask("/v1/vocabulary"));
}

const SANCTION_KINDS = {
  penalty: "行政处罚", serious_list: "严重失信主体名单", abnormal_operation: "经营异常名录",
  judgment_debtor: "失信被执行人", bad_record: "不良行为记录", other: "其他",
};
const STATES = { active: "有效", repaired: "已修复", annulled: "已撤销", expired: "已到期", objected: "异议中" };

export function nodeKind(kind) {
  return words.nodes[kind]?.zh ?? kind;
}

export function linkKind(kind) {
  return words.links[kind]?.zh ?? kind;
}

export function fieldName(kind, name) {
  return words.nodes[kind]?.fields[name]?.zh ?? words.links[kind]?.fields[name]?.zh ?? name;
}

/** One field's value as text. */
export function said(kind, name, value) {
  const field = words.nodes[kind]?.fields[name] ?? words.links[kind]?.fields[name];
  if (field?.type === "fen") return yuan(value);
  if (field?.type === "ppm") return percent(value);
  if (field?.type === "microdegree") return (value / 1e6).toFixed(6);
  if (typeof value === "boolean") return value ? "是 yes" : "否 no";
  if (kind === "sanction" && name === "kind") return SANCTION_KINDS[value] ?? String(value);
  if (kind === "sanction" && name === "state") return STATES[value] ?? String(value);
  return field?.codes[value] ?? String(value);
}

function yuan(fen) {
  const amount = fen / 100;
  if (Math.abs(amount) >= 1e8) return `${trimmed(amount / 1e8)} 亿元`;
  if (Math.abs(amount) >= 1e4) return `${trimmed(amount / 1e4)} 万元`;
  return `${trimmed(amount)} 元`;
}

function trimmed(number) {
  return number.toLocaleString("zh-CN", { maximumFractionDigits: 4 });
}

function percent(ppm) {
  return `${trimmed(ppm / 10000)}%`;
}

export function share(step) {
  if (step.share_min === undefined) return "";
  if (step.share_min === step.share_max) return percent(step.share_min);
  if (step.share_min === 0 && step.share_max === 1000000) return "比例未知";
  return `${percent(step.share_min)}–${percent(step.share_max)}`;
}

/** What a tie says beside its kind: a share, an office, a role. */
export function particular(step) {
  const code = step.office ?? step.role;
  const name = step.office === undefined ? "role" : "office";
  if (step.kind === "owns") return share(step);
  if (step.title) return step.title;
  return code === undefined ? "" : said(step.kind, name, code);
}

export function period(one) {
  if (!one.valid_from && !one.valid_until) return "";
  return `${one.valid_from ?? "…"} 至 ${one.valid_until ?? "今"}`;
}

export function place(origin) {
  return `${origin.source} · ${origin.file} · 第 ${origin.line} 行`;
}
