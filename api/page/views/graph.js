// The network drawn: begun with the parties the address names, and opened one kind of tie at a time.
import { both, html, useCallback, useEffect, useMemo, useRef, useState } from "../lib.js";
import { changed, go } from "../address.js";
import { problemOf, stands } from "../ask.js";
import { EMPTY, grouped, leavesOf, noted, placed, seen, without, withSteps } from "../graph/drawing.js";
import { among, begun as begin, paths, surroundings, ties, tree } from "../graph/asking.js";
import { Canvas } from "../graph/canvas.js";
import { useHistory } from "../graph/history.js";
import { palette } from "../graph/look.js";
import { Panel } from "../graph/panel.js";
import { readRef, refOf, refsOf } from "../graph/refs.js";
import { savedOf } from "../graph/saved.js";
import { Tools } from "../graph/tools.js";
import { csv, graphml, handOut, svg, table, told } from "../graph/written.js";
import { Failed } from "../parts/states.js";
import { Opener } from "../parts/section.js";
import { Picker } from "../parts/picker.js";
import { Table } from "../parts/table.js";
import { useMarks } from "../parts/time_bar.js";
import { ToInvestigation } from "../parts/to_investigation.js";

/** @typedef {import("../graph/drawing.js").Drawing} Drawing */
/** @typedef {import("../graph/layouts.js").Shape} Shape */

