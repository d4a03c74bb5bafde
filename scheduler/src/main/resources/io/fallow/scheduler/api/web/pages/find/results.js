// What a search has found, machine by machine.
import { html, useMemo, useState } from "view";
import { HOUR, away, clock, ms, range, span, zoneName } from "../../app/time.js";
import { count, percent, typeName } from "../../app/words.js";
import { Mark, Name } from "../../parts/marks.js";
import { Picture } from "./picture.js";
import { approvalName, chance, priceName } from "./terms.js";

const FIRST = 4;

export function Results({ search, found, pick }) {
  const machines = useMemo(() => byMachine(found.windows), [found.windows]);
  return html`<section aria-label="Results" aria-busy=${found.loading}>
    <p class="soft"><span role="status">${count(found.windows.length, "window")} at ${count(machines.length, "machine")}${found.next === null ? "" : ", and more behind"}, as of ${clock(ms(found.asOf), search.zone)}.</span> <button class="quiet" type="button" disabled=${found.loading} onClick=${found.again}>Look again</button></p>
    <${Picture} machines=${machines} search=${search} now=${ms(found.asOf)} pick=${pick} />
    <div class="cards finds">${machines.map((machine) => html`<${Machine} key=${machine.asset.id} machine=${machine} now=${ms(found.asOf)} pick=${pick} />`)}</div>
    ${found.next !== null && html`<p class="centred"><button class="second" type="button" disabled=${found.loading} onClick=${found.more}>More windows</button></p>`}
  </section>`;
}

// [{asset, windows}], in the order in which the search has them.
export function byMachine(windows) {
  const machines = new Map();
  for (const window of windows) {
    if (!machines.has(window.asset.id)) machines.set(window.asset.id, { asset: window.asset, windows: [] });
    machines.get(window.asset.id).windows.push(window);
  }
  return [...machines.values()];
}

function Machine({ machine: { asset, windows }, now, pick }) {
  const [open, setOpen] = useState(false);
  const shown = open ? windows : windows.slice(0, FIRST);
  const [first] = windows;
  const price = priceName(first.price);
  const place = first.distanceKm === undefined ? "" : `, ${Math.round(first.distanceKm).toLocaleString("en")} km away`;
  return html`<article class="panel find-machine">
    <h2><a href=${`/assets/${encodeURIComponent(asset.id)}`}><${Name}>${asset.name}<//></a></h2>
    <p class="soft">${typeName(asset.type)} · <bdi>${asset.organisation.name}</bdi></p>
    <p class="soft"><bdi>${asset.facility.name}</bdi>${place}<br />Times in ${zoneName(asset.facility.zone, ms(first.start))}</p>
    <p class="marks"><${Mark} tone=${first.approval === "owner" ? "warn" : "good"}>${approvalName(first.approval)}<//>${price && html`<span class="soft">${price}</span>`}
      ${(asset.capabilities ?? []).map((each) => html`<span class="tag" key=${each}><bdi>${each}</bdi></span>`)}</p>
    <ul class="windows">${shown.map((window) => html`<${Window} key=${window.start} window=${window} now=${now} pick=${pick} />`)}</ul>
    ${windows.length > FIRST && html`<button class="quiet" type="button" aria-expanded=${open} onClick=${() => setOpen(!open)}>${open ? "Fewer" : `${windows.length - FIRST} more`}</button>`}
  </article>`;
}

function Window({ window, now, pick }) {
  const start = ms(window.start);
  const end = ms(window.end);
  const begins = start - now < HOUR / 4 ? "now" : away(start, now);
  return html`<li><button class="plain window" type="button" onClick=${() => pick(window)}>
    <span class="when">${range(start, end, window.asset.facility.zone)}</span>
    <span class="soft">${begins}, for ${span(end - start)}</span>
    <span class="chance"><meter min="0.5" max="1" value=${window.probability} aria-hidden="true"></meter> ${chance(window.probability)}, ${percent(window.probability)}</span>
  </button></li>`;
}
