// What each machine reports through the gateway, as it comes in.
import { html, useEffect, useState } from "view";
import { ask, useAnswer } from "../../app/api.js";
import { HERE, at, away, ms, zoneName } from "../../app/time.js";
import { inWords, power } from "../../app/words.js";
import { Activity, Empty, Name } from "../../parts/marks.js";
import { ProblemBox } from "../../parts/problem.js";

const EVERY = 2_000;

// `silent`: nothing of it was ever stored.
export function Readings({ path, own, silent }) {
  const [on, setOn] = useState(true);
  const [served, setServed] = useState(true);
  const { answer, problem, again } = useAnswer((signal) => ask(`${path}/readings`, { signal }), [path], { every: on && served ? EVERY : 0 });
  useEffect(() => { if (problem?.status === 404) setServed(false); }, [problem]);
  if (!served || (answer === null && problem === null)) return null;
  const rows = answer?.readings ?? [];
  const now = answer === null ? Date.now() : ms(answer.asOf);
  return html`<section class="panel"><div class="section-head"><h2>Live readings</h2><button class="second small" type="button" aria-pressed=${!on} onClick=${() => setOn(!on)}>${on ? "Pause" : "Go on"}</button></div>
    <${ProblemBox} problem=${problem} again=${again} />
    ${rows.length === 0 ? answer !== null && html`<${Empty}>${silent ? "Nothing has come from it yet." : "No machine reports through it lately."} ${own.length === 0 && html`It reports only machines that are <a href="/gateways">registered</a>.`}<//>` : html`<${Table} rows=${rows} own=${own} now=${now} />`}</section>`;
}

function Table({ rows, own, now }) {
  const zone = own.find(({ id }) => id === rows[0].asset)?.facility.zone ?? HERE;
  return html`<div class="scroll"><table class="live"><caption class="soft">Every 2 seconds. Times of ${zoneName(zone)}</caption><thead><tr><th scope="col">Machine</th><th scope="col">Quantity</th><th scope="col">Value</th><th scope="col">Observed</th><th scope="col">Came in</th></tr></thead>
    <tbody>${rows.map((row) => html`<tr key=${`${row.asset} ${row.quantity}`}><th scope="row"><a href=${`/assets/${encodeURIComponent(row.asset)}`}><${Name}>${row.assetName}<//></a></th><td>${inWords(row.quantity)}</td>
      <td>${row.quantity === "activity" ? html`<${Activity} activity=${row.value} />` : row.quantity === "power" ? power(row.value) : row.value.toLocaleString("en")}</td>
      <td class="number">${seconds(ms(row.observedAt), zone)}</td><td>${away(Math.min(ms(row.receivedAt), now), now).replace(/^now$/, "just now")}</td></tr>`)}</tbody></table></div>`;
}

const seconds = (instant, zone) => at(instant, zone).toPlainTime().toString({ smallestUnit: "second" });
