// What is wrong with a gateway, in detail: sources in trouble, messages that are missing, ranges that it gave up.
import { html } from "view";
import { HERE, lasting, moment, ms } from "../../app/time.js";
import { count } from "../../app/words.js";
import { Mark, Name } from "../../parts/marks.js";

const STANDING = { ok: ["good", "Reads"], starting: ["calm", "Starts"], trouble: ["bad", "In trouble"], ended: ["calm", "Ended"] };
const WHY = { FULL: "its queue was full", AGE: "too old to be kept", DAMAGED: "damaged on its disk" };

export function Sources({ sources }) {
  if (sources.length === 0) return null;
  const now = Date.now();
  return html`<h3>Sources</h3><div class="scroll"><table><thead><tr><th scope="col">Name</th><th scope="col">State</th><th scope="col">What it says</th></tr></thead>
    <tbody>${sources.map(({ name, standing, since, trouble }) => { const [tone, word] = STANDING[String(standing).toLowerCase()] ?? ["calm", standing]; return html`<tr key=${name}><th scope="row"><${Name}>${name}<//></th><td><${Mark} tone=${tone}>${word}<//> ${since && lasting(ms(since), now)}</td><td class="long"><bdi>${trouble ?? ""}</bdi></td></tr>`; })}</tbody></table></div>`;
}

const numbers = ({ first, last }) => (first === last ? `${first}` : `${first} – ${last}`);

export function Gaps({ gaps }) {
  if (gaps.length === 0) return null;
  return html`<h3>Missing messages</h3><p class="soft">A later message overtook them. They may still come: a gateway sends again what it holds.</p>
    <div class="scroll"><table><thead><tr><th scope="col">Numbers</th><th scope="col">Messages</th><th scope="col">Noticed</th></tr></thead>
    <tbody>${gaps.map((gap) => html`<tr key=${`${gap.epoch}-${gap.first}`}><td>${numbers(gap)}</td><td>${gap.last - gap.first + 1}</td><td>${moment(ms(gap.noticedAt), HERE)}</td></tr>`)}</tbody></table></div>`;
}

export function GivenUp({ dropped }) {
  if (dropped.length === 0) return null;
  return html`<h3>Given up</h3><p class="soft">The gateway lost these for good; that time stays unknown.</p>
    <div class="scroll"><table><thead><tr><th scope="col">Messages</th><th scope="col">Readings</th><th scope="col">Of the time</th><th scope="col">Why</th></tr></thead>
    <tbody>${dropped.map((range) => html`<tr key=${`${range.epoch}-${range.first}`}><td>${numbers(range)} <small>(${count(range.last - range.first + 1, "message")})</small></td><td>${range.readings ?? "not known"}</td><td>${range.from ? `${moment(ms(range.from), HERE)} – ${moment(ms(range.to), HERE)}` : "not known"}</td><td>${WHY[range.why] ?? range.why}</td></tr>`)}</tbody></table></div>`;
}
