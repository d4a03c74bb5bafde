// Putting something to a circle: whom to take in, other common terms, or who is to be its admin.
import { html, useMemo, useState } from "view";
import { ask, onceKey } from "../../app/api.js";
import { Dialog } from "../../parts/dialog.js";
import { Field } from "../../parts/field.js";
import { ProblemBox } from "../../parts/problem.js";
import { mine } from "./say.js";
import { TermsForm } from "./termsform.js";

const SAID = {
  invite: ["Invite an organisation", ["All members are asked, then whoever is invited. One refusal ends it.", "Whether a code is anybody's is not told here."]],
  terms: ["Other common terms", ["They take the place of all common terms before, once every member has consented.", "What is booked stands, on the terms on which it was booked."]],
  admin: ["Hand the circle over", ["That member alone is asked. You stay a member."]],
};

export function Put({ kind, circle, me, close, done }) {
  const [value, setValue] = useState(kind === "terms" ? circle.terms : "");
  const [problem, setProblem] = useState(null);
  const [busy, setBusy] = useState(false);
  const key = useMemo(onceKey, [value]);
  const [title, said] = SAID[kind];
  const submit = async (event) => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    try {
      await ask(`/api/v1/circles/${circle.id}/motions`, { body: { [kind]: kind === "terms" ? value : value.trim() }, headers: key });
      done();
      close();
    } catch (failure) {
      setProblem(failure);
      setBusy(false);
    }
  };
  return html`<${Dialog} title=${title} close=${close} wide=${kind === "terms"}><form onSubmit=${submit}>
    <ul class="said">${said.map((sentence) => html`<li key=${sentence}>${sentence}</li>`)}</ul>
    ${kind === "invite" && html`<${Field} label="Its code" fault=${problem?.of("invite")}><input required maxlength="63" pattern="[a-z0-9]([a-z0-9\\-]*[a-z0-9])?" autocomplete="off" spellcheck=${false} value=${value} onInput=${(event) => setValue(event.target.value)} /><//>`}
    ${kind === "admin" && html`<${Field} label="New admin" fault=${problem?.of("admin")}><select required value=${value} onChange=${(event) => setValue(event.target.value)}><option value="">Choose …</option>${circle.members.filter(({ code }) => !mine(me, code)).map(({ code, name }) => html`<option key=${code} value=${code}>${name}</option>`)}</select><//>`}
    ${kind === "terms" && html`<${TermsForm} terms=${value} set=${setValue} problem=${problem} />`}
    <${ProblemBox} problem=${problem} /><div class="buttons"><button class="second" type="button" onClick=${close}>Leave it</button><button type="submit" disabled=${busy}>Put it to ${kind === "admin" ? "them" : "the circle"}</button></div></form><//>`;
}
