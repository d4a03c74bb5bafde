// What has become of a booking: held with its countdown, asked for, or booked.
import { html, useEffect, useRef, useState } from "view";
import { ask } from "../../app/api.js";
import { MINUTE, clock, moment, ms, range, zoneName } from "../../app/time.js";
import { Status } from "../../parts/marks.js";
import { ProblemBox } from "../../parts/problem.js";

// The present instant, told anew every second.
export function useNow(every = 1_000) {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), every);
    return () => clearInterval(timer);
  }, [every]);
  return now;
}

// "9:07", until an instant.
export function Countdown({ until }) {
  const left = Math.max(0, Math.ceil((until - useNow()) / 1000));
  const words = left >= 3600 ? `${Math.floor(left / 3600)} h ${Math.floor((left % 3600) / 60)} min` : `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
  return html`<span class="countdown number" role="timer">${words}</span>`;
}

// The version that one has seen, as the API wants it back.
export const seen = (reservation) => ({ "If-Match": `"${reservation.version}"` });
export const step = (reservation, name, body) => ask(`/api/v1/reservations/${reservation.id}/${name}`, { method: "POST", body, headers: seen(reservation) });

export function Made({ reservation, zone, set, again, close }) {
  const [state, setState] = useState({ busy: false, problem: null });
  const place = useRef(null);
  useEffect(() => place.current.focus(), [reservation.status]);
  const now = useNow();
  const ranOut = reservation.status === "HELD" && now >= ms(reservation.expiresAt);
  const act = async (name) => {
    setState({ busy: true, problem: null });
    try {
      set(await step(reservation, name));
      setState({ busy: false, problem: null });
    } catch (problem) {
      if (problem.body?.reservation) set(problem.body.reservation);
      setState({ busy: false, problem });
    }
  };
  return html`<section class="made" tabindex="-1" ref=${place} aria-live="polite">
    <p><${Status} status=${ranOut ? "EXPIRED" : reservation.status} /></p>
    <p class="made-when">${range(ms(reservation.start), ms(reservation.end), zone)} <span class="soft">${zoneName(zone, ms(reservation.start))}</span></p>
    <${Words} reservation=${reservation} zone=${zone} ranOut=${ranOut} />
    <${ProblemBox} problem=${state.problem} />
    <div class="buttons">
      ${reservation.status === "HELD" && !ranOut && html`<button class="second" type="button" disabled=${state.busy} onClick=${() => act("cancel")}>Give it back</button><button type="button" disabled=${state.busy} onClick=${() => act("confirm")}>Book it</button>`}
      ${(ranOut || ["CANCELLED", "EXPIRED"].includes(reservation.status)) && html`<button type="button" onClick=${again}>Choose again</button>`}
      ${["CONFIRMED", "REQUESTED", "IN_USE"].includes(reservation.status) && html`<a class="button second" href=${`/bookings/${reservation.id}`}>See the booking</a><button type="button" onClick=${close}>Done</button>`}
    </div>
  </section>`;
}

function Words({ reservation, zone, ranOut }) {
  const until = reservation.expiresAt === undefined ? null : ms(reservation.expiresAt);
  if (ranOut) return html`<p>The hold has run out. Others can have the time now.</p>`;
  if (reservation.status === "HELD") return html`<p>It is kept for you until ${clock(until, zone)}: <${Countdown} until=${until} /> left. Nobody else can have it meanwhile.</p>`;
  if (reservation.status === "REQUESTED") return html`<p>The owner has been asked, and the time is kept for you meanwhile${until !== null && `, until ${until - Date.now() < 12 * 60 * MINUTE ? clock(until, zone) : moment(until, zone)} at the latest`}.</p>`;
  if (reservation.status === "CONFIRMED") return html`<p>It is booked.</p>`;
  return html`<p>The time is given back.</p>`;
}
