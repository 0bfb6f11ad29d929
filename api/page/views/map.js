// The credit map: projects in progress, filtered, in clusters where there are too many; a list beside it.
import { both, html, useEffect, useRef, useState } from "../lib.js";
import { address, changed, go } from "../address.js";
import { addressed, useAsk } from "../ask.js";
import { Answered, Empty, Failed, Loading, Notice } from "../parts/states.js";
import { Chip, Section } from "../parts/section.js";
import { may } from "../session.js";
import { yuan } from "../words.js";
import { boxOf } from "./map/boxes.js";
import { Filters } from "./map/filters.js";
import { Sheet } from "./map/sheet.js";

/** @typedef {import("answers").MapAnswer} MapAnswer */
/** @typedef {MapAnswer["features"][number]} Feature */
/** @typedef {{code: string, name: string | null, projects: number, delayed: number, investment: number, extent: number[], centre: number[]}} Division */

const WORLD = "-180,-90,180,90";
const FILTERS = ["layer", "stage", "division", "delayed", "grade", "alerts", "role", "participant"];
const ASK_AGAIN = 3000; // milliseconds until what is still being worked out is asked for again
const NOT_NOW = "urn:xinmai:problem:not-now";
const LISTED = 200;
/** @type {Division[]} */
const UNNAMED = []; // where each district has a circle of its own, its name stands under that

/** @param {{query: URLSearchParams}} props */
export function CreditMap({ query }) {
  useEffect(() => { document.title = "信用地图 · 信脉"; }, []);
  const asOf = query.get("as_of");
  const places = useAsk("/v1/map", { bbox: WORLD, layer: "divisions", as_of: asOf });
  return html`<h1>${both("信用地图:在建项目", "Projects in progress")}</h1>
    <${Answered} asking=${places}>${(/** @type {MapAnswer} */ found) => html`<${Shown} query=${query} divisions=${divisionsOf(found)} />`}<//>`;
}

/** @param {MapAnswer} found @returns {Division[]} */
function divisionsOf(found) {
  return found.features.map((each) => /** @type {any} */ (each).properties);
}

/** The box all of them lie in, with room around. @param {Division[]} divisions */
export function whole(divisions) {
  if (divisions.length === 0) return "116.2,36.0,117.9,37.6"; // the city, where nothing is on the map yet
  const edges = divisions.map((one) => one.extent);
  const box = [Math.min(...edges.map((one) => one[0])), Math.min(...edges.map((one) => one[1])), Math.max(...edges.map((one) => one[2])), Math.max(...edges.map((one) => one[3]))];
  return [box[0] - 0.05, box[1] - 0.05, box[2] + 0.05, box[3] + 0.05].map((edge) => edge.toFixed(4)).join(",");
}

/** @param {{query: URLSearchParams, divisions: Division[]}} props */
function Shown({ query, divisions }) {
  const [chosen, setChosen] = useState(query.get("map") ?? "");
  const [turn, setTurn] = useState(0);
  const box = query.get("box") ?? whole(divisions);
  const narrowed = Object.fromEntries(FILTERS.map((name) => [name, query.get(name)]));
  const asking = useAsk("/v1/map", { bbox: box, ...narrowed, as_of: query.get("as_of"), limit: 500 });
  const { answer } = asking;
  const later = asking.problem?.type === NOT_NOW; // narrowed by what is still being worked out
  const waiting = later || Boolean(answer && Object.values(answer.unknown).some((why) => why.includes("请稍后")));
  useEffect(() => {
    if (!waiting) return undefined;
    const timer = setTimeout(() => { setTurn((n) => n + 1); asking.again(); }, ASK_AGAIN);
    return () => clearTimeout(timer);
  }, [waiting, turn]);
  const [last, setLast] = useState(/** @type {MapAnswer | null} */ (null)); // what is drawn while more is asked for
  useEffect(() => { if (answer) setLast(answer); }, [answer]);
  const found = answer ?? last;
  /** @param {string} next */
  const move = (next) => { if (next !== box) go(changed({ box: next }), { replace: true }); };
  return html`<${Filters} query=${query} divisions=${divisions} found=${found} />
    <div class="map-and-list">
      <div class="map-frame"><${Sheet} box=${box} features=${found?.features ?? []} divisions=${found?.layer === "divisions" ? UNNAMED : divisions} chosen=${chosen} onchoose=${setChosen} onmove=${move} />
        <p class="fine map-key"><span class="pin plain"></span>${both("在建", "in progress")} <span class="pin late">迟</span>${both("逾期未竣工", "delayed")} <span class="pin alerted">!</span>${both("有关联提示", "with alerts")}
          <span class="pin many">12</span>${both("多个项目", "several")}</p></div>
      <div class="map-list" aria-busy=${asking.loading}>
        ${later ? html`<${Loading} zh=${asking.problem?.detail_zh} en=${asking.problem?.detail_en} />` : asking.problem ? html`<${Failed} problem=${asking.problem} again=${asking.again} />` : null}
        ${found === null ? html`<${Loading} />` : found.layer === "divisions" ? html`<${Districts} found=${found} />` : html`<${List} found=${found} chosen=${chosen} />`}</div></div>`;
}

