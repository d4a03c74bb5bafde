// Sharing step by step: whom, what, on what terms, what they will see; nothing is sent before the last.
// With `changed` it writes a new version of that agreement, under the ETag `tag`.
import { html, useEffect, useMemo, useRef, useState } from "view";
import { ask, onceKey, useAnswer } from "../../app/api.js";
import { go } from "../../app/router.js";
import { Waiting } from "../../parts/marks.js";
import { PageHead } from "../../parts/page.js";
import { ProblemBox } from "../../parts/problem.js";
import { EMPTY, draftOf, lacks, proposal, version } from "./draft.js";
import { LastStep } from "./laststep.js";
import { everything } from "./overview.js";
import { mayDecide, otherName, takerName } from "./say.js";
import { TermsForm } from "./termsform.js";
import { Validity } from "./validity.js";
import { What } from "./what.js";
import { Whom } from "./whom.js";

const NAMES = { whom: "With whom", what: "Which machines", terms: "On what terms", look: "What they will see" };

export function Propose({ me, circle = null, changed = null, tag, done = () => {} }) {
  const { answer, problem, again } = useAnswer(everything, []);
  const title = changed === null ? "Share machines" : "Change an agreement";
  if (!mayDecide(me)) return html`<${PageHead} title=${title} /><p class="panel">Proposing is for an admin of <bdi>${me.organisation.name}</bdi>. <a href="/sharing">All sharing</a></p>`;
  return html`<p class="back"><a href=${changed === null ? "/sharing" : `/sharing/${changed.id}`}>Leave without sending</a></p><${PageHead} title=${title} />
    <${ProblemBox} problem=${problem} again=${again} />
    ${answer === null ? problem === null && html`<${Waiting} />` : html`<${Steps} me=${me} lists=${answer} circle=${circle} changed=${changed} tag=${tag} done=${done} />`}`;
}

function Steps({ me, lists, circle, changed, tag, done }) {
  const [draft, setDraft] = useState(() => (changed === null ? { ...EMPTY, ...(circle && { whom: "circle", circle }) } : draftOf(changed)));
  const [at, setAt] = useState(0);
  const [fault, setFault] = useState("");
  const [refusal, setRefusal] = useState(null);
  const steps = changed === null ? ["whom", "what", "terms", "look"] : changed.role === "owner" ? ["what", "terms", "look"] : ["terms", "look"];
  const own = useMemo(() => lists.assets.filter(({ relation }) => relation === "own"), [lists]);
  const head = useRef(null);
  const step = steps[at];
  const name = (each) => (each === "look" && changed !== null && changed.role !== "owner" ? "What changes" : NAMES[each]);
  useEffect(() => { setFault(""); head.current?.focus(); scrollTo(0, 0); }, [at]);
  const set = (part) => { setDraft((before) => ({ ...before, ...part })); setFault(""); };
  const next = (event) => {
    event.preventDefault();
    const lack = lacks(step, draft);
    if (lack) setFault(lack);
    else setAt(at + 1);
  };
  const send = useSend(draft, changed, tag, (agreement) => { done(); go(`/sharing/${agreement.id}`); });
  const viewer = changed === null ? takerName({ everybody: draft.whom === "everybody" ? true : undefined, circle: draft.whom === "circle" ? draft.circle : undefined, partner: { code: nameOf(draft.partner, lists) } }, lists.circles) : otherName(changed, lists.circles);
  return html`<ol class="steps-bar">${steps.map((each, index) => html`<li key=${each} aria-current=${index === at ? "step" : undefined}>${index < at ? html`<button class="plain" type="button" onClick=${() => setAt(index)}>${name(each)}</button>` : html`<span>${name(each)}</span>`}</li>`)}</ol>
    <form class="panel" onSubmit=${next} novalidate>
      <h2 tabindex="-1" ref=${head}><span class="soft">Step ${at + 1} of ${steps.length}:</span> ${name(step)}</h2>
      ${step === "whom" && html`<${Whom} me=${me} draft=${draft} set=${set} lists=${lists} />`}
      ${step === "what" && html`<${What} draft=${draft} set=${set} own=${own} />`}
      ${step === "terms" && html`<${Validity} draft=${draft} set=${set} own=${own} whom=${draft.whom} problem=${refusal} /><${TermsForm} terms=${draft.terms} set=${(terms) => set({ terms })} problem=${refusal} />`}
      ${step === "look" && html`<${LastStep} back=${() => setAt(at - 1)} draft=${draft} changed=${changed} viewer=${viewer} send=${send} refused=${setRefusal} assets=${lists.assets} />`}
      ${fault && html`<p class="fault" role="alert">${fault}</p>`}
      ${step !== "look" && html`<div class="buttons">${at > 0 && html`<button class="second" type="button" onClick=${() => setAt(at - 1)}>Back</button>`}<button type="submit">Go on</button></div>`}
    </form>`;
}

// One key for one draft: sent twice, it counts once.
function useSend(draft, changed, tag, sent) {
  const key = useMemo(onceKey, [draft]);
  return async () => sent(changed === null
    ? await ask("/api/v1/agreements", { body: proposal(draft), headers: key })
    : await ask(`/api/v1/agreements/${changed.id}/versions`, { body: version(draft, changed.role === "owner"), headers: { ...key, "If-Match": tag } }));
}

export function nameOf(code, { agreements }) {
  const found = agreements.flatMap(({ owner, partner }) => [owner, partner]).find((party) => party?.code === code);
  return found?.name ?? code;
}
