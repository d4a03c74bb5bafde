// Terms in words: for each that is said, what it is about and what it says.
import { html } from "view";
import { count } from "../../app/words.js";
import { lengthInWords } from "./amounts.js";

const ROLES = { admin: "admins", operator: "operators", approver: "approvers", booker: "bookers", auditor: "auditors" };
const DATA = { utilisation: "how much it was used in past weeks", "session-power": "the power that it took in their own sessions" };
const long = (text) => (text === "none" ? "no limit" : lengthInWords(text));
const amount = (unit) => (value) => (value === "none" ? "no limit" : `${value} ${unit}`);
const share = (value) => (value === "none" ? "exactly as they are" : `${Math.round(value * 100)} %`);
const list = (value) => (value === "none" ? "nobody by this rule" : value.join(", "));

export function price(value) {
  if (value === "free") return "free";
  return `${value.perHour.toLocaleString("en")} ${value.currency} for each hour ${value.per}`;
}

const TERMS = [
  ["price", "Price", price],
  ["approval", "Who says yes", (value) => (value === "owner" ? "the owner, to each request" : "nobody needs to: what fits is booked")],
  ["approvalWithin", "The owner answers within", long],
  ["roles", "Who may book", (value) => (value === "none" ? "nobody by their role" : value.map((role) => ROLES[role] ?? role).join(", "))],
  ["people", "People who may book", list],
  ["qualifications", "Qualifications of the organisation", (value) => list(value) || "none"],
  ["personQualifications", "Qualifications of the person", (value) => list(value) || "none"],
  ["shortest", "Shortest booking", long],
  ["longest", "Longest booking", long],
  ["granularity", "Starts and ends at multiples of", long],
  ["notice", "Booked ahead by at least", long],
  ["horizon", "Booked ahead by at most", long],
  ["hoursPerWeek", "Hours in a week", amount("h")],
  ["hoursPerMonth", "Hours in a month", amount("h")],
  ["simultaneous", "Reservations at once", amount("at once")],
  ["pending", "Holds and requests at once", amount("at once")],
  ["cancellation", "Cancelling costs", tiers],
  ["data", "Told besides", (value) => (value.length === 0 ? "nothing" : value.map((flow) => DATA[flow] ?? flow).join("; "))],
  ["holdFor", "A hold lasts", long],
  ["grace", "Kept unused after its start for", long],
  ["releaseAfterIdle", "Offered for release after idle for", long],
  ["faultAfter", "Locked out after a fault of", long],
  ["before", "Turnaround before", long],
  ["after", "Turnaround after", long],
  ["transport", "More turnaround by distance", (value) => value.map((each) => `beyond ${each.beyondKm} km: ${long(each.before)} before, ${long(each.after)} after`).join("; ") || "none"],
  ["withheld", "Offered at all", (value) => (value ? "no: nothing is offered for now" : "yes")],
  ["leastProbability", "Offered from a chance of idleness of", share],
  ["probabilityStep", "Chances rounded to", share],
];

function tiers(value) {
  if (value.length === 0) return "nothing";
  return value.map(({ atLeastBefore, percent }) => (minutesLeft(atLeastBefore) ? `${percent} % from ${long(atLeastBefore)} before the start` : `${percent} % later than that`)).join("; ");
}

const minutesLeft = (text) => text !== "PT0S" && text !== "PT0M";

export const saidTerms = (terms) => TERMS.filter(([name]) => terms[name] !== undefined).map(([name, label, words]) => ({ name, label, words: words(terms[name]) }));

export function Terms({ terms, besides = "All else is as the owner's own rules say." }) {
  const said = saidTerms(terms);
  if (said.length === 0) return html`<p class="soft">No terms of its own: the owner's rules for each machine count.</p>`;
  return html`<dl class="facts">${said.map(({ name, label, words }) => html`<dt key=${`${name}-label`}>${label}</dt><dd key=${name}><bdi>${words}</bdi></dd>`)}</dl><p class="soft said-besides"><small>${besides}</small></p>`;
}

// What a change would change: of each term, what counts now and what is proposed.
export function Differences({ before, after }) {
  const then = Object.fromEntries(saidTerms(after).map((each) => [each.name, each]));
  const now = Object.fromEntries(saidTerms(before).map((each) => [each.name, each]));
  const changed = TERMS.filter(([name]) => now[name]?.words !== then[name]?.words);
  if (changed.length === 0) return html`<p class="soft">The terms stay as they are.</p>`;
  return html`<div class="scroll"><table><caption class="visually-hidden">${count(changed.length, "change")}</caption><thead><tr><th scope="col">Term</th><th scope="col">Now</th><th scope="col">Proposed</th></tr></thead>
    <tbody>${changed.map(([name, label]) => html`<tr key=${name}><th scope="row">${label}</th><td>${now[name]?.words ?? "as the owner's rules say"}</td><td><b>${then[name]?.words ?? "as the owner's rules say"}</b></td></tr>`)}</tbody></table></div>`;
}
