// What is around every page: who is signed in, the way to the pages, and what to show when one fails.
import { html, useEffect, useRef, useState } from "view";
import { ProblemBox } from "../parts/problem.js";
import { load } from "./pages.js";
import { PAGES, useRoute } from "./router.js";
import { session } from "./session.js";
import { SignIn } from "./signin.js";

const ICONS = {
  fleet: "M3 3h6v6H3zM11 3h6v6h-6zM3 11h6v6H3zM11 11h6v6h-6z",
  find: "M8.500 3a5.500 5.500 0 1 0 3.400 9.800l4.150 4.150 1.050-1.050-4.150-4.150A5.500 5.500 0 0 0 8.500 3zm0 1.600a3.900 3.900 0 1 1 0 7.800 3.900 3.900 0 0 1 0-7.800z",
  bookings: "M5 2h1.600v2h6.800V2H15v2h2v14H3V4h2zm-.400 6v8.400h10.800V8z",
  sharing: "M14 3a3 3 0 1 1-2.200 5L8 9.900v.200l3.800 1.900a3 3 0 1 1-.700 1.400L7.300 11.500a3 3 0 1 1 0-3l3.800-1.900A3 3 0 0 1 14 3z",
  gateways: "M4 11h12a1 1 0 0 1 1 1v4a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1v-4a1 1 0 0 1 1-1zm1.500 2.200v1.600h4v-1.600zM10 2.500c2.500 0 4.700 1 6.300 2.600l-1.200 1.200A7.200 7.200 0 0 0 4.900 6.300L3.700 5.100A8.900 8.900 0 0 1 10 2.500zm0 3.600c1.500 0 2.800.600 3.800 1.500l-1.200 1.200a3.700 3.700 0 0 0-5.200 0L6.200 7.600c1-.900 2.300-1.500 3.800-1.500z",
  utilisation: "M3 3h1.600v12.400H17V17H3zm4 6h2.200v5H7zm3.700-4h2.200v9h-2.200zm3.700 6.500h2.200V14h-2.200z",
};

export function Shell({ who }) {
  const [me, setMe] = useState(who);
  const [over, setOver] = useState("");
  const route = useRoute();
  useEffect(() => { session.onEnded = () => { setMe(null); setOver("Your sign-in has ended. Sign in again to go on."); }; }, []);
  if (me === null) return html`<${SignIn} said=${over} done=${(whoNow) => { setOver(""); setMe(whoNow); }} />`;
  return html`
    <a class="skip" href="#main" onClick=${(event) => { event.preventDefault(); document.getElementById("main").focus(); }}>To the content</a>
    <header class="bar">
      <a class="brand" href="/"><img src="/console/favicon.svg" alt="" width="28" height="28" /><b>Fallow</b></a>
      <${Menu} current=${route.of} />
      <${Person} me=${me} />
    </header>
    <${Place} route=${route} me=${me} />
    <${Hatching} />`;
}

// How "no data" and "locked out" are drawn, in any picture: fill="url(#no-data)", "url(#locked-out)".
function Hatching() {
  return html`<svg width="0" height="0" aria-hidden="true" class="defs"><defs>
    <pattern id="no-data" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="no-data-ground" width="4" height="4" /><rect class="no-data-line" width="1.3" height="4" /></pattern>
    <pattern id="locked-out" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)"><rect class="locked-out-ground" width="7" height="7" /><rect class="locked-out-line" width="2.6" height="7" /></pattern>
  </defs></svg>`;
}

function Menu({ current }) {
  const menu = useRef(null);
  // Where the pages don't fit beside each other, the present one is scrolled to.
  useEffect(() => { menu.current.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" }); }, [current]);
  return html`<nav class="menu" aria-label="Pages" ref=${menu}><ul>${PAGES.map(({ name, path, title }) => html`
    <li key=${name}><a href=${path} aria-current=${name === current ? "page" : undefined}>
      <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true"><path d=${ICONS[name]} /></svg><span>${title}</span></a></li>`)}</ul></nav>`;
}

function Person({ me }) {
  return html`<div class="person">
    <p title=${`${me.person}: ${me.roles.join(", ")}`}><b><bdi>${me.name ?? me.person}</bdi></b><small><bdi>${me.organisation.name}</bdi></small></p>
    <button class="quiet" type="button" onClick=${() => session.signOut()}>Sign out</button>
    <a href="/docs">API</a>
  </div>`;
}

// The page of an address. Its files are loaded when it is first shown.
function Place({ route, me }) {
  const [page, setPage] = useState({ name: null, Page: null, problem: null });
  const main = useRef(null);
  const first = useRef(true);
  useEffect(() => {
    let wanted = true;
    load(route.name).then(
      (Page) => wanted && setPage({ name: route.name, Page, problem: null }),
      (problem) => wanted && setPage({ name: route.name, Page: null, problem }));
    return () => { wanted = false; };
  }, [route.name]);
  useEffect(() => {
    if (first.current) first.current = false;
    else { main.current?.focus({ preventScroll: true }); scrollTo(0, 0); }
  }, [route.name, route.id]);
  const { name, Page, problem } = page;
  return html`<main id="main" tabindex="-1" ref=${main}>
    ${route.name === null ? html`<${Nowhere} />`
      : problem !== null && name === route.name ? html`<${ProblemBox} problem=${problem} again=${() => location.reload()} />`
      : Page !== null && name === route.name ? html`<${Page} key=${route.name} me=${me} id=${route.id} query=${route.query} />`
      : html`<p class="starting" role="status">Loading …</p>`}
  </main>`;
}

function Nowhere() {
  useEffect(() => { document.title = "Not found · Fallow"; }, []);
  return html`<section class="panel"><h1>There is no such page</h1><p>Its address may have changed. <a href="/">To the fleet</a></p></section>`;
}
