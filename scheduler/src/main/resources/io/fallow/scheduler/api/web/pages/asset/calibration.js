// How the machine stands with its calibration: until when it is good, what was recorded, and recording another.
import { html, useState } from "view";
import { ask, useAnswer } from "../../app/api.js";
import { away, moment, ms, range } from "../../app/time.js";
import { count } from "../../app/words.js";
import { Confirm } from "../../parts/confirm.js";
import { Dialog } from "../../parts/dialog.js";
import { Field } from "../../parts/field.js";
import { Empty, Mark, Waiting } from "../../parts/marks.js";
import { ProblemBox } from "../../parts/problem.js";
import { pathOf } from "./paths.js";
import { useSaving } from "./saving.js";

export function Calibration({ asset, mayEdit }) {
  const [open, setOpen] = useState(null);
  const path = `${pathOf(asset.id)}/calibration`;
  const { answer, problem, again } = useAnswer((signal) => ask(path, { signal }), [path]);
  if (answer === null) return html`<${ProblemBox} problem=${problem} again=${again} />${problem === null && html`<${Waiting} rows=${1} />`}`;
  const zone = asset.facility.zone;
  const close = () => setOpen(null);
  const done = () => { close(); again(); };
  return html`<section class="panel"><h2>Calibration</h2>
    ${answer.limits === undefined ? html`<p>The machine needs no calibration.</p>` : html`<${Standing} calibration=${answer} zone=${zone} />`}
    ${answer.reserved?.length > 0 && html`<p><${Mark} tone="warn">In the way<//> ${answer.reserved.map(({ id, start, end }) => html`<a key=${id} href=${`/bookings/${id}`}>${range(ms(start), ms(end), zone)}</a> `)}</p>`}
    ${mayEdit && html`<div class="buttons">${answer.limits !== undefined && html`<button class="second" type="button" onClick=${() => setOpen("none")}>It needs none</button>`}<button class="second" type="button" onClick=${() => setOpen("limits")}>${answer.limits === undefined ? "It needs calibration" : "Change how long it is good"}</button><button type="button" onClick=${() => setOpen("record")}>Record one</button></div>`}
    <h3>Recorded</h3>
    ${answer.records.length === 0 ? html`<${Empty}>Nothing has been recorded.<//>` : html`<div class="scroll"><table><thead><tr><th scope="col">When</th><th scope="col">Outcome</th><th scope="col">Note</th><th scope="col">By</th></tr></thead>
      <tbody>${answer.records.map(({ at, passed, note, recordedBy }) => html`<tr key=${at}><td>${moment(ms(at), zone)}</td><td><${Mark} tone=${passed ? "good" : "bad"}>${passed ? "Passed" : "Failed"}<//></td><td><bdi>${note}</bdi></td><td><bdi>${recordedBy}</bdi></td></tr>`)}</tbody></table></div>`}
    ${open === "limits" && html`<${Limits} path=${path} limits=${answer.limits ?? {}} close=${close} done=${done} />`}
    ${open === "record" && html`<${Record} path=${path} close=${close} done=${done} />`}
    ${open === "none" && html`<${Confirm} title="Does it need no calibration?" word="It needs none" close=${close} act=${async () => { await ask(path, { method: "DELETE" }); again(); }}><p>It is locked out for its calibration no more. What was recorded stays.</p><//>`}
  </section>`;
}

function Standing({ calibration: { limits, calibratedAt, dueAt, usedHours, hoursLeft }, zone }) {
  const lengths = [limits.days && count(limits.days, "day"), limits.runHours && `${count(limits.runHours, "hour")} in use`].filter(Boolean).join(" or ");
  return html`<dl class="facts"><dt>Good for</dt><dd>${lengths}${limits.days && limits.runHours ? ", whichever is over first" : ""}</dd>
    <dt>Last one</dt><dd>${calibratedAt ? moment(ms(calibratedAt), zone) : "none yet: the machine is locked out"}</dd>
    ${dueAt && html`<dt>Due</dt><dd>${moment(ms(dueAt), zone)}, ${away(ms(dueAt), Date.now())}</dd>`}
    ${hoursLeft !== undefined && html`<dt>Hours in use left</dt><dd>${hoursLeft.toFixed(1)}${usedHours !== undefined ? `, after ${usedHours.toFixed(1)} since the last one` : ""}</dd>`}</dl>`;
}

function Limits({ path, limits, close, done }) {
  const [form, setForm] = useState({ days: limits.days ?? "", runHours: limits.runHours ?? "" });
  const { busy, problem, submit } = useSaving(done);
  const whole = (text) => (String(text) === "" ? undefined : Number(text));
  return html`<${Dialog} title="How long a calibration is good" close=${close}><form onSubmit=${submit(() => ask(path, { method: "PUT", body: { days: whole(form.days), runHours: whole(form.runHours) } }))} novalidate>
    <div class="fields"><${Field} label="Days" hint="Empty: no limit" fault=${problem?.of("days")}><input type="number" min="1" step="1" value=${form.days} onInput=${(event) => setForm({ ...form, days: event.target.value })} /><//>
      <${Field} label="Hours in use" hint="As telemetry counts them; empty: no limit" fault=${problem?.of("runHours")}><input type="number" min="1" step="1" value=${form.runHours} onInput=${(event) => setForm({ ...form, runHours: event.target.value })} /><//></div>
    <p class="soft">Until the first calibration is recorded the machine is locked out.</p>
    <${ProblemBox} problem=${problem} /><div class="buttons"><button class="second" type="button" onClick=${close}>Leave it</button><button type="submit" disabled=${busy}>Save</button></div></form><//>`;
}

function Record({ path, close, done }) {
  const [form, setForm] = useState({ passed: true, note: "" });
  const { busy, problem, submit } = useSaving(done);
  return html`<${Dialog} title="Record a calibration" close=${close}><form onSubmit=${submit(() => ask(`${path}/records`, { body: form }))} novalidate>
    <fieldset><legend>Outcome</legend><label class="check"><input type="radio" name="passed" checked=${form.passed} onChange=${() => setForm({ ...form, passed: true })} /> Passed: it may be used</label>
      <label class="check"><input type="radio" name="passed" checked=${!form.passed} onChange=${() => setForm({ ...form, passed: false })} /> Failed: it is locked out until one is passed</label></fieldset>
    <${Field} label="Note" hint="For people" fault=${problem?.of("note")}><input required maxlength="200" value=${form.note} onInput=${(event) => setForm({ ...form, note: event.target.value })} /><//>
    <${ProblemBox} problem=${problem} /><div class="buttons"><button class="second" type="button" onClick=${close}>Leave it</button><button type="submit" disabled=${busy}>Record it</button></div></form><//>`;
}
