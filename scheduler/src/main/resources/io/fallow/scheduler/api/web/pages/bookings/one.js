// One booking: all that is known of it, what was measured in its time, and its history.
import { html, useEffect, useState } from "view";
import { ask, useAnswer } from "../../app/api.js";
import { away, moment, ms, range, span, zoneName } from "../../app/time.js";
import { inWords } from "../../app/words.js";
import { Status, Waiting } from "../../parts/marks.js";
import { PageHead } from "../../parts/page.js";
import { ProblemBox } from "../../parts/problem.js";
import { ActionDialog, Actions } from "./actions.js";
import { LiveMark } from "./events.js";
import { Marks } from "./row.js";
import { Session } from "./session.js";

export function One({ id, me, known, events }) {
  const { answer, problem, again } = useAnswer((signal) => ask(`/api/v1/reservations/${encodeURIComponent(id)}`, { signal }), [id, events.count]);
  const [booking, setBooking] = useState(null);
  useEffect(() => { if (answer !== null) setBooking(answer); }, [answer]);
  const changed = (now) => { if (now === null) again(); else setBooking(now); };
  return html`<p><a href="/bookings">All bookings</a></p>
    <${ProblemBox} problem=${problem} again=${again} />
    ${booking === null ? problem === null && html`<${Waiting} />` : html`<${Whole} me=${me} known=${known} booking=${booking} changed=${changed} state=${events.state} />`}`;
}

function Whole({ me, known, booking, changed, state }) {
  const zone = known.zone(booking.asset);
  const [action, setAction] = useState(null);
  return html`<${PageHead} title=${booking.assetName ?? booking.asset}><${LiveMark} state=${state} /><//>
    <section class="panel">
      <div class="booking-state"><${Status} status=${booking.status} /><${Marks} booking=${booking} /></div>
      <${Facts} known=${known} booking=${booking} zone=${zone} />
      <${Actions} me=${me} booking=${booking} act=${setAction} small=${false} />
    </section>
    <${Session} booking=${booking} zone=${zone} />
    <${History} booking=${booking} zone=${zone} />
    ${action && html`<${ActionDialog} me=${me} known=${known} action=${{ name: action, booking }} changed=${changed} close=${() => setAction(null)} />`}`;
}

function Facts({ known, booking, zone }) {
  const when = (instant) => instant && moment(ms(instant), zone);
  const start = ms(booking.start);
  const blocked = booking.blockedFrom && (booking.blockedFrom !== booking.start || booking.blockedTo !== booking.end);
  const rows = [
    ["When", html`${range(start, ms(booking.end), zone)}, ${span(ms(booking.end) - start)}, ${away(start, Date.now())}`],
    ["Clock", known.asset(booking.asset) ? zoneName(zone, start) : "UTC, as the machine is not shared with you any more"],
    ["Kept free", blocked && `${range(ms(booking.blockedFrom), ms(booking.blockedTo), zone)}, with the time to make it ready`],
    ["Machine", html`<a href=${`/assets/${encodeURIComponent(booking.asset)}`}><bdi>${booking.asset}</bdi></a>`],
    ["Booked by", html`<bdi>${booking.bookedBy}</bdi>, <bdi>${booking.organisation}</bdi>, ${when(booking.createdAt)}`],
    ["Purpose", booking.purpose && html`<bdi>${booking.purpose}</bdi>`],
    ["Ends by itself", ["HELD", "REQUESTED"].includes(booking.status) && when(booking.expiresAt)],
    ["Use began", when(booking.checkedInAt)],
    ["Used until", when(booking.usedUntil)],
    ["Overrun since", when(booking.overrunSince)],
    ["Asked to give back", when(booking.releaseOfferedAt)],
    ["Costs", booking.feePercent > 0 && `${booking.feePercent} % of the price, as it was cancelled late`],
    ["Exception", booking.overrideReason && html`<bdi>${booking.overrideReason}</bdi>`],
  ].filter(([, words]) => words);
  return html`<dl class="facts">${rows.map(([name, words]) => html`<dt key=${name}>${name}</dt><dd>${words}</dd>`)}</dl>`;
}

function History({ booking, zone }) {
  const { answer, problem, again } = useAnswer((signal) => ask(`/api/v1/reservations/${booking.id}/history`, { signal }), [booking.id, booking.version]);
  return html`<section class="panel"><h2>History</h2><${ProblemBox} problem=${problem} again=${again} />
    ${answer === null ? problem === null && html`<${Waiting} rows=${1} />` : html`<div class="scroll history" tabindex="0" role="region" aria-label="History"><table><thead><tr><th scope="col">When</th><th scope="col">What</th><th scope="col">Who</th><th scope="col">Time</th><th scope="col">Why</th></tr></thead><tbody>
      ${answer.versions.map((each) => html`<tr key=${each.version}><td>${moment(ms(each.at), zone)}</td><td>${inWords(each.action.replaceAll("-", " "))}</td><td><bdi>${each.actor}</bdi></td><td>${range(ms(each.start), ms(each.end), zone)}</td><td><bdi>${each.reason ?? ""}</bdi>${each.data?.feePercent > 0 && ` ${each.data.feePercent} % of the price`}</td></tr>`)}
    </tbody></table></div>`}</section>`;
}
