// What the shapes and lines of a drawing mean, and its keys.
import { both, html } from "../lib.js";
import { Opener } from "../parts/section.js";

/** @type {Array<[string, string, string]>} */
const KEYS = [
  ["L", "到名单", "to the list"], ["↑ ↓", "在名单中移动", "move in the list"], ["空格 Space", "选取或取消", "choose or leave"], ["Enter", "只选此项", "only this"],
  ["Shift+↑ ↓", "连续选取", "choose a range"], ["Ctrl+A", "全选", "all"], ["Esc", "取消选取", "none"], ["E", "展开所选", "expand the chosen"],
  ["P", "找所选之间的路径", "paths between the chosen"], ["G", "分组", "group"], ["N", "批注", "note"], ["Delete", "隐藏", "hide"],
  ["Alt+↑ ↓ ← →", "移动所选", "move the chosen"], ["F", "全览", "fit"], ["+ −", "放大、缩小", "zoom"], ["Ctrl+Z", "撤销", "undo"], ["Ctrl+Shift+Z", "重做", "redo"],
];

export function Legend() {
  return html`<p class="legend fine"><span>▭ ${both("组织", "organisation")}</span><span>◯ ${both("自然人", "person")}</span><span>⬡ ${both("项目、工程", "project")}</span><span>◇ ${both("失信记录", "record")}</span>
    <span>━▶ ${both("持股,粗细为份额", "owns, by share")}</span><span>┈▷ ? ${both("比例未知", "share unknown")}</span><span>╌╌ ${both("已终止", "ended")}</span><span>┅ ${both("虚框:仅被提及", "dashed: only mentioned")}</span>
    <span>⊞ ${both("折叠的关系数", "ties folded")}</span></p>
    <${Opener} class="keys" label=${both("键盘操作", "Keys")}>${() => html`<dl class="keys-list">${KEYS.map(([key, zh, en]) =>
      html`<div><dt><kbd>${key}</kbd></dt><dd>${both(zh, en)}</dd></div>`)}</dl>`}<//>`;
}
