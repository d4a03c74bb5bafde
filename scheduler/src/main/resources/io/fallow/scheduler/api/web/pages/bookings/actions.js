// The buttons of a booking, and what they ask before they act.
import { html, useState } from "view";
import { ask, useAnswer } from "../../app/api.js";
import { ms, range } from "../../app/time.js";
import { Dialog } from "../../parts/dialog.js";
import { Field } from "../../parts/field.js";
import { step } from "../find/made.js";
import { Refused } from "./refused.js";
import { allowed, isMine } from "./allowed.js";
import { ChangeDialog } from "./change.js";
import { feeNow } from "./fee.js";

const WORDS = { confirm: "Book it", approve: "Approve", decline: "Decline …", change: "Change …", release: "Give the rest back …", cancel: "Cancel …" };
const FIRST = ["confirm", "approve"];

// The buttons; `act` is called with the name of the chosen action and the booking.
export function Actions({ me, booking, act, small = true }) {
  const names = allowed(me, booking);
  if (names.length === 0) return null;
  return html`<div class="actions booking-actions">${names.map((name) => html`<button key=${name} type="button" class=${`${small ? "small " : ""}${FIRST.includes(name) ? "" : "second"}`} onClick=${() => act(name, booking)}>${name === "cancel" && booking.status === "HELD" ? "Give it back …" : WORDS[name]}</button>`)}</div>`;
}

// The dialog of an action {name, booking}, which stays though its booking leaves the list. `changed` is called with
// the booking as it stands now, or with null when it must be read again.
export function ActionDialog({ action, ...props }) {
  return action.name === "change" ? html`<${ChangeDialog} booking=${action.booking} ...${props} />` : html`<${StepDialog} name=${action.name} booking=${action.booking} ...${props} />`;
}

const STEPS = {
  confirm: { title: "Book what is held?", word: "Book it", about: "It becomes a booking, or a request where the owner approves." },
  approve: { title: "Approve this request?", word: "Approve", about: "The booking is confirmed at once.", reason: "A word for who asked" },
  decline: { title: "Decline this request?", word: "Decline", about: "The time is free for others at once.", reason: "Why", needed: true, grave: true },
  release: { title: "Give the rest back?", word: "Give it back", about: "The booking ends now; the rest is free for others." },
  cancel: { title: "Cancel this booking?", word: "Cancel the booking", about: "The time is free for others at once.", reason: "Why", grave: true },
};

function StepDialog({ name, me, known, booking, changed, close }) {
  const { title, word, about, reason: asks, needed, grave } = STEPS[name];
  const [reason, setReason] = useState("");
  const [state, setState] = useState({ busy: false, problem: null });
  const zone = known.zone(booking.asset);
  const run = async () => {
    setState({ busy: true, problem: null });
    try {
      changed(await step(booking, name, asks && reason.trim() !== "" ? { reason: reason.trim() } : undefined));
      close();
    } catch (problem) {
      setState({ busy: false, problem });
      if (problem.body?.reservation) changed(problem.body.reservation);
      changed(null);
    }
  };
  return html`<${Dialog} title=${title} close=${close}>
    <p><b><bdi>${booking.assetName}</bdi></b>, ${range(ms(booking.start), ms(booking.end), zone)}</p>
    <p>${about}</p>
    ${name === "cancel" && booking.status === "CONFIRMED" && isMine(me, booking) && html`<${Fee} booking=${booking} owner=${known.asset(booking.asset)?.relation === "own"} />`}
    ${asks && html`<${Field} label=${needed ? asks : `${asks} (if you like)`}><input type="text" maxlength="500" required=${needed} value=${reason} onInput=${(event) => setReason(event.target.value)} /><//>`}
    <${Refused} problem=${state.problem} zone=${zone} />
    <div class="buttons"><button class="second" type="button" onClick=${close}>Leave it</button>
      <button class=${grave ? "grave" : ""} type="button" disabled=${state.busy || (needed && reason.trim() === "")} onClick=${run}>${word}</button></div>
  <//>`;
}

// What cancelling costs now, as the terms say that count at present.
function Fee({ booking, owner }) {
  const { answer } = useAnswer((signal) => ask(`/api/v1/assets/${encodeURIComponent(booking.asset)}/policy`, { signal }), [booking.asset]);
  const percent = answer === null || owner ? 0 : feeNow(answer.terms.cancellation ?? [], ms(booking.start), Date.now());
  return percent > 0 && html`<p class="hint-warn">By the terms of now, so late a cancellation costs ${percent} % of the price, unless others book the time. What counts are the terms of when it was confirmed.</p>`;
}
