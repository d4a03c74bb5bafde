// Several machines for the same time: all of them, or none.
import { html, useState } from "view";
import { ask, useAnswer } from "../../app/api.js";
import { MINUTE, duration, iso } from "../../app/time.js";
import { count, percent } from "../../app/words.js";
import { Empty } from "../../parts/marks.js";
import { ProblemBox } from "../../parts/problem.js";
import { useOnce } from "./once.js";
import { chance, onClock } from "./terms.js";

export function Together({ known, asset, slot, purpose, done }) {
  const [others, setOthers] = useState([]);
  const [state, setState] = useState({ busy: false, problem: null, bundle: null });
  const once = useOnce();
  const { answer, problem, loading } = useAnswer((signal) => ask("/api/v1/windows", {
    query: { from: iso(slot.start), to: iso(slot.end), minDuration: duration(Math.round((slot.end - slot.start) / MINUTE)), limit: 200 }, signal,
  }), [slot.start, slot.end]);
  const offered = (answer?.windows ?? []).filter((window) => window.asset.id !== asset.id);
  const chosen = others.filter((id) => offered.some((window) => window.asset.id === id));
  const toggle = (id) => setOthers((before) => (before.includes(id) ? before.filter((each) => each !== id) : [...before, id]));
  const book = async () => {
    const body = { assets: [asset.id, ...chosen].map((id) => ({ asset: id })), start: iso(slot.start), end: iso(slot.end), purpose };
    setState({ busy: true, problem: null, bundle: null });
    try {
      setState({ busy: false, problem: null, bundle: await once(JSON.stringify(body), (headers) => ask("/api/v1/bundles", { body, headers })) });
      done();
    } catch (failure) {
      setState({ busy: false, problem: failure, bundle: null });
    }
  };
  if (state.bundle !== null) return html`<p role="status"><b>${count(state.bundle.reservations.length, "machine")} booked together.</b> <a href="/bookings">See them among the bookings</a></p>`;
  return html`<${ProblemBox} problem=${problem} />
    ${offered.length > 0 ? html`<fieldset class="together"><legend>Also offered for all of this time</legend>${offered.map((window) => html`<label class="check" key=${window.asset.id}>
        <input type="checkbox" checked=${chosen.includes(window.asset.id)} onChange=${() => toggle(window.asset.id)} /><span><bdi>${window.asset.name}</bdi> <small class="soft"><bdi>${window.asset.facility.name}</bdi>, ${chance(window.probability).toLowerCase()}, ${percent(window.probability)}</small></span></label>`)}</fieldset>`
      : loading ? html`<p class="soft" role="status">Looking for other machines …</p>` : html`<${Empty}>No other machine is offered for all of this time.<//>`}
    <${Conflicts} known=${known} problem=${state.problem} />
    <div class="buttons"><button type="button" disabled=${state.busy || chosen.length === 0} onClick=${book}>${chosen.length === 0 ? "Book together" : `Book ${count(chosen.length + 1, "machine")}`}</button></div>`;
}

function Conflicts({ known, problem }) {
  const conflicts = problem?.body?.conflicts ?? [];
  return html`<${ProblemBox} problem=${problem} />${conflicts.length > 0 && html`<ul>${conflicts.map((each) => html`<li key=${each.asset}><b><bdi>${known.name(each.asset)}</bdi></b>: ${each.violations.length > 0 ? each.violations.map((violation) => onClock(violation.message, known.zone(each.asset))).join("; ") : "others have it in a part of this time"}</li>`)}</ul>`}`;
}
