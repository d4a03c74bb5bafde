// A list of any length of which only what is seen is in the page. All rows are equally high.
import { html, useEffect, useLayoutEffect, useRef, useState } from "view";

const BEYOND = 6;
const STEP = 3;
const NARROW = matchMedia("(max-width: 60rem)");

// Heights in rem, of a wide and of a narrow page. `row(item)` draws one, and answers with the same view while nothing of it changes; in it, one link or button takes the focus.
// `onSeen(items)` is told what is seen. Arrows, page keys, Home and End go from row to row.
export function Rows({ items, heights, row, onSeen, label, head }) {
  const box = useRef(null);
  const wanted = useRef(null);
  const height = useHeight(heights);
  const [first, setFirst] = useState(0);
  const [focused, setFocused] = useState(null);
  const seen = Math.ceil(innerHeight / height);
  const from = Math.max(0, Math.min(first, items.length - 1) - BEYOND);
  const to = Math.min(items.length, first + seen + BEYOND + STEP);
  useEffect(() => {
    const look = () => setFirst(Math.max(0, Math.floor(-box.current.getBoundingClientRect().top / height / STEP) * STEP));
    look();
    addEventListener("scroll", look, { passive: true });
    addEventListener("resize", look);
    return () => { removeEventListener("scroll", look); removeEventListener("resize", look); };
  }, [height, items.length]);
  useEffect(() => onSeen?.(items.slice(from, to)), [items, from, to]);
  useLayoutEffect(() => {
    if (wanted.current === null) return;
    const there = box.current.querySelector(`[data-row="${wanted.current}"] :is(a, button)`);
    if (there) { wanted.current = null; there.focus({ preventScroll: true }); }
  });
  const goTo = (index) => {
    wanted.current = index;
    show(box.current, index, height);
    setFocused(index);
  };
  const key = (event) => {
    const at = Number(event.target.closest("[data-row]")?.dataset.row);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + seen - 1, PageUp: at - seen + 1, Home: 0, End: items.length - 1 }[event.key];
    if (next === undefined || Number.isNaN(at) || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    goTo(Math.max(0, Math.min(items.length - 1, next)));
  };
  const indices = Array.from({ length: Math.max(0, to - from) }, (_, offset) => from + offset);
  if (focused !== null && focused < items.length && (focused < from || focused >= to)) indices.push(focused);
  return html`<div class="rows" role="table" aria-label=${label} aria-rowcount=${items.length + 1}>
    ${head}
    <div class="rows-body" role="rowgroup" ref=${box} style=${{ height: `${items.length * height}px` }} onKeyDown=${key}
        onFocusIn=${(event) => setFocused(Number(event.target.closest("[data-row]")?.dataset.row))} onFocusOut=${() => setFocused(null)}>
      ${indices.map((index) => html`<div class="row" role="row" aria-rowindex=${index + 2} data-row=${index} key=${items[index].id} style=${{ height: `${height}px`, top: `${index * height}px` }}>${row(items[index])}</div>`)}
    </div>
  </div>`;
}

function show(body, index, height) {
  const top = body.getBoundingClientRect().top + index * height;
  const covered = NARROW.matches ? document.querySelector(".bar")?.offsetHeight ?? 0 : 0;
  if (top < covered) scrollBy(0, top - covered - height / 2);
  else if (top + height > innerHeight) scrollBy(0, top + height - innerHeight + height / 2);
}

function useHeight([wide, narrow]) {
  const measure = () => (NARROW.matches ? narrow : wide) * parseFloat(getComputedStyle(document.documentElement).fontSize);
  const [height, setHeight] = useState(measure);
  useEffect(() => {
    const changed = () => setHeight(measure());
    NARROW.addEventListener("change", changed);
    addEventListener("resize", changed);
    return () => { NARROW.removeEventListener("change", changed); removeEventListener("resize", changed); };
  }, []);
  return Math.round(height);
}
