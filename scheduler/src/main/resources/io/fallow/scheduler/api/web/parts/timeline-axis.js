// Where the ticks of a time axis stand: on the wall clock of a zone, at the finest step for which there is room.
import { DAY, DAYS, HOUR, MINUTE, at, clock, plusDays, startOfDay, startOfWeek } from "../app/time.js";

const ROOM = 62;
const STEPS = [MINUTE, 5 * MINUTE, 15 * MINUTE, 30 * MINUTE, HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 2 * DAY, 7 * DAY];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

// {step, ticks: [{instant, label}], days: [{start, end, label}]} of a range that is shown so wide, in pixels.
export function axis(from, to, width, zone) {
  const step = STEPS.find((each) => (each / (to - from)) * width >= ROOM) ?? STEPS.at(-1);
  const days = daysOf(from, to, zone);
  return { step, days, ticks: step >= DAY ? ticksOfDays(days, step, zone) : days.flatMap((day) => ticksInDay(day, step, zone)).filter(({ instant }) => instant >= from && instant <= to) };
}

function daysOf(from, to, zone) {
  const days = [];
  for (let start = startOfDay(from, zone); start < to;) {
    const end = plusDays(start, 1, zone);
    const { dayOfWeek, day, month } = at(start, zone);
    days.push({ start, end, label: `${DAYS[dayOfWeek - 1]} ${day} ${MONTHS[month - 1]}` });
    start = end;
  }
  return days;
}

function ticksOfDays(days, step, zone) {
  const first = startOfWeek(days[0].start, zone);
  return days.filter(({ start }) => Math.round((start - first) / DAY) % (step / DAY) === 0).map(({ start, label }) => ({ instant: start, label }));
}

// Up to an hour by what passes; above by the clock, as days of 23 and 25 hours have it.
function ticksInDay({ start, end }, step, zone) {
  const instants = [];
  if (step <= HOUR) for (let instant = start; instant < end; instant += step) instants.push(instant);
  else for (let hour = 0; hour < 24; hour += step / HOUR) instants.push(at(start, zone).with({ hour }).epochMilliseconds);
  return instants.map((instant) => ({ instant, label: clock(instant, zone) }));
}

// The pixels of an instant, and back.
export const pixel = (instant, from, to, width) => ((instant - from) / (to - from)) * width;
export const instantOf = (x, from, to, width) => from + (x / width) * (to - from);

// What of a lane is to be drawn: clipped to the range, and what is too narrow to see joined with its like.
export function drawn(segments, from, to, width) {
  const found = [];
  const last = new Map();
  for (const segment of segments) {
    if (segment.end <= from || segment.start >= to) continue;
    const left = Math.max(-2, pixel(segment.start, from, to, width));
    const right = Math.min(width + 2, pixel(segment.end, from, to, width));
    const before = last.get(segment.kind);
    if (before !== undefined && right - left < 1.5 && left - before.right < 0.5) before.right = Math.max(before.right, right);
    else {
      const each = { segment, left, right };
      found.push(each);
      last.set(segment.kind, each);
    }
  }
  return found;
}

// A range of another length around an instant, no shorter and no longer than may be.
export function zoomed(from, to, factor, around, least, most) {
  const length = Math.min(most, Math.max(least, (to - from) * factor));
  const start = around - ((around - from) / (to - from)) * length;
  return [start, start + length];
}
