// What brings readings in: how each gateway is, what it reports, what was refused, by what it signs in.
import { html } from "view";
import { GatewayPage } from "./gateway.js";
import { Overview } from "./overview.js";

export default function Page({ me, id }) {
  return html`<div class="gateways">${id === null ? html`<${Overview} me=${me} />` : html`<${GatewayPage} key=${id} me=${me} id=${id} />`}</div>`;
}
