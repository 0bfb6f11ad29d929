// One slider for the day everything is asked about. Days on which something changed are marked;
// the arrows beside it go from one such day to the next.
import { both, html, useEffect, useMemo, useRef, useState } from "../lib.js";
import { changed, day, go, useAddress } from "../address.js";
import { stands } from "../ask.js";
import { held } from "../held.js";
import { who } from "../session.js";

/** The days on which something changed in the view shown, as the view found them. */
export const marks = held(/** @type {string[]} */ ([]));

const DAY = 86_400_000;
const FIRST = Date.UTC(2000, 0, 1);
const REST = 200; // milliseconds the slider rests before everything is asked anew

/** @param {string} text */
const number = (text) => Math.round((Date.parse(text) - FIRST) / DAY);
/** @param {number} count */
const written = (count) => new Date(FIRST + count * DAY).toISOString().slice(0, 10);

/** The days of a view's facts, while the view is shown. @param {Array<string | null | undefined>} days */
export function useMarks(days) {
  const text = useMemo(() => days.filter(Boolean).join(" "), [days]);
  useEffect(() => {
    marks.set(text ? [...new Set(text.split(" "))].sort() : []);
    return () => marks.set([]);
  }, [text]);
}

export function TimeBar() {
  useAddress();
  const on = stands.use();
  const own = who.use()?.day; // the service's, until an answer says on which day it stands
  const days = marks.use();
  const given = day();
  const shown = given || on?.as_of || own || "";
  const [moving, setMoving] = useState(/** @type {string | null} */ (null));
  const [today, setToday] = useState("");
  const timer = useRef(0);
  useEffect(() => { if (!given && on) setToday(on.as_of); }, [given, on]);
  useEffect(() => setMoving(null), [given]);
  const now = moving ?? shown;
  const last = Math.max(number(today || shown || "2030-01-01"), shown ? number(shown) : 0) + 365;
  const inside = useMemo(() => days.filter((one) => number(one) >= 0 && number(one) <= last), [days, last]);
  /** At once; whatever the slider still wanted is forgotten. @param {string | null} to */
  const ask = (to) => {
    clearTimeout(timer.current);
    setMoving(null);
    go(changed({ as_of: to }), { replace: true });
  };
  /** @param {string} to */
  const move = (to) => {
    setMoving(to);
    clearTimeout(timer.current);
    timer.current = window.setTimeout(() => ask(to), REST);
  };
  /** @param {KeyboardEvent} event */
  const key = (event) => {
    const step = { PageUp: 30, PageDown: -30 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    move(written(Math.min(last, Math.max(0, number(now) + step))));
  };
  const ticks = useMemo(() => inside.map((one) => html`<rect key=${one} x=${(1000 * number(one)) / last - 1} y="0" width="2" height="8" />`), [inside, last]);
  const before = inside.filter((one) => one < now).at(-1);
  const after = inside.find((one) => one > now);
  return html`<div class="time-bar" role="group" aria-label="基准日 As of">
    <label class="day"><span>${both("基准日", "as of")}</span>
      <input type="date" id="as-of" max="2199-12-31" value=${now} onChange=${(/** @type {any} */ event) => ask(event.target.value || null)} /></label>
    <button type="button" class="quiet step" disabled=${!before} aria-label="前一个变化日 Previous change" title=${before} onClick=${() => ask(before ?? null)}>‹</button>
    <div class="slide"><input type="range" id="slider" min="0" max=${last} step="1" value=${now ? number(now) : 0} aria-label="拖动以改变基准日 Drag to change the day"
      aria-valuetext=${now} onInput=${(/** @type {any} */ event) => move(written(Number(event.target.value)))} onKeyDown=${key} />
      <svg class="marks" aria-hidden="true" viewBox="0 0 1000 8" preserveAspectRatio="none">${ticks}</svg></div>
    <button type="button" class="quiet step" disabled=${!after} aria-label="后一个变化日 Next change" title=${after} onClick=${() => ask(after ?? null)}>›</button>
    <button type="button" class="quiet" disabled=${!given} onClick=${() => ask(null)}>${both("今天", "today")}</button>
    ${given && today && given !== today ? html`<span class="chip note" role="status">${both("不是今天", "not today")}</span>` : null}
  </div>`;
}
