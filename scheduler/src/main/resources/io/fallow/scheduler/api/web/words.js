// Instants, spans and amounts in words.

export const ACTIVITIES = [
  ["IN_USE", "In use"],
  ["STANDBY", "Standby"],
  ["OFF", "Off"],
  ["FAULT", "Fault"],
  ["UNKNOWN", "Unknown"],
];

export const DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

const names = new Map(ACTIVITIES);
const formats = new Map();

export function activityName(activity) {
  return names.get(activity) ?? activity;
}

export function typeName(type) {
  const special = { mri: "MRI", ct: "CT", cnc_mill: "CNC mill" };
  const words = special[type] ?? type.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

// How long ago, from one instant to another: "for 3 min".
export function lasting(since, now) {
  const minutes = Math.max(0, Math.floor((now - since) / 60_000));
  if (minutes < 1) return "just now";
  if (minutes < 60) return `for ${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return `for ${hours} h ${String(minutes % 60).padStart(2, "0")} min`;
  return `for ${Math.floor(hours / 24)} days`;
}

export function span(start, end) {
  const minutes = Math.round((end - start) / 60_000);
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours >= 48 && rest === 0 && hours % 24 === 0) return `${hours / 24} days`;
  return hours === 0 ? `${rest} min` : rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
}

export function power(watts) {
  if (watts < 1000) return `${Math.round(watts)} W`;
  return watts < 1_000_000 ? `${(watts / 1000).toFixed(1)} kW` : `${(watts / 1e6).toFixed(2)} MW`;
}

export function percent(share) {
  return share === null || share === undefined ? "no data" : `${Math.round(share * 100)} %`;
}

// The parts of a wall clock somewhere: weekday (0 is Monday), hour, minute, day text.
export function wallClock(instant, zone) {
  if (!formats.has(zone)) {
    formats.set(zone, new Intl.DateTimeFormat("en-GB", {
      timeZone: zone, weekday: "short", day: "numeric", month: "short", year: "numeric",
      hour: "2-digit", minute: "2-digit", hourCycle: "h23",
    }));
  }
  const part = {};
  for (const { type, value } of formats.get(zone).formatToParts(instant)) part[type] = value;
  return {
    weekday: DAYS.indexOf(part.weekday), day: part.weekday, date: `${part.day} ${part.month}`,
    hour: Number(part.hour), time: `${part.hour}:${part.minute}`,
  };
}

// The same for a narrow place and the coming week: "Sat 20:00 – Sun 06:00", and "10.5 h". A line
// breaks only behind the dash.
export function shortRange(start, end, zone) {
  const from = wallClock(start, zone);
  return `${from.day} ${from.time} – ${ending(start, end, zone)}`.replaceAll(" ", "\u00a0").replace("–\u00a0", "– ");
}

export function shortSpan(start, end) {
  const hours = (end - start) / 3_600_000;
  return hours < 1 ? span(start, end) : `${Number(hours.toFixed(hours < 100 ? 1 : 0))} h`;
}

// A range on a wall clock: "Sat 21 Nov 20:00 – 24:00", "Sat 21 Nov 20:00 – Sun 06:00".
export function range(start, end, zone) {
  const from = wallClock(start, zone);
  return `${from.day} ${from.date} ${from.time} – ${ending(start, end, zone)}`;
}

// The end of a range: its time alone if it is on the day on which the range begins.
function ending(start, end, zone) {
  const to = wallClock(end, zone);
  const { date } = wallClock(start, zone);
  if (to.date === date) return to.time;
  const endsThatDay = to.time === "00:00" && wallClock(new Date(end.getTime() - 1), zone).date === date;
  return endsThatDay ? "24:00" : `${to.day} ${to.time}`;
}
