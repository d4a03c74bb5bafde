// Waits for what is not to be had now: what comes free is held in one's name, and told.
import { html, useState } from "view";
import { ask } from "../../app/api.js";
import { duration, iso } from "../../app/time.js";
import { typeName } from "../../app/words.js";
import { Dialog } from "../../parts/dialog.js";
import { Field, MomentField } from "../../parts/field.js";
import { ProblemBox } from "../../parts/problem.js";
import { useOnce } from "./once.js";
import { lengthName } from "./terms.js";

const LENGTHS = [15, 30, 45, 60, 90, 120, 180, 240, 360, 480, 720, 1440];

// `wish` is {asset, type, owner, near, radiusKm, zone, from, to, minutes, purpose}: what was looked for.
export function WaitDialog({ known, wish, close }) {
  const [what, setWhat] = useState(wish.asset ? `asset ${wish.asset}` : `type ${wish.type ?? known.types()[0] ?? ""}`);
  const [time, setTime] = useState({ from: wish.from, to: wish.to });
  const [minutes, setMinutes] = useState({ least: wish.minutes, most: wish.minutes });
  const [state, setState] = useState({ busy: false, problem: null, done: false });
  const once = useOnce();
  const send = async () => {
    setState({ busy: true, problem: null, done: false });
    try {
      const body = bodyOf(wish, what, time, minutes);
      await once(JSON.stringify(body), (headers) => ask("/api/v1/wait-list", { body, headers }));
      setState({ busy: false, problem: null, done: true });
    } catch (problem) {
      setState({ busy: false, problem, done: false });
    }
  };
  const wrong = (name) => state.problem?.of?.(name);
  return html`<${Dialog} title="Wait for it" close=${close}>${state.done ? html`<${Waits} close=${close} />` : html`
    <p>What comes free is held in your name for some minutes, in the order of who waits. You find it among your bookings, and book it or pass it on.</p>
    <${Field} label="Which" fault=${wrong("asset") || wrong("type")}><select value=${what} onChange=${(event) => setWhat(event.target.value)}>${options(known, wish).map(([code, words]) => html`<option key=${code} value=${code}>${words}</option>`)}</select><//>
    <div class="fields">
      <${MomentField} label="Between" zone=${wish.zone} value=${time.from} set=${(from) => setTime({ ...time, from })} fault=${wrong("from")} />
      <${MomentField} label="and" zone=${wish.zone} value=${time.to} set=${(to) => setTime({ ...time, to })} fault=${wrong("to")} />
      <${Length} label="At least" value=${minutes.least} set=${(least) => setMinutes({ least, most: Math.max(least, minutes.most) })} fault=${wrong("minDuration")} />
      <${Length} label="At most" value=${minutes.most} set=${(most) => setMinutes({ least: Math.min(most, minutes.least), most })} fault=${wrong("maxDuration")} />
    </div>
    <${ProblemBox} problem=${state.problem} />
    <div class="buttons"><button class="second" type="button" onClick=${close}>Leave it</button><button type="button" disabled=${state.busy} onClick=${send}>Wait for it</button></div>`}
  <//>`;
}

function Waits({ close }) {
  return html`<p role="status"><b>You are on the wait-list.</b></p><div class="buttons"><a class="button second" href="/bookings?tab=waits">See the wait-list</a><button type="button" onClick=${close}>Done</button></div>`;
}

function options(known, wish) {
  const machine = wish.asset ? [[`asset ${wish.asset}`, known.name(wish.asset)]] : [];
  const types = wish.type ? [wish.type] : known.types();
  return [...machine, ...types.map((type) => [`type ${type}`, `Any ${typeName(type)}`])];
}

function Length({ label, value, set, fault }) {
  const lengths = [...new Set([...LENGTHS, value])].sort((a, b) => a - b);
  return html`<${Field} label=${label} fault=${fault}><select value=${String(value)} onChange=${(event) => set(Number(event.target.value))}>${lengths.map((each) => html`<option key=${each} value=${String(each)}>${lengthName(each)}</option>`)}</select><//>`;
}

function bodyOf(wish, what, time, minutes) {
  const [kind, id] = what.split(" ");
  const around = kind === "type" ? { owner: wish.owner ?? undefined, near: wish.near ?? undefined, radiusKm: wish.radiusKm ? Number(wish.radiusKm) : undefined } : {};
  return { [kind]: id, ...around, from: iso(time.from), to: iso(time.to), minDuration: duration(minutes.least), maxDuration: duration(minutes.most), purpose: wish.purpose || undefined };
}
