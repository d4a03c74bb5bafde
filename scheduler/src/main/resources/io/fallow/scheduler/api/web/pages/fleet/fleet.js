// The fleet: each machine, what it does now, how used it was, and how many idle hours it offers.
import { html, useEffect, useMemo, useRef, useState } from "view";
import { ask, useAnswer } from "../../app/api.js";
import { setQuery } from "../../app/router.js";
import { MINUTE, clock, lasting, ms, shortRange, shortSpan } from "../../app/time.js";
import { count, percent, power, typeName } from "../../app/words.js";
import { HeatStrip } from "../../parts/heat.js";
import { Activity, Empty, Mark, Name, Waiting } from "../../parts/marks.js";
import { PageHead } from "../../parts/page.js";
import { ProblemBox } from "../../parts/problem.js";
import { MANY, useFactsOfAll, useFactsOfSeen, useMachines } from "./data.js";
import { SORTS, activityOf, filterOf, indexed, sameMachines, shown } from "./filter.js";
import { Filters } from "./filters.js";
import { Rows } from "./rows.js";
import { Tiles, Troubles } from "./tiles.js";

const HEIGHTS = [4.1, 8.6];
const NONE = [];

export default function Page({ query }) {
  const gateways = useAnswer((signal) => ask("/api/v1/gateways", { signal }), [], { every: MINUTE });
  const { assets, asOf, problem, again, state } = useMachines(() => gateways.again());
  const list = gateways.answer?.gateways ?? null;
  return html`<${PageHead} title="Fleet" about="What every machine does now, and when it stands idle.">
      ${assets !== null && html`<${LiveMark} state=${state} problem=${problem} asOf=${asOf} />`}<//>
    <${ProblemBox} problem=${problem} again=${again} />
    ${assets === null ? problem === null && html`<${Waiting} rows=${6} />`
      : assets.length === 0 ? html`<section class="panel"><${Empty}>No machine is yours, and none is shared with you. <a href="/sharing">Agreements</a> share machines; gateways report them.<//></section>`
      : html`<${Fleet} assets=${assets} gateways=${list} filter=${filterOf(query)} />`}`;
}

function LiveMark({ state, problem, asOf }) {
  if (problem !== null) return html`<${Mark} tone="bad">Not up to date<//>`;
  if (state === "live") return html`<${Mark} tone="good">Live<//>`;
  return html`<span title="Changes are asked for again and again"><${Mark} tone="calm">As of ${clock(asOf, Intl.DateTimeFormat().resolvedOptions().timeZone)} your time<//></span>`;
}

