// Founding a circle.
import { html, useMemo, useState } from "view";
import { ask, onceKey } from "../../app/api.js";
import { go } from "../../app/router.js";
import { Dialog } from "../../parts/dialog.js";
import { Field } from "../../parts/field.js";
import { ProblemBox } from "../../parts/problem.js";

export function FoundCircle({ close }) {
  const [name, setName] = useState("");
  const [code, setCode] = useState(null);
  const [problem, setProblem] = useState(null);
  const [busy, setBusy] = useState(false);
  const used = code ?? codeFrom(name);
  const key = useMemo(onceKey, [name, code]);
  const submit = async (event) => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    try {
      go(`/sharing/circle-${(await ask("/api/v1/circles", { body: { name: name.trim(), code: used }, headers: key })).id}`);
    } catch (failure) {
      setProblem(failure);
      setBusy(false);
    }
  };
  return html`<${Dialog} title="Found a circle" close=${close}><form onSubmit=${submit}>
    <ul class="said"><li>Your organisation becomes its admin and first member.</li><li>Others are taken in once every member, and they themselves, consent.</li><li>What you share with it, all members see and may book; founding it shares nothing.</li></ul>
    <div class="fields"><${Field} label="Name" fault=${problem?.of("name")}><input required maxlength="100" value=${name} onInput=${(event) => setName(event.target.value)} /><//>
    <${Field} label="Code" hint="Yours for it: a-z, 0-9 and -" fault=${problem?.of("code")}><input required maxlength="63" pattern="[a-z0-9]([a-z0-9\\-]*[a-z0-9])?" spellcheck=${false} value=${used} onInput=${(event) => setCode(event.target.value)} /><//></div>
    <${ProblemBox} problem=${problem} /><div class="buttons"><button class="second" type="button" onClick=${close}>Leave it</button><button type="submit" disabled=${busy}>Found it</button></div></form><//>`;
}

// A code as one would write it: "Bodensee hospitals" becomes bodensee-hospitals.
export function codeFrom(name) {
  return name.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^a-z0-9]+/g, "-").slice(0, 63).replace(/^-+|-+$/g, "");
}
