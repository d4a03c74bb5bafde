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
