// Facilities to choose from: the organisation's own, as far as the API tells them.
import { html } from "view";
import { ask, useAnswer } from "../../app/api.js";
import { Field } from "../../parts/field.js";

// Where the list of facilities isn't served, those of machines that are registered already.
export function usePlaces(own) {
  const { answer } = useAnswer((signal) => ask("/api/v1/facilities", { signal }).catch((problem) => (problem.status === 404 ? { facilities: null } : Promise.reject(problem))), []);
  const listed = answer?.facilities?.map(({ id, name }) => [id, name]);
  return listed ?? [...new Map(own.map(({ organisation, facility }) => [`${organisation.code}.${facility.code}`, facility.name]))];
}

export function PlaceField({ me, places, value, set, fault }) {
  if (places.length === 0) return html`<${Field} label="Facility" hint="organisation.facility, as it was set up" fault=${fault}><input required spellcheck=${false} placeholder=${`${me.organisation.code}.…`} value=${value} onInput=${(event) => set(event.target.value.trim())} /><//>`;
  return html`<${Field} label="Facility" fault=${fault}><select required value=${value} onChange=${(event) => set(event.target.value)}><option value="">Choose …</option>${places.map(([id, name]) => html`<option key=${id} value=${id}>${name}</option>`)}</select><//>`;
}
