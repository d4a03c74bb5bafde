// The machine's week: how busy each hour was in past weeks, and is foretold to be in the coming one.
import { html, useMemo } from "view";
import { ask, useAnswer } from "../../app/api.js";
import { DAY, HOUR, at, iso, ms } from "../../app/time.js";
import { percent } from "../../app/words.js";
import { Heat } from "../../parts/heat.js";
import { ProblemBox } from "../../parts/problem.js";
import { pathOf } from "./paths.js";

export function Week({ asset, now }) {
  const hour = Math.floor(now / HOUR) * HOUR;
  const zone = asset.facility.zone;
  const { answer, problem, again } = useAnswer(async (signal) => Promise.all([
    ask(`${pathOf(asset.id)}/busy-hours`, { query: { from: iso(hour - 28 * DAY), to: iso(hour) }, signal }),
    ask(`${pathOf(asset.id)}/forecast`, { query: { from: iso(hour), to: iso(hour + 7 * DAY) }, signal }),
  ]), [asset.id, hour]);
  const ahead = useMemo(() => (answer === null ? null : foretold(answer[1].quarters, zone)), [answer, zone]);
  const { hour: presentHour, dayOfWeek } = at(now, zone);
  const present = { weekday: dayOfWeek - 1, hour: presentHour };
  return html`<section class="panel"><h2>Hours of the week</h2><${ProblemBox} problem=${problem} again=${again} />
    ${answer !== null && html`<div class="weeks"><figure><figcaption><b>In use, last 4 weeks</b> <span class="soft">${percent(answer[0].inUseShare)} of the observed time</span></figcaption><${Heat} week=${answer[0].hours.map(({ inUseShare }) => inUseShare)} present=${present} /></figure>
      <figure><figcaption><b>Expected in use, next 7 days</b> <span class="soft">foretold from its last 26 weeks</span></figcaption><${Heat} week=${ahead} present=${present} /></figure></div>
      <p class="soft">The darker an hour, the more in use; hatched where nothing is known. The framed hour is the present one.</p>`}
  </section>`;
}

// For each hour of the week the mean chance that the machine is not idle; null where nothing is foretold.
function foretold(quarters, zone) {
  const sums = Array.from({ length: 168 }, () => ({ sum: 0, known: 0 }));
  for (const { start, probability } of quarters) {
    if (probability === null || probability === undefined) continue;
    const { dayOfWeek, hour } = at(ms(start), zone);
    const cell = sums[(dayOfWeek - 1) * 24 + hour];
    cell.sum += 1 - probability;
    cell.known++;
  }
  return sums.map(({ sum, known }) => (known === 0 ? null : sum / known));
}
