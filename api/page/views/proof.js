// A signed proof laid out to be read and printed: what it claims, on which facts and rules, and by whose key.
// Everything shown comes from the file itself, so paper and file say the same.
import { both, html, useEffect, useMemo } from "../lib.js";
import { useAsk } from "../ask.js";
import { Chain, Sources } from "../parts/chain.js";
import { entriesOf, ruleOf } from "../parts/rule_text.js";
import { Chip, Section } from "../parts/section.js";
import { Answered, Empty, Failed } from "../parts/states.js";
import { BasisList } from "../parts/why.js";
import { fieldName, percent, place, said } from "../words.js";

/** @typedef {Record<string, any>} Fact */
/** @typedef {{relation: string, rule: string, parties: number[], nodes: number[], links: number[], certain: boolean, values: Record<string, any>}} Claimed */
/** @typedef {{format: string, claim: Record<string, any> & {statements: Claimed[]}, facts: Fact[], signature: {algorithm: string, key: string, value: string}}} ProofFile */

/** Only a proof of this service is shown here. */
const OF_PROOF = /^\/v1\/proof\?[^#]+$/;

/** @type {import("../ask.js").ProblemBody} */
const NO_PROOF = {
  type: "urn:xinmai:page:no-proof", status: 0, trace: "", errors: [], title_zh: "这不是证明的地址", title_en: "This is no address of a proof",
  detail_zh: "请从任一结论的“为何”中点“打印证明”。", detail_en: "Open it from the why of any line.",
};

/** @param {{query: URLSearchParams}} props */
export function Proof({ query }) {
  const asked = query.get("proof") ?? "";
  const ours = OF_PROOF.test(asked);
  useEffect(() => { document.title = "证明 · 信脉"; }, []);
  /** @type {import("../ask.js").Asking<ProofFile>} */
  const asking = useAsk(ours ? asked : null);
  if (!ours) return html`<${Failed} problem=${NO_PROOF} />`;
  return html`<${Answered} asking=${asking}>${(/** @type {ProofFile} */ file) => html`<${Paper} file=${file} asked=${asked} />`}<//>`;
}

/** @param {{file: ProofFile, asked: string}} props */
function Paper({ file, asked }) {
  const { claim, facts, signature } = file;
  const held = useMemo(() => heldBy(facts), [facts]);
  const name = (/** @type {number} */ at) => held.nodes.get(at)?.name ?? String(at);
  return html`<article class="paper">
    <header class="who"><h1>${both(`证明:${claim.title_zh}`, `Proof: ${claim.title_en}`)}</h1>
      <p>${claim.subjects.map((/** @type {number} */ at) => html`<strong>${name(at)}</strong> <code class="id">${held.nodes.get(at)?.id}</code> `)}</p>
      <dl class="facts">
        <div><dt>${both("基准日", "as of")}</dt><dd>${claim.as_of}</dd></div>
        <div><dt>${both("依据的修订", "revision")}</dt><dd>${claim.known_at ?? claim.revision}</dd></div>
        <div><dt>${both("规则版本", "rules")}</dt><dd><code>${claim.rules}</code></dd></div>
        <div><dt>${both("是否完整", "whole")}</dt><dd>${claim.cut.length ? both(`不完整:${claim.cut.join("、")}`, "cut short") : both("完整", "yes")}</dd></div></dl>
      <p class="acts"><button type="button" onClick=${() => print()}>${both("打印", "Print")}</button>
        <a class="button plain" href=${asked} download>${both("下载签名文件", "Download the signed file")}</a></p></header>
    ${claim.statements.length === 0 ? html`<${Empty} zh="依所列事实,没有这样的情形" en="By these facts there is none" />` : null}
    ${claim.statements.map((one, at) => html`<${Statement} key=${at} one=${one} at=${at + 1} claim=${claim} held=${held} />`)}
    <${Section} class="signature" zh="签名与核验" en="Signature, and how to check it">
      <dl class="facts">
        <div><dt>${both("事实总摘要", "digest of the facts")}</dt><dd><code>${claim.root}</code></dd></div>
        <div><dt>${both(`签名 ${signature.algorithm}`, "signature")}</dt><dd><code>${signature.value}</code></dd></div>
        <div><dt>${both("公钥", "public key")}</dt><dd><code>${signature.key}</code></dd></div></dl>
      <p class="fine">${both(`签名文件另含 ${facts.length} 条事实与规则,任何人可离线核验:`, `The signed file holds ${facts.length} facts and rules; anybody checks it offline:`)}
        <code>xinmai proof check FILE --key KEY</code></p><//></article>`;
}

/** @param {{one: Claimed, at: number, claim: Record<string, any>, held: Held}} props */
function Statement({ one, at, claim, held }) {
  const [zh, en] = claim.relations[one.relation] ?? [one.relation, ""];
  const rule = ruleOf(held.rules, one.rule, judged(claim, held));
  const steps = stepsOf(one, held);
  const figures = Object.entries(one.values).filter(([name, value]) => name.endsWith("_ppm") && typeof value === "number");
  return html`<section class="card statement"><header class="card-head"><h2>${at}. ${rule ? both(rule.zh, rule.en) : both(zh, en)}</h2>
      <${Chip} tone=${one.relation === "void" ? "alert" : "quiet"} zh=${zh} en=${en} />
      ${one.certain ? null : html`<${Chip} tone="note" zh="待核实" en="not certain" />`}</header>
    <p>${one.parties.map((node) => held.nodes.get(node)?.name).join(" · ")}</p>
    ${figures.length ? html`<p class="bits">${figures.map(([name, value]) => html`<span><span class="fine">${FIGURES[name] ?? name}</span> ${percent(value)}</span>`)}</p>` : null}
    ${steps.length ? html`<div><h3>${both("路径", "Path")}</h3><${Chain} steps=${steps} /></div><div><h3>${both("来源", "Sources")}</h3><${Sources} steps=${steps} /></div>` : null}
    <${Stated} nodes=${one.nodes} held=${held} />
    ${rule?.basis.length ? html`<div><h3>${both("规则", "Rule")}</h3><${BasisList} basis=${rule.basis} /></div>` : null}</section>`;
}

/** The day judged: that on which a lot's bids were opened, else the day asked about. @param {Record<string, any>} claim @param {Held} held @returns {string} */
function judged(claim, held) {
  const lot = claim.subjects.flatMap((/** @type {number} */ node) => held.statements.get(node) ?? []).find((/** @type {Fact} */ one) => one.kind === "lot");
  return lot?.fields.opened ?? claim.as_of;
}

/** @type {Record<string, string>} */
const FIGURES = { weight_ppm: "少见程度", score_ppm: "提示强度", votes_ppm: "表决权", votes_max_ppm: "表决权至多", direct_ppm: "直接", integrated_ppm: "最终", share_ppm: "份额" };

/** What records said of the parties, where the claim rests on it: a lot's day, a record's term. @param {{nodes: number[], held: Held}} props */
function Stated({ nodes, held }) {
  const rows = nodes.flatMap((node) => held.statements.get(node) ?? []).filter((one) => !one.mention && !one.retired && ["lot", "sanction", "works", "project"].includes(one.kind));
  if (!rows.length) return null;
  return html`<div><h3>${both("所依据的记录", "Records it rests on")}</h3><ul class="origins">${rows.map((one) => html`<li>
    <span>${Object.entries(one.fields).map(([name, value]) => `${fieldName(one.kind, name)} ${said(one.kind, name, value)}`).join(" · ")}</span><span class="origin">${place(one.origin)}</span></li>`)}</ul></div>`;
}

/** @typedef {{nodes: Map<number, Fact>, links: Map<number, Fact>, statements: Map<number, Fact[]>, rules: import("../parts/rule_text.js").Entry[]}} Held */

/** @param {Fact[]} facts @returns {Held} */
function heldBy(facts) {
  /** @type {Held} */
  const held = { nodes: new Map(), links: new Map(), statements: new Map(), rules: entriesOf(/** @type {any[]} */ (facts.filter((one) => one.fact === "rule"))) };
  for (const one of facts) {
    if (one.fact === "node") held.nodes.set(one.node, one);
    else if (one.fact === "link") held.links.set(one.link, one);
    else if (one.fact === "statement") held.statements.set(one.node, [...(held.statements.get(one.node) ?? []), one]);
  }
  return held;
}

/** The ties a statement stands on, each after the one that leads to it. @param {Claimed} one @param {Held} held @returns {import("../words.js").Step[]} */
function stepsOf(one, held) {
  const left = one.links.map((number) => {
    const link = /** @type {Fact} */ (held.links.get(number));
    const [source, target] = [/** @type {Fact} */ (held.nodes.get(link.source)), /** @type {Fact} */ (held.nodes.get(link.target))];
    return { ...link.fields, kind: link.kind, direction: "forward", origin: link.origin, valid_from: link.valid_from, valid_until: link.valid_until, link: number,
      source: source.id, source_name: source.name, source_kind: source.kind, target: target.id, target_name: target.name, target_kind: target.kind };
  });
  const ordered = [];
  while (left.length) {
    const last = ordered.at(-1);
    const next = left.findIndex((step) => step.source === last?.target);
    const start = left.findIndex((step) => !left.some((other) => other.target === step.source));
    ordered.push(...left.splice(next >= 0 ? next : Math.max(0, start), 1));
  }
  return ordered;
}
