// The drawing on paper: the whole of it, drawn anew as the page is printed, in ink on white. What the
// canvas shows is of the screen's size and colours, and only a part.
import { html, useEffect, useRef } from "../lib.js";
import { INK } from "./look.js";
import { svg } from "./as_svg.js";
import { told } from "./written.js";

/** @param {{seen: import("./folds.js").Seen, drawing: import("./drawing.js").Drawing, first: string[]}} props */
export function OnPaper(props) {
  const place = useRef(/** @type {HTMLElement | null} */ (null));
  const now = useRef(props);
  now.current = props;
  useEffect(() => {
    const draw = () => {
      const { seen, drawing, first } = now.current;
      if (seen.nodes.length) place.current?.replaceChildren(document.importNode(svg(seen, drawing, told(seen.nodes, seen.ties), first, INK).documentElement, true));
    };
    const clear = () => place.current?.replaceChildren();
    addEventListener("beforeprint", draw);
    addEventListener("afterprint", clear);
    return () => { removeEventListener("beforeprint", draw); removeEventListener("afterprint", clear); };
  }, []);
  return html`<div class="on-paper" ref=${place}></div>`;
}
