// On what terms the machine is booked: all that count, where each comes from, and saying others.
import { html, useState } from "view";
import { ask, useAnswer } from "../../app/api.js";
import { typeName } from "../../app/words.js";
import { Confirm } from "../../parts/confirm.js";
import { Waiting } from "../../parts/marks.js";
import { ProblemBox } from "../../parts/problem.js";
import { saidTerms } from "../sharing/terms.js";
import { pathOf } from "./paths.js";
import { PolicyForm } from "./policyform.js";

export function Policy({ asset, mayEdit }) {
  const [open, setOpen] = useState(null);
  const path = `${pathOf(asset.id)}/policy`;
  const { answer, problem, again } = useAnswer((signal) => ask(path, { signal }), [path]);
  if (answer === null) return html`<${ProblemBox} problem=${problem} again=${again} />${problem === null && html`<${Waiting} rows=${2} />`}`;
  const own = answer.saidOfAsset !== undefined;
  return html`<section class="panel"><h2>Terms of booking</h2>
    <p class="soft lead">${own ? "What counts for this machine. An agreement may say otherwise for the partner that it is with." : "What counts for you when you book this machine."}</p><${ProblemBox} problem=${problem} again=${again} />
    ${open === "edit" ? html`<${PolicyForm} path=${path} said=${answer.saidOfAsset ?? {}} close=${() => setOpen(null)} done=${() => { setOpen(null); again(); }} />`
      : html`<div class="scroll"><table class="term-table"><thead><tr><th scope="col">Term</th><th scope="col">What counts</th>${own && html`<th scope="col">Said</th>`}</tr></thead>
        <tbody>${rows(answer.terms).map(({ name, label, words }) => html`<tr key=${name}><th scope="row">${label}</th><td><bdi>${words}</bdi></td>${own && html`<td class="soft">${origin(name, answer, asset)}</td>`}</tr>`)}</tbody></table></div>
      ${mayEdit && html`<div class="buttons">${Object.keys(answer.saidOfAsset ?? {}).length > 0 && html`<button class="second" type="button" onClick=${() => setOpen("withdraw")}>Take back what is said of this machine</button>`}<button type="button" onClick=${() => setOpen("edit")}>Change the terms</button></div>`}`}
    ${open === "withdraw" && html`<${Confirm} title="Take it back?" word="Take it back" close=${() => setOpen(null)} act=${async () => { await ask(path, { method: "DELETE" }); again(); }}><p>What you have said for the machine's type counts again, and Fallow's usual terms beside. Reservations stay as they are.</p><//>`}
  </section>`;
}

// Where neither roles nor people are named, both together mean that anybody may.
function rows(terms) {
  if (terms.roles !== "none" || terms.people !== "none") return saidTerms(terms);
  return saidTerms(terms).filter(({ name }) => name !== "people").map((each) => (each.name === "roles" ? { ...each, words: "whoever may book for their organisation" } : each));
}

function origin(name, { saidOfAsset, saidOfType }, asset) {
  if (saidOfAsset?.[name] !== undefined) return "of this machine";
  return saidOfType?.[name] !== undefined ? `of your type ${typeName(asset.type)}` : "usual";
}
