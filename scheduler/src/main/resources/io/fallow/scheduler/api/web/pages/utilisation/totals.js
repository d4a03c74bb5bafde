// The sums over all the time asked about.
import { html } from "view";
import { percent } from "../../app/words.js";
import { idleH, observedH, usedShare } from "./sums.js";

export const amount = (hours) => (hours ?? 0).toLocaleString("en", { maximumFractionDigits: hours < 100 ? 1 : 0 });

export function Totals({ total }) {
  const share = usedShare(total);
  const whole = observedH(total) + total.unknownH;
  const part = (hours) => (whole > 0 ? percent(hours / whole) : "");
  const tile = (kind, label, value, about) => html`<div class=${`tile ${kind}`}><dt>${label}</dt><dd><b class="number">${value}</b> <small class="soft">${about}</small></dd></div>`;
  return html`<dl class="tiles">
    ${tile("share", "Used of observed time", share === null ? "no data" : percent(share), "")}
    ${tile("used", "Used", `${amount(total.inUseH)} h`, part(total.inUseH))}
    ${tile("idle", "Idle", `${amount(idleH(total))} h`, part(idleH(total)))}
    ${tile("broken", "Fault", `${amount(total.faultH)} h`, part(total.faultH))}
    ${tile("unknown", "Unknown", `${amount(total.unknownH)} h`, part(total.unknownH))}
    ${tile("energy", "Energy told", `${amount(total.energyKwh)} kWh`, "")}</dl>`;
}
