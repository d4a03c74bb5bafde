// Books a time within an offered window: hold it, book it, or ask for it; once, or again and again.
import { html, useEffect, useRef, useState } from "view";
import { ask, useAnswer } from "../../app/api.js";
import { HOUR, MINUTE, iso, ms, range, zoneName } from "../../app/time.js";
import { percent, typeName } from "../../app/words.js";
import { Dialog } from "../../parts/dialog.js";
import { Field } from "../../parts/field.js";
import { BehalfField } from "./behalf.js";
import { Made } from "./made.js";
import { useOnce } from "./once.js";
import { Refusal } from "./refusal.js";
import { SeriesPart } from "./series.js";
import { Slot } from "./slot.js";
import { chance, lengthOf, termRows } from "./terms.js";
import { Together } from "./together.js";

const BOOKERS = ["admin", "operator", "booker"];
const OVERRIDERS = ["admin", "approver"];
export const mayBook = (me) => me.roles.some((role) => BOOKERS.includes(role));
export const mayOverride = (me) => me.roles.some((role) => OVERRIDERS.includes(role));

// `window` is as the search answers it, or {asset, start, end} of a time of one's own; `close` is told whether anything was booked.
export function BookDialog({ me, known, window, minutes, close }) {
  const [asset, setAsset] = useState(window.asset);
  const [slot, setSlot] = useState(() => firstSlot(window, minutes));
  const [made, setMade] = useState(null);
  const [booked, setBooked] = useState(false);
  const take = (spot) => { setAsset(known.asset(spot.asset) ?? { ...asset, id: spot.asset, name: spot.asset }); setSlot({ start: ms(spot.start), end: ms(spot.end) }); };
  const done = (reservation) => { setBooked(true); setMade(reservation); };
  const offered = asset.id === window.asset.id ? window : null;
  return html`<${Dialog} title=${html`<bdi>${asset.name}</bdi>`} close=${() => close(booked)} wide>
    <p class="soft">${typeName(asset.type)} · <bdi>${asset.organisation.name}</bdi> · <bdi>${asset.facility.name}</bdi> · ${zoneName(asset.facility.zone, slot.start)}</p>
    ${offered && html`<p>Offered ${range(ms(offered.start), ms(offered.end), asset.facility.zone)}${offered.probability !== undefined && `: ${chance(offered.probability).toLowerCase()}, ${percent(offered.probability)}`}</p>`}
    ${made !== null ? html`<${Made} reservation=${made} zone=${asset.facility.zone} set=${done} again=${() => setMade(null)} close=${() => close(true)} />`
      : mayBook(me) ? html`<${Choosing} me=${me} known=${known} asset=${asset} offered=${offered} slot=${slot} setSlot=${setSlot} take=${take} done=${done} seriesDone=${() => setBooked(true)} />`
      : html`<p>Your roles let you look, not book. An admin of your organisation can make you a booker.</p>`}
  <//>`;
}

function firstSlot(window, minutes) {
  const start = Math.min(Math.ceil(ms(window.start) / (15 * MINUTE)) * 15 * MINUTE, ms(window.end));
  const length = window.exact ? ms(window.end) - ms(window.start) : minutes * MINUTE;
  const begin = window.exact || start + length > ms(window.end) ? ms(window.start) : start;
  return { start: begin, end: Math.min(begin + length, ms(window.end)) };
}

function Choosing({ me, known, asset, offered, slot, setSlot, take, done, seriesDone }) {
  const { answer: policy } = useAnswer((signal) => ask(`/api/v1/assets/${encodeURIComponent(asset.id)}/policy`, { signal }), [asset.id]);
  const [purpose, setPurpose] = useState("");
  const [mode, setMode] = useState("once");
  const [chosen, setBehalf] = useState("");
  const behalf = asset.relation === "own" ? chosen : "";
  const terms = policy?.asset === asset.id ? policy.terms : null;
  return html`<${Slot} slot=${slot} set=${setSlot} zone=${asset.facility.zone} offered=${offered} terms=${terms} />
    <${Terms} terms=${terms} />
    <${Field} label="Purpose" hint="One line for people, if you like"><input type="text" maxlength="500" value=${purpose} onInput=${(event) => setPurpose(event.target.value)} /><//>
    ${asset.relation === "own" && html`<${BehalfField} value=${behalf} set=${setBehalf} />`}
    ${behalf === "" && html`<${Modes} mode=${mode} set=${setMode} />`}
    ${mode === "once" || behalf !== "" ? html`<${Once} me=${me} behalf=${behalf} known=${known} asset=${asset} slot=${slot} purpose=${purpose} terms=${terms} take=${take} done=${done} />`
      : mode === "series" ? html`<${SeriesPart} known=${known} asset=${asset} slot=${slot} purpose=${purpose} done=${seriesDone} />`
      : html`<${Together} known=${known} asset=${asset} slot=${slot} purpose=${purpose} done=${seriesDone} />`}`;
}

function Modes({ mode, set }) {
  const each = (value, words) => html`<label class="check"><input type="radio" name="mode" value=${value} checked=${mode === value} onChange=${() => set(value)} /> ${words}</label>`;
  return html`<fieldset class="modes"><legend class="visually-hidden">How often</legend>${each("once", "Once")}${each("series", "Again and again")}${each("together", "Together with other machines")}</fieldset>`;
}

function Terms({ terms }) {
  if (terms === null) return null;
  return html`<details class="terms" open><summary>Terms</summary><dl class="facts">${termRows(terms).map(([name, words]) => html`<dt key=${name}>${name}</dt><dd>${words}</dd>`)}</dl></details>`;
}

function Once({ me, behalf, known, asset, slot, purpose, terms, take, done }) {
  const [state, setState] = useState({ busy: false, problem: null });
  const once = useOnce();
  const button = useRef(null);
  useEffect(() => setState({ busy: false, problem: null }), [asset.id, slot.start, slot.end, behalf]);
  const send = async (more) => {
    const body = { asset: asset.id, start: iso(slot.start), end: iso(slot.end), purpose, ...(behalf === "" ? {} : { onBehalfOf: behalf }), ...more };
    setState({ busy: true, problem: null });
    try {
      done(await once(JSON.stringify(body), (headers) => ask("/api/v1/reservations", { body, headers })));
    } catch (problem) {
      setState({ busy: false, problem });
    }
  };
  const asks = terms?.approval === "owner" && asset.relation !== "own";
  const hold = terms?.holdFor ? Math.round(lengthOf(terms.holdFor) / MINUTE) : null;
  const chosen = (spot) => { take(spot); requestAnimationFrame(() => button.current?.focus()); };
  return html`${state.problem && html`<${Refusal} problem=${state.problem} known=${known} asset=${asset} slot=${slot} purpose=${purpose} take=${chosen}
      override=${asset.relation === "own" && mayOverride(me) ? (reason) => send({ override: { reason } }) : null} />`}
    <div class="buttons">
      <button class="second" type="button" disabled=${state.busy} onClick=${() => send({ hold: true })}>Hold${hold === null ? "" : ` for ${hold < 120 ? `${hold} min` : `${Math.round(hold * MINUTE / HOUR)} h`}`}</button>
      <button type="button" ref=${button} disabled=${state.busy} onClick=${() => send({})}>${asks ? "Ask the owner for it" : "Book"}</button>
    </div>`;
}
