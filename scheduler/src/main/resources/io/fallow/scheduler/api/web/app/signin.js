// Shown to whoever is not signed in.
import { html, useEffect, useRef, useState } from "view";
import { session } from "./session.js";

export function SignIn({ said, done }) {
  const people = session.people();
  useEffect(() => { document.title = "Sign in · Fallow"; }, []);
  return html`<main id="main" class="sign-in" tabindex="-1">
    <section class="panel">
      <img src="/console/favicon.svg" alt="" width="44" height="44" />
      <h1>Fallow</h1>
      <p class="soft">The idle hours of shared machines, live.</p>
      ${said && html`<p class="fault" role="alert">${said}</p>`}
      ${people.length > 0 ? html`<${People} people=${people} done=${done} />` : html`<${Token} done=${done} />`}
    </section>
  </main>`;
}

function People({ people, done }) {
  return html`<h2>Sign in as</h2>
    <ul class="people">${people.map((each) => html`<li key=${each.person}>
      <button class="plain" type="button" onClick=${async () => done(await session.signIn(each.token))}><b><bdi>${each.name}</bdi></b><small><bdi>${each.organisation}</bdi></small></button></li>`)}</ul>`;
}

function Token({ done }) {
  const [fault, setFault] = useState("");
  const field = useRef(null);
  useEffect(() => field.current.focus(), []);
  const submit = async (event) => {
    event.preventDefault();
    const who = await session.signIn(field.current.value.trim());
    if (who === null) setFault("The server does not take this token. Ask whoever gave it to you for a new one.");
    else done(who);
  };
  return html`<form onSubmit=${submit}>
    <label>Token<textarea ref=${field} rows="5" spellcheck=${false} autocomplete="off" required></textarea></label>
    <p class="soft">It stays in this browser tab and ends with it.</p>
    ${fault && html`<p class="fault" role="alert">${fault}</p>`}
    <button type="submit">Sign in</button>
  </form>`;
}
