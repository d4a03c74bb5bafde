// What is asked, as the address says it, and the instants that it means.
import { DAY, HERE, at, date, iso, ms, plusDays, startOfDay, zoneName } from "../../app/time.js";

export const GROUPS = { type: "Type", facility: "Facility", asset: "Machine", organisation: "Organisation" };
export const BUCKETS = { day: "Day", week: "Week", hour: "Hour" };
export const RANGES = { 7: "The last 7 days", 28: "The last 28 days", month: "This month", before: "The month before", free: "Days of my choice" };

// The most days that the API answers, by bucket.
export const MOST_DAYS = { hour: 31, day: 400, week: 1200 };

// The zone in which most of the machines stand.
export function zoneOf(own) {
  const machines = new Map();
  for (const { facility } of own) machines.set(facility.zone, (machines.get(facility.zone) ?? 0) + 1);
  return [...machines].sort(([, a], [, b]) => b - a)[0]?.[0] ?? HERE;
}

const among = (options, said, otherwise) => (Object.hasOwn(options, said ?? "") ? said : otherwise);

export function question(query, zone) {
  const range = among(RANGES, query.get("range"), "7");
  const { first, last } = days(range, query, zone);
  const length = Math.round((plusDays(last, 1, zone) - first) / DAY);
  const wished = among(BUCKETS, query.get("per"), "day");
  const bucket = length > MOST_DAYS[wished] ? (length > MOST_DAYS.day ? "week" : "day") : wished;
  return { range, first, last, length, zone, bucket, by: among(GROUPS, query.get("by"), "type"), of: query.get("of") ?? "", from: iso(first), to: iso(plusDays(last, 1, zone)) };
}

// The first day and the last, as their midnights.
function days(range, query, zone) {
  const today = startOfDay(Date.now(), zone);
  const month = (day, months) => at(day, zone).with({ day: 1 }).add({ months }).epochMilliseconds;
  if (range === "month") return { first: month(today, 0), last: today };
  if (range === "before") return { first: month(today, -1), last: plusDays(month(today, 0), -1, zone) };
  if (range === "free") {
    const last = midnight(query.get("until"), zone) ?? today;
    const first = midnight(query.get("from"), zone) ?? plusDays(last, -6, zone);
    return first <= last ? { first, last } : { first: last, last: first };
  }
  return { first: plusDays(today, 1 - Number(range), zone), last: today };
}

function midnight(text, zone) {
  if (!/^\d{4}-\d\d-\d\d$/.test(text ?? "") || Number.isNaN(ms(text))) return null;
  return globalThis.Temporal.PlainDate.from(text).toZonedDateTime(zone).epochMilliseconds;
}

export const dayText = (instant, zone) => at(instant, zone).toPlainDate().toString();

export function spanWords({ first, last, zone }) {
  return first === last ? `${date(first, zone)}, ${zoneName(zone, first)}` : `${date(first, zone)} – ${date(last, zone)}, ${zoneName(zone, first)}`;
}
