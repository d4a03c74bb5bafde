// The rule by which readings become an activity: said by the machine, told by power, or by a counter that grows.
import { html } from "view";
import { Field } from "../../parts/field.js";

export const START = { kind: "", inUseAboveW: 2500, standbyAboveW: 150, idleAfterMin: 10, maxGapMin: 5 };

// Null where the rule of its type counts.
export function ruleOf({ kind, inUseAboveW, standbyAboveW, idleAfterMin, maxGapMin }) {
  const gap = { maxGap: `PT${maxGapMin}M` };
  if (kind === "reported") return { kind, ...gap };
  if (kind === "power") return { kind, inUseAboveW, standbyAboveW, ...gap };
  return kind === "counter" ? { kind, idleAfter: `PT${idleAfterMin}M`, ...gap } : null;
}

export function RuleFields({ rule, set, problem }) {
  const number = (name, label, least, hint) => html`<${Field} label=${label} hint=${hint} fault=${problem?.of(`rule.${name}`)}><input type="number" required min=${least} step="1" value=${rule[name]} onInput=${(event) => set({ ...rule, [name]: Number(event.target.value) })} /><//>`;
  return html`<fieldset class="rule"><legend>How its readings tell what it does</legend><div class="fields">
    <${Field} label="Rule" fault=${problem?.of("rule")}><select value=${rule.kind} onChange=${(event) => set({ ...rule, kind: event.target.value })}><option value="">As the rule of its type says</option><option value="reported">It says so itself</option><option value="power">By its power</option><option value="counter">By a counter that grows</option></select><//>
    ${rule.kind === "power" && html`${number("inUseAboveW", "In use above, in watts", 1)}${number("standbyAboveW", "Standby above, in watts", 0, "Below it is off")}`}
    ${rule.kind === "counter" && number("idleAfterMin", "Idle when it hasn't grown for, in minutes", 1)}
    ${rule.kind !== "" && number("maxGapMin", "Unknown without a reading for, in minutes", 1, "Longer than the pause between its readings")}
  </div></fieldset>`;
}
