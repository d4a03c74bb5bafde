// What one looks for. Everything is in the address, so that it can be sent to others and found again.
import { html, useId, useState } from "view";
import { setQuery } from "../../app/router.js";
import { iso } from "../../app/time.js";
import { percent, typeName } from "../../app/words.js";
import { Field, MomentField } from "../../parts/field.js";
import { MachineField } from "./machine.js";
import { lengthName } from "./terms.js";
import { DEFAULT_DAYS, DEFAULT_MINUTES, LEAST } from "./search.js";

const LENGTHS = [15, 30, 45, 60, 90, 120, 180, 240, 360, 480, 720, 1440, 2880];
const DAYS = [[1, "The next 24 hours"], [3, "The next 3 days"], [7, "The next 7 days"], [14, "The next 14 days"], [28, "The next 28 days"]];
const CHANCES = [LEAST, 0.7, 0.8, 0.9, 0.95];
const ORDERS = [["soonest", "Soonest"], ["likeliest", "Likeliest"], ["nearest", "Nearest"]];

export function SearchForm({ search, known, problem }) {
  const wrong = (name) => problem?.of?.(name);
  return html`<form class="panel finder" role="search" aria-label="Idle windows" onSubmit=${(event) => event.preventDefault()}>
    <div class="fields">
      <${TypeField} search=${search} known=${known} fault=${wrong("type")} />
      <${Choice} label="How long" name="minutes" value=${search.minutes} usual=${DEFAULT_MINUTES} options=${lengths(search.minutes)} fault=${wrong("minDuration")} />
      <${WhenField} search=${search} />
      <${PlaceField} search=${search} known=${known} />
    </div>
    ${search.isBetween() && html`<${Between} search=${search} fault=${wrong("from") || wrong("to")} />`}
    ${search.near !== null && html`<${Around} search=${search} known=${known} wrong=${wrong} />`}
    <${More} search=${search} known=${known} wrong=${wrong} />
  </form>`;
}

const lengths = (minutes) => [...new Set([...LENGTHS, minutes])].sort((a, b) => a - b).map((each) => [each, lengthName(each)]);

// A choice that is in the address under a name; the usual one isn't.
function Choice({ label, name, value, usual, options, fault, hint, also = {} }) {
  const changed = (event) => setQuery({ [name]: event.target.value === String(usual) ? null : event.target.value, ...also });
  return html`<${Field} label=${label} fault=${fault} hint=${hint}><select value=${String(value)} onChange=${changed}>
    ${options.map(([code, words]) => html`<option key=${code} value=${String(code)}>${words}</option>`)}</select><//>`;
}

function TypeField({ search, known, fault }) {
  const value = search.types.join(",");
  const types = known.types().map((type) => [type, typeName(type)]);
  const several = value !== "" && !known.types().includes(value) ? [[value, search.types.map(typeName).join(", ")]] : [];
  return html`<${Choice} label="Type" name="type" value=${value} usual="" options=${[["", "Any type"], ...types, ...several]} fault=${fault} />`;
}

function WhenField({ search }) {
  const value = search.isBetween() ? "between" : String(search.days);
  const options = DAYS.some(([days]) => String(days) === value) || search.isBetween() ? DAYS : [...DAYS, [search.days, `The next ${search.days} days`]];
  const changed = ({ target }) => setQuery(target.value === "between"
    ? { days: null, from: iso(Math.ceil(search.start() / 900_000) * 900_000), to: iso(Math.ceil(search.end() / 900_000) * 900_000) }
    : { days: target.value === String(DEFAULT_DAYS) ? null : target.value, from: null, to: null });
  return html`<${Field} label="When"><select value=${value} onChange=${changed}>
    ${options.map(([days, words]) => html`<option key=${days} value=${String(days)}>${words}</option>`)}<option value="between">Between two times …</option></select><//>`;
}