/** @param {{query: URLSearchParams}} props */
export function Graph({ query }) {
  const first = query.getAll("graph").filter(Boolean);
  const shape = /** @type {Shape} */ (["tree", "roles"].includes(query.get("shape") ?? "") ? query.get("shape") : "force");
  const day = query.get("as_of");
  const history = useHistory(/** @type {Drawing} */ (EMPTY));
  const drawing = history.now;
  const latest = useRef(drawing);
  latest.current = drawing;
  const [selected, setSelected] = useState(/** @type {string[]} */ ([]));
  const [ended, setEnded] = useState(true);
  const [turn, setTurn] = useState(0);
  const [path, setPath] = useState(/** @type {string[]} */ ([]));
  const [busy, setBusy] = useState(0);
  const [problem, setProblem] = useState(/** @type {import("../ask.js").ProblemBody | null} */ (null));
  const [word, setWord] = useState("");
  const cy = useRef(/** @type {import("cytoscape").Core | null} */ (null));

  /** Ask, and draw what was found. */
  const draw = useCallback(async (/** @type {Promise<import("../graph/asking.js").Found>} */ asked, quiet = false) => {
    setBusy((n) => n + 1);
    try {
      const found = await asked;
      setProblem(null);
      history.act((before) => withSteps(before, found.steps, found.others), quiet);
      if (found.unknown?.length) setWord(`没有来源提到过 ${found.unknown.join("、")}`);
      if (found.cut) setWord("股权树过大,只画出一部分 the tree is cut short");
      return found;
    } catch (error) {
      setProblem(problemOf(error));
      return null;
    } finally {
      setBusy((n) => n - 1);
    }
  }, [history.act]);

  const begun = useRef("");
  const wanted = `${first.join(" ")} ${shape}`;
  useEffect(() => {
    document.title = "关系图 · 信脉";
    if (!first.length || begun.current === wanted) return;
    begun.current = wanted;
    const lone = first.length === 1 && readRef(first[0]).family === "subject";
    if (shape === "tree" && lone) draw(tree(first[0], day), true);
    else draw(lone ? begin(first[0], day) : among(first, day), true);
  }, [wanted]);
  useEffect(() => { // another day: what is drawn is asked for anew
    const refs = Object.keys(latest.current.nodes);
    if (!refs.length) return;
    setBusy((n) => n + 1);
    among(refs, day).then((found) => history.act((before) => ({ ...withSteps({ ...before, ties: {} }, found.steps) , hidden: before.hidden }), true))
      .catch((error) => setProblem(problemOf(error))).finally(() => setBusy((n) => n - 1));
  }, [day]);

  const { nodes, ties: shown } = useMemo(() => seen(drawing, ended), [drawing, ended]);
  useMarks(useMemo(() => Object.values(drawing.ties).flatMap((tie) => [tie.step.valid_from, tie.step.valid_until]), [drawing.ties]));
  const chosen = selected.filter((ref) => drawing.nodes[ref]);
  const node = chosen.length === 1 ? drawing.nodes[chosen[0]] : null;

  const findPaths = async () => {
    const found = await draw(paths(chosen, day));
    if (!found) return;
    setPath([...refsOf(found.steps), ...found.steps.map((step) => `tie ${step.link}`)]);
    setWord(found.steps.length ? "" : "所选各方之间在 6 步之内没有关联 no path within 6 hops");
  };
  /** @param {string} form */
  const hand = (form) => {
    const name = `xinmai-${stands.get()?.as_of ?? "graph"}.${form.toLowerCase()}`;
    if (form === "CSV") handOut(name, csv(nodes, shown));
    else if (form === "GraphML") handOut(name, graphml(nodes, shown));
    else if (form === "SVG") handOut(name, svg(nodes, shown, drawing.places, drawing.notes, told(nodes, shown)));
    else if (cy.current) handOut(name, /** @type {Blob} */ (cy.current.png({ output: "blob", full: true, scale: 2, maxWidth: 8000, maxHeight: 8000, bg: palette().paper })));
  };
  useKeys({
    "ctrl z": history.undo, "ctrl shift z": history.redo, "ctrl y": history.redo, delete: () => chosen.length && history.act((before) => without(before, chosen)),
    p: () => chosen.length > 1 && findPaths(), f: () => cy.current?.fit(undefined, 60),
  });
  const asTable = useMemo(() => table(nodes, shown), [nodes, shown]);

  return html`<h1 class="spoken">${both("关系图", "Graph")}</h1>
    <div class="graph-head"><${Picker} quiet id="add" zh="添加主体到图中" en="Add a party"
        onpick=${(/** @type {{id: string, kind: string, name: string}} */ found) => draw(among([...Object.keys(drawing.nodes), refOf(found.kind, found.id)], day))} />
      <${Tools} shape=${shape} onshape=${(/** @type {Shape} */ to) => go(changed({ shape: to }), { replace: true })} ended=${ended} onended=${setEnded} selected=${chosen}
        hidden=${Object.keys(drawing.hidden).length} canUndo=${history.canUndo} canRedo=${history.canRedo} onundo=${history.undo} onredo=${history.redo}
        onhide=${() => history.act((before) => without(before, chosen))} onshow=${() => history.act((before) => ({ ...before, hidden: {} }))}
        ongroup=${(/** @type {string} */ name) => history.act((before) => grouped(before, chosen, name))} note=${node ? drawing.notes[node.ref] ?? "" : ""}
        onnote=${(/** @type {string} */ text) => node && history.act((before) => noted(before, node.ref, text))} onpaths=${findPaths}
        onlayout=${() => setTurn((n) => n + 1)} onfit=${() => cy.current?.fit(undefined, 60)} onexport=${hand} />
      ${nodes.length ? html`<${ToInvestigation} subjects=${(chosen.length ? nodes.filter((one) => chosen.includes(one.ref)) : nodes).filter((one) => one.family === "subject").slice(0, 100)}
        graph=${() => savedOf(latest.current, nodes, day ?? stands.get()?.as_of ?? "")} />` : null}</div>
    ${problem ? html`<${Failed} problem=${problem} />` : null}
    <p class="graph-word" role="status">${word}${busy > 0 ? both("正在查询…", "looking it up …") : null}</p>
    <div class="graph-body">
      <${Canvas} drawing=${drawing} ended=${ended} shape=${shape} turn=${turn} first=${first} path=${path} label=${told(nodes, shown)}
        onready=${(/** @type {import("cytoscape").Core} */ core) => { cy.current = core; }} onselect=${setSelected}
        onopen=${(/** @type {string} */ ref) => draw(surroundings(ref, day))} onplaced=${(/** @type {any} */ places, /** @type {boolean} */ byHand) => history.act((before) => placed(before, places), !byHand)} />
      <aside class="panel" aria-label="所选 Selected">${node
        ? html`<${Panel} node=${node} drawing=${drawing} day=${day} onopen=${(/** @type {string} */ kind, /** @type {string} */ way, /** @type {number} */ skip) => draw(ties(node.ref, kind, way, skip, day))}
            ondegree=${(/** @type {number} */ degree) => { if (node.degree !== degree) history.act((before) => ({ ...before, nodes: { ...before.nodes, [node.ref]: { ...node, degree } } }), true); }}
            onfold=${() => history.act((before) => without(before, leavesOf(before, node.ref)))} />`
        : html`<${Chosen} chosen=${chosen} drawing=${drawing} nodes=${nodes} onchoose=${(/** @type {string} */ ref) => { cy.current?.$(":selected").unselect(); cy.current?.getElementById(ref).select(); }} />`}</aside></div>
    <${Legend} />
    <${Opener} class="as-table" label=${both(`表格:${nodes.length} 个节点、${shown.length} 条关系`, "the same as a table")}>${() => html`<${Table} caption="图中的关系 The ties drawn" heads=${asTable.heads} rows=${asTable.rows.slice(0, 500)} />
      ${asTable.rows.length > 500 ? html`<p class="fine">${both(`另有 ${asTable.rows.length - 500} 条,请导出 CSV`, "more; export as CSV")}</p>` : null}`}<//>`;
}

