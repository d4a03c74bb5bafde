// What to show: by what, over which time, in which steps.
import { html, useId } from "view";
import { setQuery } from "../../app/router.js";
import { DAY, zoneName } from "../../app/time.js";
import { Field } from "../../parts/field.js";
import { BUCKETS, GROUPS, MOST_DAYS, RANGES, dayText } from "./question.js";

export function Asked({ asked, zones }) {
  const choose = (label, name, value, options, closed = () => false) => html`<${Field} label=${label}><select value=${value} onChange=${(event) => setQuery({ [name]: event.target.value, ...(name === "by" && { of: null }), ...(name === "range" && event.target.value === "free" && { from: dayText(asked.first, asked.zone), until: dayText(asked.last, asked.zone) }) })}>${Object.entries(options).map(([each, words]) => html`<option key=${each} value=${each} disabled=${closed(each)}>${words}</option>`)}</select><//>`;
  const ranges = Object.fromEntries(Object.entries(RANGES).sort(([a], [b]) => order.indexOf(a) - order.indexOf(b)));
  return html`<form class="panel asked" onSubmit=${(event) => event.preventDefault()}><div class="fields">
      ${choose("By", "by", asked.by, GROUPS)}${choose("Time", "range", asked.range, ranges)}
      ${asked.range === "free" && html`<${Day} label="First day" name="from" value=${dayText(asked.first, asked.zone)} /><${Day} label="Last day" name="until" value=${dayText(asked.last, asked.zone)} />`}
      ${choose("In steps of a", "per", asked.bucket, BUCKETS, (each) => asked.length > MOST_DAYS[each])}</div>
    ${zones > 1 && html`<p class="soft"><small>Your facilities are in ${zones} time zones: each counts its own days. The time begins and ends at midnight of ${zoneName(asked.zone)}, so the first and the last day of those elsewhere are cut.</small></p>`}</form>`;
}

const order = ["7", "28", "month", "before", "free"];

// Taken when it is left or confirmed, so that a year can be typed.
function Day({ label, name, value }) {
  const id = useId();
  const today = new Date(Date.now() + DAY).toISOString().slice(0, 10);
  return html`<div class="field"><label for=${id}>${label}</label><input id=${id} type="date" required min="2000-01-01" max=${today} value=${value} onChange=${(event) => { if (event.target.validity.valid) setQuery({ [name]: event.target.value }); }} /></div>`;
}
