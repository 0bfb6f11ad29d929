// One project: who built what under whom, how far it is, what was missing, who may not act together.
import { both, html, useEffect } from "../lib.js";
import { address } from "../address.js";
import { useAsk } from "../ask.js";
import { Answered, Empty, Notice, Truncated } from "../parts/states.js";
import { Chip, Section } from "../parts/section.js";
import { Party } from "../parts/party.js";
import { Table } from "../parts/table.js";
import { BasisList } from "../parts/why.js";
import { may } from "../session.js";
import { mayOpen } from "../places.js";
import { useMarks } from "../parts/time_bar.js";
import { ToInvestigation } from "../parts/to_investigation.js";
import { fieldName, said, yuan } from "../words.js";
import { refOf } from "../graph/refs.js";
import { Conflicts } from "./project/conflicts.js";
import { Filed } from "./project/filed.js";
import { Parties } from "./project/parties.js";
import { Stages } from "./project/stages.js";

/** @typedef {import("answers").ProjectAnswer} ProjectAnswer */

/** @param {string} code */
export function projectPath(code, suffix = "") {
  return `/v1/projects/${encodeURIComponent(code)}${suffix}`;
}

/** @param {{query: URLSearchParams}} props */
export function Project({ query }) {
  const code = query.get("project") ?? "";
  const asOf = query.get("as_of");
  /** @type {import("../ask.js").Asking<ProjectAnswer>} */
  const asking = useAsk(projectPath(code), { as_of: asOf });
  const { answer } = asking;
  useMarks(answer ? answer.milestones.map((one) => one.decided) : []);
  useEffect(() => { if (answer) document.title = `${answer.name || answer.code} · 信脉`; }, [answer?.id, answer?.name]);
  return html`<${Answered} asking=${asking}>${(/** @type {ProjectAnswer} */ found) => html`
    <${Who} found=${found} />
    ${found.truncated ? html`<${Truncated} />` : null}
    <${Stages} found=${found} />
    <${Parties} found=${found} />
    <${Missing} found=${found} />
    ${may("GET /v1/projects/{code}/conflicts") ? html`<${Conflicts} key=${`conflicts ${found.project.id}`} path=${projectPath(found.project.id, "/conflicts")} asOf=${asOf}
      none="在本项目中没有发现资格互斥" />` : html`<${Notice} zh="资格互斥与信用档案不在您的权限之内,未显示。这不等于没有。" en="Conflicts and the credit file are not open to your role; that does not mean there is nothing." />`}
    <${Lots} found=${found} />
    <${Stated} found=${found} />
    ${may("GET /v1/files/{kind}/{id}", found.id) ? html`<${Filed} key=${`filed ${found.id}`} id=${found.id} asOf=${asOf} />` : null}`}<//>`;
}

/** @param {{found: ProjectAnswer}} props */
function Who({ found }) {
  /** @param {string} ending */
  const file = (ending) => `/v1/files/project/${encodeURIComponent(found.id)}${ending}?as_of=${found.as_of}`;
  const late = isLate(found);
  return html`<header class="who">
    <h1>${found.name || found.code}</h1>
    <p class="marks"><${Chip} zh=${found.kind === "project" ? "建设项目" : found.kind === "works" ? "工程" : "单体"} en=${found.kind} />
      ${found.stage_zh ? html`<${Chip} zh=${found.stage_zh} tone="quiet" />` : html`<${Chip} zh="阶段未载明" en="stage not told" tone="quiet" />`}
      ${found.fields.key_level ? html`<${Chip} zh=${String(found.fields.key_level)} en="key project" />` : null}
      ${late ? html`<${Chip} tone="alert" zh="逾期未竣工" en="delayed" title=${`计划竣工 ${found.fields.planned_end}`} />` : null}
      ${found.findings.length ? html`<${Chip} tone="note" zh=${`${found.findings.length} 项应有未有`} en="missing" />` : null}
      <code class="id">${found.code}</code></p>
    ${found.project.id === found.id ? null : html`<p>${both("属于", "part of")} <a href=${address({ project: found.project.id })}>${found.project.name || found.project.id}</a></p>`}
    <p class="acts">
      ${found.participants.length && mayOpen("graph") ? html`<a class="button" href=${address({ graph: refOf("project", found.project.id), shape: "roles" })}>${both("关系图", "Graph")}</a>` : null}
      ${found.fields.longitude === undefined ? null : html`<a class="button plain" href=${address({ map: found.project.id })}>${both("在地图上", "On the map")}</a>`}
      <${ToInvestigation} subjects=${found.participants.map((one) => one.unit)}
        finding=${{ question: "conflicts", ids: [found.project.id], says: `${found.name}参建各方的资格互斥` }} />
      ${may("GET /v1/files/{kind}/{id}", found.id) ? html`<span class="files"><a href=${file(".html")} target="_blank" rel="noopener">${both("项目信用档案(可打印)", "Credit file, to print")}</a>
        <a href=${file(".pdf")} target="_blank" rel="noopener">PDF</a></span>` : null}</p></header>`;
}

