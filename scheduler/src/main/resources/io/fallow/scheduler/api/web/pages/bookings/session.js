// What was measured in a booking's time: what the machine did, its energy, and its power where that is told.
import { html } from "view";
import { ask, useAnswer } from "../../app/api.js";
import { clock, moment, ms, range, span } from "../../app/time.js";
import { activityName, power } from "../../app/words.js";
import { Activity, Empty, Waiting } from "../../parts/marks.js";
import { ProblemBox } from "../../parts/problem.js";

const PARTS = [["inUseS", "IN_USE"], ["standbyS", "STANDBY"], ["offS", "OFF"], ["faultS", "FAULT"], ["unknownS", "UNKNOWN"]];
const HAD = ["CONFIRMED", "IN_USE", "COMPLETED"];
const HEIGHT = 90;

export function Session({ booking, zone }) {
  if (!HAD.includes(booking.status) || ms(booking.start) > Date.now()) return null;
  return html`<${Usage} booking=${booking} zone=${zone} />`;
}

function Usage({ booking, zone }) {
  const { answer, problem, again } = useAnswer((signal) => ask(`/api/v1/reservations/${booking.id}/usage`, { signal }), [booking.id, booking.version], { every: booking.status === "IN_USE" ? 15_000 : 0 });
  const none = problem?.code === "no-session";
  return html`<section class="panel measured"><h2>Measured</h2>
    ${none ? html`<${Empty}>${problem.message}<//>` : html`<${ProblemBox} problem=${problem} again=${again} />`}
    ${answer === null ? problem === null && html`<${Waiting} rows=${1} />` : html`
      <p class="soft">${answer.running ? `Still going on, as of ${clock(ms(answer.asOf), zone)}.` : "Over."}</p>
      ${answer.booked && html`<${Part} name="In its time" part=${answer.booked} zone=${zone} />`}
      ${answer.overrun && html`<${Part} name="Overrun" part=${answer.overrun} zone=${zone} />`}
      <${Power} booking=${booking} zone=${zone} />`}
  </section>`;
}

function Part({ name, part, zone }) {
  const from = ms(part.from);
  const whole = ms(part.to) - from;
  const share = (length) => `${Math.max(0.3, (length / whole) * 100)}%`;
  return html`<h3>${name}</h3><p>${range(from, ms(part.to), zone)}</p>
    <div class="use-bar" role="img" aria-label=${PARTS.filter(([key]) => part[key] > 0).map(([key, activity]) => `${activityName(activity)} ${span(part[key] * 1000)}`).join(", ")}>
      ${(part.intervals ?? []).map((each) => html`<span key=${each.start} class=${each.activity} style=${{ width: share(ms(each.end) - ms(each.start)) }} title=${`${activityName(each.activity)}, ${range(ms(each.start), ms(each.end), zone)}`}></span>`)}</div>
    <ul class="use-parts">${PARTS.filter(([key]) => part[key] > 0).map(([key, activity]) => html`<li key=${key}><${Activity} activity=${activity} /> ${span(part[key] * 1000)}</li>`)}
      <li>${part.energyWh === undefined ? "Energy not known" : `${(part.energyWh / 1000).toFixed(part.energyWh < 10_000 ? 2 : 1)} kWh`}</li></ul>`;
}

function Power({ booking, zone }) {
  const { answer, problem, again } = useAnswer((signal) => ask(`/api/v1/reservations/${booking.id}/power`, { signal }), [booking.id, booking.version], { every: booking.status === "IN_USE" ? 60_000 : 0 });
  if (problem?.code === "not-told") return html`<p class="soft">The owner's terms don't tell the power.</p>`;
  if (problem !== null && problem.code !== "no-session") return html`<${ProblemBox} problem=${problem} again=${again} />`;
  if (answer === null || answer.minutes.length < 2) return null;
  const points = answer.minutes.map(({ start, powerW }) => ({ at: ms(start), powerW }));
  const peak = Math.max(...points.map(({ powerW }) => powerW), 1);
  const mean = points.reduce((sum, { powerW }) => sum + powerW, 0) / points.length;
  const [first, last] = [points[0].at, points.at(-1).at];
  const line = points.map(({ at, powerW }, index) => `${index === 0 || at - points[index - 1].at > 90_000 ? "M" : "L"}${(((at - first) / (last - first)) * 600).toFixed(1)} ${(HEIGHT - (Math.max(0, powerW) / peak) * (HEIGHT - 4)).toFixed(1)}`).join("");
  return html`<h3>Power</h3><p>${power(mean)} on average, at most ${power(peak)}</p>
    <svg class="power" viewBox=${`0 0 600 ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label=${`Power from ${moment(first, zone)} to ${moment(last, zone)}: ${power(mean)} on average, at most ${power(peak)}`}><path d=${line} /></svg>
    <p class="slot-ends soft" aria-hidden="true"><span>${clock(first, zone)}</span><span>${clock(last, zone)}</span></p>`;
}
