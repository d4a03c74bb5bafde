// Hours added up, and the names of what they are added up by.
import { typeName } from "../../app/words.js";

const HOURS = ["inUseH", "standbyH", "offH", "faultH", "unknownH", "energyKwh"];

export const idleH = ({ standbyH = 0, offH = 0 }) => standbyH + offH;
export const observedH = (sums) => (sums.inUseH ?? 0) + idleH(sums) + (sums.faultH ?? 0);
export const usedShare = (sums) => (observedH(sums) > 0 ? (sums.inUseH ?? 0) / observedH(sums) : null);

function add(into, sums) {
  for (const name of HOURS) into[name] = (into[name] ?? 0) + (sums[name] ?? 0);
  return into;
}

// All groups together: in all, and by the start of each bucket.
export function summed(groups) {
  const buckets = new Map();
  const total = add({}, {});
  for (const group of groups) {
    add(total, group.total);
    for (const bucket of group.buckets) buckets.set(bucket.start, add(buckets.get(bucket.start) ?? { start: bucket.start }, bucket));
  }
  return { total, buckets: trimmed([...buckets.values()].sort((a, b) => (a.start < b.start ? -1 : 1))) };
}

// Without what hasn't begun yet.
function trimmed(buckets) {
  let end = buckets.length;
  while (end > 1 && observedH(buckets[end - 1]) + buckets[end - 1].unknownH === 0) end--;
  return buckets.slice(0, end);
}

export function namer(by, own, me) {
  if (by === "type") return typeName;
  if (by === "organisation") return (id) => (id === me.organisation.code ? me.organisation.name : id);
  const names = new Map(own.map((asset) => (by === "asset" ? [asset.id, asset.name] : [`${asset.organisation.code}.${asset.facility.code}`, asset.facility.name])));
  return (id) => names.get(id) ?? id;
}
