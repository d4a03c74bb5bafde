// One gateway.
import { html, useState } from "view";
import { ask, useAnswer } from "../../app/api.js";
import { go } from "../../app/router.js";
import { HERE, moment, ms, zoneName } from "../../app/time.js";
import { count } from "../../app/words.js";
import { Confirm } from "../../parts/confirm.js";
import { Mark, Waiting } from "../../parts/marks.js";
import { PageHead } from "../../parts/page.js";
import { ProblemBox } from "../../parts/problem.js";
import { Access } from "./access.js";
import { Gaps, GivenUp, Sources } from "./faults.js";
import { clockWords, codeOf, lastHeard, mayOperate, sinceWhen, stateOf, troublesOf } from "./health.js";
import { Readings } from "./readings.js";
import { Rejects } from "./rejects.js";

export function GatewayPage({ me, id }) {
  const path = `/api/v1/gateways/${encodeURIComponent(id)}`;
  const { answer, problem, again } = useAnswer((signal) => ask(path, { signal }), [id], { every: 5_000 });
  const machines = useAnswer((signal) => ask("/api/v1/assets", { signal }), []);
  const [removing, setRemoving] = useState(false);
  const may = mayOperate(me);
  const head = html`<p class="back"><a href="/gateways">All gateways</a></p>`;
  if (answer === null) return html`${head}<${PageHead} title=${codeOf(id)} /><${ProblemBox} problem=${problem} again=${problem?.status === 404 ? undefined : again} />${problem === null && html`<${Waiting} />`}`;
  const own = (machines.answer?.assets ?? []).filter(({ relation }) => relation === "own");
  return html`${head}<${PageHead} title=${codeOf(id)} about=${html`<code>${id}</code>`}>${may && html`<button class="second" type="button" onClick=${() => setRemoving(true)}>Remove …</button>`}<//>
    <${ProblemBox} problem=${problem} again=${again} />
    <${Health} gateway=${answer} />
    ${may ? html`<${Readings} path=${path} own=${own} silent=${answer.readings === 0} /><${Rejects} path=${path} own=${own} /><${Access} path=${path} changed=${again} />` : html`<p class="panel soft">Its readings, what was refused and by what it signs in are for an operator or admin of yours.</p>`}
    ${removing && html`<${Confirm} title="Remove this gateway" word="Remove it" act=${async () => { await ask(path, { method: "DELETE" }); go("/gateways"); }} close=${() => setRemoving(false)}>
      <ul class="said"><li>Its credentials end and its connections are cut.</li><li>What it sends from then on is refused. What it sent stays.</li><li>Created anew under the same code, it comes back.</li></ul><//>`}`;
}

function Health({ gateway }) {
  const now = Date.now();
  const [tone, state] = stateOf(gateway);
  const troubles = troublesOf(gateway, now);
  const health = gateway.health;
  return html`<section class="panel"><h2><${Mark} tone=${tone}>${state}<//> <small class="soft">${sinceWhen(gateway, now)}</small></h2>
    ${troubles.length > 0 && html`<ul class="troubles">${troubles.map(({ tone: grade, words }) => html`<li key=${words}><${Mark} tone=${grade}>${words}<//></li>`)}</ul>`}
    <dl class="facts"><dt>Heard</dt><dd>${lastHeard(gateway, now)}${gateway.lastMessage && html`, <span class="number">${moment(ms(gateway.lastMessage), HERE)}</span>`}</dd>
      <dt>Stored</dt><dd class="number">${count(gateway.readings, "reading")} in ${count(gateway.messages, "message")}; ${count(gateway.duplicates, "duplicate")} put aside</dd>
      <dt>Clock</dt><dd>${clockWords(gateway.clockAheadMs)}</dd>
      ${health && html`<dt>Program</dt><dd><bdi>${health.program}</bdi>${health.startedAt && `, started ${moment(ms(health.startedAt), HERE)}`}</dd>
      <dt>Waits there</dt><dd class="number">${health.waitingReadings > 0 ? `${count(health.waitingReadings, "reading")} in ${count(health.waitingMessages, "message")}` : "nothing"}</dd>`}</dl>
    ${gateway.lastMessage === null && html`<p class="soft">It has never sent anything. Enrol its program with a token (below), or look at what <code>fallow-gateway check</code> says beside the machine.</p>`}
    <${Sources} sources=${health?.sources ?? []} /><${Gaps} gaps=${gateway.gaps} /><${GivenUp} dropped=${health?.dropped ?? []} />
    <p class="soft"><small>Times of this device: ${zoneName(HERE)}</small></p></section>`;
}