/** The districts, each with its projects; one leads to them. @param {{found: MapAnswer}} props */
function Districts({ found }) {
  const districts = divisionsOf(found).sort((a, b) => b.projects - a.projects);
  return html`<${Section} id="districts" zh="各行政区" en="Districts" count=${districts.length}>
    <p class="fine">${both("没有可用的行政区边界;圆在各区项目的中心,大小为项目数。", "No licensed outlines are at hand: a circle is at the middle of a district's projects, its size is their number.")}</p>
    ${districts.length === 0 ? html`<${Empty} zh="没有符合条件的在建项目" en="No such project in progress" />` : null}
    <ul class="items">${districts.map((one) => html`<li key=${one.code}><div class="row"><a class="party" href=${changed({ layer: null, division: one.code, box: boxOf(one) })}>${one.name ?? one.code}</a>
      <${Chip} tone="quiet" zh=${`${one.projects} 个项目`} en="projects" />${one.delayed ? html`<${Chip} tone="alert" zh=${`逾期 ${one.delayed}`} en="delayed" />` : null}</div>
      <p class="fine">${yuan(one.investment)}</p></li>`)}</ul><//>`;
}

/** What the map shows, in words. @param {{found: MapAnswer, chosen: string}} props */
function List({ found, chosen }) {
  const features = /** @type {any[]} */ (found.features);
  const single = features.filter((one) => one.properties.kind === "project");
  const clusters = features.filter((one) => one.properties.kind === "cluster");
  const list = useRef(/** @type {HTMLElement | null} */ (null));
  useEffect(() => { // only the list moves, never the page
    const one = document.getElementById(`on-map-${chosen}`);
    if (one && list.current) list.current.scrollTop = one.offsetTop - list.current.offsetTop;
  }, [chosen]);
  return html`<${Section} id="on-map" zh="图内项目" en="On the map" count=${found.total}>
    ${Object.keys(found.unknown).length ? html`<p class="fine" role="status">${Object.values(found.unknown)[0]}</p>` : null}
    ${found.total === 0 ? html`<${Empty} zh="此范围内没有符合条件的在建项目" en="No such project in progress here"><p class="fine">${both("可缩小地图或放宽条件。", "Zoom out, or ask for less.")}</p><//>` : null}
    ${clusters.length ? html`<${Notice} zh=${`项目较多,已聚合为 ${clusters.length} 处;放大后逐个列出。`} en="Too many to show one by one; zoom in." />` : null}
    <ul class="items" ref=${list}>${clusters.slice(0, LISTED).map((one, at) => html`<li key=${at}><div class="row"><a href=${changed({ box: around(one.geometry.coordinates, found.bbox) })}>${both(`${one.properties.count} 个项目`, "projects, zoom in")}</a>
        ${one.properties.delayed ? html`<${Chip} tone="alert" zh=${`逾期 ${one.properties.delayed}`} en="delayed" />` : null}
        ${one.properties.open_alerts ? html`<${Chip} tone="note" zh=${`提示 ${one.properties.open_alerts}`} en="alerts" />` : null}</div>
        <p class="fine">${yuan(one.properties.investment)}</p></li>`)}
      ${single.slice(0, LISTED).map(({ properties: one }) => html`<li key=${one.id} id=${`on-map-${one.id}`} class=${one.id === chosen ? "chosen" : ""} aria-current=${one.id === chosen ? "true" : undefined}>
        <div class="row"><a class="party" href=${address({ project: one.id })}>${one.name || one.id}</a>
          ${one.delayed ? html`<${Chip} tone="alert" zh="逾期" en="delayed" title=${`计划竣工 ${one.planned_end}`} />` : null}
          ${one.open_alerts ? html`<${Chip} tone="note" zh=${`关联提示 ${one.open_alerts}`} en="alerts" />` : null}
          ${one.worst_grade ? html`<${Chip} tone="quiet" zh=${`最差等级 ${one.worst_grade}`} en="worst grade" />` : null}
          ${one.key_level ? html`<${Chip} tone="quiet" zh=${one.key_level} en="key" />` : null}
          ${may("GET /v1/files/{kind}/{id}") ? html`<a class="fine" href=${addressed(`/v1/files/project/${encodeURIComponent(one.id)}.html`, { as_of: found.as_of })} target="_blank" rel="noopener">${both("信用档案", "file")}</a>` : null}</div>
        <p class="fine">${[one.stage_zh ?? "阶段未载明", one.investment === null ? null : yuan(one.investment), one.planned_end ? `计划竣工 ${one.planned_end}` : null].filter(Boolean).join(" · ")}</p></li>`)}</ul>
    ${single.length > LISTED ? html`<p class="fine omitted">${both(`另有 ${single.length - LISTED} 个未列出;放大地图。`, "more, zoom in")}</p>` : null}
    ${found.unlocated ? html`<p class="fine">${both(`另有 ${found.unlocated} 个项目没有坐标,不在图上。`, "projects without a place")}</p>` : null}<//>`;
}

/** A quarter of the box around a place. @param {number[]} place @param {number[]} box */
export function around([x, y], [west, south, east, north]) {
  const [wide, tall] = [(east - west) / 8, (north - south) / 8];
  return [x - wide, y - tall, x + wide, y + tall].map((edge) => edge.toFixed(5)).join(",");
}
