// When the machine may be shared: by the hours of the week, on single days, and which holidays close its facility.
import { html, useState } from "view";
import { useAnswer } from "../../app/api.js";
import { DAY, date, instantAt, zoneName } from "../../app/time.js";
import { Waiting } from "../../parts/marks.js";
import { ProblemBox } from "../../parts/problem.js";
import { dayOf, readCalendar } from "./calendar.js";
import { DaysForm } from "./days.js";
import { WeekForm, WeekTable } from "./weekform.js";

export function Openings({ asset, mayEdit }) {
  const zone = asset.facility.zone;
  const today = dayOf(Date.now(), zone);
  const { answer, problem, again } = useAnswer((signal) => readCalendar(asset, today, dayOf(Date.now() + 365 * DAY, zone), signal), [asset.id]);
  if (answer === null) return html`<${ProblemBox} problem=${problem} again=${again} />${problem === null && html`<${Waiting} />`}`;
  return html`<${ProblemBox} problem=${problem} again=${again} />
    <${Hours} asset=${asset} calendar=${answer} mayEdit=${mayEdit} again=${again} />
    <section class="panel"><h2>Single days</h2><p class="soft lead">On these days other hours hold than those of the week; none at all closes the machine. They go before holidays too.</p>
      <${DaysForm} asset=${asset} days=${answer.ownDays} mayEdit=${mayEdit} again=${again} today=${today} />
      ${answer.facilityDays.length > 0 && html`<h3>Of the whole facility</h3><${DayList} days=${answer.facilityDays} zone=${zone} words=${({ hours, reason }) => `${hours.map(({ opens, closes }) => `${opens} – ${closes}`).join(", ") || "closed"}: ${reason}`} />`}</section>
    <section class="panel"><h2>Holidays of <bdi>${asset.facility.name}</bdi></h2>
      ${answer.holidays.length === 0 ? html`<p class="soft">None in the coming year.</p>` : html`<p class="soft lead">The facility shares nothing on these days, unless a single day says otherwise.</p><${DayList} days=${answer.holidays} zone=${zone} words=${({ reason }) => reason} />`}</section>`;
}

function DayList({ days, zone, words }) {
  return html`<ul class="day-list">${days.map((each) => html`<li key=${each.day}><b>${date(instantAt(`${each.day}T12:00`, zone), zone)}</b> <bdi>${words(each)}</bdi></li>`)}</ul>`;
}

function Hours({ asset, calendar, mayEdit, again }) {
  const [editing, setEditing] = useState(false);
  const own = calendar.own.length > 0;
  return html`<section class="panel"><h2>Hours of the week</h2>
    <p class="soft lead">${own ? "The machine has hours of its own; those of its facility do not count for it." : "The machine has no hours of its own: those of its facility count."} Clock of ${zoneName(asset.facility.zone)}.</p>
    ${editing ? html`<${WeekForm} asset=${asset} week=${own ? calendar.own : calendar.facility} own=${own} close=${() => setEditing(false)} done=${() => { setEditing(false); again(); }} />`
      : html`<${WeekTable} week=${own ? calendar.own : calendar.facility} />${mayEdit && html`<div class="buttons"><button type="button" onClick=${() => setEditing(true)}>${own ? "Change" : "Give it hours of its own"}</button></div>`}`}
  </section>`;
}
