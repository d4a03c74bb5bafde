// The last step: exactly what the other side will see and may do, then send.
import { html, useEffect, useState } from "view";
import { ask, useAnswer } from "../../app/api.js";
import { Waiting } from "../../parts/marks.js";
import { ProblemBox } from "../../parts/problem.js";
import { proposal, version } from "./draft.js";
import { Preview } from "./preview.js";
import { scopeInWords, validityInWords } from "./say.js";
import { Differences } from "./terms.js";

export function LastStep({ draft, changed, viewer, send, refused, assets, back }) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState(null);
  const shown = changed === null || changed.role === "owner";
  const preview = useAnswer((signal) => (shown ? ask("/api/v1/agreements/preview", { body: proposal(draft), signal }) : Promise.resolve(null)), [draft]);
  useEffect(() => refused(problem ?? preview.problem), [problem, preview.problem]);
  const run = async () => {
    setBusy(true);
    setProblem(null);
    try {
      await send();
    } catch (failure) {
      setProblem(failure);
      setBusy(false);
    }
  };
  const fresh = version(draft);
  return html`
    <p><bdi>${scopeInWords(fresh, assets)}</bdi>. ${validityInWords(fresh)}.</p>
    ${changed !== null && html`<h3>What changes</h3><${Differences} before=${changed.terms} after=${draft.terms} />`}
    <${ProblemBox} problem=${preview.problem} again=${preview.problem?.status === 400 ? undefined : preview.again} />
    ${shown && preview.answer === null && preview.problem === null && html`<${Waiting} rows=${2} />`}
    ${preview.answer !== null && html`<section class="view-of" aria-label="Preview"><h3>As seen by <bdi>${viewer}</bdi></h3><${Preview} preview=${preview.answer} owner=${true} terms=${true} /></section>`}
    <p>${consequence(draft, changed, viewer)}</p>
    <${ProblemBox} problem=${problem} />
    ${problem?.status === 412 && html`<p>Somebody was faster. <a href=${`/sharing/${changed?.id}`}>See how it stands now</a></p>`}
    <div class="buttons"><button class="second" type="button" onClick=${back}>Back</button><button type="button" disabled=${busy || preview.problem !== null || (shown && preview.answer === null)} onClick=${run}>${word(draft, changed)}</button></div>`;
}

function word(draft, changed) {
  if (changed !== null) return draft.whom === "partner" ? "Propose the change" : "Change it now";
  return draft.whom === "partner" ? "Send the proposal" : "Share now";
}

function consequence(draft, changed, viewer) {
  if (draft.whom === "partner") return changed === null ? `Nothing is shared before ${viewer} accepts. You can take it back until then.` : `What was agreed counts until ${viewer} accepts the change.`;
  return "This counts at once. What is booked under it later stands, even if you end it.";
}