/** What is selected where it is none or several; the list is the way in for the keyboard.
 * @param {{chosen: string[], drawing: Drawing, nodes: import("../graph/drawing.js").Node[], onchoose: (ref: string) => void}} props */
function Chosen({ chosen, drawing, nodes, onchoose }) {
  if (chosen.length > 1) return html`<h2>${both(`已选 ${chosen.length} 个`, "selected")}</h2><ul class="plain-list">${chosen.map((ref) => html`<li key=${ref}>${drawing.nodes[ref].name}</li>`)}</ul>
    <p class="fine">${both("按 P 找它们之间的路径。", "P finds the paths between them.")}</p>`;
  return html`<h2>${both("图中各方", "In the drawing")}</h2>
    ${nodes.length === 0 ? html`<p class="fine">${both("搜索并添加一个主体,或从主体页打开。", "Search and add a party, or come from its page.")}</p>`
      : html`<p class="fine">${both("点选一个以展开;双击一次全开。Shift 可多选。", "Choose one to expand it; a double click opens it. Shift chooses several.")}</p>`}
    <ul class="plain-list choose">${nodes.slice(0, 60).map((node) => html`<li key=${node.ref}><button type="button" class="quiet" onClick=${() => onchoose(node.ref)}>${node.name}</button></li>`)}</ul>
    ${nodes.length > 60 ? html`<p class="fine">${both(`另有 ${nodes.length - 60} 个`, "and more")}</p>` : null}`;
}

function Legend() {
  return html`<p class="legend fine"><span>▭ ${both("组织", "organisation")}</span><span>◯ ${both("自然人", "person")}</span><span>⬡ ${both("项目、工程", "project")}</span><span>◇ ${both("失信记录", "record")}</span>
    <span>━▶ ${both("持股,粗细为份额", "owns, by share")}</span><span>┈▷ ? ${both("比例未知", "share unknown")}</span><span>╌╌ ${both("已终止", "ended")}</span><span>┅ ${both("虚框:仅被提及", "dashed: only mentioned")}</span></p>`;
}

/** @param {Record<string, () => unknown>} acts */
function useKeys(acts) {
  const held = useRef(acts);
  held.current = acts;
  useEffect(() => {
    /** @param {KeyboardEvent} event */
    const press = (event) => {
      if (/** @type {HTMLElement} */ (event.target).matches?.("input, textarea, select, dialog *")) return;
      const key = [event.ctrlKey || event.metaKey ? "ctrl" : "", event.shiftKey ? "shift" : "", event.key.toLowerCase()].filter(Boolean).join(" ");
      const act = held.current[key];
      if (!act) return;
      event.preventDefault();
      act();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, []);
}
