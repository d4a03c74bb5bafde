// All gateways with their health.
import { html, useState } from "view";
import { ask, useAnswer } from "../../app/api.js";
import { Empty, Mark, Name, Waiting } from "../../parts/marks.js";
import { PageHead } from "../../parts/page.js";
import { ProblemBox } from "../../parts/problem.js";
import { Enrol } from "./enrol.js";
import { codeOf, lastHeard, mayOperate, sinceWhen, stateOf, troublesOf } from "./health.js";
import { Register } from "./register.js";

export function Overview({ me }) {
  const { answer, problem, again } = useAnswer((signal) => ask("/api/v1/gateways", { signal }), [], { every: 5_000 });
  const machines = useAnswer((signal) => ask("/api/v1/assets", { signal }), []);
  const [open, setOpen] = useState(null);
  const may = mayOperate(me);
  const own = (machines.answer?.assets ?? []).filter(({ relation }) => relation === "own");
  return html`<${PageHead} title="Gateways" about="What brings your machines' readings in.">
      ${may && html`<button type="button" onClick=${() => setOpen("enrol")}>Enrol a gateway</button><button class="second" type="button" onClick=${() => setOpen("register")}>Register a machine</button>`}
    <//>
    ${!may && html`<p class="panel soft">You see how they are. Enrolling a gateway and registering a machine is for an operator or admin of <bdi>${me.organisation.name}</bdi>.</p>`}
    <${ProblemBox} problem=${problem} again=${again} />
    ${machines.answer !== null && own.length === 0 && may && html`<p class="panel">You have no machine yet. Register one first: a gateway reports only what is registered at its facility.</p>`}
    ${answer === null ? problem === null && html`<${Waiting} />` : html`<${List} gateways=${answer.gateways} />`}
    ${open === "enrol" && html`<${Enrol} me=${me} own=${own} close=${() => { setOpen(null); again(); }} />`}
    ${open === "register" && html`<${Register} me=${me} own=${own} close=${() => { setOpen(null); machines.again(); }} />`}`;
}

function List({ gateways }) {
  if (gateways.length === 0) return html`<${Empty}>You have no gateway. One at each facility, beside the machines, reads what they say.<//>`;
  const now = Date.now();
  return html`<ul class="cards list">${gateways.map((gateway) => html`<${Card} key=${gateway.id} gateway=${gateway} now=${now} />`)}</ul>`;
}

function Card({ gateway, now }) {
  const [tone, state] = stateOf(gateway);
  const troubles = troublesOf(gateway, now);
  return html`<li class="panel"><h2><a href=${`/gateways/${encodeURIComponent(gateway.id)}`}><${Name}>${codeOf(gateway.id)}<//></a></h2>
    <p><${Mark} tone=${tone}>${state}<//> <span class="soft">${sinceWhen(gateway, now)}</span></p>
    <p class="soft">${lastHeard(gateway, now)}</p>
    ${troubles.length > 0 ? html`<ul class="troubles">${troubles.map(({ tone: grade, words }) => html`<li key=${words}><${Mark} tone=${grade}>${words}<//></li>`)}</ul>` : gateway.lastMessage !== null && html`<p class="soft">Nothing missing, nothing refused.</p>`}</li>`;
}
