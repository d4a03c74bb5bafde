// How much machines were used: by type, facility, machine or organisation, over days, weeks or hours. What is asked stands in the address.
import { html, useEffect, useMemo } from "view";
import { all, ask, useAnswer } from "../../app/api.js";
import { setQuery } from "../../app/router.js";
import { Empty, Waiting } from "../../parts/marks.js";
import { PageHead } from "../../parts/page.js";
import { ProblemBox } from "../../parts/problem.js";
import { Asked } from "./asked.js";
import { Chart } from "./chart.js";
import { Export } from "./export.js";
import { ByBucket, Groups } from "./groups.js";
import { BUCKETS, GROUPS, question, spanWords, zoneOf } from "./question.js";
import { namer, summed } from "./sums.js";
import { Totals } from "./totals.js";

export default function Page({ me, query }) {
  const machines = useAnswer((signal) => ask("/api/v1/assets", { signal }), []);
  const own = useMemo(() => (machines.answer?.assets ?? []).filter(({ relation }) => relation === "own"), [machines.answer]);
  const known = machines.answer !== null;
  return html`<div class="utilisation">
    ${known ? html`<${Report} me=${me} own=${own} query=${query} />` : html`<${PageHead} title="Utilisation" /><${ProblemBox} problem=${machines.problem} again=${machines.again} />${machines.problem === null && html`<${Waiting} />`}`}</div>`;
}

// What came with what was asked, so that an answer is never shown as that to a later question.
async function report({ by, bucket }, query, signal) {
  return { by, bucket, groups: await all("/api/v1/utilisation", "groups", { query, name: "after", signal }) };
}

function Report({ me, own, query }) {
  const zone = zoneOf(own);
  const asked = question(query, zone);
  const parameters = { from: asked.from, to: asked.to, groupBy: asked.by, bucket: asked.bucket, limit: 1000 };
  const { answer, problem, loading, again } = useAnswer((signal) => report(asked, parameters, signal), [asked.from, asked.to, asked.by, asked.bucket]);
  const { by, bucket } = answer ?? asked;
  const groups = useMemo(() => { const name = namer(by, own, me); return (answer?.groups ?? []).map((group) => ({ ...group, name: name(group.id) })); }, [answer]);
  const one = groups.find(({ id }) => id === asked.of);
  const sums = useMemo(() => summed(one ? [one] : groups), [groups, one]);
  useEffect(() => { if (asked.of !== "" && answer !== null && !loading && !one) setQuery({ of: null }); }, [answer, loading, one]);
  return html`<${PageHead} title="Utilisation" about=${html`<span class="print-only"><bdi>${me.organisation.name}</bdi>: by ${GROUPS[asked.by].toLowerCase()}, per ${BUCKETS[asked.bucket].toLowerCase()}. </span>${spanWords(asked)}`}>
      <${Export} parameters=${parameters} asked=${asked} /><button class="second" type="button" onClick=${() => print()}>Print</button>
    <//>
    <${Asked} asked=${asked} zones=${new Set(own.map(({ facility }) => facility.zone)).size} />
    <${ProblemBox} problem=${problem} again=${problem?.status === 400 ? undefined : again} />
    ${answer === null ? problem === null && html`<${Waiting} />` : problem === null && (groups.length === 0 ? html`<${Empty}>${own.length === 0 ? html`You have no machine yet. <a href="/gateways">Register one</a>, and its use is told here.` : "Nothing was told of this time."}<//>` : html`<div aria-busy=${loading}>
      <section class="panel"><div class="chart-head"><h2><bdi>${one ? one.name : "All together"}</bdi></h2>${one && html`<button class="second small" type="button" onClick=${() => setQuery({ of: null })}>Show all together</button>`}</div>
        <${Totals} total=${sums.total} /><${Chart} buckets=${sums.buckets} bucket=${bucket} /><${ByBucket} buckets=${sums.buckets} bucket=${bucket} /></section>
      <${Groups} key=${by} groups=${groups} by=${by} chosen=${one?.id} choose=${(id) => setQuery({ of: id === one?.id ? null : id })} /></div>`)}`;
}
