// What was put to a circle: what it is, who said what, and whose word is awaited.
import { html } from "view";
import { Mark } from "../../parts/marks.js";
import { Word, asksUs, mayDecide, mine, when } from "./say.js";
import { Differences } from "./terms.js";

const STATES = { open: ["warn", "Open"], carried: ["good", "Carried"], refused: ["bad", "Refused"], withdrawn: ["calm", "Taken back"] };

const nameIn = (circle, code) => circle.members.find((member) => member.code === code)?.name ?? code;

export function motionInWords(motion, circle) {
  if (motion.invite !== undefined) return `Take in ${motion.invite}.`;
  if (motion.admin !== undefined) return `${nameIn(circle, motion.admin)} becomes the circle's admin.`;
  return "Other common terms.";
}

// `answer` is told consent, refuse or withdraw; absent for what is decided.
export function Motion({ me, circle, motion, answer }) {
  const [tone, state] = STATES[motion.status];
  const asked = asksUs(me, circle, motion);
  const ours = mine(me, motion.proposed.organisation);
  return html`<li><h3><bdi>${motionInWords(motion, circle)}</bdi> <${Mark} tone=${tone}>${state}<//></h3>
    <${Word} verb="Put" word=${motion.proposed} me=${me} />
    ${motion.terms !== undefined && motion.invite === undefined && motion.admin === undefined && html`<${Differences} before=${motion.status === "open" ? circle.terms : {}} after=${motion.terms} />`}
    ${motion.said?.length > 0 && html`<ul class="words">${motion.said.map((word) => html`<li key=${word.organisation}><bdi>${nameIn(circle, word.organisation)}</bdi> ${word.consents ? "consents" : "refuses"}, <bdi>${word.person}</bdi>, ${when(word.at)}</li>`)}</ul>`}
    ${motion.status === "open" && motion.awaited?.length > 0 && html`<p>Awaited: <b><bdi>${motion.awaited.map((code) => nameIn(circle, code)).join(", ")}</bdi></b></p>`}
    ${motion.decidedAt && html`<p class="soft">Decided ${when(motion.decidedAt)}</p>`}
    ${answer && mayDecide(me) && html`<div class="actions steps">
      ${asked && html`<button type="button" onClick=${() => answer("consent")}>Consent …</button><button class="second" type="button" onClick=${() => answer("refuse")}>Refuse …</button>`}
      ${ours && html`<button class="second" type="button" onClick=${() => answer("withdraw")}>Take it back …</button>`}</div>`}</li>`;
}
