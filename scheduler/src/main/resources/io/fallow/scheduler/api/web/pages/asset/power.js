// The power that the machine took in the time that the timeline shows: mean, and from least to most.
import { html, useEffect, useRef, useState } from "view";
import { ask, useAnswer } from "../../app/api.js";
import { script, stylesheet } from "../../app/files.js";
import { MINUTE, iso, ms, range as rangeOf } from "../../app/time.js";
import { power } from "../../app/words.js";
import { Empty } from "../../parts/marks.js";
import { ProblemBox } from "../../parts/problem.js";
import { pathOf } from "./paths.js";

const LIBRARY = "/console/vendor/uplot";
const DARK = matchMedia("(prefers-color-scheme: dark)");

export function Power({ asset, range: { from, to } }) {
  const until = () => Math.min(to, Math.floor(Date.now() / MINUTE) * MINUTE);
  const { answer, problem, again } = useAnswer((signal) => (from < until() ? ask(`${pathOf(asset.id)}/power`, { query: { from: iso(from), to: iso(until()) }, signal }) : null), [asset.id, from, to], { every: MINUTE });
  if (problem?.status === 404) return null;
  const points = answer?.points ?? [];
  return html`<section class="panel"><h2>Power</h2><${ProblemBox} problem=${problem} again=${again} />
    ${from >= until() ? html`<${Empty}>What the timeline shows is still to come.<//>` : answer === null ? html`<p class="soft" role="status">Loading …</p>`
      : points.length === 0 ? html`<${Empty}>No power was told in this time.<//>`
      : html`<p class="soft">${said(answer)}</p><${Curve} answer=${answer} zone=${asset.facility.zone} />`}
  </section>`;
}

function said({ points, energyWh, knownS, from, to, zone }) {
  const most = points.reduce((top, { maxW }) => Math.max(top, maxW), 0);
  const energy = energyWh === null ? "" : `${(energyWh / 1000).toLocaleString("en", { maximumFractionDigits: 1 })} kWh, on average ${power((energyWh * 3600) / Math.max(1, knownS))}, `;
  const missing = (ms(to) - ms(from)) / 1000 - knownS;
  return `${rangeOf(ms(from), ms(to), zone)}: ${energy}at most ${power(most)}${missing > 60 ? `; of ${Math.round((missing / ((ms(to) - ms(from)) / 1000)) * 100)} % of the time nothing is known` : ""}.`;
}

function Curve({ answer, zone }) {
  const place = useRef(null);
  const [dark, setDark] = useState(DARK.matches);
  const [problem, setProblem] = useState(null);
  useEffect(() => {
    const changed = () => setDark(DARK.matches);
    DARK.addEventListener("change", changed);
    return () => DARK.removeEventListener("change", changed);
  }, []);
  useEffect(() => {
    let plot = null;
    let gone = false;
    let observer = null;
    Promise.all([script(`${LIBRARY}/uPlot.iife.min.js`), stylesheet(`${LIBRARY}/uPlot.min.css`)]).then(() => {
      if (gone) return;
      const Plot = globalThis.uPlot;
      setProblem(null);
      plot = new Plot(options(Plot, place.current, zone), columns(answer), place.current);
      observer = new ResizeObserver(([{ contentRect }]) => plot.setSize({ width: contentRect.width, height: 220 }));
      observer.observe(place.current);
    }).catch((failure) => { if (!gone) setProblem(failure); });
    return () => { gone = true; observer?.disconnect(); plot?.destroy(); };
  }, [answer, dark]);
  return html`<${ProblemBox} problem=${problem} /><div class="curve" ref=${place} role="img" aria-label="Power over time"></div>`;
}

function options(Plot, element, zone) {
  const look = getComputedStyle(element);
  const colour = (name) => look.getPropertyValue(name).trim();
  const axis = { stroke: colour("--soft"), grid: { stroke: colour("--line"), width: 1 }, ticks: { stroke: colour("--line"), width: 1 } };
  return {
    width: element.clientWidth, height: 220, tzDate: (seconds) => Plot.tzDate(new Date(seconds * 1000), zone), cursor: { drag: { x: false, y: false } },
    scales: { y: { range: (plot, least, most) => [0, Math.max(10, most * 1.08)] } },
    axes: [{ ...axis, values: [[86_400, "{DD} {MMM}", null, null, null, null, null, null, 1], [3600, "{HH}:{mm}", "\n{DD} {MMM}", null, "\n{DD} {MMM}", null, null, null, 1], [60, "{HH}:{mm}", "\n{DD} {MMM}", null, "\n{DD} {MMM}", null, null, null, 1]] }, { ...axis, size: 64, values: (plot, ticks) => ticks.map(power) }],
    series: [
      { label: "When", value: "{DD} {MMM} {HH}:{mm}" },
      { label: "Mean", stroke: colour("--in-use"), width: 1.6, value: (plot, watts) => power(watts) || "–" },
      { label: "Least", stroke: colour("--in-use"), width: 0, points: { show: false }, value: (plot, watts) => power(watts) || "–" },
      { label: "Most", stroke: colour("--in-use"), width: 0, points: { show: false }, value: (plot, watts) => power(watts) || "–" },
    ],
    bands: [{ series: [3, 2], fill: `color-mix(in srgb, ${colour("--in-use")} 22%, transparent)` }],
  };
}

// Buckets that are absent are gaps: a point without a value stands where the known ones end.
function columns({ points, bucketS, to }) {
  const [times, mean, least, most] = [[], [], [], []];
  const add = (time, ...values) => { times.push(time); [mean, least, most].forEach((column, index) => column.push(values[index])); };
  points.forEach(({ start, meanW, minW, maxW }, index) => {
    const time = ms(start) / 1000;
    add(time, meanW, minW, maxW);
    const next = index + 1 < points.length ? ms(points[index + 1].start) / 1000 : ms(to) / 1000;
    if (next - time > 1.5 * bucketS) add(time + bucketS, null, null, null);
  });
  return [times, mean, least, most];
}
