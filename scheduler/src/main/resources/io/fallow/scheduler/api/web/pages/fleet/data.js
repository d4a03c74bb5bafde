// What the fleet page knows: the machines, live, and of each the week behind and the week ahead.
import { useEffect, useMemo, useRef, useState } from "view";
import { all, ask, useAnswer } from "../../app/api.js";
import { live } from "../../app/live.js";
import { DAY, HOUR, MINUTE, iso, ms } from "../../app/time.js";

// Up to so many machines everything is asked for at once; above, of what is seen.
export const MANY = 200;
const WEEK = 7 * DAY;
const TOGETHER = 400;
const AT_ONCE = 4;
const POLLED = 5_000;
const POLLED_BESIDE_LIVE = 15_000;

// {assets, asOf, problem, again, state}: the machines with what they do now. Changes are told live; where that does
// not work, and for the power, which changes all the time, they are asked for again, large fleets less often.
export function useMachines(onGateway) {
  const [size, setSize] = useState(0);
  const [state, setState] = useState("connecting");
  const [told, setTold] = useState(new Map());
  const pace = (state === "live" ? POLLED_BESIDE_LIVE : POLLED) * Math.max(1, Math.ceil(size / 1000));
  const { answer, problem, again } = useAnswer(async (signal) => {
    const asked = performance.now();
    return { ...(await ask("/api/v1/assets", { signal })), asked };
  }, [], { every: pace });
  useEffect(() => {
    let waiting = new Map();
    let timer = null;
    const flush = () => {
      timer = null;
      const fresh = waiting;
      waiting = new Map();
      setTold((before) => new Map([...before, ...fresh]));
    };
    const stop = live(({ type, data }) => {
      if (type === "from") again();
      else if (type === "gateway") onGateway();
      else if (type === "asset") {
        waiting.set(data.asset, { now: data.now, heard: performance.now() });
        timer ??= setTimeout(flush, TOGETHER);
      }
    }, setState);
    return () => { stop(); clearTimeout(timer); };
  }, []);
  useEffect(() => { if (answer !== null) { setSize(answer.assets.length); setTold((before) => (before.size === 0 ? before : new Map([...before].filter(([, { heard }]) => heard >= answer.asked)))); } }, [answer]);
  const assets = useMemo(() => answer?.assets.map((asset) => newest(asset, told.get(asset.id), answer.asked)) ?? null, [answer, told]);
  return { assets, asOf: answer === null ? null : ms(answer.asOf), problem, again, state };
}

// What has been told since the machines were asked for is newer than the answer.
function newest(asset, told, asked) {
  return told !== undefined && told.heard >= asked ? { ...asset, now: told.now } : asset;
}

// By machine: {week: 168 shares or null, used: share or null, idle: ms, next: window or null}; undefined while unknown.
// Of all machines at once, where they are not too many.
export function useFactsOfAll(wanted) {
  const { answer } = useAnswer(async (signal) => {
    if (!wanted) return null;
    const now = wholeMinute();
    const [windows, busy] = await Promise.all([
      all("/api/v1/windows", "windows", { query: { from: iso(now), to: iso(now + WEEK), limit: 1000 }, signal }),
      ask("/api/v1/busy-hours", { query: { from: iso(now - WEEK), to: iso(now) }, signal }),
    ]);
    const facts = new Map(busy.assets.map(({ asset, week, inUseShare }) => [asset, { week, used: inUseShare, idle: 0, next: null }]));
    for (const window of windows) add(facts, window, now);
    return { facts };
  }, [wanted], { every: 5 * MINUTE });
  return useMemo(() => ({ of: (id) => (answer ? answer.facts.get(id) ?? NOTHING : undefined), complete: Boolean(answer) }), [answer]);
}

const NOTHING = { week: null, used: null, idle: 0, next: null };

function add(facts, { asset, start, end, probability }, now) {
  const seen = facts.get(asset.id) ?? { ...NOTHING };
  const window = { start: ms(start), end: Math.min(ms(end), now + WEEK), probability };
  seen.idle += window.end - window.start;
  if (seen.next === null || window.start < seen.next.start) seen.next = window;
  facts.set(asset.id, seen);
}

// The same machine by machine, of those that are seen, once the scrolling rests.
export function useFactsOfSeen(visible) {
  const found = useRef(new Map());
  const later = useRef(null);
  const [facts, setFacts] = useState({ of: () => undefined, complete: false });
  useEffect(() => () => clearTimeout(later.current), []);
  const key = visible.map(({ id }) => id).join(" ");
  useEffect(() => {
    const control = new AbortController();
    const timer = setTimeout(async () => {
      const queue = visible.filter(({ id }) => !found.current.has(id));
      const work = async () => {
        for (let asset = queue.shift(); asset !== undefined && !control.signal.aborted; asset = queue.shift()) {
          const answer = await factsOf(asset, control.signal).catch(() => null);
          if (answer === null) continue;
          found.current.set(asset.id, answer);
          later.current ??= setTimeout(() => { later.current = null; setFacts({ of: (id) => found.current.get(id), complete: false }); }, TOGETHER);
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, work));
    }, 250);
    return () => { clearTimeout(timer); control.abort(); };
  }, [key]);
  return facts;
}

async function factsOf({ id, relation }, signal) {
  const now = wholeMinute();
  const [{ windows }, busy] = await Promise.all([
    ask("/api/v1/windows", { query: { asset: id, from: iso(now), to: iso(now + WEEK), limit: 1000 }, signal }),
    relation === "own" ? ask(`/api/v1/assets/${encodeURIComponent(id)}/busy-hours`, { query: { from: iso(now - WEEK), to: iso(now) }, signal }) : null,
  ]);
  const facts = new Map();
  for (const window of windows) add(facts, window, now);
  const week = busy === null ? null : busy.hours.map(({ inUseShare }) => inUseShare);
  return { ...(facts.get(id) ?? NOTHING), week, used: busy?.inUseShare ?? null };
}

const wholeMinute = () => Math.floor(Date.now() / MINUTE) * MINUTE;

export const hoursOf = (length) => length / HOUR;
