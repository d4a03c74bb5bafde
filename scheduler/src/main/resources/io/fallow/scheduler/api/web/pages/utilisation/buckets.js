// Starts of buckets as a facility's calendar shows them: `2026-11-18`, `2026-11-18T09:00`.
import { DAYS } from "../../app/time.js";

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

function parts(start) {
  const [year, month, day] = start.slice(0, 10).split("-").map(Number);
  return { weekday: DAYS[(new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 6) % 7], day, month: MONTHS[month - 1], year, clock: start.slice(11, 16) };
}

export function bucketName(start) {
  const { weekday, day, month, year, clock } = parts(start);
  return `${weekday} ${day} ${month} ${year}${clock && ` ${clock}`}`;
}

export function shortName(start, bucket) {
  const { weekday, day, month, clock } = parts(start);
  if (bucket === "week") return `${day} ${month}`;
  return bucket === "hour" ? `${weekday} ${day} ${clock}` : `${weekday} ${day}`;
}
