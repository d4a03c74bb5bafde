// Which machine: one of a list, or by its id where there are too many for a list.
import { html } from "view";
import { Field } from "../../parts/field.js";

const MOST = 300;

// `value` is an id or ""; `any` is what "" is called, or null where one must be chosen.
export function MachineField({ label = "Machine", known, value, set, any = "Any", fault }) {
  const machines = known.all();
  if (machines.length > MOST) return html`<${Field} label=${label} hint="Its id, such as ${machines[0].id}" fault=${fault}><input type="text" maxlength="127" value=${value} onChange=${(event) => set(event.target.value.trim())} /><//>`;
  const unknown = value !== "" && known.asset(value) === null;
  return html`<${Field} label=${label} fault=${fault}><select value=${value} onChange=${(event) => set(event.target.value)}>
    ${any !== null && html`<option value="">${any}</option>`}${unknown && html`<option value=${value}>${value}</option>`}
    ${machines.map(({ id, name, facility }) => html`<option key=${id} value=${id}>${`${name}, ${facility.name}`}</option>`)}</select><//>`;
}
