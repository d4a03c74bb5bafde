// Registering a machine, with the rule by which its readings become its activity.
import { html, useState } from "view";
import { ask } from "../../app/api.js";
import { go } from "../../app/router.js";
import { Dialog } from "../../parts/dialog.js";
import { Field } from "../../parts/field.js";
import { ProblemBox } from "../../parts/problem.js";
import { PlaceField, usePlaces } from "./places.js";
import { RuleFields, START, ruleOf } from "./rulefields.js";

export function Register({ me, own, close }) {
  const places = usePlaces(own);
  const [machine, setMachine] = useState({ code: "", name: "", type: "", facility: "", capabilities: "" });
  const [rule, setRule] = useState(START);
  const [problem, setProblem] = useState(null);
  const [busy, setBusy] = useState(false);
  const facility = machine.facility || (places.length === 1 ? places[0][0] : "");
  const types = [...new Set(own.map(({ type }) => type))].sort();
  const submit = async (event) => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    try {
      const { asset } = await ask("/api/v1/assets", { body: request({ ...machine, facility }, rule) });
      close();
      go(`/assets/${encodeURIComponent(asset)}`);
    } catch (failure) {
      setProblem(failure);
      setBusy(false);
    }
  };
  const input = (name, label, attributes, hint) => html`<${Field} label=${label} hint=${hint} fault=${problem?.of(name)}><input ...${attributes} value=${machine[name]} onInput=${(event) => setMachine({ ...machine, [name]: event.target.value })} /><//>`;
  return html`<${Dialog} title="Register a machine" close=${close} wide><form onSubmit=${submit}>
    <p class="soft about">A gateway of its facility may report it from then on. Nobody else sees it before an agreement shares it, and nobody books it before it has openings.</p>
    <div class="fields">${input("name", "Name", { required: true, maxlength: 200 })}
      ${input("code", "Code", { required: true, maxlength: 63, pattern: "[a-z0-9]([a-z0-9\\-]*[a-z0-9])?", spellcheck: false, placeholder: "mill-9" }, "As your gateways call it: a-z, 0-9 and -")}
      <${PlaceField} me=${me} places=${places} value=${facility} set=${(place) => setMachine({ ...machine, facility: place })} fault=${problem?.of("facility")} />
      ${input("type", "Type", { required: true, maxlength: 63, pattern: "[a-z][a-z0-9_]*", list: "known-types", spellcheck: false, placeholder: "cnc_mill" }, "By which it is searched: a-z, 0-9 and _")}
      ${input("capabilities", "Capabilities", { maxlength: 2000 }, "What it can do besides, with commas between; may be left empty")}</div>
    <datalist id="known-types">${types.map((type) => html`<option key=${type} value=${type} />`)}</datalist>
    <${RuleFields} rule=${rule} set=${setRule} problem=${problem} />
    <${ProblemBox} problem=${problem} /><div class="buttons"><button class="second" type="button" onClick=${close}>Leave it</button><button type="submit" disabled=${busy}>Register it</button></div></form><//>`;
}

function request({ code, name, type, facility, capabilities }, rule) {
  const able = [...new Set(capabilities.split(",").map((each) => each.trim()).filter(Boolean))];
  const said = ruleOf(rule);
  return { code: code.trim(), name: name.trim(), type: type.trim(), facility, ...(able.length > 0 && { capabilities: able }), ...(said && { rule: said }) };
}
