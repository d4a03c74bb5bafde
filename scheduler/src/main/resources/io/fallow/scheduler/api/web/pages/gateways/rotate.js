// Another credential for a gateway; its secret is shown this once.
import { html, useState } from "view";
import { ask } from "../../app/api.js";
import { Dialog } from "../../parts/dialog.js";
import { Field } from "../../parts/field.js";
import { ProblemBox } from "../../parts/problem.js";
import { Copyable } from "./token.js";

const OVERLAPS = [["PT0S", "not at all"], ["PT1H", "an hour"], ["PT24H", "a day"], ["P7D", "a week"], ["P30D", "30 days"]];

export function Rotate({ path, close, done }) {
  const [kind, setKind] = useState("password");
  const [overlap, setOverlap] = useState("PT24H");
  const [problem, setProblem] = useState(null);
  const [busy, setBusy] = useState(false);
  const submit = async (event) => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    try {
      done(await ask(`${path}/credentials`, { body: { kind, overlap } }));
    } catch (failure) {
      setProblem(failure);
      setBusy(false);
    }
  };
  return html`<${Dialog} title="Another credential" close=${close}><form onSubmit=${submit}>
    <p class="soft about">It has a user name of its own. Our gateway's program renews its credential by itself; make one here for a gateway of another make.</p>
    <div class="fields"><${Field} label="Kind" fault=${problem?.of("kind")}><select value=${kind} onChange=${(event) => setKind(event.target.value)}><option value="password">A password</option><option value="certificate">A certificate that your broker trusts</option></select><//>
    <${Field} label="The one before stays valid for" fault=${problem?.of("overlap")}><select value=${overlap} onChange=${(event) => setOverlap(event.target.value)}>${OVERLAPS.map(([each, words]) => html`<option key=${each} value=${each}>${words}</option>`)}</select><//></div>
    <${ProblemBox} problem=${problem} /><div class="buttons"><button class="second" type="button" onClick=${close}>Leave it</button><button type="submit" disabled=${busy}>Make it</button></div></form><//>`;
}

export function Issued({ issued, close }) {
  return html`<${Dialog} title="The new credential" close=${close} wide><p><b>Its password is shown this once.</b> It is stored nowhere.</p>
    <dl class="facts"><dt>User</dt><dd><code>${issued.user}</code></dd><dt>Brokers</dt><dd><code>${issued.brokers.join(", ")}</code></dd><dt>May publish to</dt><dd><code>${issued.publish.join(", ")}</code></dd><dt>May subscribe to</dt><dd><code>${issued.subscribe.join(", ") || "nothing"}</code></dd></dl>
    ${issued.password !== null && html`<${Copyable} label="Password" text=${issued.password} />`}<div class="buttons"><button type="button" onClick=${close}>I have it</button></div><//>`;
}
