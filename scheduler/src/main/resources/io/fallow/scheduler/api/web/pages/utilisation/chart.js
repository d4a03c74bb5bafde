// Hours by bucket as stacked bars: used, idle, fault, and hatched what is unknown. The table below says the same.
import { html, useLayoutEffect, useRef, useState } from "view";
import { amount } from "./totals.js";
import { idleH, observedH } from "./sums.js";
import { bucketName, shortName } from "./buckets.js";

const HEIGHT = 240;
const LEFT = 44;
const BOTTOM = 26;
const TOP = 8;
// Sums of rounded hours may be this much over a whole.
const ROUNDING = 0.01;
export const KINDS = [["used", "Used", ({ inUseH }) => inUseH], ["idle", "Idle", idleH], ["broken", "Fault", ({ faultH }) => faultH], ["unknown", "Unknown", ({ unknownH }) => unknownH]];

export function Chart({ buckets, bucket }) {
  const [width, place] = useWidth();
  const most = Math.max(1, ...buckets.map((each) => observedH(each) + each.unknownH)) - ROUNDING;
  const step = tick(most);
  const top = Math.ceil(most / step) * step;
  const y = (hours) => TOP + (HEIGHT - TOP - BOTTOM) * (1 - hours / top);
  const pitch = (width - LEFT) / Math.max(1, buckets.length);
  const room = bucket === "hour" ? 92 : 62;
  const labelled = Math.max(1, Math.ceil(room / pitch));
  return html`<figure ref=${place}><figcaption class="legend">${KINDS.map(([kind, label]) => html`<span key=${kind}><svg width="14" height="14" aria-hidden="true"><rect class=${kind} width="14" height="14" rx="2" fill=${kind === "unknown" ? "url(#no-data)" : undefined} /></svg> ${label}</span>`)}<span class="soft">hours ${bucket === "hour" ? "in each hour" : `per ${bucket}`}</span></figcaption>
    ${width > 0 && html`<svg class="bars" viewBox=${`0 0 ${width} ${HEIGHT}`} role="img" aria-label=${`Hours per ${bucket}: ${buckets.length} steps from ${buckets.length > 0 ? bucketName(buckets[0].start) : "none"} on; the numbers are in the table`}>
      ${Array.from({ length: Math.round(top / step) + 1 }, (_, index) => index * step).map((hours) => html`<g key=${hours}><line x1=${LEFT} x2=${width} y1=${y(hours)} y2=${y(hours)} /><text class="hours" x=${LEFT - 6} y=${y(hours) + 4}>${amount(hours)}</text></g>`)}
      ${buckets.map((each, index) => html`<${Bar} key=${each.start} sums=${each} x=${LEFT + index * pitch + Math.min(4, pitch * 0.12)} width=${Math.max(0.5, pitch - 2 * Math.min(4, pitch * 0.12))} y=${y} />`)}
      ${buckets.map((each, index) => index % labelled === 0 && index * pitch <= width - LEFT - room * 0.75 && html`<text key=${each.start} class="when" x=${LEFT + index * pitch + 2} y=${HEIGHT - 8}>${shortName(each.start, bucket)}</text>`)}
    </svg>`}</figure>`;
}

function Bar({ sums, x, width, y }) {
  let below = 0;
  const parts = KINDS.map(([kind, , hours]) => {
    const from = below;
    below += hours(sums) ?? 0;
    return { kind, from, to: below };
  });
  return html`<g><title>${`${bucketName(sums.start)}: ${KINDS.map(([, label, hours]) => `${label.toLowerCase()} ${amount(hours(sums))} h`).join(", ")}`}</title>
    ${parts.filter(({ from, to }) => to > from).map(({ kind, from, to }) => html`<rect key=${kind} class=${kind} fill=${kind === "unknown" ? "url(#no-data)" : undefined} x=${x} width=${width} y=${y(to)} height=${y(from) - y(to)} />`)}</g>`;
}

// A round step of which four or five are enough.
function tick(most) {
  const rough = most / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  return [1, 2, 2.5, 5, 10].map((each) => each * power).find((each) => each >= rough);
}

function useWidth() {
  const place = useRef(null);
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const observer = new ResizeObserver(([{ contentRect }]) => setWidth(Math.round(contentRect.width)));
    observer.observe(place.current);
    return () => observer.disconnect();
  }, []);
  return [width, place];
}
