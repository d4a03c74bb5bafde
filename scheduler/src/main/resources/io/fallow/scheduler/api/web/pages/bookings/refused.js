// Why a step on a booking was refused, on the clock of its facility.
import { html } from "view";
import { ms, range } from "../../app/time.js";
import { statusName } from "../../app/words.js";
import { ProblemBox } from "../../parts/problem.js";
import { onClock } from "../find/terms.js";

export function Refused({ problem, zone }) {
  if (problem === null) return null;
  const violations = problem.body?.violations ?? [];
  const others = problem.body?.reservations ?? [];
  const present = problem.body?.reservation;
  if (violations.length === 0 && others.length === 0 && !present) return html`<${ProblemBox} problem=${problem} />`;
  return html`<div class="problem-box" role="alert"><p><b>${problem.title}</b></p>
    ${violations.length === 0 && others.length === 0 && html`<p>${present && problem.status === 412 ? "Somebody has changed it since you saw it." : onClock(problem.message, zone)}</p>`}
    ${violations.length > 0 && html`<ul>${violations.map((each) => html`<li key=${each.code}>${onClock(each.message, zone)}.</li>`)}</ul>`}
    ${others.length > 0 && html`<ul>${others.map((each) => html`<li key=${each.id}>${range(ms(each.start), ms(each.end), zone)}, <bdi>${each.organisation}</bdi>, ${statusName(each.status).toLowerCase()}</li>`)}</ul>`}
    ${present && html`<p>It now stands so: <b>${statusName(present.status)}</b>, ${range(ms(present.start), ms(present.end), zone)}. You see it as it is; try again if you still want to.</p>`}
  </div>`;
}
