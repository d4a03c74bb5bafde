// For whom the owner of a machine books it: for itself, or for a partner with whom it shares.
import { html } from "view";
import { ask, useAnswer } from "../../app/api.js";
import { Field } from "../../parts/field.js";

// `value` is a partner's code, or "" for one's own organisation.
export function BehalfField({ value, set }) {
  const { answer } = useAnswer((signal) => ask("/api/v1/agreements", { signal }), []);
  const partners = new Map((answer?.agreements ?? []).filter(({ role, status, partner }) => role === "owner" && status === "in-force" && partner?.code).map(({ partner }) => [partner.code, partner.name ?? partner.code]));
  if (partners.size === 0) return null;
  return html`<${Field} label="For whom" hint="Whoever asks you on the phone, say"><select value=${value} onChange=${(event) => set(event.target.value)}>
    <option value="">My own organisation</option>${[...partners].map(([code, name]) => html`<option key=${code} value=${code}>${name}</option>`)}</select><//>`;
}
