// What each lane of the timeline means, in words.
import { html } from "view";
import { Swatch } from "../../parts/timeline.js";

const OWN = [
  ["activity", "What it did", [["IN_USE", "in use"], ["STANDBY", "standby: on, but idle"], ["OFF", "off"], ["FAULT", "fault"], ["UNKNOWN", "no data, never taken for idle"]]],
  ["open", "Open hours", [["open", "when the machine may be shared at all"], ["closed", "closed on this day"]]],
  ["lockouts", "Locked out", [["lockout", "nobody may use it: maintenance, faults, calibration that is due"]]],
  ["bookings", "Booked", [["booking", "booked"], ["held", "held, or waits for an answer"]]],
];
const OTHERS = [["bookings", "Your bookings", [["own-booking", "booked by your organisation"], ["held", "held, or waits for the owner"]]]];
const OFFERED = ["offered", "Offered", [["window", "a window that can be booked, with the chance that the machine is idle"], ["closed", "not offered: point at it to see why"]]];

export function Legend({ own }) {
  return html`<details class="legend" open><summary>What the lanes show</summary><dl>${[...(own ? OWN : OTHERS), OFFERED].map(([id, name, kinds]) => html`
    <div key=${id}><dt>${name}</dt><dd>${kinds.map(([kind, words]) => html`<span key=${kind}><${Swatch} kind=${kind} /> ${words}</span>`)}</dd></div>`)}
    <div><dt>Red line</dt><dd><span>now</span></dd></div></dl></details>`;
}
