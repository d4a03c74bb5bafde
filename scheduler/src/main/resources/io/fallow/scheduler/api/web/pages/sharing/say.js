// Agreements and circles in words: their state, with whom, about which machines.
import { html } from "view";
import { HERE, date, moment, ms, zoneName } from "../../app/time.js";
import { typeName } from "../../app/words.js";
import { lengthInWords } from "./amounts.js";

export const hereName = () => `Times of this device: ${zoneName(HERE)}`;
export const when = (text) => moment(ms(text), HERE);
export const day = (text) => date(ms(text), HERE);

export const mayDecide = (me) => (me.roles ?? []).includes("admin");
export const mayPreview = (me) => (me.roles ?? []).some((role) => role === "admin" || role === "operator");
export const mine = (me, code) => me.organisation.code === code;

const STATES = {
  proposed: ["warn", "Proposed"], "in-force": ["good", "In force"], ending: ["warn", "Ending"], ended: ["calm", "Ended"], declined: ["bad", "Declined"], withdrawn: ["calm", "Withdrawn"],
};
export const stateOf = (agreement) => STATES[agreement.status] ?? ["calm", agreement.status];
export const isPast = ({ status }) => status === "ended" || status === "declined" || status === "withdrawn";

// What waits to be answered: a first proposal, or a change.
export function waitingOf(agreement) {
  if (agreement.waiting) return agreement.waiting;
  return agreement.status === "proposed" ? (agreement.versions ?? []).find((version) => version.status === "proposed") ?? null : null;
}

export function waitsFor(me, agreement) {
  if (agreement.role === "member") return null;
  const waiting = waitingOf(agreement);
  if (waiting === null) return agreement.status === "proposed" ? (agreement.role === "partner" ? "us" : "them") : null;
  return mine(me, waiting.proposed.organisation) ? "them" : "us";
}

// Whether what was put to a circle waits for our word. Whoever is invited isn't told whose word is awaited.
export function asksUs(me, circle, motion) {
  if (motion.status !== "open") return false;
  return circle.role === "invited" ? motion.invite === me.organisation.code : (motion.awaited ?? []).includes(me.organisation.code);
}

// With whom an agreement is, seen from its owner.
export function takerName(agreement, circles = []) {
  if (agreement.everybody) return "everybody on this platform";
  if (agreement.circle !== undefined) return `the circle ${circles.find((circle) => circle.id === agreement.circle)?.name ?? agreement.circle}`;
  return agreement.partner?.name ?? agreement.partner?.code ?? "";
}

// The other side, seen from us.
export const otherName = (agreement, circles) => (agreement.role === "owner" ? takerName(agreement, circles) : agreement.owner.name);

export function scopeInWords({ facility, type, asset }, assets = []) {
  if (asset !== undefined) return assets.find(({ id }) => id === asset)?.name ?? asset;
  const place = facility === undefined ? "" : ` at ${assets.find((each) => each.facility.code === facility)?.facility.name ?? facility}`;
  return `${type === undefined ? "All machines" : `All machines of the type ${typeName(type)}`}${place}`;
}

export function validityInWords({ from, until, endNotice }) {
  const first = from === undefined ? "From when it is accepted" : `From ${when(from)}`;
  const last = until === undefined ? ", until either side ends it" : ` until ${when(until)}`;
  return `${first}${last}${endNotice === undefined ? "" : `, with ${lengthInWords(endNotice)} of notice`}`;
}

export function Word({ verb, word, me }) {
  return html`<p>${verb} by <b><bdi>${mine(me, word.organisation) ? `${word.person} (you: ${word.organisation})` : `${word.person} for ${word.organisation}`}</bdi></b>, ${when(word.at)}${word.reason && html`: <q><bdi>${word.reason}</bdi></q>`}</p>`;
}
