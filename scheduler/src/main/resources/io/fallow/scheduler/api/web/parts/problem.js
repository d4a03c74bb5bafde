// A refusal or a failure, in its own words, with every fault that it names.
import { html } from "view";

export function ProblemBox({ problem, again }) {
  if (!problem) return null;
  const faults = problem.faults ?? [];
  return html`<div class="problem-box" role="alert">
    <p><b>${problem.title || (problem.status === 0 ? "No connection" : "This did not work")}</b></p>
    <p>${problem.message}</p>
    ${faults.length > 0 && html`<ul>${faults.map((fault) => html`<li>${fault.name ? html`<code>${fault.name}</code> ` : ""}${fault.message}</li>`)}</ul>`}
    ${again && html`<button class="second" type="button" onClick=${again}>Try again</button>`}
  </div>`;
}
