// Steps on an agreement, each explained before it is taken.
import { html, useState } from "view";
import { ask } from "../../app/api.js";
import { Confirm } from "../../parts/confirm.js";
import { Field } from "../../parts/field.js";
import { lengthInWords } from "./amounts.js";

const STEPS = {
  accept: {
    title: "Accept", word: "Accept",
    said: (agreement, other, first) => (first
      ? [agreement.role === "partner" ? `People of yours who may book see these machines and their idle hours, and book them, on these terms.` : `${other} sees these machines and books them on these terms.`, "Either side can end it later, with the notice that it says."]
      : ["The change counts at once, in the place of what was agreed before.", "What is booked stands, on the terms on which it was booked."]),
  },
  decline: { title: "Decline", word: "Decline", grave: true, said: (agreement, other, first) => [first ? "Nothing is shared. They may propose again." : "What was agreed before goes on counting.", `${other} sees the reason that you give.`] },
  withdraw: { title: "Take it back", word: "Take it back", grave: true, said: (agreement, other, first) => [first ? `${other} can't accept it any more; nothing is shared.` : "What was agreed before goes on counting."] },
  end: {
    title: "End the agreement", word: "End it", grave: true,
    said: (agreement) => [agreement.endNotice === undefined ? "It ends at once: it says nothing of notice." : `It ends in ${lengthInWords(agreement.endNotice)}, as its notice says.`, "Nothing beyond the end can be booked from now on. What is booked stands.", "A change that waits is withdrawn."],
  },
};

async function taken(path, request) {
  try {
    await ask(path, request);
  } catch (failure) {
    if (failure.status === 412) failure.message = "The other side, or somebody of yours, has changed it since you saw it. Nothing was done. Close this to see how it stands now.";
    throw failure;
  }
}

// `tag` is the ETag of what was looked at: if somebody was faster, nothing happens.
export function Step({ kind, agreement, tag, other, first, close }) {
  const [reason, setReason] = useState("");
  const { title, word, grave = false, said } = STEPS[kind];
  const act = () => taken(`/api/v1/agreements/${agreement.id}/${kind}`, { body: reason.trim() === "" ? {} : { reason: reason.trim() }, headers: { "If-Match": tag } });
  return html`<${Confirm} title=${title} word=${word} grave=${grave} act=${act} close=${close}>
    <ul class="said">${said(agreement, other, first).map((sentence) => html`<li key=${sentence}>${sentence}</li>`)}</ul>
    <${Field} label="Reason, for the other side" hint="May be left empty"><textarea rows="2" maxlength="500" value=${reason} onInput=${(event) => setReason(event.target.value)}></textarea><//>
  <//>`;
}