function Between({ search, fault }) {
  return html`<div class="fields moments">
    <${MomentField} label="From" zone=${search.zone} value=${search.start()} set=${(at) => setQuery({ from: iso(at) })} fault=${fault} />
    <${MomentField} label="To" zone=${search.zone} value=${search.end()} set=${(at) => setQuery({ to: iso(at) })} />
  </div>`;
}

// Whether it is around a facility that is known, and not around a point that somebody typed.
const isPlace = (search, known) => !search.isPoint && known.places().some((each) => each.near === search.near);

function PlaceField({ search, known }) {
  const places = known.places();
  const value = search.near === null ? "" : isPlace(search, known) ? search.near : "point";
  const radiusKm = search.radiusKm ?? 100;
  const changed = ({ target }) => setQuery(target.value === "" ? { near: null, point: null, radiusKm: null, order: search.order === "nearest" ? null : search.order }
    : target.value === "point" ? { near: search.near ?? places[0]?.near ?? "0,0", point: "1", radiusKm }
    : { near: target.value, point: null, radiusKm });
  return html`<${Field} label="Where"><select value=${value} onChange=${changed}><option value="">Anywhere</option>
    ${places.map((each) => html`<option key=${each.code} value=${each.near}>Around ${each.name}</option>`)}<option value="point">Around a point …</option></select><//>`;
}

function Around({ search, known, wrong }) {
  const [latitude = "", longitude = ""] = search.near.split(",");
  const atFacility = isPlace(search, known);
  const number = (label, value, set, fault, step) => html`<${Field} label=${label} fault=${fault}><input type="number" inputmode="decimal" step=${step} value=${Number.isFinite(Number(value)) ? value : ""} onChange=${(event) => set(event.target.value)} /><//>`;
  return html`<div class="fields">
    ${!atFacility && number("Latitude, degrees", latitude, (to) => setQuery({ near: `${to},${longitude}` }), wrong("near"), "any")}
    ${!atFacility && number("Longitude, degrees", longitude, (to) => setQuery({ near: `${latitude},${to}` }), wrong("near"), "any")}
    ${number("At most so far, km", search.radiusKm ?? "", (to) => setQuery({ radiusKm: to }), wrong("radiusKm"), "any")}
  </div>`;
}

function More({ search, known, wrong }) {
  const list = useId();
  const used = [search.capability, search.owner, search.probability, search.asset].some((each) => each !== null) || search.order !== "soonest";
  const [open, setOpen] = useState(used);
  const probability = Number(search.probability ?? LEAST);
  const chances = [...new Set([...CHANCES, probability])].sort().map((each) => [each, `${percent(each)} or more`]);
  return html`<details open=${open} onToggle=${(event) => setOpen(event.target.open)}><summary>More conditions</summary>
    <div class="fields">
      <${Field} label="It must be able to" hint="Capabilities, separated by commas" fault=${wrong("capability")}>
        <input type="text" list=${list} maxlength="500" value=${search.capability ?? ""} onChange=${(event) => setQuery({ capability: event.target.value.trim() })} /><//>
      <datalist id=${list}>${known.capabilities().map((each) => html`<option key=${each} value=${each} />`)}</datalist>
      <${Choice} label="Whose" name="owner" value=${search.owner ?? ""} usual="" options=${[["", "Anybody's"], ...known.organisations().map(({ code, name }) => [code, name])]} fault=${wrong("owner")} />
      <${MachineField} known=${known} value=${search.asset ?? ""} set=${(asset) => setQuery({ asset })} fault=${wrong("asset")} />
      <${Choice} label="Chance that it stands idle" name="probability" value=${probability} usual=${LEAST} options=${chances} fault=${wrong("minProbability")} />
      <${Choice} label="First" name="order" value=${search.order} usual="soonest" options=${ORDERS.filter(([order]) => order !== "nearest" || search.near !== null)} fault=${wrong("order")} />
    </div></details>`;
}
