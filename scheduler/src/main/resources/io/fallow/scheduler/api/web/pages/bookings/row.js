// One booking in a list: when, what, whose, how it stands, and what can be done.
import { html } from "view";
import { away, ms, range, span, zoneName } from "../../app/time.js";
import { Mark, Name, Status } from "../../parts/marks.js";
import { Countdown } from "../find/made.js";
import { Actions } from "./actions.js";
import { isMine } from "./allowed.js";

export function Row({ me, known, booking, act }) {
  const zone = known.zone(booking.asset);
  const start = ms(booking.start);
  const end = ms(booking.end);
  return html`<li class="panel booking" data-id=${booking.id}>
    <div class="booking-state"><${Status} status=${booking.status} /><${Marks} booking=${booking} /></div>
    <div class="booking-what">
      <h2><a href=${`/bookings/${booking.id}`}><${Name}>${booking.assetName ?? booking.asset}<//></a></h2>
      <p class="when">${range(start, end, zone)} <small class="soft">${zoneName(zone, start)}</small></p>
      <p class="soft">${span(end - start)}, ${away(start, Date.now())}${!isMine(me, booking) && html` · <bdi>${booking.organisation}</bdi>`} · <bdi>${booking.bookedBy}</bdi></p>
      ${booking.purpose && html`<p class="purpose"><bdi title=${booking.purpose}>${booking.purpose}</bdi></p>`}
    </div>
    <${Actions} me=${me} booking=${booking} act=${act} />
  </li>`;
}

// What is out of the ordinary.
export function Marks({ booking }) {
  const waits = ["HELD", "REQUESTED"].includes(booking.status) && booking.expiresAt && ms(booking.expiresAt) > Date.now();
  return html`${waits && html`<span class="soft small-words">ends by itself in <${Countdown} until=${ms(booking.expiresAt)} /></span>`}
    ${booking.overrunSince && html`<${Mark} tone="bad">${booking.usedUntil ? `Overrun by ${span(Math.max(0, ms(booking.usedUntil) - ms(booking.end)))}` : "Used past its end"}<//>`}
    ${booking.releaseOfferedAt && !booking.overrunSince && booking.status === "IN_USE" && html`<${Mark} tone="warn">Idle: give the rest back?<//>`}
    ${booking.feePercent > 0 && html`<${Mark} tone="warn">Costs ${booking.feePercent} % of the price<//>`}
    ${booking.overrideReason && html`<${Mark}>By the owner's exception<//>`}
    ${booking.group && html`<span class="soft small-words">of a series or bundle</span>`}`;
}
