// Who may book whose machines, and on what terms. Addresses: /sharing, /sharing/3 (an agreement), /sharing/circle-2, /sharing/new.
import { html } from "view";
import { AgreementPage } from "./agreement.js";
import { CirclePage } from "./circle.js";
import { Overview } from "./overview.js";
import { Propose } from "./propose.js";

export default function Page(props) {
  return html`<div class="sharing"><${Part} ...${props} /></div>`;
}

function Part({ me, id, query }) {
  if (id === null) return html`<${Overview} me=${me} />`;
  if (id === "new") return html`<${Propose} me=${me} circle=${Number(query.get("circle")) || null} />`;
  const circle = /^circle-(\d+)$/.exec(id);
  if (circle) return html`<${CirclePage} key=${id} me=${me} id=${circle[1]} />`;
  return html`<${AgreementPage} key=${id} me=${me} id=${id} changing=${query.has("change")} />`;
}
