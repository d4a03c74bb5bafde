// Terms, chances and refusals in words.
import { MINUTE, moment, ms, span } from "../../app/time.js";
import { percent } from "../../app/words.js";

// How likely it is that a machine stands idle, as people say it.
export function chance(probability) {
  if (probability >= 0.95) return "Almost certainly idle";
  if (probability >= 0.85) return "Very likely idle";
  return probability >= 0.72 ? "Likely idle" : "Rather likely idle";
}

// The length of a duration as the API writes it: "PT1H30M" → milliseconds.
export const lengthOf = (text) => globalThis.Temporal.Duration.from(text).total({ unit: "millisecond" });
export const lengthName = (minutes) => span(minutes * MINUTE);

// Instants within a sentence of the API, as the facility's clock shows them.
export function onClock(sentence, zone) {
  const told = String(sentence).replace(/\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?Z/g, (each) => moment(ms(each), zone));
  return told.charAt(0).toUpperCase() + told.slice(1);
}

export function priceName(price) {
  if (price === undefined || price === null) return null;
  if (price === "free") return "Free";
  return `${price.perHour} ${price.currency} an hour ${price.per}`;
}

export const approvalName = (approval) => (approval === "owner" ? "The owner approves" : "Booked at once");

const said = (term) => term !== undefined && term !== null && term !== "none" && !(Array.isArray(term) && term.length === 0);
const long = (text) => span(lengthOf(text));

// What one should know before one books: [name, words].
export function termRows(terms) {
  const quota = [
    [terms.simultaneous, (number) => `at most ${number} bookings at once`],
    [terms.pending, (number) => `at most ${number} holds and requests at once`],
    [terms.hoursPerWeek, (number) => `at most ${number} h a week`],
    [terms.hoursPerMonth, (number) => `at most ${number} h a month`],
  ].filter(([term]) => said(term)).map(([term, words]) => words(term));
  const turnaround = [[terms.before, "before"], [terms.after, "after"]].filter(([term]) => said(term) && lengthOf(term) > 0).map(([term, when]) => `${long(term)} ${when}`);
  return [
    ["Length", said(terms.shortest) && `${long(terms.shortest)} to ${long(terms.longest)}`],
    ["Start and end", said(terms.granularity) && lengthOf(terms.granularity) > MINUTE && `at multiples of ${long(terms.granularity)}`],
    ["Notice", said(terms.notice) && lengthOf(terms.notice) > 0 && `${long(terms.notice)} before the start`],
    ["Who says yes", terms.approval === "owner" ? `the owner, within ${long(terms.approvalWithin)}` : "nobody needs to: booked at once"],
    ["Price", priceName(terms.price)],
    ["Cancelling", said(terms.cancellation) && cancelling(terms.cancellation)],
    ["Each organisation", quota.length > 0 && quota.join(", ")],
    ["Needed", needed(terms)],
    ["Made ready", turnaround.length > 0 && turnaround.join(", ")],
    ["Nobody comes", said(terms.grace) && `given to others ${long(terms.grace)} after the start`],
  ].filter(([, words]) => words);
}

function cancelling(tiers) {
  return tiers.map(({ atLeastBefore, percent: share }) => `${lengthOf(atLeastBefore) === 0 ? "later" : `until ${long(atLeastBefore)} before`}: ${share} %`).join(", ");
}

function needed(terms) {
  const codes = [...(said(terms.qualifications) ? terms.qualifications : []), ...(said(terms.personQualifications) ? terms.personQualifications.map((code) => `${code} (you yourself)`) : [])];
  return codes.length > 0 && codes.join(", ");
}

export const chanceOf = (probability) => `${chance(probability)}, ${percent(probability)}`;
