// The second step: which of our machines.
import { html } from "view";
import { count, typeName } from "../../app/words.js";
import { Empty } from "../../parts/marks.js";
import { Field } from "../../parts/field.js";

const SHOWN = 12;

export function What({ draft, set, own }) {
  if (own.length === 0) return html`<${Empty}>You have no machine yet. <a href="/gateways">Register one</a> first.<//>`;
  const places = [...new Map(own.map(({ facility }) => [facility.code, facility.name]))];
  const types = [...new Set(own.map(({ type }) => type))].sort();
  const meant = own.filter((asset) => means(draft, asset));
  const option = (value, words) => html`<label class="option"><input type="radio" name="scope" value=${value} checked=${draft.scope === value} onChange=${() => set({ scope: value, facility: "", type: "", asset: "" })} /><span><b>${words}</b></span></label>`;
  const select = (label, name, options, none) => html`<${Field} label=${label}><select value=${draft[name]} onChange=${(event) => set({ [name]: event.target.value })}><option value="">${none}</option>${options.map(([value, words]) => html`<option key=${value} value=${value}>${words}</option>`)}</select><//>`;
  return html`<fieldset class="options"><legend class="visually-hidden">Which machines</legend>${option("all", "All of them, those to come too")}${option("facility", "Those of a facility")}${option("type", "Those of a type")}${option("asset", "One machine")}</fieldset>
    <div class="fields">
      ${draft.scope === "type" && select("Type", "type", types.map((type) => [type, typeName(type)]), "Choose …")}
      ${draft.scope === "facility" && select("Facility", "facility", places, "Choose …")}
      ${draft.scope === "type" && select("At", "facility", places, "all facilities")}
      ${draft.scope === "asset" && select("Machine", "asset", own.map((asset) => [asset.id, `${asset.name} · ${asset.facility.name}`]), "Choose …")}
    </div>
    <p class="soft meant" role="status">${count(meant.length, "machine")} of now${meant.length > 0 && html`: <bdi>${meant.slice(0, SHOWN).map(({ name }) => name).join(", ")}${meant.length > SHOWN && ` and ${meant.length - SHOWN} more`}</bdi>`}</p>`;
}

function means({ scope, facility, type, asset }, machine) {
  if (scope === "all") return true;
  if (scope === "asset") return machine.id === asset;
  if (scope === "facility") return machine.facility.code === facility;
  return machine.type === type && (facility === "" || machine.facility.code === facility);
}
