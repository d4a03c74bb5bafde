// Bookings: those of one's organisation and those on its machines, what waits, what repeats, and feeds for calendars.
import { html } from "view";
import { ask, useAnswer } from "../../app/api.js";
import { Waiting } from "../../parts/marks.js";
import { PageHead } from "../../parts/page.js";
import { ProblemBox } from "../../parts/problem.js";
import { useKnown } from "../find/known.js";
import { Feeds } from "./feeds.js";
import { useEvents, LiveMark } from "./events.js";
import { Groups } from "./groups.js";
import { One } from "./one.js";
import { Reservations } from "./reservations.js";
import { Waits } from "./waits.js";

const TABS = [
  { tab: "mine", title: "Mine", view: (props) => html`<${Reservations} key="mine" side="booker" ...${props} />` },
  { tab: "owned", title: "On my machines", view: (props) => html`<${Reservations} key="owned" side="owner" ...${props} />` },
  { tab: "decide", title: "Waiting for my decision", view: (props) => html`<${Reservations} key="decide" side="owner" deciding ...${props} />` },
  { tab: "waits", title: "Wait-list", view: (props) => html`<${Waits} ...${props} />` },
  { tab: "series", title: "Series and bundles", view: (props) => html`<${Groups} ...${props} />` },
  { tab: "feeds", title: "Calendar feeds", view: (props) => html`<${Feeds} ...${props} />` },
];

export default function Page({ me, id, query }) {
  const { known, problem, again } = useKnown();
  const events = useEvents();
  const props = { me, known, query, events };
  if (known === null) return html`<${PageHead} title="Bookings" /><${ProblemBox} problem=${problem} again=${again} />${problem === null && html`<${Waiting} />`}`;
  return id === null ? html`<${Lists} ...${props} />` : html`<${One} key=${id} id=${id} ...${props} />`;
}

function Lists(props) {
  const present = TABS.find(({ tab }) => tab === props.query.get("tab")) ?? TABS[0];
  return html`<${PageHead} title="Bookings"><${LiveMark} state=${props.events.state} /><a class="button" href="/find">Find and book</a><//>
    <nav class="tabs" aria-label="Kinds of bookings">${TABS.map(({ tab, title }) => html`<a key=${tab} href=${tab === "mine" ? "/bookings" : `/bookings?tab=${tab}`} aria-current=${tab === present.tab ? "page" : undefined}>${title}${tab === "decide" && html`<${Undecided} ...${props} />`}</a>`)}</nav>
    ${present.view(props)}`;
}

// How many requests wait for the owner's word.
function Undecided({ events }) {
  const { answer } = useAnswer((signal) => ask("/api/v1/reservations", { query: { side: "owner", status: "REQUESTED", limit: 100 }, signal }), [events.count]);
  const number = answer?.reservations.length ?? 0;
  return number > 0 && html` <span class="badge">${answer.next ? `${number}+` : number}<span class="visually-hidden"> waiting</span></span>`;
}
