// Shown to whoever is not signed in.
import { html, useEffect, useRef, useState } from "view";
import { session } from "./session.js";

export function SignIn({ said, done }) {
  const sentence = said || session.said;
  const Way = session.choices.length > 0 ? Organisations : session.hasProvider() ? Provider : Token;
  useEffect(() => { document.title = "Sign in · Fallow"; }, []);
  return html`<main id="main" class="sign-in" tabindex="-1">
    <section class="panel">
      <img src="/console/favicon.svg" alt="" width="44" height="44" />
      <h1>Fallow</h1>
      <p class="soft">The idle hours of shared machines, live.</p>
      ${sentence && html`<p class="fault" role="alert">${sentence}</p>`}
      <${Way} done=${done} />
    </section>
  </main>`;
}

// Leaves for the identity provider, which leads back.
function Provider() {
  const [fault, setFault] = useState("");
  const [leaving, setLeaving] = useState(false);
  const leave = async () => {
    setLeaving(true);
    try {
      await session.signIn();
    } catch (failure) {
      setLeaving(false);
      setFault(`Your identity provider can't be reached: ${failure.message}. Trying again may help.`);
    }
  };
  return html`${fault && html`<p class="fault" role="alert">${fault}</p>`}
    <button type="button" disabled=${leaving} onClick=${leave}>Sign in</button>`;
}

// Whoever is of several organisations says for which one.
function Organisations({ done }) {
  return html`<h2>For which organisation?</h2>
    <ul class="people">${session.choices.map((each) => html`<li key=${each}>
      <button class="plain" type="button" onClick=${async () => done(await session.choose(each))}><bdi>${each}</bdi></button></li>`)}</ul>`;
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
