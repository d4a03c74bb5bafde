// By what a gateway signs in: its token that waits, and its credentials.
import { html, useState } from "view";
import { ask, useAnswer } from "../../app/api.js";
import { HERE, away, moment, ms } from "../../app/time.js";
import { Confirm } from "../../parts/confirm.js";
import { Dialog } from "../../parts/dialog.js";
import { Empty, Mark, Waiting } from "../../parts/marks.js";
import { ProblemBox } from "../../parts/problem.js";
import { Issued, Rotate } from "./rotate.js";
import { Token } from "./token.js";

const SAID = {
  renew: ["A new token", "Make it", false, ["You see it once; it works once, for a day.", "A token from before is worth nothing any more.", "Credentials in use stay valid until a day after the new ones are fetched."]],
  withdraw: ["Withdraw the token", "Withdraw it", true, ["Nobody can enrol by it any more. Credentials stay."]],
  revokeAll: ["Revoke everything", "Revoke all", true, ["All credentials and the token end, and its connections are cut at once.", "It sends nothing until it is enrolled anew; its readings wait on its disk."]],
  revoke: ["Revoke a credential", "Revoke it", true, ["It ends, and its connection is cut at once."]],
};

export function Access({ path, changed }) {
  const { answer, problem, again } = useAnswer((signal) => ask(`${path}/access`, { signal }), [path], { every: 15_000 });
  const [step, setStep] = useState(null);
  const [token, setToken] = useState(null);
  const [issued, setIssued] = useState(null);
  const act = async () => {
    if (step.kind === "renew") setToken(await ask(`${path}/enrolment`, { method: "POST" }));
    if (step.kind === "withdraw") await ask(`${path}/enrolment`, { method: "DELETE" });
    if (step.kind === "revokeAll") await ask(`${path}/credentials`, { method: "DELETE" });
    if (step.kind === "revoke") await ask(`${path}/credentials/${step.credential.id}`, { method: "DELETE" });
    again();
    changed();
  };
  const [title, word, grave, said] = step === null || step.kind === "rotate" ? [] : SAID[step.kind];
  return html`<section class="panel access"><h2>Access</h2><${ProblemBox} problem=${problem} again=${again} />
    ${answer === null ? problem === null && html`<${Waiting} rows=${1} />` : html`<${Shown} access=${answer} open=${setStep} />`}
    ${title && html`<${Confirm} title=${title} word=${word} grave=${grave} act=${act} close=${() => setStep(null)}><ul class="said">${said.map((each) => html`<li key=${each}>${each}</li>`)}</ul>${step.credential && html`<p><code>${step.credential.user}</code></p>`}<//>`}
    ${step?.kind === "rotate" && html`<${Rotate} path=${path} close=${() => setStep(null)} done=${(credential) => { setStep(null); setIssued(credential); again(); }} />`}
    ${token && html`<${Dialog} title="Enrol its program" close=${() => setToken(null)} wide><${Token} issued=${token} /><div class="buttons"><button type="button" onClick=${() => setToken(null)}>I have it</button></div><//>`}
    ${issued && html`<${Issued} issued=${issued} close=${() => setIssued(null)} />`}</section>`;
}

function Shown({ access, open }) {
  const { enrolment, credentials } = access;
  const now = Date.now();
  return html`<p>${enrolment === null ? "No token waits to be used." : html`A token of <bdi>${enrolment.createdBy}</bdi> waits to be used, until ${moment(ms(enrolment.expiresAt), HERE)}, ${away(ms(enrolment.expiresAt), now)}.`}</p>
    <div class="actions steps"><button class="second" type="button" onClick=${() => open({ kind: "renew" })}>New token …</button>
      ${enrolment !== null && html`<button class="second" type="button" onClick=${() => open({ kind: "withdraw" })}>Withdraw the token …</button>`}
      ${credentials.some(({ valid }) => valid) && html`<button class="second" type="button" onClick=${() => open({ kind: "rotate" })}>Another credential …</button>`}
      ${(enrolment !== null || credentials.some(({ valid }) => valid)) && html`<button class="second" type="button" onClick=${() => open({ kind: "revokeAll" })}>Revoke everything …</button>`}</div>
    ${credentials.length === 0 ? html`<${Empty}>It has no credential yet: enrol its program with a token.<//>` : html`<div class="scroll"><table><caption class="visually-hidden">Credentials</caption><thead><tr><th scope="col">User at the broker</th><th scope="col">State</th><th scope="col">Kind</th><th scope="col">Made</th><th scope="col">Last used</th><th><span class="visually-hidden">What to do</span></th></tr></thead>
      <tbody>${credentials.map((each) => html`<tr key=${each.id}><th scope="row"><code>${each.user}</code></th><td>${each.valid ? html`<${Mark} tone="good">Valid<//>` : html`<${Mark}>Ended<//>`}${each.endsAt && html` <small>${each.valid ? "until" : "since"} ${moment(ms(each.endsAt), HERE)}</small>`}</td><td>${each.kind}</td><td class="long">${moment(ms(each.createdAt), HERE)} <small class="soft">by <bdi>${each.createdBy}</bdi></small></td><td>${each.lastUsedAt ? away(Math.min(now, ms(each.lastUsedAt)), now) : "not known"}</td>
        <td>${each.valid && html`<button class="quiet small" type="button" onClick=${() => open({ kind: "revoke", credential: each })}>Revoke<span class="visually-hidden"> ${each.user}</span> …</button>`}</td></tr>`)}</tbody></table></div>`}`;
}
