// What was not accepted of a gateway, why, and sending it through the check again.
import { html, useEffect, useState } from "view";
import { ask, useAnswer } from "../../app/api.js";
import { DAY, HERE, iso, moment, ms, zoneName } from "../../app/time.js";
import { count } from "../../app/words.js";
import { Empty, Mark } from "../../parts/marks.js";
import { ProblemBox } from "../../parts/problem.js";
import { RejectRow } from "./reject.js";

const SPANS = [[7, "the last week"], [30, "the last 30 days"], [90, "the last three months"]];

export function Rejects({ path }) {
  const [reason, setReason] = useState("");
  const [days, setDays] = useState(7);
  const [served, setServed] = useState(true);
  const { answer, problem, again } = useAnswer((signal) => ask(`${path}/rejects`, { query: { reason, from: iso(Date.now() - days * DAY) }, signal }), [path, reason, days], { every: served ? 10_000 : 0 });
  const [more, setMore] = useState({ rows: [], next: null });
  const [failure, setFailure] = useState(null);
  useEffect(() => setMore({ rows: [], next: null }), [path, reason, days]);
  useEffect(() => { if (problem?.status === 404) setServed(false); }, [problem]);
  if (!served || (answer === null && problem === null)) return null;
  const replay = async (address, body) => {
    setFailure(null);
    try {
      await ask(`${path}/rejects/${address}`, { method: "POST", body });
      again();
    } catch (refused) {
      setFailure(refused);
    }
  };
  const next = more.next ?? (more.rows.length === 0 ? answer?.next ?? null : null);
  const onwards = async () => {
    try {
      const page = await ask(`${path}/rejects`, { query: { reason, from: answer.from, to: answer.to, cursor: next } });
      setMore({ rows: [...more.rows, ...page.rejects], next: page.next ?? null });
    } catch (refused) {
      setFailure(refused);
    }
  };
  return html`<section class="panel"><div class="section-head"><h2>Not accepted</h2>
      <label>In <select value=${days} onChange=${(event) => setDays(Number(event.target.value))}>${SPANS.map(([each, words]) => html`<option key=${each} value=${each}>${words}</option>`)}</select></label></div>
    <${ProblemBox} problem=${problem} again=${again} /><${ProblemBox} problem=${failure} />
    ${answer !== null && (answer.reasons.length === 0 ? html`<${Empty}>Everything that came was accepted.<//>` : html`<${Reasons} reasons=${answer.reasons} chosen=${reason} choose=${setReason} replay=${replay} /><${Replays} replays=${answer.replays} />
      <h3>${reason === "" ? "Latest first" : `Only ${reason}`}</h3><ul class="rejects">${[...answer.rejects, ...more.rows.filter(({ id }) => !answer.rejects.some((each) => each.id === id))].map((reject) => html`<${RejectRow} key=${reject.id} reject=${reject} replay=${() => replay(`${reject.id}/replay`)} />`)}</ul>
      ${next !== null && html`<button class="second" type="button" onClick=${onwards}>Show more</button>`}`)}
    <p class="soft"><small>Times of this device: ${zoneName(HERE)}. Kept for three months.</small></p></section>`;
}

function Reasons({ reasons, chosen, choose, replay }) {
  return html`<div class="scroll"><table><caption class="visually-hidden">By reason</caption><thead><tr><th scope="col">Reason</th><th scope="col">What it means</th><th scope="col">Rejects</th><th scope="col">Stored since</th><th><span class="visually-hidden">What to do</span></th></tr></thead>
    <tbody>${reasons.map((each) => html`<tr key=${each.reason}><th scope="row"><code>${each.reason}</code></th><td class="long">${each.meaning}</td><td>${each.rejects.toLocaleString("en")}</td><td>${each.stored.toLocaleString("en")}</td>
      <td><span class="actions"><button class="second small" type="button" aria-pressed=${chosen === each.reason} onClick=${() => choose(chosen === each.reason ? "" : each.reason)}>${chosen === each.reason ? "Show all" : "Show these"}</button>
      <button class="second small" type="button" disabled=${each.stored >= each.rejects} onClick=${() => replay("replay", { reason: each.reason })}>Replay all<span class="visually-hidden"> of ${each.reason}</span></button></span></td></tr>`)}</tbody></table></div>
    <p class="soft">Put right what was wrong first, then replay: what is right now is stored once, what isn't is refused again.</p>`;
}

const STATES = { waiting: ["warn", "Waits"], running: ["busy", "Runs"], ended: ["good", "Done"] };

function Replays({ replays }) {
  if (replays.length === 0) return null;
  return html`<h3>Replays</h3><ul class="replays">${replays.slice(0, 5).map((each) => { const [tone, word] = STATES[each.state] ?? ["calm", each.state]; return html`<li key=${each.id}><${Mark} tone=${tone}>${word}<//> ${each.reject ? `Reject ${each.reject}` : each.reason ?? "all"}, asked for by <bdi>${each.askedBy}</bdi>, ${moment(ms(each.askedAt), HERE)}: ${count(each.stored, "reject")} stored, ${each.refused.toLocaleString("en")} refused again</li>`; })}</ul>`;
}
