// One machine: what it does and did, when it is shared, why it is not offered, and on what terms it is booked.
import { html, useEffect, useState } from "view";
import { ask, useAnswer } from "../../app/api.js";
import { live } from "../../app/live.js";
import { lasting, moment, ms, zoneName } from "../../app/time.js";
import { power, typeName } from "../../app/words.js";
import { Activity, Waiting } from "../../parts/marks.js";
import { PageHead } from "../../parts/page.js";
import { ProblemBox } from "../../parts/problem.js";
import { Calibration } from "./calibration.js";
import { Lockouts } from "./lockouts.js";
import { Openings } from "./openings.js";
import { pathOf } from "./paths.js";
import { Policy } from "./policy.js";
import { When } from "./when.js";

const PARTS = [
  { id: "", name: "What and when", View: When },
  { id: "openings", name: "Open hours", View: Openings, own: true },
  { id: "lockouts", name: "Lock-outs", View: Lockouts, own: true },
  { id: "calibration", name: "Calibration", View: Calibration, own: true },
  { id: "terms", name: "Terms", View: Policy },
];

export default function Page({ me, id, query }) {
  const { answer, problem, again } = useMachine(id);
  if (answer?.id !== id) return html`<${PageHead} title="Machine" /><p><a href="/">All machines</a></p><${ProblemBox} problem=${problem} again=${again} />${problem === null && html`<${Waiting} />`}`;
  const own = answer.relation === "own";
  const parts = PARTS.filter((part) => own || !part.own);
  const part = parts.find((each) => each.id === (query.get("part") ?? "")) ?? parts[0];
  const mayEdit = own && (me.roles ?? []).some((role) => role === "admin" || role === "operator");
  return html`<${Head} asset=${answer} /><${ProblemBox} problem=${problem} again=${again} />
    <nav class="tabs" aria-label="About this machine">${parts.map(({ id: name, name: title }) => html`<a key=${name} href=${`/assets/${encodeURIComponent(id)}${name && `?part=${name}`}`} aria-current=${name === part.id ? "page" : undefined}>${title}</a>`)}</nav>
    <${part.View} key=${`${id} ${part.id}`} asset=${answer} mayEdit=${mayEdit} query=${query} />`;
}

function Head({ asset }) {
  const { name, type, capabilities, organisation, facility, relation, now } = asset;
  const able = capabilities?.length > 0 ? `, ${capabilities.join(", ")}` : "";
  return html`<${PageHead} title=${name} about=${html`<bdi>${typeName(type)}${able}</bdi> · <bdi>${facility.name}</bdi>, <bdi>${organisation.name}</bdi> · times of ${zoneName(facility.zone)}`}>
    <a class="button second" href=${`/find?asset=${encodeURIComponent(asset.id)}`}>Find and book</a><//>
    ${relation === "shared" ? html`<p class="state"><${Activity} activity="SHARED" /> <span class="soft">What it does now is its owner's to know; you see when it is offered.</span></p>`
      : html`<p class="state" role="status"><${Activity} activity=${now?.activity ?? "UNKNOWN"} /> ${now?.since ? html`<span title=${moment(ms(now.since), facility.zone)}>${lasting(ms(now.since), Date.now())}</span>` : "never heard of"}
        ${now?.powerW !== undefined && html`<b class="number">${power(now.powerW)}</b>`}
        ${now?.lastReading && html`<span class="soft">last reading ${moment(ms(now.lastReading), facility.zone)}</span>`}</p>`}`;
}

// Asked for again every five seconds, and told of live in between: what was told since the question is newer.
function useMachine(id) {
  const [told, setTold] = useState(null);
  const machine = useAnswer(async (signal) => {
    const asked = performance.now();
    return { ...(await ask(pathOf(id), { signal })), asked };
  }, [id], { every: 5_000 });
  useEffect(() => live(({ type, data }) => { if (type === "asset" && data.asset === id) setTold({ now: data.now, heard: performance.now() }); }), [id]);
  const { answer } = machine;
  return answer?.id === id && told !== null && told.heard >= answer.asked ? { ...machine, answer: { ...answer, now: told.now } } : machine;
}