function Fleet({ assets, gateways, filter }) {
  const many = assets.length > MANY;
  const facts = useFactsOfAll(!many);
  const relations = useMemo(() => new Set(assets.map(({ relation }) => relation)), [assets]);
  const last = useRef([]);
  const index = useMemo(() => (last.current = sameMachines(last.current, assets) ? last.current : indexed(assets)), [assets]);
  const { fitting, rows } = useMemo(() => shown(index, assets, filter, facts), [index, assets, ...Object.values(filter), facts]);
  return html`
    <${Tiles} assets=${fitting} own=${relations.has("own")} shared=${relations.has("shared")} facts=${facts} gateways=${gateways} activity=${filter.activity} choose=${(activity) => setQuery({ activity })} />
    <${Troubles} gateways=${gateways} />
    <${Filters} assets=${assets} filter=${filter} many=${many} />
    <p class="soft how-many" role="status">${rows.length === assets.length ? count(assets.length, "machine") : `${rows.length.toLocaleString("en")} of ${count(assets.length, "machine")}`}</p>
    ${rows.length === 0
      ? html`<section class="panel"><${Empty}>No machine is like this. <button class="second small" type="button" onClick=${() => setQuery({ q: null, activity: null, type: null, facility: null, relation: null })}>Show all</button><//></section>`
      : html`<${Machines} rows=${rows} known=${many ? null : facts} sort=${filter.sort} />`}`;
}

// What is known of each machine: given, or else asked for as it comes into sight.
function Machines({ rows, known, sort }) {
  const [seen, setSeen] = useState([]);
  const now = useNow();
  const found = useFactsOfSeen(known === null ? seen : NONE);
  const facts = known ?? found;
  const row = useRow(facts, now);
  return html`<${Rows} items=${rows} heights=${HEIGHTS} row=${row} onSeen=${setSeen} label="Machines" head=${html`<${Head} sort=${sort} many=${known === null} />`} />`;
}

// Draws a machine anew only where something of it has changed: scrolling then costs what comes into sight.
function useRow(facts, now) {
  const kept = useRef(new WeakMap());
  return (asset) => {
    const known = facts.of(asset.id);
    const before = kept.current.get(asset);
    if (before !== undefined && before.known === known && before.now === now) return before.view;
    const view = html`<${Machine} asset=${asset} facts=${known} now=${now} />`;
    kept.current.set(asset, { known, now, view });
    return view;
  };
}

function Head({ sort, many }) {
  const column = (title, id) => {
    const usable = id !== undefined && !(many && SORTS.find((each) => each.id === id).needsAll);
    return html`<span role="columnheader" aria-sort=${id !== undefined && sort === id ? "other" : undefined}>${usable ? html`<button class="plain" type="button" onClick=${() => setQuery({ sort: id || null })} title=${`Sort: ${SORTS.find((each) => each.id === id).name}`}>${title}${sort === id ? " ↓" : ""}</button>` : title}</span>`;
  };
  return html`<div role="rowgroup"><div class="row-head" role="row" aria-rowindex="1">${column("Machine", "")}${column("Now", "activity")}${column("Power", "power")}${column(html`<span>Last 7 days by hour</span><span class="week-days" aria-hidden="true">${["M", "T", "W", "T", "F", "S", "S"].map((day) => html`<i>${day}</i>`)}</span>`)}${column("In use", "used")}${column("Idle hours ahead, next", "idle")}</div></div>`;
}

function Machine({ asset, facts, now }) {
  const shared = asset.relation === "shared";
  return html`
    <div class="machine" role="cell"><a href=${`/assets/${encodeURIComponent(asset.id)}`}><${Name}>${asset.name}<//></a>
      <small class="soft" title=${`${typeName(asset.type)}, ${asset.facility.name}`}><bdi>${typeName(asset.type)}</bdi> · <bdi>${shared ? asset.organisation.name : asset.facility.name}</bdi></small></div>
    <div class="doing" role="cell"><${Activity} activity=${activityOf(asset)} />${asset.now?.since && html`<small class="soft">${lasting(ms(asset.now.since), now)}</small>`}</div>
    <div class="watts number" role="cell">${power(asset.now?.powerW)}</div>
    <div class="week" role="cell">${shared ? html`<small class="soft">told to its owner only</small>` : facts === undefined ? null : html`<${HeatStrip} week=${facts.week} />`}</div>
    <div class="used number" role="cell">${shared || facts === undefined ? "" : html`<span class="narrow-only">in use </span>${percent(facts.used)}`}</div>
    <div class="ahead" role="cell">${facts === undefined ? html`<small class="soft">…</small>` : html`<${Ahead} facts=${facts} zone=${asset.facility.zone} now=${now} />`}</div>`;
}

function Ahead({ facts: { idle, next }, zone, now }) {
  if (next === null) return html`<span class="soft">none offered</span>`;
  const times = shortRange(next.start, next.end, zone);
  return html`<b class="number">${shortSpan(idle)}</b><small class="soft" title=${zone}>${next.start <= now ? `now, until ${times.split(" – ")[1]}` : times} ${zone.split("/").at(-1).replaceAll("_", " ")}</small>`;
}

function useNow() {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 10_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
