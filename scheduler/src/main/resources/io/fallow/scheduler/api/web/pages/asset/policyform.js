// Saying the machine's terms: those that any terms may have, and those that an owner alone says.
import { html, useState } from "view";
import { ask } from "../../app/api.js";
import { Field } from "../../parts/field.js";
import { ProblemBox } from "../../parts/problem.js";
import { Length, TermsForm } from "../sharing/termsform.js";
import { useSaving } from "./saving.js";

export function PolicyForm({ path, said, close, done }) {
  const [terms, setTerms] = useState(said);
  const { busy, problem, submit } = useSaving(done);
  return html`<form onSubmit=${submit(() => ask(path, { method: "PUT", body: { terms } }))} novalidate>
    <p class="soft lead">An empty field says nothing of this machine: what you have said for its type counts, and Fallow's usual terms beside.</p>
    <${OwnersTerms} terms=${terms} set=${setTerms} problem=${problem} /><${TermsForm} terms=${terms} set=${setTerms} problem=${problem} />
    <${ProblemBox} problem=${problem} /><div class="buttons"><button class="second" type="button" onClick=${close}>Leave it</button><button type="submit" disabled=${busy}>Save the terms</button></div></form>`;
}

function OwnersTerms({ terms, set, problem }) {
  const put = (name, value) => {
    const { [name]: gone, ...rest } = terms;
    set(value === undefined ? rest : { ...rest, [name]: value });
  };
  const field = (name) => ({ value: terms[name], set: (value) => put(name, value), fault: problem?.of(`terms.${name}`) });
  const share = (event) => put("leastProbability", event.target.value === "" ? undefined : Number(event.target.value) / 100);
  return html`<div class="terms-form"><fieldset><legend>What is offered</legend><div class="fields">
      <${Field} label="Offered at all" fault=${problem?.of("terms.withheld")}><select value=${terms.withheld === undefined ? "" : String(terms.withheld)} onChange=${(event) => put("withheld", { true: true, false: false }[event.target.value])}><option value="">Not said</option><option value="false">Yes</option><option value="true">No: nothing for now</option></select><//>
      <${Field} label="From a chance of idleness of, %" hint="60 to 99: the higher, the fewer windows, and the surer" fault=${problem?.of("terms.leastProbability")}><input type="number" min="60" max="99" step="1" placeholder="not said" value=${terms.leastProbability === undefined ? "" : Math.round(terms.leastProbability * 100)} onChange=${share} /><//>
      <${Length} label="Starts and ends at multiples of" ...${field("granularity")} unit="minutes" /></div></fieldset>
    <fieldset><legend>Making it ready</legend><div class="fields"><${Length} label="Turnaround before" ...${field("before")} unit="minutes" /><${Length} label="Turnaround after" ...${field("after")} unit="minutes" /></div></fieldset>
    <fieldset><legend>While it is held, and when nobody comes</legend><div class="fields">
      <${Length} label="A hold lasts" ...${field("holdFor")} unit="minutes" /><${Length} label="Kept unused after its start for" ...${field("grace")} unit="minutes" />
      <${Length} label="Offered for release after idle for" ...${field("releaseAfterIdle")} unit="minutes" /><${Length} label="Locked out after a fault of" ...${field("faultAfter")} unit="minutes" /></div></fieldset></div>`;
}
