// Keys that act wherever nothing is being written.
import { useEffect, useRef } from "../lib.js";

/** @param {Record<string, () => unknown>} acts by key, with what is held down before it: "ctrl shift z" */
export function useKeys(acts) {
  const held = useRef(acts);
  held.current = acts;
  useEffect(() => {
    /** @param {KeyboardEvent} event */
    const press = (event) => {
      if (event.defaultPrevented || /** @type {HTMLElement} */ (event.target).matches?.("input, textarea, select, dialog *")) return;
      const key = [event.ctrlKey || event.metaKey ? "ctrl" : "", event.altKey ? "alt" : "", event.shiftKey ? "shift" : "", event.key.toLowerCase()].filter(Boolean).join(" ");
      const act = held.current[key];
      if (!act) return;
      event.preventDefault();
      act();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, []);
}
