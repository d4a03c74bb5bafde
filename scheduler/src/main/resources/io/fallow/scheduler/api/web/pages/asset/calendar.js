// When a machine is open, day by day: its exception goes before its facility's, that before a holiday, that before
// the hours of the week; and hours of its own, where any hold on a day, before its facility's.
import { ask, useAnswer } from "../../app/api.js";
import { at, instantAt, plusDays, startOfDay } from "../../app/time.js";
import { facilityPath, pathOf } from "./paths.js";

export const WEEK_DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

export const dayOf = (instant, zone) => at(instant, zone).toPlainDate().toString();

// {own, facility: hours of the week, ownDays, facilityDays: exceptions, holidays}, or null while it is not known.
export function useCalendar(asset, from, to) {
  const { answer } = useAnswer(async (signal) => (asset === null ? null : readCalendar(asset, dayOf(from, asset.facility.zone), dayOf(to, asset.facility.zone), signal)), [asset?.id, from, to]);
  return answer;
}

export async function readCalendar(asset, from, until, signal) {
  const [path, place] = [pathOf(asset.id), facilityPath(asset)];
  const days = { query: { from, until }, signal };
  const [own, facility, ownDays, facilityDays, holidays] = await Promise.all([
    ask(`${path}/openings`, { signal }), ask(`${place}/openings`, { signal }), ask(`${path}/exceptions`, days), ask(`${place}/exceptions`, days), ask(`${place}/holidays`, days),
  ]);
  return { own: own.week, facility: facility.week, ownDays: ownDays.exceptions, facilityDays: facilityDays.exceptions, holidays: holidays.holidays };
}

export function openSegments(calendar, from, to, zone) {
  const segments = [];
  for (let start = startOfDay(from, zone); start < to; start = plusDays(start, 1, zone)) {
    const day = dayOf(start, zone);
    const { hours, why, closed } = hoursOf(calendar, day, at(start, zone).dayOfWeek - 1);
    if (closed) segments.push({ start, end: plusDays(start, 1, zone), kind: "closed", title: why });
    for (const { opens, closes } of hours) segments.push({ start: instantAt(`${day}T${opens}`, zone), end: closes === "24:00" ? plusDays(start, 1, zone) : instantAt(`${day}T${closes}`, zone), kind: "open", title: why });
  }
  return segments.sort((one, other) => one.start - other.start);
}

function hoursOf({ own, facility, ownDays, facilityDays, holidays }, day, weekday) {
  const exception = ownDays.find((each) => each.day === day) ?? facilityDays.find((each) => each.day === day);
  if (exception) return { hours: exception.hours, closed: exception.hours.length === 0, why: `${exception.hours.length === 0 ? "Closed" : "Open"} on this day: ${exception.reason}` };
  const holiday = holidays.find((each) => each.day === day);
  if (holiday) return { hours: [], closed: true, why: `Holiday: ${holiday.reason}` };
  const holding = (week) => week.filter(({ validFrom, validUntil }) => (validFrom ?? day) <= day && day <= (validUntil ?? day));
  const mine = holding(own);
  const week = mine.length > 0 ? mine : holding(facility);
  return { hours: week.filter((each) => each.day === WEEK_DAYS[weekday]), closed: false, why: mine.length > 0 ? "Open, by the machine's own hours" : "Open, by the facility's hours" };
}
