// Durations as the API writes them (ISO 8601), in minutes and in words.
import { MINUTE, span } from "../../app/time.js";

const DURATION = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.\d+)?S)?)?$/;

export const UNITS = [["minutes", 1], ["hours", 60], ["days", 1440]];

// Null for what is no duration, such as `none`.
export function minutesOf(text) {
  const parts = DURATION.exec(text ?? "");
  if (parts === null) return null;
  const [weeks, days, hours, minutes, seconds] = parts.slice(1).map((part) => Number(part ?? 0));
  return weeks * 10_080 + days * 1_440 + hours * 60 + minutes + seconds / 60;
}

export function lengthInWords(text) {
  const minutes = minutesOf(text);
  if (minutes === null) return String(text);
  return minutes === 1_440 ? "1 day" : span(minutes * MINUTE);
}

// The largest unit of which it is a whole number.
export function unitOf(minutes) {
  return [...UNITS].reverse().find(([, size]) => minutes % size === 0 && minutes > 0)?.[0] ?? "minutes";
}
