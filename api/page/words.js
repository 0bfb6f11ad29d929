// How values read: from the vocabulary's types to words.
import { ask } from "./ask.js";

/** @typedef {{zh: string, type: string, codes: Record<string, string>}} Field */
/** @typedef {{zh: string, fields: Record<string, Field>}} Kind */
/** @typedef {Record<string, any>} Step a tie as walked, with the link's own fields beside */

const words = { nodes: /** @type {Record<string, Kind>} */ ({}), links: /** @type {Record<string, Kind>} */ ({}) };

/** Without them codes stand for themselves. */
export async function learnWords() {
  Object.assign(words, await ask("/v1/vocabulary"));
}

/** @type {Record<string, string>} */
const SANCTION_KINDS = {
  penalty: "行政处罚", serious_list: "严重失信主体名单", abnormal_operation: "经营异常名录",
  judgment_debtor: "失信被执行人", bad_record: "不良行为记录", other: "其他",
};
/** @type {Record<string, string>} */
const STATES = { active: "有效", repaired: "已修复", annulled: "已撤销", expired: "已到期", objected: "异议中" };

/** @param {string} kind */
export function nodeKind(kind) {
  return words.nodes[kind]?.zh ?? kind;
}

/** @param {string} kind */
export function linkKind(kind) {
  return words.links[kind]?.zh ?? kind;
}

export function linkKinds() {
  return Object.keys(words.links);
}

/** @param {string} kind */
export function english(kind) {
  return kind.replaceAll("_", " ");
}

/** @param {string} kind @param {string} name */
export function fieldOf(kind, name) {
  return words.nodes[kind]?.fields[name] ?? words.links[kind]?.fields[name];
}

/** @param {string} kind @param {string} name */
export function fieldName(kind, name) {
  return fieldOf(kind, name)?.zh ?? name;
}

/** One field's value as text. @param {string} kind @param {string} name @param {any} value */
export function said(kind, name, value) {
  const field = fieldOf(kind, name);
  if (field?.type === "fen") return yuan(value);
  if (field?.type === "ppm") return percent(value);
  if (field?.type === "microdegree") return (value / 1e6).toFixed(6);
  if (typeof value === "boolean") return value ? "是 yes" : "否 no";
  if (kind === "sanction" && name === "kind") return SANCTION_KINDS[value] ?? String(value);
  if (kind === "sanction" && name === "state") return STATES[value] ?? String(value);
  return field?.codes[value] ?? String(value);
}

/** @param {number} fen */
export function yuan(fen) {
  const amount = fen / 100;
  if (Math.abs(amount) >= 1e8) return `${trimmed(amount / 1e8)} 亿元`;
  if (Math.abs(amount) >= 1e4) return `${trimmed(amount / 1e4)} 万元`;
  return `${trimmed(amount)} 元`;
}

const DIGITS = new Intl.NumberFormat("zh-CN", { maximumFractionDigits: 4 }); // costly to make, cheap to use

/** @param {number} number */
export function trimmed(number) {
  return DIGITS.format(number);
}

/** @param {number} ppm */
export function percent(ppm) {
  return `${trimmed(ppm / 10000)}%`;
}

/** A share that may lie between two; nothing known of it is unknown, not zero.
 * @param {number | undefined | null} least @param {number | undefined | null} most */
export function between(least, most) {
  if (least === undefined || least === null || most === undefined || most === null) return "比例未知";
  if (least === most) return percent(least);
  if (least === 0 && most >= 1000000) return "比例未知";
  return `${percent(least)}–${percent(most)}`;
}

/** @param {Step} step */
export function shareUnknown(step) {
  return step.kind === "owns" && between(step.share_min, step.share_max) === "比例未知";
}

/** What a tie says beside its kind: a share, an office, a role. @param {Step} step @returns {string} */
export function particular(step) {
  if (step.kind === "owns") return between(step.share_min, step.share_max);
  if (step.title) return step.title;
  if (step.kind === "bids") return step.won ? "中标" : "";
  const code = step.office ?? step.role;
  return code === undefined ? "" : said(step.kind, step.office === undefined ? "role" : "office", code);
}

/** @param {{valid_from?: string | null, valid_until?: string | null}} one */
export function period(one) {
  if (!one.valid_from && !one.valid_until) return "";
  return `${one.valid_from ?? "…"} 至 ${one.valid_until ?? "今"}`;
}

/** @param {{source: string, file: string, line: number}} origin */
export function place(origin) {
  return `${origin.source} · ${origin.file} · 第 ${origin.line} 行`;
}
