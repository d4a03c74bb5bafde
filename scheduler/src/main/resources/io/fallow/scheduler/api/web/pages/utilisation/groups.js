// The numbers: of each group, and of each bucket.
import { html, useMemo, useState } from "view";
import { percent } from "../../app/words.js";
import { Name } from "../../parts/marks.js";
import { bucketName } from "./buckets.js";
import { GROUPS } from "./question.js";
import { idleH, usedShare } from "./sums.js";
import { amount } from "./totals.js";

const PORTION = 100;
const COLUMNS = [
  ["assets", "Machines", ({ assets }) => assets, (value) => value.toLocaleString("en")], ["share", "Used", ({ total }) => total.utilisation ?? -1, (value) => percent(value < 0 ? null : value)],
  ["used", "Used h", ({ total }) => total.inUseH, amount], ["idle", "Idle h", ({ total }) => idleH(total), amount], ["standby", "of it standby h", ({ total }) => total.standbyH, amount],
  ["fault", "Fault h", ({ total }) => total.faultH, amount], ["unknown", "Unknown h", ({ total }) => total.unknownH, amount], ["energy", "kWh", ({ total }) => total.energyKwh, amount],
];

export function Groups({ groups, by, chosen, choose }) {
  const [order, setOrder] = useState({ column: "share", down: true });
  const [shown, setShown] = useState(PORTION);
  const sorted = useMemo(() => inOrder(groups, order), [groups, order]);
  const columns = by === "asset" ? COLUMNS.slice(1) : COLUMNS;
  const head = (column, label) => html`<th key=${column} scope="col" aria-sort=${order.column === column ? (order.down ? "descending" : "ascending") : undefined}><button class="plain" type="button" onClick=${() => setOrder({ column, down: order.column === column ? !order.down : column !== "name" })}>${label}<span aria-hidden="true">${order.column === column ? (order.down ? " ▾" : " ▴") : ""}</span></button><span class="print-only">${label}</span></th>`;
  return html`<section class="panel"><h2>By ${GROUPS[by].toLowerCase()}</h2><div class="scroll"><table class="groups"><caption class="visually-hidden">Hours by ${GROUPS[by].toLowerCase()}</caption><thead><tr>${head("name", GROUPS[by])}${columns.map(([column, label]) => head(column, label))}</tr></thead>
    <tbody>${sorted.slice(0, shown).map((group) => html`<tr key=${group.id} class=${group.id === chosen ? "chosen" : undefined}><th scope="row"><button class="plain" type="button" aria-pressed=${group.id === chosen} title=${group.name} onClick=${() => choose(group.id)}><${Name}>${group.name}<//></button><span class="print-only">${group.name}</span></th>
      ${columns.map(([column, , value, words]) => html`<td key=${column}>${column === "share" ? html`<${Share} share=${group.total.utilisation} />` : words(value(group))}</td>`)}</tr>`)}</tbody></table></div>
    ${sorted.length > shown && html`<button class="second" type="button" onClick=${() => setShown(shown + 5 * PORTION)}>Show more of ${sorted.length.toLocaleString("en")}</button>`}
    <p class="soft"><small>Idle is standby and off together. Used is the share of observed time; unknown time is neither used nor idle, and no part of it. <span class="screen-only">Choose a name to see it alone.</span></small></p></section>`;
}

function Share({ share }) {
  return html`<span class="share-cell"><svg viewBox="0 0 60 8" width="60" height="8" aria-hidden="true"><rect class="ground" width="60" height="8" rx="2" fill=${share === null ? "url(#no-data)" : undefined} />${share !== null && html`<rect class="used" width=${60 * share} height="8" rx="2" />`}</svg> ${percent(share)}</span>`;
}

function inOrder(groups, { column, down }) {
  const value = column === "name" ? ({ name }) => name : COLUMNS.find(([each]) => each === column)[2];
  const compare = column === "name" ? (a, b) => a.name.localeCompare(b.name, "en", { numeric: true }) : (a, b) => value(a) - value(b);
  return [...groups].sort((a, b) => (down ? -compare(a, b) : compare(a, b)) || (a.id < b.id ? -1 : 1));
}

export function ByBucket({ buckets, bucket }) {
  const [open, setOpen] = useState(false);
  return html`<details onToggle=${(event) => setOpen(event.currentTarget.open)}><summary>The numbers per ${bucket}</summary>
    ${open && html`<div class="scroll"><table><thead><tr>${[bucket === "week" ? "Week from" : bucket === "day" ? "Day" : "Hour", "Used", "Used h", "Idle h", "Fault h", "Unknown h", "kWh"].map((label) => html`<th key=${label} scope="col">${label}</th>`)}</tr></thead>
    <tbody>${buckets.map((each) => html`<tr key=${each.start}><th scope="row">${bucketName(each.start)}</th><td>${percent(usedShare(each))}</td><td>${amount(each.inUseH)}</td><td>${amount(idleH(each))}</td><td>${amount(each.faultH)}</td><td>${amount(each.unknownH)}</td><td>${amount(each.energyKwh)}</td></tr>`)}</tbody></table></div>`}</details>`;
}
