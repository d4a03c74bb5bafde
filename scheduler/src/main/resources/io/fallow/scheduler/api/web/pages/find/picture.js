// The windows of a search side by side, machine by machine, under one axis of time.
import { html, useEffect, useMemo, useState } from "view";
import { ms, range, zoneName } from "../../app/time.js";
import { percent } from "../../app/words.js";
import { Timeline } from "../../parts/timeline.js";
import { chance } from "./terms.js";

const MOST_LANES = 40;

// `machines` are {asset, windows}; `pick` is called with the window that is chosen.
export function Picture({ machines, search, now, pick }) {
  const whole = { from: search.start(), to: search.end() };
  const [seen, setSeen] = useState(whole);
  useEffect(() => setSeen(whole), [search]);
  const lanes = useMemo(() => machines.slice(0, MOST_LANES).map((machine) => laneOf(machine, pick)), [machines]);
  const zones = new Set(machines.map(({ asset }) => asset.facility.zone));
  const zone = zones.size === 1 ? [...zones][0] : search.zone;
  return html`<section class="panel" aria-label="Windows over time">
    <${Timeline} from=${seen.from} to=${seen.to} zone=${zone} now=${now} lanes=${lanes} onRange=${(from, to) => setSeen({ from, to })} label="Windows over time" />
    ${zones.size > 1 && html`<p class="soft">The axis is in ${zoneName(zone)}; each window tells its times in the zone of its own facility.</p>`}
    ${machines.length > MOST_LANES && html`<p class="soft">The first ${MOST_LANES} machines. All are below.</p>`}
  </section>`;
}

function laneOf({ asset, windows }, pick) {
  const segments = windows.map((window) => segmentOf(window, asset.facility.zone, pick)).sort((a, b) => a.start - b.start);
  return { id: asset.id, label: `${asset.name}, ${asset.organisation.name}`, href: `/assets/${encodeURIComponent(asset.id)}`, segments };
}

function segmentOf(window, zone, pick) {
  const start = ms(window.start);
  const end = ms(window.end);
  const title = `${range(start, end, zone)} ${zoneName(zone, start)}, ${chance(window.probability).toLowerCase()}, ${percent(window.probability)}`;
  return { start, end, kind: "window", title, text: percent(window.probability), onPick: () => pick(window) };
}
