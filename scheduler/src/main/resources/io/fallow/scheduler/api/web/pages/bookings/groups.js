// Series and bundles: what was booked again and again, and what was booked together.
import { html, useState } from "view";
import { ask, useAnswer } from "../../app/api.js";
import { instantAt, moment, ms, range, span } from "../../app/time.js";
import { count } from "../../app/words.js";
import { Confirm } from "../../parts/confirm.js";
import { Empty, Status, Waiting } from "../../parts/marks.js";
import { ProblemBox } from "../../parts/problem.js";
import { mayBook } from "../find/book.js";
import { lengthOf } from "../find/terms.js";
import { ruleWords } from "./rule.js";

export function Groups(props) {
  return html`<${Listed} ...${props} title="Series" path="series" list="series" none="Your organisation has no series. Choose “Again and again” when you book." describe=${describeSeries} />
    <${Listed} ...${props} title="Bundles" path="bundles" list="bundles" none="Your organisation has no bundles. Choose “Together with other machines” when you book." describe=${describeBundle} />`;
}

function describeSeries(series, known) {
  const first = instantAt(series.start, series.zone);
  return { name: known.name(series.asset), words: `${ruleWords(series.rule)}, ${span(lengthOf(series.duration))} each, from ${moment(first, series.zone)} on (${series.zone.replaceAll("_", " ")})` };
}

function describeBundle(bundle) {
  return { name: count(bundle.booked, "machine"), words: "Booked together" };
}

function Listed({ me, known, events, title, path, list, none, describe }) {
  const [pages, setPages] = useState(1);
  const { answer, problem, again, loading } = useAnswer((signal) => readPages(path, list, pages, signal), [events.count, pages]);
  return html`<section class="listed"><h2>${title}</h2><${ProblemBox} problem=${problem} again=${again} />
    ${answer === null ? problem === null && html`<${Waiting} rows=${1} />` : answer.items.length === 0 ? html`<div class="panel"><${Empty}>${none}<//></div>`
      : html`<ul class="bookings">${answer.items.map((group) => html`<${Group} key=${group.id} me=${me} known=${known} events=${events} group=${group} path=${path} again=${again} ...${describe(group, known)} />`)}</ul>`}
    ${answer?.next && html`<p class="centred"><button class="second" type="button" disabled=${loading} onClick=${() => setPages(pages + 1)}>More</button></p>`}</section>`;
}

async function readPages(path, list, pages, signal) {
  const answer = await ask(`/api/v1/${path}`, { query: { limit: Math.min(1000, pages * 20) }, signal });
  return { items: answer[list], next: answer.next ?? null };
}

function Group({ me, known, events, group, path, name, words, again }) {
  const [open, setOpen] = useState(false);
  const [asks, setAsks] = useState(false);
  return html`<li class="panel booking group">
    <div class="booking-what">
      <h3><bdi>${name}</bdi></h3><p>${words}</p>
      <p class="soft">${group.ahead} of ${group.booked} still ahead · <bdi>${group.bookedBy}</bdi></p>
      ${group.purpose && html`<p class="purpose"><bdi>${group.purpose}</bdi></p>`}
    </div>
    <div class="actions booking-actions"><button class="small second" type="button" aria-expanded=${open} onClick=${() => setOpen(!open)}>${open ? "Hide them" : path === "series" ? "Each time" : "Each machine"}</button>
      ${mayBook(me) && group.ahead > 0 && html`<button class="small second" type="button" onClick=${() => setAsks(true)}>Cancel the rest …</button>`}</div>
    ${open && html`<${Members} known=${known} path=${path} id=${group.id} count=${events.count} />`}
    ${asks && html`<${Confirm} title="Cancel what is still ahead?" word="Cancel the rest" close=${() => setAsks(false)} act=${async () => { await ask(`/api/v1/${path}/${group.id}/cancel`, { method: "POST" }); again(); }}><p>${count(group.ahead, "booking")} that ${group.ahead === 1 ? "is" : "are"} not over.</p><//>`}
  </li>`;
}

function Members({ known, path, id, count: told }) {
  const { answer, problem, again } = useAnswer((signal) => ask(`/api/v1/${path}/${id}`, { signal }), [id, told]);
  return html`<div class="members"><${ProblemBox} problem=${problem} again=${again} />${answer === null ? problem === null && html`<${Waiting} rows=${1} />`
    : html`<ul>${answer.reservations.map((each) => html`<li key=${each.id}><${Status} status=${each.status} /> <a href=${`/bookings/${each.id}`}>${range(ms(each.start), ms(each.end), known.zone(each.asset))}</a> <bdi>${each.assetName}</bdi></li>`)}</ul>`}</div>`;
}
