// Steps in a circle, each explained before it is taken.
import { html } from "view";
import { ask } from "../../app/api.js";
import { Confirm } from "../../parts/confirm.js";
import { motionInWords } from "./motion.js";

const STEPS = {
  consent: { title: "Consent", word: "Consent", said: ({ circle, motion }) => [motionInWords(motion, circle), circle.role === "invited" ? "You join at once." : motion.admin ? "You become its admin at once." : "It is carried once everybody who is asked has consented."] },
  refuse: { title: "Refuse", word: "Refuse", grave: true, said: ({ circle, motion }) => [motionInWords(motion, circle), "One refusal ends it. It may be put again."] },
  withdraw: { title: "Take it back", word: "Take it back", grave: true, said: ({ circle, motion }) => [motionInWords(motion, circle), "Nobody is asked any more. It may be put again."] },
  leave: { title: "Leave the circle", word: "Leave", grave: true, said: () => ["You see nothing by it any more, and share nothing with it.", "What is booked stands.", "You come back only if all members take you in again."] },
  close: { title: "Close the circle", word: "Close it", grave: true, said: () => ["Nobody sees or books anything by it any more.", "What is booked stands.", "It can't be opened again."] },
  remove: { title: "Remove a member", word: "Remove", grave: true, said: ({ member }) => [`${member.name} sees nothing by this circle any more, and shares nothing with it.`, "What is booked stands."] },
};

export function CircleStep({ kind, circle, motion, member, close, done, over }) {
  const { title, word, grave = false, said } = STEPS[kind];
  const act = async () => {
    const answer = await request(kind, circle, motion, member);
    if (kind === "leave" || kind === "close" || answer.id === undefined) over();
    else done();
  };
  return html`<${Confirm} title=${title} word=${word} grave=${grave} act=${act} close=${close}><ul class="said">${said({ circle, motion, member }).map((sentence) => html`<li key=${sentence}><bdi>${sentence}</bdi></li>`)}</ul><//>`;
}

function request(kind, circle, motion, member) {
  const base = `/api/v1/circles/${circle.id}`;
  if (kind === "close") return ask(base, { method: "DELETE" });
  if (kind === "leave") return ask(`${base}/leave`, { method: "POST" });
  if (kind === "remove") return ask(`${base}/members/${member.code}`, { method: "DELETE" });
  return ask(`${base}/motions/${motion.id}/${kind}`, { method: "POST" });
}
