// Days on which other hours hold for the machine.
import { html, useState } from "view";
import { ask } from "../../app/api.js";
import { date, instantAt } from "../../app/time.js";
import { Confirm } from "../../parts/confirm.js";
import { Dialog } from "../../parts/dialog.js";
import { Field } from "../../parts/field.js";
import { ProblemBox } from "../../parts/problem.js";
import { pathOf } from "./paths.js";
import { useSaving } from "./saving.js";

export function DaysForm({ asset, days, mayEdit, again, today }) {
  const [open, setOpen] = useState(null);
  const zone = asset.facility.zone;
  const named = (day) => date(instantAt(`${day}T12:00`, zone), zone);
  return html`${days.length === 0 && html`<p class="soft">None in the coming year.</p>`}
    <ul class="day-list">${days.map((each) => html`<li key=${each.day}><b>${named(each.day)}</b> <span>${each.hours.map(({ opens, closes }) => `${opens} – ${closes}`).join(", ") || "closed"}</span> <bdi class="soft">${each.reason}</bdi>
      ${mayEdit && html`<span class="actions"><button class="second small" type="button" onClick=${() => setOpen({ change: each })}>Change<span class="visually-hidden"> ${named(each.day)}</span></button><button class="quiet small" type="button" onClick=${() => setOpen({ remove: each })}>Remove<span class="visually-hidden"> ${named(each.day)}</span></button></span>`}</li>`)}</ul>
    ${mayEdit && html`<div class="buttons"><button type="button" onClick=${() => setOpen({ change: { day: today, hours: [], reason: "" } })}>Add a day</button></div>`}
    ${open?.change && html`<${DayDialog} asset=${asset} day=${open.change} today=${today} close=${() => setOpen(null)} done=${() => { setOpen(null); again(); }} />`}
    ${open?.remove && html`<${Confirm} title=${`Let the week hold again on ${named(open.remove.day)}?`} word="Remove the day" grave=${false} close=${() => setOpen(null)} act=${async () => { await ask(`${pathOf(asset.id)}/exceptions/${open.remove.day}`, { method: "DELETE" }); again(); }}><p>What is booked stays.</p><//>`}`;
}

function DayDialog({ asset, day: before, today, close, done }) {
  const [form, setForm] = useState(before);
  const { busy, problem, submit } = useSaving(done);
  const change = (index, part) => setForm({ ...form, hours: form.hours.map((each, at) => (at === index ? { ...each, ...part } : each)) });
  const save = () => ask(`${pathOf(asset.id)}/exceptions/${form.day}`, { method: "PUT", body: { hours: form.hours, reason: form.reason } });
  return html`<${Dialog} title="Other hours on a day" close=${close}><form onSubmit=${submit(save)} novalidate>
    <div class="fields"><${Field} label="Day" fault=${problem?.of("day")}><input type="date" required min=${today} value=${form.day} onChange=${(event) => setForm({ ...form, day: event.target.value })} /><//>
      <${Field} label="Reason" hint="For people" fault=${problem?.of("reason")}><input required maxlength="200" value=${form.reason} onInput=${(event) => setForm({ ...form, reason: event.target.value })} /><//></div>
    <fieldset><legend>Hours</legend>${form.hours.length === 0 && html`<p class="soft">Closed on this day.</p>`}
      ${form.hours.map((each, index) => html`<div class="hours-row" key=${index}>
        <${Field} label="Opens" fault=${problem?.of(`hours[${index}].opens`)}><input value=${each.opens} maxlength="5" onInput=${(event) => change(index, { opens: event.target.value.trim() })} /><//>
        <${Field} label="Closes" fault=${problem?.of(`hours[${index}].closes`)}><input value=${each.closes} maxlength="5" onInput=${(event) => change(index, { closes: event.target.value.trim() })} /><//>
        <button class="quiet small" type="button" aria-label=${`Remove ${each.opens} to ${each.closes}`} onClick=${() => setForm({ ...form, hours: form.hours.filter((other) => other !== each) })}>Remove</button></div>`)}
      <button class="second small" type="button" onClick=${() => setForm({ ...form, hours: [...form.hours, { opens: "08:00", closes: "18:00" }] })}>Add hours</button></fieldset>
    <${ProblemBox} problem=${problem} /><div class="buttons"><button class="second" type="button" onClick=${close}>Leave it</button><button type="submit" disabled=${busy}>Save the day</button></div></form><//>`;
}
