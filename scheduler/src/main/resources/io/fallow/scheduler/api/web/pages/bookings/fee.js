// What giving time up costs, in percent of its price.
import { lengthOf } from "../find/terms.js";

// Of the tiers {atLeastBefore, percent}, that of the longest time before the start that is still kept.
export function feeNow(tiers, start, now) {
  const kept = tiers.filter(({ atLeastBefore }) => start - now >= lengthOf(atLeastBefore)).sort((a, b) => lengthOf(b.atLeastBefore) - lengthOf(a.atLeastBefore));
  return kept[0]?.percent ?? Math.max(0, ...tiers.map(({ percent }) => percent));
}
