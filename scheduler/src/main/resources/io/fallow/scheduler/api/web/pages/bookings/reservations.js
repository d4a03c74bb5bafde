// A list of bookings: filtered by the address, page behind page, and read again when something happens.
import { html, useEffect, useRef, useState } from "view";
import { ask } from "../../app/api.js";
import { Empty, Waiting } from "../../parts/marks.js";
import { ProblemBox } from "../../parts/problem.js";
import { ActionDialog } from "./actions.js";
import { Filters, filterOf } from "./filters.js";
import { Row } from "./row.js";

const PAGE = 50;
const MOST = 1000;

export function Reservations({ side, deciding = false, me, known, query, events }) {
  const filter = deciding ? { status: "REQUESTED" } : filterOf(query);
  const found = useList({ side, ...filter }, events.count);
  const [action, setAction] = useState(null);
  const present = action && { ...action, booking: found.list?.find(({ id }) => id === action.booking.id) ?? action.booking };
  const changed = (booking) => { found.changed(booking); if (booking !== null) setAction((before) => before && { ...before, booking }); };
  return html`${!deciding && html`<${Filters} query=${query} known=${known} />`}
    <${ProblemBox} problem=${found.problem} again=${found.again} />
    ${found.list === null ? found.problem === null && html`<${Waiting} />`
      : found.list.length === 0 ? html`<section class="panel"><${Empty}>${nothing(side, deciding, query)}<//></section>`
      : html`<ul class="bookings">${found.list.map((booking) => html`<${Row} key=${booking.id} me=${me} known=${known} booking=${booking} act=${(name) => setAction({ name, booking })} />`)}</ul>`}
    ${found.next && html`<p class="centred"><button class="second" type="button" disabled=${found.busy} onClick=${found.more}>More</button></p>`}
    ${present && html`<${ActionDialog} me=${me} known=${known} action=${present} changed=${changed} close=${() => setAction(null)} />`}`;
}

function nothing(side, deciding, query) {
  if (deciding) return "No request waits for your decision.";
  if (query.get("status") || query.get("asset") || query.get("when")) return "No booking is like this.";
  return side === "booker" ? html`Your organisation has nothing booked. <a href="/find">Find an idle machine</a>` : "Nobody has booked a machine of yours.";
}

// The bookings of a filter as far as they have been asked for; all of them are read again when `count` changes.
function useList(filter, count) {
  const [state, setState] = useState({ list: null, next: null, problem: null, busy: false });
  const round = useRef(0);
  const text = JSON.stringify(filter);
  const load = async (query, join) => {
    const mine = ++round.current;
    setState((before) => ({ ...before, busy: true }));
    try {
      const page = await ask("/api/v1/reservations", { query: { ...filter, ...query } });
      if (mine === round.current) setState((before) => ({ list: join ? [...before.list, ...page.reservations] : page.reservations, next: page.next ?? null, problem: null, busy: false }));
    } catch (problem) {
      if (mine === round.current) setState((before) => ({ ...before, problem, busy: false }));
    }
  };
  const again = () => load({ limit: Math.min(MOST, Math.max(PAGE, state.list?.length ?? 0)) }, false);
  useEffect(() => {
    setState({ list: null, next: null, problem: null, busy: false });
    load({ limit: PAGE }, false);
    return () => { round.current++; };
  }, [text]);
  useEffect(() => { if (count > 0) again(); }, [count]);
  const changed = (booking) => {
    if (booking === null) again();
    else setState((before) => ({ ...before, list: before.list.map((each) => (each.id === booking.id ? booking : each)) }));
  };
  return { ...state, again, changed, more: () => load({ limit: PAGE, cursor: state.next }, true) };
}
