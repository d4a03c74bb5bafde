// Enrolling a gateway: it is created, and its one-time token is shown this once.
import { html, useState } from "view";
import { ask } from "../../app/api.js";
import { Dialog } from "../../parts/dialog.js";
import { Field } from "../../parts/field.js";
import { ProblemBox } from "../../parts/problem.js";
import { PlaceField, usePlaces } from "./places.js";
import { Token } from "./token.js";

export function Enrol({ me, own, close }) {
  const places = usePlaces(own);
  const [code, setCode] = useState("");
  const [place, setPlace] = useState("");
  const [issued, setIssued] = useState(null);
  const [problem, setProblem] = useState(null);
  const [busy, setBusy] = useState(false);
  const facility = place || (places.length === 1 ? places[0][0] : "");
  const submit = async (event) => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    try {
      setIssued(await ask("/api/v1/gateways", { body: { code: code.trim(), facility } }));
    } catch (failure) {
      setProblem(failure);
      setBusy(false);
    }
  };
  if (issued !== null) return html`<${Dialog} title="Now enrol its program" close=${close} wide><${Token} issued=${issued} /><div class="buttons"><a class="button second" href=${`/gateways/${encodeURIComponent(issued.gateway)}`} onClick=${close}>To the gateway</a><button type="button" onClick=${close}>I have it</button></div><//>`;
  return html`<${Dialog} title="Enrol a gateway" close=${close}><form onSubmit=${submit}>
    <p class="soft about">It may report the machines of its facility and no others. Its program trades a token, which you see once, for credentials of its own.</p>
    <div class="fields"><${Field} label="Code" hint="What you call it: a-z, 0-9 and -" fault=${problem?.of("code")}><input required maxlength="63" pattern="[a-z0-9]([a-z0-9\\-]*[a-z0-9])?" autocomplete="off" spellcheck=${false} placeholder="hall-gw" value=${code} onInput=${(event) => setCode(event.target.value)} /><//>
    <${PlaceField} me=${me} places=${places} value=${facility} set=${setPlace} fault=${problem?.of("facility")} /></div>
    <${ProblemBox} problem=${problem} /><div class="buttons"><button class="second" type="button" onClick=${close}>Leave it</button><button type="submit" disabled=${busy}>Create it</button></div></form><//>`;
}
