// What the API's words for verdicts and lock-outs mean, for people who see them the first time.
import { inWords } from "../../app/words.js";

const VERDICTS = {
  past: ["Past", "This time is over."],
  withheld: ["Withheld", "The machine's terms say that nothing is offered to others for now."],
  "beyond-horizon": ["Too far ahead", "The machine's terms say how far ahead it is offered; this lies behind it."],
  "beyond-agreement": ["Behind the agreement's end", "The agreement that shares the machine does not last so long."],
  "locked-out": ["Locked out", "Nobody may use the machine: see its lock-outs."],
  booked: ["Booked", "Somebody has it then."],
  turnaround: ["Turnaround", "The machine is made ready before or after a booking."],
  holiday: ["Holiday", "The facility does not share on this day."],
  closed: ["Closed", "Machines are offered in their open hours only."],
  "too-soon": ["Too soon", "A booking must be made earlier than this, the machine's terms say."],
  "in-use-now": ["In use now", "The machine is at work at present."],
  unknown: ["Not foretold", "Too little is known of what the machine does at such hours; what is not known is never offered as idle."],
  "expected-busy": ["Probably in use", "At these hours of past weeks it was in use too often to promise that it stands idle."],
  "too-short": ["Too short", "What is left between other times is shorter than the shortest booking."],
  offered: ["Offered", "It is open, free, and probably idle."],
};

const KINDS = { maintenance: "Maintenance", calibration: "Calibration", "failed-qa": "Failed check", recall: "Recall", fault: "Fault", other: "Other" };

export const verdictName = (verdict) => VERDICTS[verdict]?.[0] ?? inWords(verdict.replaceAll("-", " "));
export const verdictMeans = (verdict) => VERDICTS[verdict]?.[1] ?? "";
export const kindName = (kind) => KINDS[kind] ?? inWords(kind);
export const LOCKOUT_KINDS = Object.keys(KINDS);

export function sentence(text) {
  const words = String(text ?? "");
  return words === "" ? "" : `${words.charAt(0).toUpperCase()}${words.slice(1)}${/[.!?]$/.test(words) ? "" : "."}`;
}
