// One reject: what came, what was wrong with it, and what came of a replay.
import { html } from "view";
import { HERE, moment, ms } from "../../app/time.js";
import { count } from "../../app/words.js";
import { Mark } from "../../parts/marks.js";

const REPLAY = { waiting: ["warn", "Replay waits"], stored: ["good", "Stored since"], refused: ["bad", "Refused again"] };

export function RejectRow({ reject, replay }) {
  const [tone, word] = REPLAY[reject.replay.state] ?? [];
  return html`<li><div class="reject-head"><code>${reject.reason}</code><span class="number">${moment(ms(reject.receivedAt), HERE)}</span>${word && html`<${Mark} tone=${tone}>${word}<//>`}
      ${reject.mayBeReplayed && html`<button class="second small" type="button" onClick=${replay}>Replay<span class="visually-hidden"> reject ${reject.id}</span></button>`}</div>
    <p><bdi>${reject.detail}</bdi></p>${reject.replay.outcome && html`<p class="soft"><bdi>${reject.replay.outcome}</bdi></p>`}
    <details><summary>What came: ${reject.readings === null ? "" : `${count(reject.readings, "reading")}, `}${count(reject.bytes, "byte")}</summary><p><code>${reject.topic}</code></p>
      ${reject.excerpt !== "" && html`<pre tabindex="0" dir="ltr">${reject.excerpt}${reject.cut && " …"}</pre>`}</details></li>`;
}
