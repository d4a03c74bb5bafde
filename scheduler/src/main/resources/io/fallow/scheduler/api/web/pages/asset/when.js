// The machine's time: what it did, when it is shared and booked, what is offered, and why the rest is not.
import { html, useEffect, useState } from "view";
import { DAY, HOUR, startOfDay } from "../../app/time.js";
import { ProblemBox } from "../../parts/problem.js";
import { Timeline } from "../../parts/timeline.js";
import { useLanes } from "./lanes.js";
import { Legend } from "./legend.js";
import { Power } from "./power.js";
import { Week } from "./week.js";
import { Why } from "./why.js";

const LONGEST = 30 * DAY;
const VIEWS = [["Six hours", -3 * HOUR, 3 * HOUR], ["Day", -12 * HOUR, 12 * HOUR], ["Week", -2 * DAY, 5 * DAY], ["Month", -14 * DAY, 16 * DAY]];

export function When({ asset }) {
  const zone = asset.facility.zone;
  const own = asset.relation === "own";
  const now = useMinute();
  const [shown, setShown] = useState(() => weekAround(now, zone));
  const [point, setPoint] = useState(null);
  const loaded = useSettled(shown, zone);
  const { lanes, explain, problem, again } = useLanes(asset, loaded);
  const show = (from, to) => setShown({ from, to });
  return html`<section class="panel"><h2>Timeline</h2>
      <p class="soft lead">Click anywhere, or press Enter on a lane, to see why the machine is offered then or not. Drag to move; + and − zoom.</p>
      <div class="views" role="group" aria-label="How much to show">${VIEWS.map(([name, back, ahead]) => html`<button key=${name} class="second small" type="button" onClick=${() => show(now + back, now + ahead)}>${name}</button>`)}</div>
      <${ProblemBox} problem=${problem} again=${again} />
      <${Timeline} from=${shown.from} to=${shown.to} zone=${zone} now=${now} lanes=${lanes} onRange=${show} most=${LONGEST} label=${`When ${asset.name} did and may do what`}
        onPick=${(lane, instant) => setPoint({ lane: lane.id, instant })} selected=${point} />
      <${Legend} own=${own} /></section>
    <${Why} asset=${asset} point=${point} now=${now} explain=${explain} lanes=${lanes} choose=${(instant) => setPoint({ lane: "offered", instant })} />
    ${own && html`<${Power} asset=${asset} range=${loaded.shown} /><${Week} asset=${asset} now=${now} />`}`;
}

function weekAround(now, zone) {
  const from = startOfDay(now, zone) - DAY;
  return { from, to: from + 7 * DAY };
}

function useMinute() {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 30_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}

// What is asked for: whole days around what is shown, once moving it has come to rest; 31 days at most.
function useSettled(shown, zone) {
  const [settled, setSettled] = useState(() => around(shown, zone));
  useEffect(() => {
    const timer = setTimeout(() => setSettled((before) => {
      const enough = before.from <= shown.from && before.to >= shown.to && before.to - before.from < 8 * (shown.to - shown.from) + 4 * DAY;
      return enough ? { ...before, shown } : around(shown, zone);
    }), 250);
    return () => clearTimeout(timer);
  }, [shown.from, shown.to]);
  return settled;
}

function around(shown, zone) {
  const length = shown.to - shown.from;
  const room = Math.max(0, Math.min(length, (31 * DAY - length - 1.1 * DAY) / 2));
  const from = startOfDay(shown.from - room, zone);
  return { from, to: Math.min(from + 31 * DAY, startOfDay(shown.to + room, zone) + DAY), shown };
}
