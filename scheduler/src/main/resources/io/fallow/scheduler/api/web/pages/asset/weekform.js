// The hours of a week: as a table, and as a form in which each fault stands at its field.
import { html, useState } from "view";
import { ask } from "../../app/api.js";
import { inWords } from "../../app/words.js";
import { Field } from "../../parts/field.js";
import { ProblemBox } from "../../parts/problem.js";
import { WEEK_DAYS } from "./calendar.js";
import { pathOf } from "./paths.js";
import { useSaving } from "./saving.js";

export function WeekTable({ week }) {
  return html`<table class="week-table"><tbody>${WEEK_DAYS.map((day) => {
    const hours = week.filter((each) => each.day === day);
    return html`<tr key=${day}><th scope="row">${inWords(day)}</th><td>${hours.length === 0 ? html`<span class="soft">closed</span>` : hours.map(({ opens, closes, validFrom, validUntil }) => html`<span class="hours">${opens} – ${closes}${validFrom ? ` from ${validFrom}` : ""}${validUntil ? ` until ${validUntil}` : ""}</span>`)}</td></tr>`;
  })}</tbody></table>`;
}

export function WeekForm({ asset, week, own, close, done }) {
  const [rows, setRows] = useState(() => week.map((each) => ({ ...each, key: crypto.randomUUID() })));
  const { busy, problem, save, submit } = useSaving(done);
  const put = (hours) => ask(`${pathOf(asset.id)}/openings`, { method: "PUT", body: { week: hours } });
  const change = (key, part) => setRows(rows.map((row) => (row.key === key ? { ...row, ...part } : row)));
  const add = (day) => setRows([...rows, { day, opens: "08:00", closes: "18:00", key: crypto.randomUUID() }]);
  const sent = WEEK_DAYS.flatMap((day) => rows.filter((row) => row.day === day));
  return html`<form class="week-form" onSubmit=${submit(() => put(sent.map(({ key, ...hours }) => hours)))} novalidate>
    ${WEEK_DAYS.map((day) => html`<fieldset key=${day}><legend>${inWords(day)}</legend>
      ${rows.every((row) => row.day !== day) && html`<span class="soft">closed</span>`}
      ${sent.map((row, index) => row.day === day && html`<div class="hours-row" key=${row.key}>
        <${Field} label="Opens" fault=${problem?.of(`week[${index}].opens`)}><input value=${row.opens} inputmode="numeric" placeholder="08:00" maxlength="5" onInput=${(event) => change(row.key, { opens: event.target.value.trim() })} /><//>
        <${Field} label="Closes" fault=${problem?.of(`week[${index}].closes`)}><input value=${row.closes} inputmode="numeric" placeholder="24:00" maxlength="5" onInput=${(event) => change(row.key, { closes: event.target.value.trim() })} /><//>
        <button class="quiet small" type="button" aria-label=${`Remove ${row.opens} to ${row.closes} on ${inWords(day)}`} onClick=${() => setRows(rows.filter(({ key }) => key !== row.key))}>Remove</button></div>`)}
      <button class="second small" type="button" aria-label=${`Add hours on ${inWords(day)}`} onClick=${() => add(day)}>Add hours</button></fieldset>`)}
    <p class="soft">Hours over midnight are two: until 24:00, and from 00:00 of the next day. To close it all week, withhold it in its terms.</p>
    <${ProblemBox} problem=${problem} />
    <div class="buttons"><button class="second" type="button" onClick=${close}>Leave it</button>
      ${own && html`<button class="second" type="button" disabled=${busy} onClick=${() => save(() => put([]))}>Use the facility's hours</button>`}
      <button type="submit" disabled=${busy || rows.length === 0}>Save the hours</button></div>
  </form>`;
}
