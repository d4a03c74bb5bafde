// Why the machine is offered at an instant or not, in words, and when it is offered next.
import { html } from "view";
import { MINUTE, away, moment, ms, range } from "../../app/time.js";
import { percent } from "../../app/words.js";
import { MomentField } from "../../parts/field.js";
import { Mark } from "../../parts/marks.js";
import { there } from "./lanes.js";
import { sentence, verdictMeans, verdictName } from "./says.js";

const SEE = { closed: ["openings", "Open hours"], holiday: ["openings", "Open hours"], "locked-out": ["lockouts", "Lock-outs"], withheld: ["terms", "Terms"], "beyond-horizon": ["terms", "Terms"], "too-soon": ["terms", "Terms"], "too-short": ["terms", "Terms"], "expected-busy": ["terms", "Terms"] };

export function Why({ asset, point, now, explain, lanes, choose }) {
  const zone = asset.facility.zone;
  return html`<section class="panel why" aria-live="polite"><h2>Why is it offered, or not?</h2>
    <div class="why-grid"><div class="why-when"><${MomentField} label="At" zone=${zone} value=${point?.instant ?? Math.ceil(now / (15 * MINUTE)) * 15 * MINUTE} step=${60} set=${choose} />
      ${point === null && html`<button class="second" type="button" onClick=${() => choose(Math.ceil(now / (15 * MINUTE)) * 15 * MINUTE)}>Explain</button>`}</div>
    ${point === null ? html`<p class="soft">Choose a point of the timeline, or a time here.</p>` : html`<${Answer} asset=${asset} instant=${point.instant} now=${now} explain=${explain} lanes=${lanes} zone=${zone} />`}</div>
  </section>`;
}

function Answer({ asset, instant, now, explain, lanes, zone }) {
  if (instant < Math.floor(now / MINUTE) * MINUTE) return html`<${Past} instant=${instant} lanes=${lanes} zone=${zone} />`;
  const stretches = explain?.stretches ?? [];
  const stretch = stretches.find(({ start, end }) => ms(start) <= instant && instant < ms(end));
  if (stretch === undefined) return html`<p class="soft">${explain === null ? "Asking …" : "This time is not in the timeline: move it there."}</p>`;
  const next = stretches.find(({ verdict, start }) => verdict === "offered" && ms(start) > instant);
  const offered = stretch.verdict === "offered";
  const [part, title] = SEE[stretch.verdict] ?? [];
  return html`<div class="why-answer">
    <p class="why-verdict"><${Mark} tone=${offered ? "good" : "warn"}>${verdictName(stretch.verdict)}<//> <b>${range(ms(stretch.start), ms(stretch.end), zone)}</b></p>
    <p><bdi>${sentence(stretch.reason)}</bdi></p><p class="soft">${verdictMeans(stretch.verdict)}</p>
    ${stretch.probability !== undefined && html`<p>Chance that it stands idle then: <b>${percent(stretch.probability)}</b>${stretch.weeksObserved !== undefined ? `, from ${stretch.weeksObserved} observed weeks` : ""}.</p>`}
    <${Besides} lanes=${lanes} instant=${instant} zone=${zone} />
    <p class="actions">${offered && html`<a class="button" href=${`/find?asset=${encodeURIComponent(asset.id)}&from=${encodeURIComponent(new Date(Math.max(now, instant)).toISOString())}`}>Book in this window</a>`}
      ${stretch.verdict === "booked" && stretch.reservation && html`<a class="button second" href=${`/bookings/${stretch.reservation}`}>See the booking</a>`}
      ${part && (asset.relation === "own" || part === "terms") && html`<a class="button second" href=${`/assets/${encodeURIComponent(asset.id)}?part=${part}`}>${title}</a>`}</p>
    ${!offered && next && html`<p>Next offered: <b>${range(ms(next.start), ms(next.end), zone)}</b>, ${away(ms(next.start), now)}.</p>`}
  </div>`;
}

function Past({ instant, lanes, zone }) {
  const did = there(lanes.find(({ id }) => id === "activity"), instant, zone);
  return html`<div class="why-answer"><p class="why-verdict"><${Mark}>Past<//> <b>${moment(instant, zone)}</b></p>
    <p>${did ? `It was ${did.title.toLowerCase()}, ${did.when}.` : "This time is over."}</p><${Besides} lanes=${lanes} instant=${instant} zone=${zone} /></div>`;
}

function Besides({ lanes, instant, zone }) {
  const found = lanes.filter(({ id }) => id !== "activity" && id !== "offered").map((lane) => [lane, there(lane, instant, zone)]).filter(([, each]) => each !== null);
  return found.length > 0 && html`<ul class="besides">${found.map(([lane, { title, when }]) => html`<li key=${lane.id}><span class="soft">${lane.label}:</span> <bdi>${title}</bdi> <small class="soft">${when}</small></li>`)}</ul>`;
}
