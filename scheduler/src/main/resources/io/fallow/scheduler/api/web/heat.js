// A week as a strip of 7 × 24 cells: the darker, the more in use.
import { s } from "./dom.js";
import { DAYS, percent } from "./words.js";

const CELL = 10;
const GAP = 1;
const LEFT = 22;
const TOP = 11;

export function heat(week, present) {
  const width = LEFT + 24 * (CELL + GAP);
  const height = TOP + 7 * (CELL + GAP);
  const strip = s("svg", { class: "heat", viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": label(week) });
  for (const hour of [0, 6, 12, 18]) strip.append(s("text", { x: x(hour), y: 8 }, String(hour).padStart(2, "0")));
  DAYS.forEach((day, row) => strip.append(s("text", { x: 0, y: y(row) + 8.5 }, day)));
  week.forEach((share, index) => strip.append(cell(share, Math.floor(index / 24), index % 24)));
  strip.append(s("rect", { class: "present", x: x(present.hour), y: y(present.weekday), width: CELL, height: CELL, rx: 2 }));
  return strip;
}

function cell(share, row, hour) {
  const place = { x: x(hour), y: y(row), width: CELL, height: CELL, rx: 2 };
  const title = s("title", {}, `${DAYS[row]} ${String(hour).padStart(2, "0")}–${String(hour + 1).padStart(2, "0")}: ${share === null ? "no data" : `${percent(share)} in use`}`);
  return share === null
    ? s("rect", { ...place, fill: "url(#no-data)" }, title)
    : s("rect", { ...place, class: "cell", "fill-opacity": (0.05 + 0.95 * share).toFixed(3) }, title);
}

function label(week) {
  const known = week.filter((share) => share !== null);
  if (known.length === 0) return "No data in the past 7 days";
  return `In use by hour of the past 7 days, ${percent(known.reduce((a, b) => a + b) / known.length)} on average`;
}

const x = (hour) => LEFT + hour * (CELL + GAP);
const y = (row) => TOP + row * (CELL + GAP);
