// A secret that is shown once, and the command that uses it.
import { html, useRef, useState } from "view";
import { HERE, away, moment, ms, zoneName } from "../../app/time.js";

export function Token({ issued }) {
  const ends = ms(issued.expiresAt);
  const command = `java -jar fallow-gateway.jar enroll --platform ${location.origin} --token ${issued.token}`;
  return html`<p>Run this once, in the folder where the gateway is to live. <b>It is shown this once</b>; the token works once, until ${moment(ends, HERE)} (${zoneName(HERE)}), ${away(ends, Date.now())}.</p>
    <${Copyable} label="Command" text=${command} />
    <ol class="next"><li>It writes <code>credentials.json</code>, with the broker's address and what the gateway may publish.</li><li>Say in <code>gateway.yaml</code> what to read; <code>java -jar fallow-gateway.jar check</code> tries each source and the broker.</li><li><code>java -jar fallow-gateway.jar run</code> goes on until it is stopped. This page shows it online within seconds.</li></ol>
    <p class="soft">Lost? Make a new token on the gateway's page; this one is then worth nothing.</p>`;
}

export function Copyable({ label, text }) {
  const [said, setSaid] = useState("");
  const field = useRef(null);
  const copy = async () => {
    field.current.select();
    try {
      await navigator.clipboard.writeText(text);
      setSaid("Copied");
    } catch (refused) {
      setSaid("It is selected: copy it with the keyboard");
    }
  };
  return html`<div class="copyable"><textarea ref=${field} readonly rows=${Math.min(4, Math.ceil(text.length / 70))} aria-label=${label} spellcheck=${false} value=${text}></textarea>
    <button class="second" type="button" onClick=${copy}>Copy<span class="visually-hidden"> the ${label.toLowerCase()}</span></button><span role="status" class="soft">${said}</span></div>`;
}
