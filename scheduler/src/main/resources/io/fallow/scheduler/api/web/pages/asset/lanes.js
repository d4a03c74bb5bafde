// The lanes of a machine's timeline, each from what the API says of it.
import { useMemo } from "view";
import { all, ask, useAnswer } from "../../app/api.js";
import { MINUTE, iso, ms, range } from "../../app/time.js";
import { activityName, percent, statusName } from "../../app/words.js";
import { pathOf } from "./paths.js";
import { openSegments, useCalendar } from "./calendar.js";
import { kindName, verdictName } from "./says.js";

const FORESEEN = 35 * 24 * 60 * MINUTE;
const OPEN_ENDED = 400 * 24 * 60 * MINUTE;
const minute = () => Math.floor(Date.now() / MINUTE) * MINUTE;
const GONE = new Set(["CANCELLED", "DECLINED", "EXPIRED", "BUMPED"]);

export function useLanes(asset, { from, to }) {
  const path = pathOf(asset.id);
  const own = asset.relation === "own";
  const zone = asset.facility.zone;
  const did = useAnswer((signal) => (own && from < minute() ? ask(`${path}/intervals`, { query: { from: iso(from), to: iso(Math.min(to, minute() + MINUTE)) }, signal }) : null), [path, from, to], { every: 30_000 });
  const explain = useAnswer((signal) => (to > minute() ? ask(`${path}/explain`, { query: { from: iso(Math.max(from, minute())), to: iso(Math.min(to, minute() + FORESEEN)) }, signal }) : null), [path, from, to], { every: MINUTE });
  const booked = useAnswer((signal) => all("/api/v1/reservations", "reservations", { query: { asset: asset.id, from: iso(from), to: iso(to), limit: 200 }, signal }), [asset.id, from, to], { every: MINUTE });
  const locked = useAnswer((signal) => (own ? ask(`${path}/lockouts`, { query: { from: iso(from), to: iso(to) }, signal }) : null), [path, from, to], { every: MINUTE });
  const calendar = useCalendar(own ? asset : null, from, to);
  const activity = useMemo(() => (did.answer?.intervals ?? []).map(doing), [did.answer]);
  const open = useMemo(() => (calendar === null ? [] : openSegments(calendar, from, to, zone)), [calendar, from, to, zone]);
  const lockouts = useMemo(() => (locked.answer?.lockouts ?? []).map(lockedOut), [locked.answer]);
  const bookings = useMemo(() => (booked.answer ?? []).filter(({ status }) => !GONE.has(status)).map((each) => booking(each, own)).sort((one, other) => one.start - other.start), [booked.answer, own]);
  const offered = useMemo(() => (explain.answer?.stretches ?? []).filter(({ verdict }) => verdict !== "past").map(stretch), [explain.answer]);
  const lanes = [
    own && { id: "activity", label: "What it did", segments: activity },
    own && { id: "open", label: "Open hours", segments: open },
    own && { id: "lockouts", label: "Locked out", segments: lockouts },
    { id: "bookings", label: own ? "Booked" : "Your bookings", segments: bookings },
    { id: "offered", label: "Offered", segments: offered },
  ].filter(Boolean);
  const failed = [did, explain, booked, locked].find(({ problem }) => problem !== null);
  return { lanes, explain: explain.answer, problem: failed?.problem ?? null, again: failed?.again };
}

function doing({ start, end, activity }) {
  return { start: ms(start), end: ms(end), kind: activity, title: activity === "UNKNOWN" ? "Unknown: no data" : activityName(activity) };
}

function lockedOut({ kind, reason, start, end, endedAt }) {
  return { start: ms(start), end: ms(endedAt ?? end ?? iso(ms(start) + OPEN_ENDED)), kind: "lockout", title: `${kindName(kind)}: ${reason}${end === undefined && endedAt === undefined ? " (until further notice)" : ""}`, text: kindName(kind) };
}

function booking({ start, end, status, organisation, purpose }, own) {
  const waits = status === "HELD" || status === "REQUESTED";
  return { start: ms(start), end: ms(end), kind: waits ? "held" : own ? "booking" : "own-booking", faint: status === "COMPLETED" || status === "NO_SHOW", title: [statusName(status), organisation, purpose].filter(Boolean).join(", "), text: own ? organisation : statusName(status) };
}

function stretch({ start, end, verdict, reason, probability }) {
  const offered = verdict === "offered";
  return { start: ms(start), end: ms(end), kind: offered ? "window" : "closed", title: offered ? `Offered, idle with a chance of ${percent(probability)}` : `${verdictName(verdict)}: ${reason}`, text: offered ? percent(probability) : undefined };
}

// What of a lane is at an instant, as {title, when}.
export function there(lane, instant, zone) {
  const found = lane?.segments.filter(({ start, end }) => start <= instant && instant < end).at(-1);
  return found ? { title: found.title, when: range(found.start, found.end, zone) } : null;
}
