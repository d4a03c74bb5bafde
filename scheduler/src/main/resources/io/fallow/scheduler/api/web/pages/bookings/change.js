// Makes a booking longer or shorter, or moves it; of one in use only the end.
import { html, useEffect, useState } from "view";
import { ask } from "../../app/api.js";
import { MINUTE, iso, ms, range, span } from "../../app/time.js";
import { Dialog } from "../../parts/dialog.js";
import { Field, MomentField } from "../../parts/field.js";
import { seen } from "../find/made.js";
import { allowed, isMine } from "./allowed.js";
import { Refused } from "./refused.js";

const STEPS = [-60, -30, 30, 60, 120];

export function ChangeDialog({ me, known, booking, changed, close }) {
  const zone = known.zone(booking.asset);
  const running = booking.status === "IN_USE";
  const [time, setTime] = useState({ start: ms(booking.start), end: ms(booking.end) });
  const [reason, setReason] = useState("");
  const [state, setState] = useState({ busy: false, problem: null });
  const [first] = useState(booking.version);
  useEffect(() => setTime({ start: ms(booking.start), end: ms(booking.end) }), [booking.version]);
  const others = !isMine(me, booking);
  const softly = (state.problem?.body?.violations ?? []).some((each) => each.mayOverride);
  const overrides = me.roles.some((role) => ["admin", "approver"].includes(role)) && booking.asset.startsWith(`${me.organisation.code}.`) && (others || softly);
  const same = time.start === ms(booking.start) && time.end === ms(booking.end);
  const run = async () => {
    setState({ busy: true, problem: null });
    const body = { ...(time.start === ms(booking.start) ? {} : { start: iso(time.start) }), ...(time.end === ms(booking.end) ? {} : { end: iso(time.end) }), ...(reason.trim() === "" ? {} : { override: { reason: reason.trim() } }) };
    try {
      changed(await ask(`/api/v1/reservations/${booking.id}`, { method: "PATCH", body, headers: seen(booking) }));
      close();
    } catch (problem) {
      setState({ busy: false, problem });
      if (problem.body?.reservation) changed(problem.body.reservation);
      changed(null);
    }
  };
  return html`<${Dialog} title="Change the booking" close=${close}>
    <p><b><bdi>${booking.assetName}</bdi></b>, ${range(ms(booking.start), ms(booking.end), zone)}</p>
    ${booking.version !== first && state.problem === null && html`<p class="hint-warn" role="status">It has been changed meanwhile: you see it as it is now.</p>`}
    <div class="fields">
      ${!running && html`<${MomentField} label="From" zone=${zone} value=${time.start} set=${(start) => setTime({ start, end: start + time.end - time.start })} />`}
      <${MomentField} label="To" zone=${zone} value=${time.end} hint=${time.end > time.start ? span(time.end - time.start) : undefined} fault=${time.end > time.start ? null : "The end is not after the start."} set=${(end) => setTime({ ...time, end })} />
    </div>
    <div class="lengths" role="group" aria-label="Longer or shorter">${STEPS.map((minutes) => html`<button class="second small" type="button" key=${minutes} disabled=${time.end + minutes * MINUTE <= time.start} onClick=${() => setTime({ ...time, end: time.end + minutes * MINUTE })}>${minutes < 0 ? "−" : "+"}${span(Math.abs(minutes) * MINUTE)}</button>`)}</div>
    ${overrides && html`<${Field} label=${others ? "Why (it is your partner's booking)" : "Let the rule be broken, because"}><input type="text" maxlength="500" value=${reason} onInput=${(event) => setReason(event.target.value)} /><//>`}
    <${Refused} problem=${state.problem} zone=${zone} />
    <div class="buttons"><button class="second" type="button" onClick=${close}>Leave it</button>
      <button type="button" disabled=${state.busy || same || time.end <= time.start || (others && reason.trim() === "") || !allowed(me, booking).includes("change")} onClick=${run}>Change it</button></div>
  <//>`;
}
