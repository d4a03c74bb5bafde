// The fleet: each machine, what it does now, and when it is idle.
import { html } from "view";
import { ask, useAnswer } from "../../app/api.js";
import { lasting, ms } from "../../app/time.js";
import { power, typeName } from "../../app/words.js";
import { Activity, Empty, Name, Waiting } from "../../parts/marks.js";
import { PageHead } from "../../parts/page.js";
import { ProblemBox } from "../../parts/problem.js";

export default function Page() {
  const { answer, problem, again } = useAnswer((signal) => ask("/api/v1/assets", { signal }), [], { every: 5_000 });
  return html`<${PageHead} title="Fleet" />
    <${ProblemBox} problem=${problem} again=${again} />
    ${answer === null ? problem === null && html`<${Waiting} />` : html`<${Machines} assets=${answer.assets} now=${ms(answer.asOf)} />`}`;
}

function Machines({ assets, now }) {
  if (assets.length === 0) return html`<${Empty}>No machine is yours, and none is shared with you.<//>`;
  return html`<div class="cards">${assets.map((asset) => html`<article class="panel" key=${asset.id}>
    <h2><a href=${`/assets/${encodeURIComponent(asset.id)}`}><${Name}>${asset.name}<//></a></h2>
    <p class="soft">${typeName(asset.type)} · <bdi>${asset.facility.name}</bdi></p>
    ${asset.now && html`<p><${Activity} activity=${asset.now.activity} /> ${asset.now.since && lasting(ms(asset.now.since), now)} ${power(asset.now.powerW)}</p>`}
  </article>`)}</div>`;
}
