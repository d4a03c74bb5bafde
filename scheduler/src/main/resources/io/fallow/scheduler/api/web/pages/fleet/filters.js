// The filter of the fleet: words, type, place, whose, and the order.
import { html, useId, useMemo } from "view";
import { setQuery } from "../../app/router.js";
import { typeName } from "../../app/words.js";
import { SORTS, choices, facilityOf } from "./filter.js";

export function Filters({ assets, filter, many }) {
  const types = useMemo(() => choices(assets, ({ type }) => type, ({ type }) => typeName(type)), [assets.length]);
  const facilities = useMemo(() => choices(assets, facilityOf, ({ facility }) => facility.name), [assets.length]);
  const both = useMemo(() => new Set(assets.map(({ relation }) => relation)).size > 1, [assets.length]);
  const name = useId();
  return html`<form class="filters" role="search" aria-label="Machines" onSubmit=${(event) => event.preventDefault()}>
    <div class="field words"><label for=${name}>Find</label><input id=${name} type="search" placeholder="Name, type, facility, ability" value=${filter.words} onInput=${(event) => setQuery({ q: event.target.value })} /></div>
    <${Choice} label="Type" value=${filter.type} set=${(type) => setQuery({ type })} options=${[{ id: "", name: "All types" }, ...types]} />
    <${Choice} label="Facility" value=${filter.facility} set=${(facility) => setQuery({ facility })} options=${[{ id: "", name: "All facilities" }, ...facilities]} />
    ${both && html`<${Choice} label="Whose" value=${filter.relation} set=${(relation) => setQuery({ relation })} options=${[{ id: "", name: "Own and shared" }, { id: "own", name: "Own" }, { id: "shared", name: "Shared with you" }]} />`}
    <${Choice} label="Order" value=${filter.sort} set=${(sort) => setQuery({ sort })} options=${SORTS.filter(({ needsAll }) => !(many && needsAll))} />
  </form>`;
}

function Choice({ label, value, set, options }) {
  const id = useId();
  return html`<div class="field"><label for=${id}>${label}</label><select id=${id} value=${value} onChange=${(event) => set(event.target.value)}>
    ${options.map((option) => html`<option key=${option.id} value=${option.id} selected=${option.id === value}>${option.name}</option>`)}</select></div>`;
}
