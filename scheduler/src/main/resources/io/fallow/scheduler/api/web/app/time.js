// Instants as a wall clock somewhere shows them, and back. Instants are numbers: milliseconds since 1970.
import { script } from "./files.js";

export const MINUTE = 60_000;
export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
export const DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

// Browsers that don't bring Temporal get it from us.
export const ready = globalThis.Temporal ? Promise.resolve() : script("/console/vendor/temporal-polyfill/global.js");

export const ms = (text) => Date.parse(text);
export const iso = (instant) => new Date(instant).toISOString();

export function at(instant, zone) {
  return globalThis.Temporal.Instant.fromEpochMilliseconds(Math.round(instant)).toZonedDateTimeISO(zone);
}

// The instant of a wall clock time "2026-11-21T20:00" in a zone. A time that is skipped in spring is
// moved on by the hour that is missing; of one that comes twice in autumn, the earlier.
export function instantAt(local, zone) {
  return globalThis.Temporal.PlainDateTime.from(local).toZonedDateTime(zone, { disambiguation: "compatible" }).epochMilliseconds;
}

// The wall clock time for a field of type datetime-local.
export const localText = (instant, zone) => at(instant, zone).toPlainDateTime().toString({ smallestUnit: "minute" });

export const startOfDay = (instant, zone) => at(instant, zone).startOfDay().epochMilliseconds;
export const plusDays = (instant, days, zone) => at(instant, zone).add({ days }).epochMilliseconds;
export const weekday = (instant, zone) => at(instant, zone).dayOfWeek - 1;
export const startOfWeek = (instant, zone) => plusDays(startOfDay(instant, zone), -weekday(instant, zone), zone);

const two = (number) => String(number).padStart(2, "0");
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

export function clock(instant, zone) {
  const { hour, minute } = at(instant, zone);
  return `${two(hour)}:${two(minute)}`;
}

// "Sat 21 Nov", with the year when it is not this one.
export function date(instant, zone) {
  const there = at(instant, zone);
  const year = there.year === at(Date.now(), zone).year ? "" : ` ${there.year}`;
  return `${DAYS[there.dayOfWeek - 1]} ${there.day} ${MONTHS[there.month - 1]}${year}`;
}

export const moment = (instant, zone) => `${date(instant, zone)} ${clock(instant, zone)}`;

// "Sat 21 Nov 20:00 – 24:00", "Sat 21 Nov 20:00 – Sun 22 Nov 06:00".
export function range(start, end, zone) {
  return `${moment(start, zone)} – ${ending(start, end, zone)}`;
}

// "Sat 20:00 – 24:00", for the coming week and a narrow place.
export function shortRange(start, end, zone) {
  return `${DAYS[weekday(start, zone)]} ${clock(start, zone)} – ${ending(start, end, zone).replace(/ \d+ \w+/, "")}`;
}

function ending(start, end, zone) {
  if (startOfDay(start, zone) === startOfDay(end, zone)) return clock(end, zone);
  const midnight = startOfDay(end, zone) === end && startOfDay(end - 1, zone) === startOfDay(start, zone);
  return midnight ? "24:00" : moment(end, zone);
}

// The zone as people say it, with its offset then: "Europe/Berlin, UTC+1".
export function zoneName(zone, instant = Date.now()) {
  if (zone === "UTC") return zone;
  const offset = at(instant, zone).offset.replace(/^([+-])0?(\d+):00$/, "$1$2").replace(/^([+-])0(\d:)/, "$1$2");
  return zone === "UTC" ? zone : `${zone.replaceAll("_", " ")}, UTC${offset === "+0" ? "" : offset}`;
}

// "45 min", "2 h 30 min", "3 days".
export function span(length) {
  const minutes = Math.round(length / MINUTE);
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours >= 48 && rest === 0 && hours % 24 === 0) return `${hours / 24} days`;
  return hours === 0 ? `${rest} min` : rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
}

// "10.5 h" where there is little room.
export function shortSpan(length) {
  const hours = length / HOUR;
  return hours < 1 ? span(length) : `${Number(hours.toFixed(hours < 100 ? 1 : 0)).toLocaleString("en")} h`;
}

// How long it has been so: "for 3 min".
export function lasting(since, now) {
  const minutes = Math.max(0, Math.floor((now - since) / MINUTE));
  if (minutes < 1) return "just now";
  if (minutes < 60) return `for ${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `for ${hours} h ${two(minutes % 60)} min` : `for ${Math.floor(hours / 24)} days`;
}

// "3 min ago", "in 2 h".
export function away(instant, now) {
  const length = Math.abs(instant - now);
  const words = length < MINUTE ? null : length < 2 * DAY ? span(length - (length % (length < HOUR ? MINUTE : 60 * MINUTE))) : `${Math.floor(length / DAY)} days`;
  if (words === null) return "now";
  return instant < now ? `${words} ago` : `in ${words}`;
}

// An ISO 8601 duration of whole minutes, as the API takes them: PT90M.
export const duration = (minutes) => `PT${minutes}M`;

// Of what belongs to no facility, times are those of this device.
export const HERE = Intl.DateTimeFormat().resolvedOptions().timeZone;
