// All agreements and circles; first what waits for an answer of ours.
import { html, useState } from "view";
import { ask, useAnswer } from "../../app/api.js";
import { count } from "../../app/words.js";
import { Empty, Mark, Name, Waiting } from "../../parts/marks.js";
import { PageHead } from "../../parts/page.js";
import { ProblemBox } from "../../parts/problem.js";
import { FoundCircle } from "./found.js";
import { asksUs, isPast, mayDecide, otherName, scopeInWords, stateOf, waitsFor } from "./say.js";
import { saidTerms } from "./terms.js";

export async function everything(signal) {
  const [{ agreements }, { circles }, { assets }] = await Promise.all(["agreements", "circles", "assets"].map((list) => ask(`/api/v1/${list}`, { signal })));
  return { agreements, circles, assets };
}

export function Overview({ me }) {
  const { answer, problem, again } = useAnswer(everything, [], { every: 15_000 });
  const [founding, setFounding] = useState(false);
  const may = mayDecide(me);
  return html`<${PageHead} title="Sharing" about="Who may book your machines, whose machines you may book, and on what terms.">
      ${may && html`<a class="button" href="/sharing/new">Share machines</a><button class="second" type="button" onClick=${() => setFounding(true)}>Found a circle</button>`}
    <//>
    ${!may && html`<p class="panel soft">You see what is agreed. Proposing, answering and ending is for an admin of <bdi>${me.organisation.name}</bdi>.</p>`}
    <${ProblemBox} problem=${problem} again=${again} />
    ${answer === null ? problem === null && html`<${Waiting} />` : html`<${Lists} me=${me} ...${answer} />`}
    ${founding && html`<${FoundCircle} close=${() => setFounding(false)} />`}`;
}

function Lists({ me, agreements, circles, assets }) {
  const current = agreements.filter((agreement) => !isPast(agreement));
  const past = agreements.filter(isPast);
  const ours = current.filter((agreement) => waitsFor(me, agreement) === "us");
  const motions = circles.flatMap((circle) => circle.motions.filter((motion) => asksUs(me, circle, motion)).map((motion) => ({ circle, motion })));
  const others = current.filter((agreement) => !ours.includes(agreement));
  const cards = (list) => html`<ul class="agreements">${list.map((agreement) => html`<${AgreementCard} key=${agreement.id} agreement=${agreement} me=${me} circles=${circles} assets=${assets} />`)}</ul>`;
  return html`
    ${ours.length + motions.length > 0 && html`<section class="to-do" aria-labelledby="to-do"><h2 id="to-do">Waits for your answer</h2>${cards(ours)}
      <ul class="agreements">${motions.map(({ circle, motion }) => html`<${MotionCard} key=${motion.id} circle=${circle} motion=${motion} />`)}</ul></section>`}
    <${Section} name="You share" list=${others.filter(({ role }) => role === "owner")} cards=${cards} none="You share no machine with anybody." />
    <${Section} name="Shared with you" list=${others.filter(({ role }) => role !== "owner")} cards=${cards} none="Nobody shares machines with you. Ask a partner to propose it: your code is below." />
    <section><h2>Circles</h2>${circles.length === 0 ? html`<${Empty}>You are in no circle. In a circle several organisations share with each other, and take others in only when all of them consent.<//>`
      : html`<ul class="agreements">${circles.map((circle) => html`<${CircleCard} key=${circle.id} circle=${circle} />`)}</ul>`}</section>
    ${past.length > 0 && html`<details class="past"><summary>What is over (${past.length})</summary>${cards(past)}</details>`}
    <p class="soft">A partner proposes to you by your organisation's code: <code>${me.organisation.code}</code></p>`;
}

function Section({ name, list, cards, none }) {
  return html`<section><h2>${name}</h2>${list.length === 0 ? html`<${Empty}>${none}<//>` : cards(list)}</section>`;
}

function AgreementCard({ agreement, me, circles, assets }) {
  const [tone, state] = stateOf(agreement);
  const waits = waitsFor(me, agreement);
  const said = saidTerms(agreement.terms).filter(({ name }) => name === "price" || name === "approval");
  return html`<li class="panel">
    <h3><a href=${`/sharing/${agreement.id}`}><${Name}>${otherName(agreement, circles)}<//></a></h3>
    <p><${Mark} tone=${tone}>${state}<//>${waits === "us" && html`<${Mark} tone="warn">Your answer<//>`}${waits === "them" && html`<${Mark}>Waits for their answer<//>`}</p>
    <p class="soft"><bdi>${scopeInWords(agreement, assets)}</bdi>${said.map(({ name, label, words }) => html`<span key=${name}> · ${label}: ${words}</span>`)}</p>
  </li>`;
}

function MotionCard({ circle, motion }) {
  return html`<li class="panel"><h3><a href=${`/sharing/circle-${circle.id}`}><${Name}>${circle.name}<//></a></h3><p><${Mark} tone="warn">Your answer<//></p>
    <p class="soft"><bdi>${circle.role === "invited" ? "This circle would take you in" : motion.invite ? `Take in ${motion.invite}?` : motion.admin ? "You are asked to be its admin" : "Other common terms?"}</bdi></p></li>`;
}

function CircleCard({ circle }) {
  return html`<li class="panel"><h3><a href=${`/sharing/circle-${circle.id}`}><${Name}>${circle.name}<//></a></h3>
    <p><${Mark} tone=${circle.role === "invited" ? "warn" : "good"}>${{ admin: "You are its admin", member: "Member", invited: "Invited" }[circle.role]}<//></p>
    <p class="soft">${count(circle.members.length, "member")}: <bdi>${circle.members.map(({ name }) => name).join(", ")}</bdi></p></li>`;
}
