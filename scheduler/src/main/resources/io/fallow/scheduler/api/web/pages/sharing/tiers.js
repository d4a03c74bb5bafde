// What a cancellation costs, by how early it comes.
import { html } from "view";
import { minutesOf } from "./amounts.js";

export function Tiers({ value, set, fault }) {
  const tiers = value ?? [];
  const change = (index, part) => set(tiers.map((tier, each) => (each === index ? { ...tier, ...part } : tier)));
  const remove = (index) => { const rest = tiers.filter((_, each) => each !== index); set(rest.length === 0 ? undefined : rest); };
  const add = () => set([...tiers, tiers.length === 0 ? { atLeastBefore: "PT0M", percent: 100 } : { atLeastBefore: "PT1440M", percent: 0 }]);
  return html`<div class="tiers">
    ${tiers.map((tier, index) => html`<div class="tier" key=${index}>
      <label>At least <input type="number" min="0" step="1" aria-label=${`Tier ${index + 1}: hours before the start`} value=${minutesOf(tier.atLeastBefore) / 60} onChange=${(event) => change(index, { atLeastBefore: `PT${Math.round(Number(event.target.value) * 60)}M` })} /> h before:</label>
      <label><input type="number" min="0" max="100" step="1" aria-label=${`Tier ${index + 1}: percent of the price`} value=${tier.percent} onChange=${(event) => change(index, { percent: Number(event.target.value) })} /> % of the price</label>
      <button class="quiet small" type="button" onClick=${() => remove(index)}>Remove<span class="visually-hidden"> tier ${index + 1}</span></button></div>`)}
    ${tiers.length === 0 && html`<p class="soft"><small>As the owner's rules say.</small></p>`}
    ${fault && html`<small class="fault">${fault}</small>`}
    <button class="second small" type="button" onClick=${add}>Add a tier</button></div>`;
}
