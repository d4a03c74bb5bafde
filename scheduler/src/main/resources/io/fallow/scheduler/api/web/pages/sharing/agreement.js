// One agreement: what it says, what is to do, what the other side sees, and how it came about.
import { html, useState } from "view";
import { ask, askWhole, useAnswer } from "../../app/api.js";
import { go } from "../../app/router.js";
import { Mark, Waiting } from "../../parts/marks.js";
import { PageHead } from "../../parts/page.js";
import { ProblemBox } from "../../parts/problem.js";
import { PreviewOf } from "./preview.js";
import { Propose } from "./propose.js";
import { Word, hereName, isPast, mayDecide, mayPreview, otherName, scopeInWords, stateOf, takerName, validityInWords, waitingOf, waitsFor, when } from "./say.js";
import { Step } from "./steps.js";
import { Differences, Terms } from "./terms.js";

async function read(id, signal) {
  const [{ answer: agreement, headers }, { circles }, { assets }] = await Promise.all([
    askWhole(`/api/v1/agreements/${encodeURIComponent(id)}`, { signal }), ask("/api/v1/circles", { signal }), ask("/api/v1/assets", { signal })]);
  return { agreement, tag: headers.get("ETag"), circles, assets };
}

export function AgreementPage({ me, id, changing }) {
  const { answer, problem, again } = useAnswer((signal) => read(id, signal), [id]);
  if (answer === null) return html`<${PageHead} title="Agreement" /><p><a href="/sharing">All sharing</a></p><${ProblemBox} problem=${problem} again=${problem?.status === 404 ? undefined : again} />${problem === null && html`<${Waiting} />`}`;
  if (changing) return html`<${Propose} me=${me} changed=${answer.agreement} tag=${answer.tag} done=${again} />`;
  return html`<${Shown} me=${me} ...${answer} again=${again} problem=${problem} />`;
}

function Shown({ me, agreement, tag, circles, assets, again, problem }) {
  const [tone, state] = stateOf(agreement);
  const taker = takerName(agreement, circles);
  const waiting = waitingOf(agreement);
  const change = waiting !== null && agreement.status !== "proposed";
  return html`<p class="back"><a href="/sharing">All sharing</a></p>
    <${PageHead} title=${agreement.role === "owner" ? `Shared with ${taker}` : `Shared by ${agreement.owner.name}`} about=${scopeInWords(agreement, assets)} />
    <${ProblemBox} problem=${problem} again=${again} />
    <section class="panel" aria-labelledby="to-do"><h2 id="to-do"><${Mark} tone=${tone}>${state}<//></h2><${ToDo} me=${me} agreement=${agreement} tag=${tag} other=${otherName(agreement, circles)} again=${again} /></section>
    ${change && html`<section class="panel"><h2>The change that waits</h2><${Word} verb="Proposed" word=${waiting.proposed} me=${me} />
      ${scopeInWords(waiting) !== scopeInWords(agreement) && html`<p>Machines: <s>${scopeInWords(agreement, assets)}</s> <b>${scopeInWords(waiting, assets)}</b></p>`}
      ${validityInWords(waiting) !== validityInWords(agreement) && html`<p>Validity: <s>${validityInWords(agreement)}</s> <b>${validityInWords(waiting)}</b></p>`}
      <${Differences} before=${agreement.terms} after=${waiting.terms} /></section>`}
    <section class="panel"><h2>${agreement.status === "proposed" ? "What is proposed" : "What counts"}</h2>
      <dl class="facts"><dt>Machines</dt><dd><bdi>${scopeInWords(agreement, assets)}</bdi></dd><dt>Owner</dt><dd><bdi>${agreement.owner.name}</bdi></dd><dt>For</dt><dd><bdi>${taker}</bdi></dd><dt>Validity</dt><dd>${validityInWords(agreement)}</dd></dl>
      <h3>Terms</h3><${Terms} terms=${agreement.terms} /></section>
    ${!isPast(agreement) && agreement.role !== "member" && (mayPreview(me) ? html`<${PreviewOf} agreement=${agreement} viewer=${taker} />` : html`<p class="panel soft">What it shows in detail an operator or admin of yours sees here.</p>`)}
    <${History} me=${me} agreement=${agreement} />`;
}

function ToDo({ me, agreement, tag, other, again }) {
  const [kind, setKind] = useState(null);
  const waits = waitsFor(me, agreement);
  const first = agreement.status === "proposed";
  const button = (name, word, look) => html`<button class=${look} type="button" onClick=${() => setKind(name)}>${word}</button>`;
  const may = mayDecide(me) && agreement.role !== "member" && !isPast(agreement);
  const open = agreement.status === "in-force";
  return html`<p>${sentence(agreement, waits, first, other)}</p>
    ${!mayDecide(me) && !isPast(agreement) && html`<p class="soft">Answering, changing and ending is for an admin of yours.</p>`}
    ${may && html`<div class="actions steps">
      ${waits === "us" && html`${button("accept", "Accept …", "")}${button("decline", "Decline …", "second")}`}
      ${waits === "them" && button("withdraw", "Take it back …", "second")}
      ${open && waits === null && html`<button class="second" type="button" onClick=${() => go(`/sharing/${agreement.id}?change`)}>Change …</button>`}
      ${open && (agreement.role === "owner" || agreement.partner) && button("end", "End …", "second")}
    </div>`}
    ${kind && html`<${Step} kind=${kind} agreement=${agreement} tag=${tag} other=${other} first=${first} close=${() => { setKind(null); again(); }} />`}`;
}

function sentence(agreement, waits, first, other) {
  const { status, role } = agreement;
  if (first) return waits === "us" ? `${other} has proposed this. Nothing is shared before you accept.` : `It waits for the answer of ${other}. Nothing is shared before they accept.`;
  if (waits !== null) return waits === "us" ? `A change of ${other} waits for your answer. Until then what was agreed counts.` : `Your change waits for the answer of ${other}. Until then what was agreed counts.`;
  if (status === "in-force") return role === "member" ? "It counts for all members of the circle. Only its owner changes or ends it." : "It counts. What it says of booking is checked at each booking.";
  if (status === "ending") return `It has been ended${agreement.until ? ` and counts until ${when(agreement.until)}` : ""}. What is booked stands.`;
  return { ended: "It is over. What was booked stands.", declined: "It was declined. Nothing is shared.", withdrawn: "It was taken back. Nothing is shared." }[status] ?? status;
}

function History({ me, agreement }) {
  const versions = [...(agreement.versions ?? [])].reverse();
  const decided = { accepted: "Accepted", declined: "Declined", withdrawn: "Taken back" };
  return html`<section class="panel"><h2>How it came about</h2>
    ${agreement.ended && html`<${Word} verb="Ended" word=${agreement.ended} me=${me} />`}
    <ol class="history">${versions.map((version) => html`<li key=${version.version}><b>Version ${version.version}</b>
      <${Word} verb="Proposed" word=${version.proposed} me=${me} />${version.decided && html`<${Word} verb=${decided[version.status] ?? version.status} word=${version.decided} me=${me} />`}
      ${versions.length > 1 && html`<details><summary>What it said</summary><p>${scopeInWords(version)}. ${validityInWords(version)}.</p><${Terms} terms=${version.terms} /></details>`}</li>`)}</ol>
    <p class="soft"><small>${hereName()}</small></p></section>`;
}
