// A value several parts of the page share, and are drawn anew with.
import { useEffect, useState } from "./lib.js";

/** @template T @param {T} first */
export function held(first) {
  let value = first;
  /** @type {Set<(value: T) => void>} */
  const listening = new Set();
  return {
    get: () => value,
    /** @param {T} next */
    set(next) {
      value = next;
      for (const tell of listening) tell(next);
    },
    use() {
      const [now, setNow] = useState(value);
      useEffect(() => {
        /** @param {T} next */
        const tell = (next) => setNow(() => next);
        listening.add(tell);
        tell(value);
        return () => { listening.delete(tell); };
      }, []);
      return now;
    },
  };
}
