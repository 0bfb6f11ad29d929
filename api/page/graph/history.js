// Undo and redo over drawings.
import { useCallback, useMemo, useRef, useState } from "../lib.js";

const MOST = 100;

/** @template T @param {T} first */
export function useHistory(first) {
  const [state, setState] = useState({ past: /** @type {T[]} */ ([]), now: first, next: /** @type {T[]} */ ([]) });
  const now = useRef(first);
  now.current = state.now;
  /** One act. ``quiet`` acts (a layout's places) are not undone on their own. */
  const act = useCallback((/** @type {(before: T) => T} */ change, quiet = false) => {
    setState((old) => {
      const after = change(old.now);
      if (after === old.now) return old;
      return quiet ? { ...old, now: after } : { past: [...old.past, old.now].slice(-MOST), now: after, next: [] };
    });
  }, []);
  const undo = useCallback(() => setState((old) => {
    const before = old.past.at(-1);
    return before === undefined ? old : { past: old.past.slice(0, -1), now: before, next: [old.now, ...old.next] };
  }), []);
  const redo = useCallback(() => setState((old) => {
    const [after, ...rest] = old.next;
    return after === undefined ? old : { past: [...old.past, old.now], now: after, next: rest };
  }), []);
  return useMemo(() => ({ now: state.now, act, undo, redo, canUndo: state.past.length > 0, canRedo: state.next.length > 0 }), [state]);
}
