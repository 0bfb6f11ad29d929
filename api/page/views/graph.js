// The network drawn: begun with the parties the address names, and opened one kind of tie at a time.
import { both, html, useCallback, useEffect, useMemo, useRef, useState } from "../lib.js";
import { changed, go } from "../address.js";
import { ask, problemOf, stands } from "../ask.js";
import { counted, EMPTY, grouped, leavesOf, noted, placed, seen, shifted, unfolded, without, withSteps } from "../graph/drawing.js";
import { svg } from "../graph/as_svg.js";
import { AsTable } from "../graph/as_table.js";
import { among, begun as begin, paths, surroundings, ties, tree } from "../graph/asking.js";
import { Canvas, choose, fit as fitted, picture } from "../graph/canvas.js";
import { FOLD_ABOVE, folded } from "../graph/folds.js";
import { useHistory } from "../graph/history.js";
import { useKeys } from "../graph/keys.js";
import { Legend } from "../graph/legend.js";
import { palette } from "../graph/look.js";
import { OnPaper } from "../graph/on_paper.js";
import { Panel } from "../graph/panel.js";
import { PartyList } from "../graph/party_list.js";
import { readRef, refOf, refsOf } from "../graph/refs.js";
import { restored, savedOf } from "../graph/saved.js";
import { Tools } from "../graph/tools.js";
import { csv, graphml, handOut, told } from "../graph/written.js";
import { Failed } from "../parts/states.js";
import { Opener } from "../parts/section.js";
import { Picker } from "../parts/picker.js";
import { useMarks } from "../parts/time_bar.js";
import { investigationPath, ToInvestigation } from "../parts/to_investigation.js";

/** @typedef {import("../graph/drawing.js").Drawing} Drawing */
/** @typedef {import("../graph/layouts.js").Shape} Shape */
/** @typedef {import("../graph/canvas.js").Held} Held */

const STEP = 24; // how far a key moves what is chosen
const TOGETHER = 10; // parties among which paths are looked for: 45 questions

