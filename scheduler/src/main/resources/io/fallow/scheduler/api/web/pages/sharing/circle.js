// One circle: its members, its common terms, what was put to it.
import { html, useState } from "view";
import { ask, useAnswer } from "../../app/api.js";
import { go } from "../../app/router.js";
import { Mark, Name, Waiting } from "../../parts/marks.js";
import { PageHead } from "../../parts/page.js";
import { ProblemBox } from "../../parts/problem.js";
import { CircleStep } from "./circlesteps.js";
import { Motion } from "./motion.js";
import { Put } from "./put.js";
import { day, hereName, mayDecide, mine } from "./say.js";
import { Terms } from "./terms.js";

const ROLE = { admin: ["good", "You are its admin"], member: ["good", "You are a member"], invited: ["warn", "It would take you in"] };

export function CirclePage({ me, id }) {
  const { answer, problem, again } = useAnswer((signal) => ask(`/api/v1/circles/${id}`, { signal }), [id], { every: 15_000 });
  if (answer === null) return html`<${PageHead} title="Circle" /><p><a href="/sharing">All sharing</a></p><${ProblemBox} problem=${problem} again=${problem?.status === 404 ? undefined : again} />${problem === null && html`<${Waiting} />`}`;
  return html`<${Shown} me=${me} circle=${answer} again=${again} problem=${problem} />`;
}

function Shown({ me, circle, again, problem }) {
  const [step, setStep] = useState(null);
  const may = mayDecide(me);
  const [tone, role] = ROLE[circle.role];
  const open = circle.motions.filter(({ status }) => status === "open");
  const decided = circle.motions.filter(({ status }) => status !== "open").reverse();
  const over = () => go("/sharing");
  return html`<p class="back"><a href="/sharing">All sharing</a></p>
    <${PageHead} title=${circle.name} about=${html`Circle <code>${circle.code}</code>, admin <bdi>${circle.admin.name}</bdi>`}>${may && circle.role !== "invited" && html`<a class="button" href=${`/sharing/new?circle=${circle.id}`}>Share with it</a>`}<//>
    <${ProblemBox} problem=${problem} again=${again} />
    <section class="panel"><h2><${Mark} tone=${tone}>${role}<//></h2>
      <p>${circle.role === "invited" ? "If you consent you join it: you see and book what its members share with it, and may share with it. You share nothing by joining." : "Members see and book what others share with the circle. Each decides what it shares."}</p>
      ${!may && html`<p class="soft">Consenting, inviting and leaving is for an admin of yours.</p>`}
      ${may && circle.role !== "invited" && html`<div class="actions steps">
        <button class="second" type="button" onClick=${() => setStep({ kind: "invite" })}>Invite …</button>
        <button class="second" type="button" onClick=${() => setStep({ kind: "terms" })}>Other common terms …</button>
        ${circle.role === "admin" && circle.members.length > 1 && html`<button class="second" type="button" onClick=${() => setStep({ kind: "admin" })}>Hand over …</button>`}
        ${circle.role === "admin" ? html`<button class="second" type="button" onClick=${() => setStep({ kind: "close" })}>Close the circle …</button>` : html`<button class="second" type="button" onClick=${() => setStep({ kind: "leave" })}>Leave …</button>`}
      </div>`}</section>
    ${open.length > 0 && html`<section class="panel"><h2>Put to the circle</h2><ul class="motions">${open.map((motion) => html`<${Motion} key=${motion.id} me=${me} circle=${circle} motion=${motion} answer=${(kind) => setStep({ kind, motion })} />`)}</ul></section>`}
    <section class="panel"><h2>Members</h2><div class="scroll"><table><thead><tr><th scope="col">Organisation</th><th scope="col">Code</th><th scope="col">Since</th>${circle.role === "admin" && may && html`<th><span class="visually-hidden">Remove</span></th>`}</tr></thead>
      <tbody>${circle.members.map((member) => html`<tr key=${member.code}><th scope="row"><${Name}>${member.name}<//>${member.code === circle.admin.code && html` <small>(admin)</small>`}</th><td><code>${member.code}</code></td><td>${day(member.since)}</td>
        ${circle.role === "admin" && may && html`<td>${!mine(me, member.code) && html`<button class="quiet small" type="button" onClick=${() => setStep({ kind: "remove", member })}>Remove<span class="visually-hidden"> ${member.name}</span> …</button>`}</td>`}</tr>`)}</tbody></table></div></section>
    <section class="panel"><h2>Common terms</h2><${Terms} terms=${circle.terms} besides="They go before its members' own; all else is as each owner's rules say." /></section>
    ${decided.length > 0 && html`<details class="past"><summary>What was decided (${decided.length})</summary><ul class="motions">${decided.map((motion) => html`<${Motion} key=${motion.id} me=${me} circle=${circle} motion=${motion} />`)}</ul></details>`}
    <p class="soft"><small>${hereName()}</small></p>
    ${step && (["invite", "terms", "admin"].includes(step.kind) ? html`<${Put} kind=${step.kind} circle=${circle} me=${me} close=${() => setStep(null)} done=${again} />` : html`<${CircleStep} ...${step} circle=${circle} close=${() => setStep(null)} done=${again} over=${over} />`)}`;
}
