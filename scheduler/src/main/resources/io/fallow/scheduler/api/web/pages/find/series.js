// The same time again and again: a preview of each time, then the booking.
import { html, useEffect, useState } from "view";
import { ask, onceKey } from "../../app/api.js";
import { DAYS, MINUTE, duration, iso, localText, ms, range, weekday } from "../../app/time.js";
import { count } from "../../app/words.js";
import { Field } from "../../parts/field.js";
import { Mark } from "../../parts/marks.js";
import { ProblemBox } from "../../parts/problem.js";
import { useOnce } from "./once.js";
import { Spots } from "./refusal.js";
import { onClock } from "./terms.js";

const CODES = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
const RHYTHMS = [["daily", "Every day"], ["working", "Monday to Friday"], ["weekly", "Every week on"], ["fortnightly", "Every second week on"], ["monthly", "Every month on this day"]];
const CONFLICTS = [["refuse", "book nothing"], ["propose", "book the others"]];

export function SeriesPart({ known, asset, slot, purpose, done }) {
  const zone = asset.facility.zone;
  const [rhythm, setRhythm] = useState("weekly");
  const [days, setDays] = useState([weekday(slot.start, zone)]);
  const [number, setNumber] = useState(4);
  const [onConflict, setOnConflict] = useState("propose");
  const [state, setState] = useState({ busy: false, problem: null, preview: null, series: null });
  const once = useOnce();
  const body = { asset: asset.id, start: localText(slot.start, zone), duration: duration(Math.round((slot.end - slot.start) / MINUTE)), rule: ruleOf(rhythm, days, number), onConflict, purpose };
  const text = JSON.stringify(body);
  useEffect(() => setState((before) => (before.series === null ? { busy: false, problem: null, preview: null, series: null } : before)), [text]);
  const send = async (name, act) => {
    setState((before) => ({ ...before, busy: true, problem: null }));
    try {
      const answer = await act();
      setState((before) => ({ ...before, busy: false, [name]: answer }));
    } catch (problem) {
      setState((before) => ({ ...before, busy: false, problem }));
    }
  };
  const preview = () => send("preview", () => ask("/api/v1/series/preview", { body }));
  const book = () => send("series", async () => {
    const series = await once(text, (headers) => ask("/api/v1/series", { body, headers }));
    done();
    return series;
  });
  if (state.series !== null) return html`<${BookedSeries} known=${known} series=${state.series} zone=${zone} purpose=${purpose} />`;
  return html`<div class="fields">
      <${Field} label="How often"><select value=${rhythm} onChange=${(event) => setRhythm(event.target.value)}>${RHYTHMS.map(([code, words]) => html`<option key=${code} value=${code}>${words}</option>`)}</select><//>
      <${Field} label="How many times"><input type="number" min="2" max="200" value=${number} onChange=${(event) => setNumber(Math.min(200, Math.max(1, Number(event.target.value) || 1)))} /><//>
      <${Field} label="If a time can't be had"><select value=${onConflict} onChange=${(event) => setOnConflict(event.target.value)}>${CONFLICTS.map(([code, words]) => html`<option key=${code} value=${code}>${words}</option>`)}</select><//>
    </div>
    ${["weekly", "fortnightly"].includes(rhythm) && html`<${Weekdays} days=${days} set=${setDays} />`}
    <${ProblemBox} problem=${state.problem} />
    ${state.problem?.body?.times && html`<${Times} known=${known} times=${state.problem.body.times} zone=${zone} />`}
    ${state.preview && html`<p role="status"><b>${count(state.preview.booked, "time")} can be booked</b>${state.preview.conflicts > 0 && `, ${state.preview.conflicts} can't`}.</p><${Times} known=${known} times=${state.preview.times} zone=${zone} />`}
    <div class="buttons"><button class=${state.preview ? "second" : ""} type="button" disabled=${state.busy} onClick=${preview}>See each time</button>
      ${state.preview && html`<button type="button" disabled=${state.busy || state.preview.booked === 0 || (onConflict === "refuse" && state.preview.conflicts > 0)} onClick=${book}>Book ${count(state.preview.booked, "time")}</button>`}</div>`;
}

function ruleOf(rhythm, days, number) {
  const by = (chosen) => [...chosen].sort().map((day) => CODES[day]).join(",");
  const every = {
    daily: "FREQ=DAILY", monthly: "FREQ=MONTHLY", working: `FREQ=WEEKLY;BYDAY=${by([0, 1, 2, 3, 4])}`,
    weekly: `FREQ=WEEKLY;BYDAY=${by(days)}`, fortnightly: `FREQ=WEEKLY;INTERVAL=2;BYDAY=${by(days)}`,
  };
  return `${every[rhythm]};COUNT=${number}`;
}

function Weekdays({ days, set }) {
  const toggle = (day) => { const next = days.includes(day) ? days.filter((each) => each !== day) : [...days, day]; if (next.length > 0) set(next); };
  return html`<fieldset class="weekdays"><legend>On</legend>${DAYS.map((name, day) => html`<label class="check" key=${name}><input type="checkbox" checked=${days.includes(day)} onChange=${() => toggle(day)} /> ${name}</label>`)}</fieldset>`;
}

// Every time, whether it can be booked, and why not. With `take`, what is near can be taken.
function Times({ known, times, zone, take, taken = {} }) {
  return html`<ol class="times">${times.map((time) => html`<li key=${time.number}>
    <span class="when">${range(ms(time.start), ms(time.end), zone)}</span> <${Outcome} time=${time} />
    ${(time.violations ?? []).map((each) => html`<p class="soft" key=${each.code}>${onClock(each.message, zone)}.</p>`)}
    ${taken[time.number] ? html`<p><${Mark} tone="good">Instead: ${range(ms(taken[time.number].start), ms(taken[time.number].end), known.zone(taken[time.number].asset))}<//></p>`
      : (time.alternatives ?? []).length > 0 && (take
        ? html`<${Spots} known=${known} spots=${time.alternatives} take=${(spot) => take(time, spot)} />`
        : html`<p class="soft">Near it: ${time.alternatives.map((spot) => `${known.name(spot.asset)}, ${range(ms(spot.start), ms(spot.end), known.zone(spot.asset))}`).join("; ")}</p>`)}
  </li>`)}</ol>`;
}

function Outcome({ time }) {
  if (time.outcome === "booked") return html`<${Mark} tone="good">Free<//>`;
  return html`<${Mark} tone="bad">${(time.violations ?? []).length > 0 ? "Can't be had" : "Taken"}<//>`;
}

function BookedSeries({ known, series, zone, purpose }) {
  const [taken, setTaken] = useState({});
  const [problem, setProblem] = useState(null);
  const take = async (time, spot) => {
    setProblem(null);
    try {
      const reservation = await ask("/api/v1/reservations", { body: { asset: spot.asset, start: iso(ms(spot.start)), end: iso(ms(spot.end)), purpose }, headers: onceKey() });
      setTaken((before) => ({ ...before, [time.number]: reservation }));
    } catch (failure) {
      setProblem(failure);
    }
  };
  const left = (series.times ?? []).filter((time) => time.outcome !== "booked");
  return html`<section role="status"><p><b>The series is booked: ${count(series.reservations.length, "time")}.</b> <a href="/bookings?tab=series">See it among the bookings</a></p></section>
    ${left.length > 0 && html`<h3>${count(left.length, "time")} could not be had</h3><${ProblemBox} problem=${problem} /><${Times} known=${known} times=${left} zone=${zone} take=${take} taken=${taken} />`}`;
}
