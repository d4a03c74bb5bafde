// The first step: one partner, a circle, or everybody.
import { html } from "view";
import { Field } from "../../parts/field.js";

export function Whom({ me, draft, set, lists }) {
  const circles = lists.circles.filter(({ role }) => role !== "invited");
  const known = new Map(lists.agreements.flatMap(({ owner, partner }) => [owner, partner]).concat(circles.flatMap(({ members }) => members)).filter((party) => party && party.code !== me.organisation.code).map(({ code, name }) => [code, name ?? code]));
  const option = (value, words, about, disabled = false) => html`<label class="option"><input type="radio" name="whom" value=${value} checked=${draft.whom === value} disabled=${disabled} onChange=${() => set({ whom: value })} /><span><b>${words}</b><small>${about}</small></span></label>`;
  return html`<fieldset class="options"><legend class="visually-hidden">With whom</legend>
      ${option("partner", "One partner", "Nothing is shared until they accept.")}
      ${option("circle", "A circle", circles.length === 0 ? "You are in none." : "Its members see and book at once, on its common terms where there are any.", circles.length === 0)}
      ${option("everybody", "Everybody on this platform", "Every organisation sees and books at once.")}</fieldset>
    ${draft.whom === "partner" && html`<${Field} label="The partner's code" hint="They find it on their own page Sharing. Whether a code is anybody's is not told here."><input required autocomplete="off" spellcheck=${false} list="known-partners" maxlength="63" value=${draft.partner} onInput=${(event) => set({ partner: event.target.value })} /><//>
      <datalist id="known-partners">${[...known].map(([code, name]) => html`<option key=${code} value=${code}>${name}</option>`)}</datalist>`}
    ${draft.whom === "circle" && html`<${Field} label="Circle"><select value=${draft.circle ?? ""} onChange=${(event) => set({ circle: Number(event.target.value) || null })}><option value="">Choose …</option>${circles.map(({ id, name }) => html`<option key=${id} value=${id}>${name}</option>`)}</select><//>`}`;
}