/** @param {{query: URLSearchParams}} props */
export function Graph({ query }) {
  const first = useMemo(() => query.getAll("graph").filter(Boolean), [query.getAll("graph").join(" ")]);
  const shape = /** @type {Shape} */ (["tree", "roles"].includes(query.get("shape") ?? "") ? query.get("shape") : "force");
  const above = foldAbove(query);
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
  const held = useRef(/** @type {Held | null} */ (null));

  /** Ask, and draw what was found. */
  const draw = useCallback(async (/** @type {Promise<import("../graph/asking.js").Found>} */ asked, quiet = false) => {
    setBusy((n) => n + 1);
    try {
      const found = await asked;
      setProblem(null);
      history.act((before) => {
        const after = withSteps(before, found.steps, found.others);
        return found.counts ? counted(after, found.counts.ref, found.counts.groups) : after;
      }, quiet);
      if (found.unknown?.length) setWord(`没有来源提到过 ${found.unknown.join("、")}`);
      if (found.cut) setWord(found.cut);
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
    const lone = first.length === 1;
    if (shape === "tree" && lone && readRef(first[0]).family === "subject") draw(tree(first[0], day), true);
    else draw(lone ? begin(first[0], day) : among(first, day), true);
  }, [wanted]);
  const [kept, name] = [query.get("kept"), query.get("name")];
  useEffect(() => { // a drawing that an investigation keeps, as it was left there
    if (!kept) return;
    draw(ask(investigationPath(kept)).then(async (found) => {
      const graph = found.graphs.find((/** @type {import("../graph/saved.js").Kept} */ one) => one.name === name);
      if (!graph) { setWord(`案卷中没有“${name}”这张关系图 the investigation holds no such graph`); return { steps: [], others: [] }; }
      const left = restored(graph);
      const { steps, unknown, cut } = await among(Object.keys(left.nodes), day);
      history.act(() => ({ ...withSteps(left, steps), hidden: left.hidden }), true);
      return { steps: [], others: [], unknown, cut };
    }), true).then(() => afterPaint(fit));
  }, [kept, name]);
  useEffect(() => { // another day: what is drawn is asked for anew
    const refs = Object.keys(latest.current.nodes);
    if (!refs.length) return;
    setBusy((n) => n + 1);
    among(refs, day).then((found) => {
      history.act((before) => ({ ...withSteps({ ...before, ties: {} }, found.steps), hidden: before.hidden }), true);
      if (found.cut) setWord(found.cut);
    })
      .catch((error) => setProblem(problemOf(error))).finally(() => setBusy((n) => n - 1));
  }, [day]);

  const view = useMemo(() => folded(drawing, seen(drawing, ended), above, [...first, ...path]), [drawing, ended, above, first, path]);
  const { nodes, ties: shown } = view;
  const byRef = useMemo(() => new Map(nodes.map((node) => [node.ref, node])), [nodes]);
  useMarks(useMemo(() => Object.values(drawing.ties).flatMap((tie) => [tie.step.valid_from, tie.step.valid_until]), [drawing.ties]));
  const chosen = useMemo(() => selected.filter((ref) => byRef.has(ref)), [selected, byRef]);
  const subjects = useMemo(() => nodes.filter((one) => one.family === "subject").map((one) => one.ref), [nodes]);
  const apart = shown.length === 0 && subjects.length > 1 && subjects.length <= TOGETHER;
  const node = chosen.length === 1 ? byRef.get(chosen[0]) : null;
  /** @param {string[]} refs */
  const choosing = (refs) => { // the list says so at once, the canvas in the frame after
    setSelected(refs);
    afterPaint(() => { if (held.current) choose(held.current, refs); });
  };

  /** @param {string[]} refs */
  const findPaths = async (refs) => {
    if (refs.length > TOGETHER) {
      setWord(`一次最多在 ${TOGETHER} 方之间找路径,已选 ${refs.length} 个,请少选一些 paths among ${TOGETHER} at most; choose fewer`);
      return;
    }
    const found = await draw(paths(refs, day));
    if (!found) return;
    setPath([...refsOf(found.steps), ...found.steps.map((step) => `tie ${step.link}`)]);
    setWord(found.steps.length ? `已画出所选各方之间的路径:${found.steps.length} 条关系 paths drawn` : "所选各方之间在 6 步之内没有关联 no path within 6 hops");
  };
  /** @param {string} form */
  const hand = (form) => {
    const name = `xinmai-${stands.get()?.as_of ?? "graph"}.${form.toLowerCase()}`;
    if (form === "CSV") handOut(name, csv(nodes, shown));
    else if (form === "GraphML") handOut(name, graphml(nodes, shown));
    else if (form === "SVG") handOut(name, new Blob([new XMLSerializer().serializeToString(svg(view, drawing, told(nodes, shown), first))], { type: "image/svg+xml" }));
    else if (held.current) picture(held.current, palette().paper).then((made) => handOut(name, made));
  };
  const hide = () => { if (chosen.length) history.act((before) => without(before, chosen)); };
  const fit = () => { if (held.current) fitted(held.current.cy); };
  /** @param {number} by */
  const zoom = (by) => () => { const cy = held.current?.cy; cy?.zoom({ level: cy.zoom() * by, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } }); };
  /** @param {number} x @param {number} y */
  const shift = (x, y) => () => { if (chosen.length) history.act((before) => shifted(before, chosen, x * STEP, y * STEP)); };
  useKeys({
    "ctrl z": history.undo, "ctrl shift z": history.redo, "ctrl y": history.redo, delete: hide, f: fit, "+": zoom(1.25), "=": zoom(1.25), "-": zoom(0.8),
    p: () => chosen.length > 1 && findPaths(chosen), e: () => node && draw(surroundings(node.ref, day)), escape: () => choosing([]), l: () => document.getElementById("parties")?.focus(),
    "alt arrowup": shift(0, -1), "alt arrowdown": shift(0, 1), "alt arrowleft": shift(-1, 0), "alt arrowright": shift(1, 0),
  });

  return html`<h1 class="spoken">${both("关系图", "Graph")}</h1>
    <div class="graph-head"><${Picker} quiet id="add" zh="添加主体到图中" en="Add a party"
        onpick=${(/** @type {{id: string, kind: string, name: string}} */ found) => draw(among([...Object.keys(drawing.nodes), refOf(found.kind, found.id)], day))} />
      <${Tools} shape=${shape} onshape=${(/** @type {Shape} */ to) => go(changed({ shape: to }), { replace: true })} ended=${ended} onended=${setEnded} selected=${chosen}
        above=${above} onabove=${(/** @type {string} */ to) => go(changed({ fold: to }), { replace: true })}
        hidden=${Object.keys(drawing.hidden).length} canUndo=${history.canUndo} canRedo=${history.canRedo} onundo=${history.undo} onredo=${history.redo}
        onhide=${hide} onshow=${() => history.act((before) => ({ ...before, hidden: {} }))}
        ongroup=${(/** @type {string} */ name) => history.act((before) => grouped(before, chosen, name))} note=${node ? drawing.notes[node.ref] ?? "" : ""}
        onnote=${(/** @type {string} */ text) => node && history.act((before) => noted(before, node.ref, text))} onpaths=${() => findPaths(chosen)}
        onlayout=${() => setTurn((n) => n + 1)} onfit=${fit} onexport=${hand} />
      ${nodes.length ? html`<${ToInvestigation} subjects=${(chosen.length ? nodes.filter((one) => chosen.includes(one.ref)) : nodes).filter((one) => one.family === "subject")}
        graph=${() => savedOf(latest.current, view, day ?? stands.get()?.as_of ?? "")} />` : null}</div>
    ${problem ? html`<${Failed} problem=${problem} />` : null}
    <${OnPaper} seen=${view} drawing=${drawing} first=${first} />
    <div class="graph-body">
      <p class="graph-word" role="status">${word ? html`${word} ` : null}${busy > 0 ? both("正在查询…", "looking it up …") : null}
${apart && busy === 0 ? html`${both("图中各方之间没有直接关系。", "No direct ties among those drawn.")} <button type="button" class="quiet" onClick=${() => findPaths(subjects)}>${both("找它们之间的路径", "Find the paths among them")}</button>` : null}</p>
      <${Canvas} drawing=${drawing} seen=${view} shape=${shape} turn=${turn} first=${first} path=${path} label=${told(nodes, shown)}
        onready=${(/** @type {Held} */ ready) => { held.current = ready; }} onselect=${setSelected}
        onopen=${(/** @type {string} */ ref) => draw(surroundings(ref, day))} onplaced=${(/** @type {any} */ places, /** @type {boolean} */ byHand) => history.act((before) => placed(before, places), !byHand)} />
      <aside class="panel" aria-label="所选 Selected">
        ${nodes.length === 0 ? html`<p class="fine">${both("搜索并添加一个主体,或从主体页打开。", "Search and add a party, or come from its page.")}</p>`
          : html`<${PartyList} nodes=${nodes} folds=${view.folds} chosen=${chosen} onchoose=${choosing} />`}
        ${chosen.length > 1 ? html`<p class="fine">${both("按 P 找它们之间的路径,G 分组,Delete 隐藏。", "P finds the paths between them, G groups, Delete hides.")}</p>` : null}
        ${node ? html`<${Panel} node=${node} drawing=${drawing} seen=${view} day=${day}
            onopen=${(/** @type {string} */ kind, /** @type {string} */ way, /** @type {number} */ skip) => { history.act((before) => unfolded(before, node.ref, kind, way, true), true); draw(ties(node.ref, kind, way, skip, day)); }}
            onclose=${(/** @type {string} */ kind, /** @type {string} */ way) => history.act((before) => unfolded(before, node.ref, kind, way, false))}
            oncounted=${(/** @type {import("../graph/folds.js").Fold[]} */ counts) => history.act((before) => counted(before, node.ref, counts), true)}
            onfold=${() => history.act((before) => without(before, leavesOf(before, node.ref)))} />` : null}</aside></div>
    <${Legend} />
    <${Opener} class="as-table" label=${both(`表格:${nodes.length} 个节点、${shown.length} 条关系`, "the same as a table")}>${() => html`<${AsTable} nodes=${nodes} ties=${shown} />`}<//>`;
}

/** @param {() => void} act */
function afterPaint(act) {
  requestAnimationFrame(() => setTimeout(act));
}

/** From how many ties of a kind a hub is folded, as the address says. @param {URLSearchParams} query */
function foldAbove(query) {
  const said = query.get("fold");
  return said === "never" ? Infinity : Number(said) || FOLD_ABOVE;
}
