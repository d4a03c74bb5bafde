// The keys of a lane of a timeline.
import { MINUTE } from "../app/time.js";

// Arrows go through time, with shift from change to change; + and − zoom; page keys go far; Enter picks.
export function steer(event, lane, view, point, { moveTo, pick: picked }) {
  const { from, to, zoom, pan, wish } = view;
  const step = Math.max(MINUTE, Math.round((to - from) / 96 / MINUTE) * MINUTE);
  const moved = (next) => {
    moveTo(next);
    if (next < from) pan(-0.5);
    else if (next > to) pan(0.5);
  };
  const acts = {
    ArrowLeft: () => moved(event.shiftKey ? change(lane, point, -1) ?? point : point - step),
    ArrowRight: () => moved(event.shiftKey ? change(lane, point, 1) ?? point : point + step),
    Home: () => moveTo(from),
    End: () => moveTo(to - 1),
    "+": () => zoom(0.5, point),
    "=": () => zoom(0.5, point),
    "-": () => zoom(2, point),
    PageUp: () => { moveTo(point - (to - from) / 2); pan(-0.5); },
    PageDown: () => { moveTo(point + (to - from) / 2); pan(0.5); },
    Enter: () => picked(point),
    " ": () => picked(point),
  };
  const act = event.ctrlKey || event.metaKey || event.altKey ? undefined : acts[event.key];
  if (!act || (!wish && ["+", "=", "-", "PageUp", "PageDown"].includes(event.key))) return;
  event.preventDefault();
  act();
}

function change(lane, instant, way) {
  const edges = lane.segments.flatMap(({ start, end }) => [start, end]).filter((edge) => (way > 0 ? edge > instant : edge < instant));
  return edges.length === 0 ? null : way > 0 ? Math.min(...edges) : Math.max(...edges);
}
