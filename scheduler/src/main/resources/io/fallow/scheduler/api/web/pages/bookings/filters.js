// Which bookings to show. All of it is in the address.
import { html } from "view";
import { setQuery } from "../../app/router.js";
import { DAY, iso, ms } from "../../app/time.js";
import { statusName } from "../../app/words.js";
import { Field, MomentField } from "../../parts/field.js";
import { MachineField } from "../find/machine.js";

const STANDING = "HELD,REQUESTED,CONFIRMED,IN_USE";
const STATES = ["HELD", "REQUESTED", "CONFIRMED", "IN_USE", "COMPLETED", "NO_SHOW", "CANCELLED", "DECLINED", "EXPIRED", "BUMPED"];
const TIMES = [["", "Any time"], ["past", "Over"], ["week", "The next 7 days"], ["between", "Between two times …"]];

export function filterOf(query) {
  const status = query.get("status") ?? "";
  const now = Math.floor(Date.now() / 60_000) * 60_000;
  const when = query.get("when") ?? "";
  const ranges = {
    past: { to: iso(now) }, week: { from: iso(now), to: iso(now + 7 * DAY) },
    between: { from: query.get("from"), to: query.get("to") },
  };
  const usual = when === "" ? STANDING : "";
  return { status: status === "all" ? "" : status || usual, asset: query.get("asset"), ...ranges[when] };
}

export function Filters({ query, known }) {
  const status = query.get("status") ?? "";
  const when = query.get("when") ?? "";
  const asset = query.get("asset") ?? "";
  const zone = asset === "" ? Intl.DateTimeFormat().resolvedOptions().timeZone : known.zone(asset);
  const select = (label, value, options, changed) => html`<${Field} label=${label}><select value=${value} onChange=${(event) => changed(event.target.value)}>${options.map(([code, words]) => html`<option key=${code} value=${code}>${words}</option>`)}</select><//>`;
  const states = [["", when === "" ? "All that stand" : "Any"], ["all", "All, also those that are over"], ...STATES.map((each) => [each, statusName(each)])];
  const timed = (value) => setQuery({ when: value, from: value === "between" ? iso(Date.now() - 7 * DAY) : null, to: value === "between" ? iso(Date.now() + 7 * DAY) : null });
  return html`<form class="filters" role="search" aria-label="Which bookings" onSubmit=${(event) => event.preventDefault()}>
    ${select("State", status, states.filter(([code]) => code !== "all" || when === ""), (value) => setQuery({ status: value }))}
    ${select("When", when, TIMES, timed)}
    <${MachineField} known=${known} value=${asset} any="All" set=${(value) => setQuery({ asset: value })} />
    ${when === "between" && html`<${MomentField} label="From" zone=${zone} value=${ms(query.get("from") ?? iso(Date.now()))} set=${(at) => setQuery({ from: iso(at) })} />
      <${MomentField} label="To" zone=${zone} value=${ms(query.get("to") ?? iso(Date.now()))} set=${(at) => setQuery({ to: iso(at) })} />`}
  </form>`;
}
