// Asks once more before something that can't be taken back.
import { html, useState } from "view";
import { Dialog } from "./dialog.js";
import { ProblemBox } from "./problem.js";

// `act` does it and may fail with a problem; `close` is called when it is done or given up.
export function Confirm({ title, word, act, close, children, grave = true }) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState(null);
  const run = async () => {
    setBusy(true);
    setProblem(null);
    try {
      await act();
      close();
    } catch (failure) {
      setProblem(failure);
      setBusy(false);
    }
  };
  return html`<${Dialog} title=${title} close=${close}>
    <div>${children}</div><${ProblemBox} problem=${problem} />
    <div class="buttons"><button class="second" type="button" onClick=${close}>Leave it</button><button class=${grave ? "grave" : ""} type="button" disabled=${busy} onClick=${run}>${word}</button></div>
  <//>`;
}
