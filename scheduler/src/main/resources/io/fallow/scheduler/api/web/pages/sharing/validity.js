// From when to when an agreement counts, and with what notice either side ends it.
import { html } from "view";
import { DAY, HERE, plusDays, startOfDay } from "../../app/time.js";
import { MomentField } from "../../parts/field.js";
import { Length } from "./termsform.js";

// In the zone of its machines, where they have but one.
export function Validity({ draft, set, own, problem }) {
  const zones = [...new Set(own.filter(({ id, facility, type }) => (!draft.facility || facility.code === draft.facility) && (!draft.type || type === draft.type) && (!draft.asset || id === draft.asset)).map(({ facility }) => facility.zone))];
  const zone = zones.length === 1 ? zones[0] : HERE;
  const tomorrow = plusDays(startOfDay(Date.now(), zone), 1, zone);
  const end = plusDays(Math.max(draft.from ?? tomorrow, tomorrow), 90, zone);
  const check = (name, words, value) => html`<label class="check"><input type="checkbox" checked=${draft[name] !== null} onChange=${(event) => set({ [name]: event.target.checked ? value : null })} /> ${words}</label>`;
  return html`<fieldset><legend>Validity</legend>
    ${check("from", "It begins at a later time than when it is accepted", tomorrow)}
    ${draft.from !== null && html`<${MomentField} label="Begins" zone=${zone} value=${draft.from} set=${(from) => set({ from })} fault=${problem?.of("from")} />`}
    ${check("until", "It ends by itself", end)}
    ${draft.until !== null && html`<${MomentField} label="Ends" zone=${zone} value=${draft.until} min=${Date.now() - DAY} set=${(until) => set({ until })} fault=${problem?.of("until")} />`}
    <div class="fields"><${Length} label="Notice to end it before" value=${draft.endNotice} set=${(endNotice) => set({ endNotice })} unit="days" hint="If not said, it ends at once when either side ends it" fault=${problem?.of("endNotice")} /></div></fieldset>`;
}
