// Locking a machine out: once, until further notice, or again and again. Bookings in the way are named.
import { html, useMemo, useState } from "view";
import { ask, onceKey } from "../../app/api.js";
import { HOUR, MINUTE, iso, localText, ms, range } from "../../app/time.js";
import { Dialog } from "../../parts/dialog.js";
import { Field, MomentField } from "../../parts/field.js";
import { ProblemBox } from "../../parts/problem.js";
import { pathOf } from "./paths.js";
import { useSaving } from "./saving.js";
import { LOCKOUT_KINDS, kindName } from "./says.js";

const RULES = [["", "does not"], ["FREQ=DAILY", "every day"], ["FREQ=WEEKLY", "every week"], ["FREQ=MONTHLY", "every month"], ["own", "by a rule (RFC 5545)"]];

export function LockoutDialog({ asset, close, done }) {
  const zone = asset.facility.zone;
  const [form, setForm] = useState(() => ({ kind: "maintenance", reason: "", start: quarter(), end: quarter() + 2 * HOUR, open: false, repeats: "", rule: "FREQ=MONTHLY;BYDAY=1SA", bump: false }));
  const { busy, problem, submit } = useSaving(() => { done(); close(); });
  const key = useMemo(onceKey, [form]);
  const put = (part) => setForm({ ...form, ...part });
  const reservations = problem?.body.reservations ?? problem?.body.reserved ?? [];
  return html`<${Dialog} title="Lock the machine out" close=${close}><form onSubmit=${submit(() => ask(`${pathOf(asset.id)}/lockouts`, { body: body(form, zone), headers: key }))} novalidate>
    <div class="fields"><${Field} label="Kind" fault=${problem?.of("kind")}><select value=${form.kind} onChange=${(event) => put({ kind: event.target.value })}>${LOCKOUT_KINDS.map((kind) => html`<option key=${kind} value=${kind}>${kindName(kind)}</option>`)}</select><//>
      <${Field} label="Reason" hint="For people" fault=${problem?.of("reason")}><input required maxlength="200" value=${form.reason} onInput=${(event) => put({ reason: event.target.value })} /><//>
      <${MomentField} label="From" zone=${zone} value=${form.start} step=${60} set=${(start) => put({ start, end: Math.max(form.end, start + HOUR) })} fault=${problem?.of("start") || problem?.of("localStart")} />
      ${!form.open && html`<${MomentField} label="To" zone=${zone} value=${form.end} step=${60} set=${(end) => put({ end })} fault=${problem?.of("end") || problem?.of("localEnd") || problem?.of("duration")} />`}
      ${!form.open && html`<${Field} label="Repeats" fault=${form.repeats !== "own" && problem?.of("rule")}><select value=${form.repeats} onChange=${(event) => put({ repeats: event.target.value })}>${RULES.map(([rule, words]) => html`<option key=${rule} value=${rule}>${words}</option>`)}</select><//>`}
      ${!form.open && form.repeats === "own" && html`<${Field} label="Rule" hint="Such as FREQ=MONTHLY;BYDAY=1SA: each month's first Saturday" fault=${problem?.of("rule")}><input required maxlength="512" spellcheck=${false} value=${form.rule} onInput=${(event) => put({ rule: event.target.value.trim() })} /><//>`}</div>
    <label class="check"><input type="checkbox" checked=${form.open} onChange=${(event) => put({ open: event.target.checked })} /> Until further notice</label>
    <label class="check"><input type="checkbox" checked=${form.bump} onChange=${(event) => put({ bump: event.target.checked })} /> Put off bookings in the way: their bookers are told, with alternatives, and owe nothing</label>
    <${ProblemBox} problem=${problem} />
    ${reservations.length > 0 && html`<ul>${reservations.map(({ id, start, end, organisation }) => html`<li key=${id}><a href=${`/bookings/${id}`}>${range(ms(start), ms(end), zone)}</a> <bdi>${organisation}</bdi></li>`)}</ul>`}
    <div class="buttons"><button class="second" type="button" onClick=${close}>Leave it</button><button type="submit" disabled=${busy}>Lock it out</button></div></form><//>`;
}

function body({ kind, reason, start, end, open, repeats, rule, bump }, zone) {
  const said = { kind, reason, onReservations: bump ? "bump" : "refuse" };
  if (open) return { ...said, start: iso(start) };
  if (repeats === "") return { ...said, start: iso(start), end: iso(end) };
  return { ...said, localStart: localText(start, zone), rule: repeats === "own" ? rule : repeats, duration: `PT${Math.round((end - start) / MINUTE)}M` };
}

const quarter = () => Math.ceil(Date.now() / (15 * MINUTE)) * 15 * MINUTE;
