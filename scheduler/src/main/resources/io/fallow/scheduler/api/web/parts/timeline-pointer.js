// The pointer over a lane of a timeline: a click picks, a drag moves through time, the wheel with Ctrl (or pinching a
// touchpad) zooms.
import { useEffect, useRef } from "view";
import { instantOf } from "./timeline-axis.js";

const DRAGGED = 4;

// pick(instant) and tell(instant or null) are called as the pointer has it; view.wish moves the range.
export function usePointer(place, view, { pick, tell }) {
  const last = useRef();
  last.current = { view, pick, tell };
  useEffect(() => {
    const element = place.current;
    let hold = null;
    const instantAt = (event) => {
      const { from, to, width } = last.current.view;
      return instantOf(event.clientX - element.getBoundingClientRect().left, from, to, width);
    };
    const down = (event) => {
      if (event.button !== 0) return;
      const { from, to } = last.current.view;
      hold = { x: event.clientX, from, to, dragged: false };
    };
    const move = (event) => {
      const seen = last.current.view;
      if (hold === null) { last.current.tell(instantAt(event)); return; }
      if (!seen.wish || (!hold.dragged && Math.abs(event.clientX - hold.x) <= DRAGGED)) return;
      if (!hold.dragged) element.setPointerCapture(event.pointerId);
      hold.dragged = true;
      const gone = ((event.clientX - hold.x) / seen.width) * (hold.to - hold.from);
      seen.wish([hold.from - gone, hold.to - gone]);
    };
    const up = (event) => {
      if (hold !== null && !hold.dragged) last.current.pick(instantAt(event));
      hold = null;
    };
    const cancel = () => { hold = null; };
    const leave = () => { if (hold === null) last.current.tell(null); };
    const wheel = (event) => {
      if (!last.current.view.wish || !(event.ctrlKey || Math.abs(event.deltaX) > Math.abs(event.deltaY))) return;
      event.preventDefault();
      if (event.ctrlKey) last.current.view.zoom(1.0025 ** Math.max(-250, Math.min(250, event.deltaY)), instantAt(event));
      else last.current.view.pan(event.deltaX / last.current.view.width);
    };
    const all = { pointerdown: down, pointermove: move, pointerup: up, pointercancel: cancel, pointerleave: leave };
    for (const [type, act] of Object.entries(all)) element.addEventListener(type, act);
    element.addEventListener("wheel", wheel, { passive: false });
    return () => {
      for (const [type, act] of Object.entries(all)) element.removeEventListener(type, act);
      element.removeEventListener("wheel", wheel);
    };
  }, []);
}
