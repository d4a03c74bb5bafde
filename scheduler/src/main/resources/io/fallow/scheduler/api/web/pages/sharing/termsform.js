// A form for terms. What it has no field for stays as it was; an empty field says nothing, and the owner's rules count.
import { html, useId } from "view";
import { Field } from "../../parts/field.js";
import { UNITS, minutesOf, unitOf } from "./amounts.js";
import { Tiers } from "./tiers.js";

const ROLES = [["admin", "Admins"], ["operator", "Operators"], ["approver", "Approvers"], ["booker", "Bookers"], ["auditor", "Auditors"]];
const FLOWS = [["utilisation", "How much each machine was used, in weeks that are over"], ["session-power", "The power that it took in their own sessions, minute by minute"]];

// `set` takes the new terms; `problem` is a refusal of the ones before, whose faults are shown at their fields.
export function TermsForm({ terms, set, problem }) {
  const put = (name, value) => {
    const { [name]: gone, ...rest } = terms;
    set(value === undefined ? rest : { ...rest, [name]: value });
  };
  const field = (name) => ({ value: terms[name], set: (value) => put(name, value), fault: problem?.of(`terms.${name}`) });
  return html`<div class="terms-form">
    <${Price} ...${field("price")} problem=${problem} />
    <fieldset><legend>Who says yes</legend><div class="fields">
      <${Choice} label="Requests" ...${field("approval")} choices=${[["automatic", "What fits is booked at once"], ["owner", "The owner answers each request"]]} />
      <${Length} label="The owner answers within" ...${field("approvalWithin")} unit="hours" /></div></fieldset>
    <fieldset><legend>Who may book</legend><p class="soft"><small>With none chosen, whoever may book for their organisation.</small></p>
      <${Checks} options=${ROLES} ...${field("roles")} /></fieldset>
    <fieldset><legend>How long and how far ahead</legend><div class="fields">
      <${Length} label="Shortest booking" ...${field("shortest")} unit="minutes" /><${Length} label="Longest booking" ...${field("longest")} unit="hours" />
      <${Length} label="Booked ahead by at least" ...${field("notice")} unit="hours" /><${Length} label="Booked ahead by at most" ...${field("horizon")} unit="days" hint="At most 28 days; others see no further" /></div></fieldset>
    <fieldset><legend>How much</legend><div class="fields">
      <${Amount} label="Hours in a week" ...${field("hoursPerWeek")} /><${Amount} label="Hours in a month" ...${field("hoursPerMonth")} />
      <${Amount} label="Reservations at once" whole ...${field("simultaneous")} /></div></fieldset>
    <fieldset><legend>What a cancellation costs</legend><${Tiers} ...${field("cancellation")} /></fieldset>
    <fieldset><legend>What they are told besides</legend><${Checks} options=${FLOWS} ...${field("data")} /></fieldset>
    <fieldset><legend>What they need</legend><div class="fields">
      <${Codes} label="Qualifications of the organisation" ...${field("qualifications")} /><${Codes} label="Qualifications of the person" ...${field("personQualifications")} /></div></fieldset>
  </div>`;
}

function Price({ value, set, fault, problem }) {
  const kind = value === undefined ? "" : value === "free" ? "free" : "paid";
  const paid = kind === "paid" ? value : { perHour: 50, currency: "EUR", per: "used" };
  const change = (part) => set({ ...paid, ...part });
  return html`<fieldset><legend>Price</legend><div class="fields">
    <${Field} label="An hour" fault=${fault}><select value=${kind} onChange=${(event) => set({ free: "free", paid }[event.target.value])}><option value="">as the owner's rules say</option><option value="free">is free</option><option value="paid">costs</option></select><//>
    ${kind === "paid" && html`<${Field} label="Amount" fault=${problem?.of("terms.price.perHour")}><input type="number" min="0" step="0.01" required value=${paid.perHour} onInput=${(event) => change({ perHour: Number(event.target.value) })} /><//>
      <${Field} label="Currency" hint="Three letters, or CREDIT" fault=${problem?.of("terms.price.currency")}><input required maxlength="6" value=${paid.currency} onInput=${(event) => change({ currency: event.target.value.trim().toUpperCase() })} /><//>
      <${Field} label="For each hour" fault=${problem?.of("terms.price.per")}><select value=${paid.per} onChange=${(event) => change({ per: event.target.value })}><option value="used">in which it was used</option><option value="reserved">that was reserved</option></select><//>`}
  </div></fieldset>`;
}

function Choice({ label, value, set, choices, fault }) {
  return html`<${Field} label=${label} fault=${fault}><select value=${value ?? ""} onChange=${(event) => set(event.target.value || undefined)}><option value="">As the owner's rules say</option>${choices.map(([each, words]) => html`<option key=${each} value=${each}>${words}</option>`)}</select><//>`;
}

// A duration as a number and its unit. `none`, where it was said, is kept until a number is given.
export function Length({ label, value, set, unit, hint, fault }) {
  const id = useId();
  const minutes = minutesOf(value);
  const shown = minutes === null ? unit : unitOf(minutes);
  const size = (name) => UNITS.find(([each]) => each === name)[1];
  const say = (number, name) => set(number > 0 ? `PT${Math.round(number * size(name))}M` : undefined);
  const number = minutes === null ? "" : minutes / size(shown);
  return html`<div class="field"><label for=${id}>${label}</label><div class="length">
    <input id=${id} type="number" min="1" step="1" value=${number} placeholder=${value === "none" ? "no limit" : "not said"} aria-invalid=${fault ? "true" : undefined} onChange=${(event) => say(Number(event.target.value), shown)} />
    <select aria-label=${`${label}: unit`} value=${shown} disabled=${number === ""} onChange=${(event) => say(number, event.target.value)}>${UNITS.map(([name]) => html`<option key=${name}>${name}</option>`)}</select></div>
    ${hint && html`<small>${hint}</small>`}${fault && html`<small class="fault">${fault}</small>`}</div>`;
}

function Amount({ label, value, set, whole = false, fault }) {
  return html`<${Field} label=${label} fault=${fault}><input type="number" min=${whole ? 1 : 0.25} step=${whole ? 1 : 0.25} value=${value === "none" ? "" : value ?? ""} placeholder=${value === "none" ? "no limit" : "not said"} onChange=${(event) => set(Number(event.target.value) > 0 ? Number(event.target.value) : undefined)} /><//>`;
}

function Checks({ options, value, set, fault }) {
  const chosen = Array.isArray(value) ? value : [];
  const toggle = (name) => {
    const next = options.map(([each]) => each).filter((each) => (each === name ? !chosen.includes(each) : chosen.includes(each)));
    set(next.length === 0 ? undefined : next);
  };
  return html`<div>${options.map(([name, words]) => html`<label class="check" key=${name}><input type="checkbox" checked=${chosen.includes(name)} onChange=${() => toggle(name)} /> ${words}</label>`)}${fault && html`<small class="fault">${fault}</small>`}</div>`;
}

function Codes({ label, value, set, fault }) {
  const changed = (event) => {
    const codes = event.target.value.split(/[,\s]+/).filter(Boolean);
    set(codes.length === 0 ? undefined : codes);
  };
  return html`<${Field} label=${label} hint="Codes, with commas between them" fault=${fault}><input value=${Array.isArray(value) ? value.join(", ") : ""} onChange=${changed} /><//>`;
}
