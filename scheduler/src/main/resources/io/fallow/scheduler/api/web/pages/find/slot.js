// Which part of a window one wants, on the clock of the facility.
import { html } from "view";
import { HOUR, MINUTE, at, clock, ms, range, span } from "../../app/time.js";
import { MomentField } from "../../parts/field.js";
import { lengthName, lengthOf } from "./terms.js";

const LENGTHS = [30, 60, 120, 240, 480];

// `slot` is {start, end} as instants; moving the start keeps the length.
export function Slot({ slot, set, zone, offered, terms }) {
  const length = slot.end - slot.start;
  const step = terms?.granularity && terms.granularity !== "none" ? Math.max(60, Math.round(lengthOf(terms.granularity) / 1000)) : 900;
  const room = offered === null ? null : ms(offered.end) - slot.start;
  const fits = LENGTHS.filter((minutes) => room === null || minutes * MINUTE <= room);
  return html`<div class="fields">
      <${MomentField} label="From" zone=${zone} value=${slot.start} step=${step} set=${(start) => set({ start, end: start + length })} />
      <${MomentField} label="To" zone=${zone} value=${slot.end} step=${step} hint=${length > 0 ? span(length) : undefined} fault=${length > 0 ? null : "The end is not after the start."} set=${(end) => set({ ...slot, end })} />
    </div>
    <div class="lengths" role="group" aria-label="Length">
      ${fits.map((minutes) => html`<button class="second small" type="button" key=${minutes} aria-pressed=${length === minutes * MINUTE} onClick=${() => set({ ...slot, end: slot.start + minutes * MINUTE })}>${lengthName(minutes)}</button>`)}
      ${offered !== null && html`<button class="second small" type="button" onClick=${() => set({ start: ms(offered.start), end: ms(offered.end) })}>The whole window</button>`}
    </div>
    ${offered !== null && length > 0 && html`<${Bar} slot=${slot} start=${ms(offered.start)} end=${ms(offered.end)} zone=${zone} />`}
    <${ClockChange} slot=${slot} zone=${zone} />`;
}

// Where the slot lies within the window.
function Bar({ slot, start, end, zone }) {
  const share = (instant) => Math.min(100, Math.max(0, ((instant - start) / (end - start)) * 100));
  const left = share(slot.start);
  const outside = slot.start < start || slot.end > end;
  return html`<div class="slot-bar" aria-hidden="true"><span style=${{ left: `${left}%`, width: `${Math.max(1, share(slot.end) - left)}%` }}></span></div>
    <p class="slot-ends soft" aria-hidden="true"><span>${clock(start, zone)}</span><span>${clock(end, zone)}</span></p>
    ${outside && html`<p class="hint-warn" role="status">A part of this time is outside of what is offered: ${range(start, end, zone)}. You may try it nevertheless.</p>`}`;
}

// Told when the clock is changed between start and end: the length is what really passes.
function ClockChange({ slot, zone }) {
  const change = (at(slot.end, zone).offsetNanoseconds - at(slot.start, zone).offsetNanoseconds) / 1e6;
  if (change === 0 || slot.end <= slot.start) return null;
  return html`<p class="hint-warn" role="status">The clock goes ${change > 0 ? "forward" : "back"} by ${span(Math.abs(change))} in this time; ${span(slot.end - slot.start)} really pass${Math.abs(change) === HOUR ? "" : "es"}.</p>`;
}
