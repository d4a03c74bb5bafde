// Find and book: idle windows of all machines that one may book, and the way to have one.
import { html, useMemo, useState } from "view";
import { DAY } from "../../app/time.js";
import { Empty, Waiting } from "../../parts/marks.js";
import { PageHead } from "../../parts/page.js";
import { ProblemBox } from "../../parts/problem.js";
import { BookDialog } from "./book.js";
import { useKnown } from "./known.js";
import { Results } from "./results.js";
import { SearchForm } from "./form.js";
import { Search } from "./search.js";
import { useWindows } from "./windows.js";
import { WaitDialog } from "./wait.js";

export default function Page({ me, query }) {
  const { known, problem, again } = useKnown();
  return html`<${PageHead} title="Find and book" about="Times at which machines stand idle, of your own and of those who share with you." />
    <${ProblemBox} problem=${problem} again=${again} />
    ${known === null ? problem === null && html`<${Waiting} />` : html`<${Finder} me=${me} query=${query} known=${known} />`}`;
}

function Finder({ me, query, known }) {
  const text = query.toString();
  const search = useMemo(() => new Search(query, known), [text, known]);
  const found = useWindows(search);
  const [picked, setPicked] = useState(null);
  const [waiting, setWaiting] = useState(false);
  const close = (changed) => { setPicked(null); if (changed) found.again(); };
  return html`<${SearchForm} search=${search} known=${known} problem=${found.problem} />
    <${ProblemBox} problem=${found.problem} again=${found.again} />
    <${Found} me=${me} search=${search} found=${found} pick=${setPicked} wait=${() => setWaiting(true)} />
    ${picked && html`<${BookDialog} me=${me} known=${known} window=${picked} minutes=${search.minutes} close=${close} />`}
    ${waiting && html`<${WaitDialog} known=${known} wish=${wishOf(search)} close=${() => setWaiting(false)} />`}`;
}

function Found({ me, search, found, pick, wait }) {
  if (found.windows === null) return found.problem === null && html`<${Waiting} />`;
  if (found.windows.length > 0) return html`<${Results} me=${me} search=${search} found=${found} pick=${pick} />`;
  return html`<section class="panel"><${Empty}>Nothing is offered that fits. A shorter time, a wider radius, a lower chance or more days may find something.<//>
    <p class="centred"><button class="second" type="button" onClick=${wait}>Tell me when something comes free</button></p></section>`;
}

function wishOf(search) {
  const from = search.from ?? Date.now();
  return { asset: search.asset, type: search.types[0] ?? null, owner: search.owner, near: search.near, radiusKm: search.radiusKm, zone: search.zone, from, to: search.to ?? from + 7 * DAY, minutes: search.minutes };
}
