// Why a booking was refused, in the API's words, and what one could have instead.
import { html, useEffect, useRef, useState } from "view";
import { ask, useAnswer } from "../../app/api.js";
import { MINUTE, duration, localText, ms, range, zoneName } from "../../app/time.js";
import { statusName } from "../../app/words.js";
import { ProblemBox } from "../../parts/problem.js";
import { onClock } from "./terms.js";
import { WaitDialog } from "./wait.js";

// `take` is called with a spot {asset, start, end} that is chosen instead; `override`, if it may be, with a reason.
export function Refusal({ problem, known, asset, slot, purpose, take, override }) {
  const [waiting, setWaiting] = useState(false);
  const zone = asset.facility.zone;
  if (problem.code !== "overlap" && problem.code !== "refused") return html`<${ProblemBox} problem=${problem} />`;
  const violations = problem.body.violations ?? [];
  const soft = violations.length > 0 && violations.every((each) => each.mayOverride);
  return html`<div class="problem-box" role="alert">
      <p><b>${problem.title}</b></p>
      ${violations.length > 0 ? html`<ul>${violations.map((each) => html`<li key=${each.code}>${onClock(each.message, zone)}.</li>`)}</ul>` : html`<${InTheWay} problem=${problem} zone=${zone} />`}
    </div>
    <${Alternatives} known=${known} asset=${asset} slot=${slot} take=${take} />
    ${override !== null && soft && html`<${Override} act=${override} />`}
    <p><button class="second" type="button" onClick=${() => setWaiting(true)}>Tell me when it comes free</button></p>
    ${waiting && html`<${WaitDialog} known=${known} close=${() => setWaiting(false)}
      wish=${{ asset: asset.id, type: asset.type, zone, from: slot.start, to: slot.end, minutes: Math.max(15, Math.round((slot.end - slot.start) / MINUTE)), purpose }} />`}`;
}

function InTheWay({ problem, zone }) {
  const others = problem.body.reservations ?? [];
  if (others.length === 0) return html`<p>Others have it in a part of this time.</p>`;
  return html`<ul>${others.map((each) => html`<li key=${each.id}><a href=${`/bookings/${each.id}`}>${range(ms(each.start), ms(each.end), zone)}</a>, <bdi>${each.organisation}</bdi>, ${statusName(each.status).toLowerCase()}</li>`)}</ul>`;
}

// The nearest times instead, of this machine or of others of its type: those that a series of this one time is told.
function Alternatives({ known, asset, slot, take }) {
  const zone = asset.facility.zone;
  const { answer, loading } = useAnswer((signal) => ask("/api/v1/series/preview", {
    body: { asset: asset.id, start: localText(slot.start, zone), duration: duration(Math.round((slot.end - slot.start) / MINUTE)), rule: "FREQ=DAILY;COUNT=1", onConflict: "propose" }, signal,
  }), [asset.id, slot.start, slot.end]);
  const place = useRef(null);
  useEffect(() => place.current?.scrollIntoView({ block: "nearest" }), [answer]);
  if (answer === null) return loading ? html`<p class="soft" role="status">Looking for other times …</p>` : null;
  const spots = answer.times.flatMap((time) => time.alternatives ?? []);
  if (answer.booked > 0) return html`<p role="status">Meanwhile it is free: try again.</p>`;
  if (spots.length === 0) return html`<p class="soft">No other time near it is offered.</p>`;
  return html`<section ref=${place}><h3>Instead</h3><${Spots} known=${known} spots=${spots} take=${take} /></section>`;
}

export function Spots({ known, spots, take, disabled = false }) {
  return html`<ul class="spots">${spots.map((spot) => html`<li key=${`${spot.asset} ${spot.start}`}>
    <button class="second" type="button" disabled=${disabled} onClick=${() => take(spot)}><span><b><bdi>${known.name(spot.asset)}</bdi></b> ${range(ms(spot.start), ms(spot.end), known.zone(spot.asset))}${known.asset(spot.asset) && html` <small class="soft"><bdi>${known.asset(spot.asset).facility.name}</bdi>, ${zoneName(known.zone(spot.asset), ms(spot.start))}</small>`}</span></button></li>`)}</ul>`;
}

function Override({ act }) {
  const [reason, setReason] = useState("");
  return html`<div class="override"><label class="label" for="override-reason">The machine is yours: book nevertheless, for a reason that is recorded</label>
    <div class="actions"><input id="override-reason" type="text" maxlength="500" value=${reason} onInput=${(event) => setReason(event.target.value)} />
    <button class="second" type="button" disabled=${reason.trim() === ""} onClick=${() => act(reason.trim())}>Book nevertheless</button></div></div>`;
}
