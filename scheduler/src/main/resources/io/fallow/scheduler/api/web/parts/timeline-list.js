// What a timeline shows, as a list: for whom a picture says little.
import { html, useState } from "view";
import { range } from "../app/time.js";

const MOST_LISTED = 300;

export function AsList({ lanes, view: { from, to, zone } }) {
  const [open, setOpen] = useState(false);
  return html`<details class="timeline-list" onToggle=${(event) => setOpen(event.currentTarget.open)}><summary>As a list</summary>
    ${open && html`<div class="scroll" tabindex="0" role="region" aria-label="The timeline as a list"><table><thead><tr><th scope="col">Lane</th><th scope="col">When</th><th scope="col">What</th></tr></thead><tbody>
      ${lanes.flatMap((lane) => listed(lane, from, to, zone))}
    </tbody></table></div>`}
  </details>`;
}

function listed(lane, from, to, zone) {
  const seen = lane.segments.filter(({ start, end }) => end > from && start < to);
  const rows = seen.slice(0, MOST_LISTED).map((segment) => html`<tr><th scope="row"><bdi>${lane.label}</bdi></th><td>${range(segment.start, segment.end, zone)}</td><td>${segment.onPick ? html`<button class="second small" type="button" onClick=${segment.onPick}><bdi>${segment.title}</bdi></button>` : html`<bdi>${segment.title}</bdi>`}</td></tr>`);
  if (seen.length === 0) rows.push(html`<tr><th scope="row"><bdi>${lane.label}</bdi></th><td colspan="2">nothing</td></tr>`);
  if (seen.length > MOST_LISTED) rows.push(html`<tr><th scope="row"><bdi>${lane.label}</bdi></th><td colspan="2">and ${seen.length - MOST_LISTED} more: zoom in to see them</td></tr>`);
  return rows;
}
