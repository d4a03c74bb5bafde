// What one's organisation waits for, what it is offered, and what rules kept from being offered.
import { html, useState } from "view";
import { ask, useAnswer } from "../../app/api.js";
import { DAY, ms, range, span, zoneName } from "../../app/time.js";
import { inWords, typeName } from "../../app/words.js";
import { Confirm } from "../../parts/confirm.js";
import { Empty, Mark, Waiting } from "../../parts/marks.js";
import { ProblemBox } from "../../parts/problem.js";
import { mayBook } from "../find/book.js";
import { Countdown } from "../find/made.js";
import { lengthOf, onClock } from "../find/terms.js";
import { WaitDialog } from "../find/wait.js";

const EVERY = 5_000; // that a wait has ended is told by no event
const STATES = { WAITING: ["calm", "Waiting"], OFFERED: ["warn", "Offered to you"], FULFILLED: ["good", "Booked"], WITHDRAWN: ["calm", "Withdrawn"], EXPIRED: ["calm", "Over"] };

export function Waits({ me, known, events }) {
  const { answer, problem, again } = useAnswer((signal) => ask("/api/v1/wait-list", { signal }), [events.count], { every: EVERY });
  const [adding, setAdding] = useState(false);
  const close = () => { setAdding(false); again(); };
  return html`${mayBook(me) && known.types().length > 0 && html`<p class="intro"><button class="second" type="button" onClick=${() => setAdding(true)}>Wait for something …</button></p>`}
    <${ProblemBox} problem=${problem} again=${again} />
    ${answer === null ? problem === null && html`<${Waiting} />` : answer.entries.length === 0 ? html`<section class="panel"><${Empty}>Your organisation waits for nothing.<//></section>`
      : html`<ul class="bookings">${answer.entries.map((entry) => html`<${Entry} key=${entry.id} me=${me} known=${known} entry=${entry} again=${again} />`)}</ul>`}
    ${adding && html`<${WaitDialog} known=${known} close=${close} wish=${{ zone: Intl.DateTimeFormat().resolvedOptions().timeZone, from: Date.now(), to: Date.now() + 7 * DAY, minutes: 60 }} />`}`;
}

function Entry({ me, known, entry, again }) {
  const [asks, setAsks] = useState(null);
  const zone = entry.asset ? known.zone(entry.asset) : Intl.DateTimeFormat().resolvedOptions().timeZone;
  const [tone, words] = STATES[entry.state] ?? ["calm", inWords(entry.state)];
  const least = span(lengthOf(entry.minDuration));
  const most = span(lengthOf(entry.maxDuration));
  const open = mayBook(me) && ["WAITING", "OFFERED"].includes(entry.state);
  const act = (path) => async () => { await ask(path, { method: "POST" }); again(); };
  return html`<li class="panel booking">
    <div class="booking-state"><${Mark} tone=${tone}>${words}<//></div>
    <div class="booking-what">
      <h2><bdi>${entry.asset ? known.name(entry.asset) : `Any ${typeName(entry.type)}`}</bdi></h2>
      <p class="when">${range(ms(entry.from), ms(entry.to), zone)} <small class="soft">${zoneName(zone, ms(entry.from))}</small></p>
      <p class="soft">${least === most ? least : `${least} to ${most}`}${entry.owner && html`, of <bdi>${entry.owner}</bdi>`}${entry.near && `, around ${entry.near}${entry.radiusKm ? `, ${entry.radiusKm} km` : ""}`}</p>
      ${entry.purpose && html`<p class="purpose"><bdi>${entry.purpose}</bdi></p>`}
      ${entry.offer && html`<${Offer} known=${known} offer=${entry.offer} />`}
      ${entry.passedOver && html`<${PassedOver} known=${known} passed=${entry.passedOver} />`}
    </div>
    ${open && html`<div class="actions booking-actions">
      ${entry.offer && html`<button class="small" type="button" onClick=${() => setAsks("confirm")}>Book it</button><button class="small second" type="button" onClick=${() => setAsks("cancel")}>Pass</button>`}
      <button class="small second" type="button" onClick=${() => setAsks("withdraw")}>Withdraw …</button></div>`}
    ${asks === "withdraw" && html`<${Confirm} title="Wait no longer?" word="Withdraw" close=${() => setAsks(null)} act=${act(`/api/v1/wait-list/${entry.id}/withdraw`)}><p>What is offered to you by it is given back.</p><//>`}
    ${asks === "confirm" && entry.offer && html`<${Confirm} title="Book what is offered?" word="Book it" grave=${false} close=${() => setAsks(null)} act=${act(`/api/v1/reservations/${entry.offer.reservation}/confirm`)}><p><bdi>${known.name(entry.offer.asset)}</bdi>, ${range(ms(entry.offer.start), ms(entry.offer.end), known.zone(entry.offer.asset))}</p><//>`}
    ${asks === "cancel" && entry.offer && html`<${Confirm} title="Pass on this offer?" word="Pass" close=${() => setAsks(null)} act=${act(`/api/v1/reservations/${entry.offer.reservation}/cancel`)}><p>It is the next one's turn at once.</p><//>`}
  </li>`;
}

function Offer({ known, offer }) {
  const zone = known.zone(offer.asset);
  return html`<p class="offer"><b>Held for you:</b> <a href=${`/bookings/${offer.reservation}`}><bdi>${known.name(offer.asset)}</bdi>, ${range(ms(offer.start), ms(offer.end), zone)}</a>, <${Countdown} until=${ms(offer.expiresAt)} /> left</p>`;
}

function PassedOver({ known, passed }) {
  const zone = known.zone(passed.asset);
  return html`<p class="soft">Came free, but could not be offered to you: <bdi>${known.name(passed.asset)}</bdi>, ${range(ms(passed.start), ms(passed.end), zone)}. ${passed.violations.map((each) => `${onClock(each.message, zone)}.`).join(" ")}</p>`;
}
