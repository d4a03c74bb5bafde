// A week as 7 × 24 cells: the darker, the more in use; hatched where nothing is known.
import { html } from "view";
import { DAYS } from "../app/time.js";
import { percent } from "../app/words.js";

const CELL = 10;
const GAP = 1;
const LEFT = 22;
const TOP = 11;
const x = (hour) => LEFT + hour * (CELL + GAP);
const y = (row) => TOP + row * (CELL + GAP);

// `week` holds 168 shares from Monday 00 on, null where unknown; `present` is {weekday, hour} or null.
export function Heat({ week, present = null }) {
  return html`<svg class="heat" viewBox=${`0 0 ${LEFT + 24 * (CELL + GAP)} ${TOP + 7 * (CELL + GAP)}`} role="img" aria-label=${said(week)}>
    ${[0, 6, 12, 18].map((hour) => html`<text x=${x(hour)} y="8">${String(hour).padStart(2, "0")}</text>`)}
    ${DAYS.map((day, row) => html`<text x="0" y=${y(row) + 8.5}>${day}</text>`)}
    ${week.map((share, index) => html`<${Cell} share=${share} row=${Math.floor(index / 24)} hour=${index % 24} />`)}
    ${present && html`<rect class="present" x=${x(present.hour)} y=${y(present.weekday)} width=${CELL} height=${CELL} rx="2" />`}
  </svg>`;
}

function Cell({ share, row, hour }) {
  const known = share !== null && share !== undefined;
  return html`<rect class=${known ? "cell" : undefined} fill=${known ? undefined : "url(#no-data)"} fill-opacity=${known ? (0.05 + 0.95 * share).toFixed(3) : undefined} x=${x(hour)} y=${y(row)} width=${CELL} height=${CELL} rx="2">
    <title>${`${DAYS[row]} ${String(hour).padStart(2, "0")}–${String(hour + 1).padStart(2, "0")}: ${known ? `${percent(share)} in use` : "no data"}`}</title></rect>`;
}

function said(week) {
  const known = week.filter((share) => share !== null && share !== undefined);
  if (known.length === 0) return "No data in these days";
  return `In use by hour of the week, ${percent(known.reduce((a, b) => a + b) / known.length)} on average`;
}

const LEVELS = 6;
const drawn = new WeakMap();

// The same week on one line, Monday to Sunday: few elements, for long lists.
export function HeatStrip({ week }) {
  if (week === null || week === undefined) return html`<small class="soft">no data</small>`;
  if (!drawn.has(week)) drawn.set(week, { paths: strip(week), label: said(week) });
  const { paths, label } = drawn.get(week);
  return html`<svg class="heat-strip" viewBox="0 0 174 22" preserveAspectRatio="none" role="img" aria-label=${label}><title>${label}</title>
    ${paths.map((path, level) => path && html`<path class=${level === 0 ? undefined : "cell"} fill=${level === 0 ? "url(#no-data)" : undefined} fill-opacity=${level === 0 ? undefined : (0.07 + (0.93 * (level - 1)) / (LEVELS - 1)).toFixed(2)} d=${path} />`)}</svg>`;
}

// Hours that are equally dark are one path; what is unknown is the first.
function strip(week) {
  const paths = Array.from({ length: LEVELS + 1 }, () => "");
  for (let start = 0; start < week.length;) {
    const level = levelOf(week[start]);
    let end = start + 1;
    while (end < week.length && end % 24 !== 0 && levelOf(week[end]) === level) end++;
    paths[level] += `M${start + Math.floor(start / 24)} 0h${end - start}v22h${start - end}z`;
    start = end;
  }
  return paths;
}

const levelOf = (share) => (share === null || share === undefined ? 0 : 1 + Math.round(share * (LEVELS - 1)));
