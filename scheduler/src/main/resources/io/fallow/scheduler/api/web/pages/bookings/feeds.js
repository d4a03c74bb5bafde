// Links under which calendar programs find bookings. Whoever has one may read it, so it is shown once.
import { html, useEffect, useRef, useState } from "view";
import { ask, useAnswer } from "../../app/api.js";
import { moment, ms } from "../../app/time.js";
import { Confirm } from "../../parts/confirm.js";
import { Dialog } from "../../parts/dialog.js";
import { Field } from "../../parts/field.js";
import { Empty, Waiting } from "../../parts/marks.js";
import { ProblemBox } from "../../parts/problem.js";
import { MachineField } from "../find/machine.js";
import { mayBook } from "../find/book.js";

const SCOPES = [["person", "What I have booked"], ["organisation", "What my organisation has booked, and what is booked of its machines"], ["asset", "One machine"]];
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

export function Feeds({ me, known }) {
  const { answer, problem, again } = useAnswer((signal) => ask("/api/v1/feeds", { signal }), []);
  const [adding, setAdding] = useState(false);
  const [ending, setEnding] = useState(null);
  return html`<p class="soft intro">A feed shows bookings in a calendar program. Whoever has its link can read it without signing in.</p>
    ${mayBook(me) && html`<p class="intro"><button class="second" type="button" onClick=${() => setAdding(true)}>Make a link …</button></p>`}
    <${ProblemBox} problem=${problem} again=${again} />
    ${answer === null ? problem === null && html`<${Waiting} rows=${1} />` : answer.feeds.length === 0 ? html`<section class="panel"><${Empty}>There is no feed yet.<//></section>`
      : html`<ul class="bookings">${answer.feeds.map((feed) => html`<li class="panel booking" key=${feed.id}><div class="booking-what"><h2><bdi>${feed.name}</bdi></h2>
          <p>${SCOPES.find(([scope]) => scope === feed.scope)?.[1]}${feed.asset && html`: <bdi>${known.name(feed.asset)}</bdi>`}</p>
          <p class="soft">Made by <bdi>${feed.createdBy}</bdi>, ${moment(ms(feed.createdAt), zone)}</p></div>
          ${mayBook(me) && html`<div class="actions booking-actions"><button class="small second" type="button" onClick=${() => setEnding(feed)}>Revoke …</button></div>`}</li>`)}</ul>`}
    ${adding && html`<${NewFeed} known=${known} close=${() => { setAdding(false); again(); }} />`}
    ${ending && html`<${Confirm} title="Revoke this link?" word="Revoke" close=${() => setEnding(null)} act=${async () => { await ask(`/api/v1/feeds/${ending.id}`, { method: "DELETE" }); again(); }}><p><bdi>${ending.name}</bdi></p><p>It leads nowhere from now on; calendar programs that have it show nothing new.</p><//>`}`;
}

function NewFeed({ known, close }) {
  const [scope, setScope] = useState("person");
  const [asset, setAsset] = useState(known.all()[0]?.id ?? "");
  const [name, setName] = useState("");
  const [state, setState] = useState({ busy: false, problem: null, feed: null });
  const make = async () => {
    setState({ busy: true, problem: null, feed: null });
    const body = { scope, ...(scope === "asset" ? { asset } : {}), ...(name.trim() === "" ? {} : { name: name.trim() }) };
    try {
      setState({ busy: false, problem: null, feed: await ask("/api/v1/feeds", { body }) });
    } catch (problem) {
      setState({ busy: false, problem, feed: null });
    }
  };
  const wrong = (field) => state.problem?.of?.(field);
  return html`<${Dialog} title="A link for a calendar" close=${close}>${state.feed ? html`<${Secret} address=${location.origin + state.feed.path} close=${close} />` : html`
    <${Field} label="What it shows"><select value=${scope} onChange=${(event) => setScope(event.target.value)}>${SCOPES.map(([code, words]) => html`<option key=${code} value=${code}>${words}</option>`)}</select><//>
    ${scope === "asset" && html`<${MachineField} known=${known} value=${asset} any=${null} set=${setAsset} fault=${wrong("asset")} />`}
    <${Field} label="Name" hint="As calendar programs show it; if you like" fault=${wrong("name")}><input type="text" maxlength="200" value=${name} onInput=${(event) => setName(event.target.value)} /><//>
    <${ProblemBox} problem=${state.problem} />
    <div class="buttons"><button class="second" type="button" onClick=${close}>Leave it</button><button type="button" disabled=${state.busy} onClick=${make}>Make the link</button></div>`}
  <//>`;
}

function Secret({ address, close }) {
  const [said, setSaid] = useState("");
  const field = useRef(null);
  useEffect(() => { field.current.focus(); field.current.select(); }, []);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(address);
      setSaid("Copied.");
    } catch {
      field.current.select();
      setSaid("Copy it by hand: the browser does not let us.");
    }
  };
  return html`<p>Copy it now: it is shown this once.</p>
    <${Field} label="Secret link"><input type="text" readonly ref=${field} value=${address} /><//>
    <p role="status">${said}</p>
    <div class="buttons"><button class="second" type="button" onClick=${close}>Done</button><button type="button" onClick=${copy}>Copy</button></div>`;
}