/** Past its planned end on the day asked about, and not accepted. @param {ProjectAnswer} found */
export function isLate(found) {
  const { planned_end: planned, completed } = found.fields;
  return Boolean(planned && planned < found.as_of && found.stage !== "acceptance" && !(completed && completed <= found.as_of));
}

/** What a stage asks of credit and was not there when it was entered. @param {{found: ProjectAnswer}} props */
function Missing({ found }) {
  return html`<${Section} id="missing" zh="应有未有" en="What was missing" count=${found.findings.length}>
    ${found.unknown_requirements ? html`<${Notice} zh=${`另有 ${found.unknown_requirements} 项要求没有数据,不能判断。`} en="For these no data is delivered; they are not judged." />` : null}
    ${found.findings.length === 0 ? html`<${Empty} zh="能判断的要求,进入各阶段时都已具备" en="Of what can be judged, nothing was missing" />` : html`<ul class="lines">${found.findings.map((one) => html`<li>
      <p class="title"><strong>${one.zh}</strong> <span class="en" lang="en">${one.en}</span>
        <${Chip} tone=${one.state === "missing" ? "alert" : "note"} zh=${one.state === "missing" ? "缺失" : `迟至 ${one.made}`} en=${one.state} /></p>
      <p><${Party} id=${one.party.id} name=${one.party.name} kind="subject" /> <span class="fine">${one.site.name} · ${one.entered ?? "日期未载明"}</span></p>
      <${BasisList} basis=${one.basis} /></li>`)}</ul>`}<//>`;
}

/** @param {{found: ProjectAnswer}} props */
function Lots({ found }) {
  const rows = found.lots.map((lot) => [
    html`<a href=${address({ lot: lot.number, project: found.project.id })}>${lot.number}</a>`, lot.name, lot.opened ?? "未载明",
    String(lot.bidders.length), lot.bidders.filter((one) => one.won).map((one) => html`<${Party} id=${one.unit.id} name=${one.unit.name} kind="subject" /> `),
  ]);
  return html`<${Section} id="lots" zh="标段" en="Lots" count=${rows.length}>${rows.length
    ? html`<${Table} caption="标段 Lots" heads=${[both("编号", "lot"), both("名称", "name"), both("开标", "opened"), both("投标人", "bidders"), both("中标", "won")]} rows=${rows} />`
    : html`<${Empty} zh="没有本项目的投标记录" en="No bids are on record" />`}<//>`;
}

const SHOWN = ["investment", "planned_end", "started", "completed", "category", "nature", "address", "scale", "division", "design_life"];

/** @param {{found: ProjectAnswer}} props */
function Stated({ found }) {
  const told = SHOWN.filter((name) => found.fields[name] !== undefined);
  return html`<${Section} id="stated" zh="基本信息" en="Basics"><dl class="facts">
    ${told.map((name) => html`<div key=${name}><dt>${fieldName(found.kind, name)}</dt><dd>${name === "investment" ? yuan(found.fields[name]) : said(found.kind, name, found.fields[name])}</dd></div>`)}
    ${found.works.length ? html`<div><dt>${both("工程", "works")}</dt><dd>${found.works.map((one) => html`<p><a href=${address({ project: one.id })}>${one.name}</a>
      <span class="fine"> ${one.stage_zh ?? "阶段未载明"}${one.buildings.length ? ` · ${one.buildings.map((each) => each.name).join("、")}` : ""}</span></p>`)}</dd></div>` : null}</dl><//>`;
}
