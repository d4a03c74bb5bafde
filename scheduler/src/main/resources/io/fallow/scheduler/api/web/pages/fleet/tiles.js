// The fleet in a few numbers. Those of an activity filter by it.
import { html } from "view";
import { ACTIVITIES, activityName, count, hours } from "../../app/words.js";
import { hoursOf } from "./data.js";
import { activityOf } from "./filter.js";

export function Tiles({ assets, own, shared, facts, gateways, activity, choose }) {
  const numbers = new Map();
  for (const asset of assets) numbers.set(activityOf(asset), (numbers.get(activityOf(asset)) ?? 0) + 1);
  const kinds = [...(own ? ACTIVITIES : []), ...(shared ? ["SHARED"] : [])];
  return html`<section class="tiles" aria-label="The fleet now">
    ${kinds.map((kind) => html`<button key=${kind} type="button" class=${`tile ${kind}`} aria-pressed=${activity === kind} onClick=${() => choose(activity === kind ? null : kind)}>
      <b>${(numbers.get(kind) ?? 0).toLocaleString("en")}</b><span>${kind === "SHARED" ? "Shared with you" : activityName(kind)}</span></button>`)}
    ${facts.complete && html`<p class="tile"><b>${hours(hoursOf(assets.reduce((sum, { id }) => sum + (facts.of(id)?.idle ?? 0), 0)))}</b><span>offered idle, next 7 days</span></p>`}
    ${own && gateways !== null && html`<${Gateways} gateways=${gateways} />`}
  </section>`;
}

function Gateways({ gateways }) {
  const online = gateways.filter((gateway) => gateway.online).length;
  const missing = gateways.reduce((sum, gateway) => sum + gateway.missing, 0);
  const trouble = gateways.filter((gateway) => !gateway.online || gateway.missing > 0 || gateway.clockWrong || gateway.health?.sourcesInTrouble > 0);
  return html`<a class=${`tile ${trouble.length > 0 ? "troubled" : ""}`} href="/gateways"><b>${online} of ${gateways.length}</b>
    <span>${trouble.length === 0 ? "gateways online, no gaps" : `gateways online, ${missing > 0 ? `${count(missing, "message")} missing` : `${trouble.length} in trouble`}`}</span></a>`;
}

// One line for each gateway that is not well: what machines do is not known, or late, behind it.
export function Troubles({ gateways }) {
  const said = (gateways ?? []).map((gateway) => ({ id: gateway.id, words: troubles(gateway) })).filter(({ words }) => words.length > 0);
  return said.length > 0 && html`<ul class="troubles">${said.map(({ id, words }) => html`<li key=${id}><a href=${`/gateways/${encodeURIComponent(id)}`}><bdi>${id}</bdi></a> ${words.join("; ")}.</li>`)}</ul>`;
}

function troubles({ online, missing, clockWrong, health }) {
  return [
    online === false && "is offline: what its machines do now is not known",
    online === null && "has not been heard of yet",
    missing > 0 && `has a gap: ${count(missing, "message")} missing`,
    clockWrong && "has a wrong clock",
    health?.sourcesInTrouble > 0 && `can't read ${count(health.sourcesInTrouble, "source")}`,
    health?.droppedMessages > 0 && `had to drop ${count(health.droppedMessages, "message")}`,
  ].filter(Boolean);
}
