// What the other side sees: which facts and which not, which machines, and when they are offered.
import { html, useState } from "view";
import { ask, useAnswer } from "../../app/api.js";
import { HOUR, clock, date, ms, range, startOfDay, weekday, zoneName, DAYS, plusDays } from "../../app/time.js";
import { count, typeName } from "../../app/words.js";
import { Empty, Name, Waiting } from "../../parts/marks.js";
import { ProblemBox } from "../../parts/problem.js";
import { Terms } from "./terms.js";

const MOST = 200;

export function PreviewOf({ agreement, viewer }) {
  const { answer, problem, again } = useAnswer((signal) => ask(`/api/v1/agreements/${agreement.id}/preview`, { signal }), [agreement.id, agreement.version]);
  const owner = agreement.role === "owner";
  return html`<section class="panel"><h2>${owner ? html`What <bdi>${viewer}</bdi> ${agreement.status === "proposed" ? "would see" : "sees"}` : "What you see by it"}</h2>
    <${ProblemBox} problem=${problem} again=${again} />${answer === null ? problem === null && html`<${Waiting} rows=${2} />` : html`<${Preview} preview=${answer} owner=${owner} them=${owner ? "They" : "You"} />`}</section>`;
}

export function Preview({ preview, owner, them = "They", terms = false }) {
  const { assets } = preview;
  return html`<${Facts} terms=${preview.terms} them=${them} />
    ${terms && html`<h3>On these terms</h3><${Terms} terms=${preview.terms} />`}
    <h3>${count(assets.length, "machine")}${assets.length >= MOST ? ", the first of them" : ""}</h3>
    ${assets.length === 0 ? html`<${Empty}>No machine is meant by this, so nothing would be seen.<//>` : html`<${Machines} assets=${assets} withWindows=${owner} />`}
    ${!owner && html`<p class="soft">When they are free you see under <a href="/find">Find and book</a>, once it is accepted.</p>`}`;
}

function Facts({ terms, them }) {
  const flows = terms.data ?? [];
  const told = (flow) => flows.includes(flow);
  const seen = ["The machine's name, type and capabilities", "Its facility, with place and time zone", "When it is expected to be idle and can be booked, with the chance of it", "The terms, with the price where there is one", "In their own sessions: what the machine did, and its energy",
    told("utilisation") && "How much it was used, in weeks that are over", told("session-power") && "The power that it took in their own sessions, minute by minute"].filter(Boolean);
  const hidden = ["What it does right now", "What it did at any hour, its readings and faults", "Who else books it, and when", "Gateways, rules and lock-outs with their reasons",
    !told("utilisation") && "How much it was used", !told("session-power") && "Its power"].filter(Boolean);
  const own = them === "You" ? (text) => text.replaceAll("their own", "your own") : (text) => text;
  return html`<div class="seen"><div><h3>${them} see</h3><ul class="yes">${seen.map((fact) => html`<li key=${fact}>${own(fact)}</li>`)}</ul></div><div><h3>${them} do not see</h3><ul class="no">${hidden.map((fact) => html`<li key=${fact}>${own(fact)}</li>`)}</ul></div></div>`;
}

function Machines({ assets, withWindows }) {
  const places = [...new Map(assets.map(({ facility }) => [facility.code, facility])).values()];
  return places.map((place) => html`<section class="place" key=${place.code}><h4><bdi>${place.name}</bdi> <small class="soft">${zoneName(place.zone)}</small></h4>
    <ul class="machines">${assets.filter(({ facility }) => facility.code === place.code).map((asset) => html`<${Machine} key=${asset.id} asset=${asset} zone=${place.zone} withWindows=${withWindows} />`)}</ul></section>`);
}

function Machine({ asset, zone, withWindows }) {
  const windows = (asset.windows ?? []).map(({ start, end }) => ({ start: ms(start), end: ms(end) }));
  const total = windows.reduce((sum, { start, end }) => sum + end - start, 0) / HOUR;
  return html`<li><p><${Name}>${asset.name}<//> <small class="soft">${typeName(asset.type)}${asset.capabilities?.length > 0 && html`, <bdi>${asset.capabilities.join(", ")}</bdi>`}</small></p>
    ${withWindows && html`<${Week} windows=${windows} zone=${zone} name=${asset.name} /><${Times} windows=${windows} total=${total} zone=${zone} />`}</li>`;
}

function Times({ windows, total, zone }) {
  const [open, setOpen] = useState(false);
  if (windows.length === 0) return html`<p class="soft"><small>Nothing to book in the next seven days: no opening, no expected idleness, or it is locked out or taken.</small></p>`;
  return html`<details onToggle=${(event) => setOpen(event.currentTarget.open)}><summary><small>${count(windows.length, "window")}, ${Math.round(total)} h in the next seven days</small></summary>
    ${open && html`<ul class="times">${windows.map(({ start, end }) => html`<li key=${start}>${range(start, end, zone)}</li>`)}</ul>`}</details>`;
}

// Seven days from today on, as one strip; the text beside it says the same.
function Week({ windows, zone, name }) {
  const first = startOfDay(Date.now(), zone);
  const last = plusDays(first, 8, zone);
  const x = (instant) => ((Math.min(Math.max(instant, first), last) - first) / (last - first)) * 800;
  const days = Array.from({ length: 8 }, (_, index) => plusDays(first, index, zone));
  return html`<div class="week-strip"><svg viewBox="0 0 800 20" preserveAspectRatio="none" role="img" aria-label=${`Windows of ${name}, from ${date(first, zone)} on`}>
    <rect class="ground" x="0" y="0" width="800" height="20" rx="3" />
    ${windows.map(({ start, end }) => html`<rect class="window" key=${start} x=${x(start)} y="1" width=${Math.max(1.5, x(end) - x(start))} height="18"><title>${DAYS[weekday(start, zone)]} ${clock(start, zone)} – ${clock(end, zone)}</title></rect>`)}
    ${days.map((instant) => html`<g key=${instant}><line x1=${x(instant)} x2=${x(instant)} y1="0" y2="20" /></g>`)}
  </svg><div class="week-days" aria-hidden="true">${days.map((instant) => html`<span key=${instant}>${DAYS[weekday(instant, zone)]} <i>${date(instant, zone).split(" ")[1]}</i></span>`)}</div></div>`;
}
