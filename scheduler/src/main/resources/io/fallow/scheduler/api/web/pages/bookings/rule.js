// A recurrence rule (RFC 5545) in words, as far as the console makes them; others are shown as they are.
const DAYS = { MO: "Mon", TU: "Tue", WE: "Wed", TH: "Thu", FR: "Fri", SA: "Sat", SU: "Sun" };
const EVERY = { DAILY: ["Every day", "days"], WEEKLY: ["Every week", "weeks"], MONTHLY: ["Every month", "months"] };
const TOLD = ["FREQ", "INTERVAL", "BYDAY", "COUNT"];

export function ruleWords(rule) {
  const parts = Object.fromEntries(rule.split(";").map((part) => part.split("=")));
  const days = (parts.BYDAY ?? "").split(",").filter(Boolean);
  const known = Object.keys(parts).every((name) => TOLD.includes(name)) && EVERY[parts.FREQ] && days.every((day) => DAYS[day]);
  if (!known) return rule;
  const [every, many] = EVERY[parts.FREQ];
  const interval = Number(parts.INTERVAL ?? 1);
  return `${interval === 1 ? every : `Every ${interval} ${many}`}${days.length > 0 ? ` on ${days.map((day) => DAYS[day]).join(", ")}` : ""}${parts.COUNT ? `, ${parts.COUNT} times` : ""}`;
}
