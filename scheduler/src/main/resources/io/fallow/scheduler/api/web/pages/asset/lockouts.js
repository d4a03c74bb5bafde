// Times in which nobody may use the machine: those that are known, ending one, making another.
import { html, useState } from "view";
import { ask, useAnswer } from "../../app/api.js";
import { DAY, HOUR, iso, moment, ms, range } from "../../app/time.js";
import { Confirm } from "../../parts/confirm.js";
import { Empty, Mark, Waiting } from "../../parts/marks.js";
import { ProblemBox } from "../../parts/problem.js";
import { LockoutDialog } from "./lockoutform.js";
import { pathOf } from "./paths.js";
import { kindName } from "./says.js";

export function Lockouts({ asset, mayEdit }) {
  const [open, setOpen] = useState(null);
  const start = Math.floor(Date.now() / HOUR) * HOUR;
  const { answer, problem, again } = useAnswer((signal) => ask(`${pathOf(asset.id)}/lockouts`, { query: { from: iso(start - 14 * DAY), to: iso(start + 90 * DAY) }, signal }), [asset.id], { every: 30_000 });
  const close = () => setOpen(null);
  return html`<section class="panel"><h2>Lock-outs</h2>
    <p class="soft lead">While a machine is locked out nobody may use it, and nothing is offered. Faults that last and calibrations that are due lock it out by themselves. The last 14 and the next 90 days:</p>
    <${ProblemBox} problem=${problem} again=${again} />
    ${answer === null ? problem === null && html`<${Waiting} rows=${1} />` : answer.lockouts.length === 0 ? html`<${Empty}>The machine is not locked out.<//>`
      : html`<ul class="lockout-list">${answer.lockouts.map((each) => html`<${Lockout} key=${`${each.id} ${each.start}`} lockout=${each} zone=${asset.facility.zone} end=${mayEdit ? () => setOpen({ end: each }) : null} />`)}</ul>`}
    ${mayEdit && html`<div class="buttons"><button type="button" onClick=${() => setOpen({ make: true })}>Lock it out</button></div>`}
    ${open?.make && html`<${LockoutDialog} asset=${asset} close=${close} done=${again} />`}
    ${open?.end && html`<${Confirm} title="End this lock-out?" word="End it" grave=${false} close=${close} act=${async () => { await ask(`${pathOf(asset.id)}/lockouts/${open.end.id}/end`, { method: "POST" }); again(); }}>
      <p><b>${kindName(open.end.kind)}</b>: <bdi>${open.end.reason}</bdi></p><p>${open.end.recurs ? "It recurs no more, and the machine may be used again." : ms(open.end.start) > Date.now() ? "It has not begun, and is forgotten." : "The machine may be used again from now on."}</p><//>`}
  </section>`;
}

function Lockout({ lockout: { kind, reason, start, end, endedAt, createdBy, recurs, bumped }, zone, end: stop }) {
  const over = endedAt !== undefined || (end !== undefined && ms(end) <= Date.now());
  const when = end === undefined ? `from ${moment(ms(start), zone)} until further notice` : range(ms(start), ms(end), zone);
  return html`<li class=${over ? "over" : ""}><div><p><${Mark} tone=${over ? "calm" : ms(start) > Date.now() ? "warn" : "bad"}>${kindName(kind)}<//> <b>${when}</b></p><p><bdi>${reason}</bdi></p>
    <p class="soft"><small>by <bdi>${createdBy}</bdi>${endedAt ? `, ended ${moment(ms(endedAt), zone)}` : ""}${recurs ? `, recurs: ${recurs.rule}` : ""}${bumped?.length > 0 ? `, ${bumped.length} bookings were put off for it` : ""}</small></p></div>
    ${!over && stop && html`<button class="second small" type="button" onClick=${stop}>End<span class="visually-hidden"> ${kindName(kind)} ${when}</span></button>`}</li>`;
}
