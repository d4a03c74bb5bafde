// How a gateway is, in words: its state, and everything that isn't as it should be.
import { away, lasting, ms, span } from "../../app/time.js";
import { count } from "../../app/words.js";

export const mayOperate = (me) => (me.roles ?? []).some((role) => role === "admin" || role === "operator");
export const codeOf = (id) => id.slice(id.indexOf(".") + 1);

export function stateOf({ online, lastMessage }) {
  if (online === true) return ["good", "Online"];
  if (online === false) return ["bad", "Offline"];
  return lastMessage === null ? ["calm", "Never seen"] : ["warn", "Says nothing of itself"];
}

export const lastHeard = ({ lastMessage }, now) => (lastMessage === null ? "No message has ever come" : `Last message ${away(Math.min(ms(lastMessage), now), now).replace(/^now$/, "just now")}`);
export const sinceWhen = ({ statusSince }, now) => (statusSince ? lasting(ms(statusSince), now) : "");

export function clockWords(ahead) {
  if (ahead === null || ahead === undefined) return "not known";
  const amount = Math.abs(ahead) < 1_000 ? `${Math.abs(ahead)} ms` : Math.abs(ahead) < 120_000 ? `${(Math.abs(ahead) / 1_000).toFixed(1)} s` : span(Math.abs(ahead));
  return `${amount} ${ahead < 0 ? "behind the platform's" : "ahead of the platform's"}`;
}

// Each with its tone; none if all is well.
export function troublesOf(gateway, now) {
  const health = gateway.health ?? {};
  const found = [];
  const add = (when, tone, words) => { if (when) found.push({ tone, words: words() }); };
  add(gateway.clockWrong, "bad", () => `Its clock is wrong: ${clockWords(gateway.clockAheadMs)}`);
  add(gateway.missing > 0, "warn", () => `${count(gateway.missing, "message")} missing`);
  add(health.droppedMessages > 0, "warn", () => `${count(health.droppedMessages, "message")} given up, ${count(health.droppedReadings ?? 0, "reading")} in them`);
  add(gateway.rejected > 0, "warn", () => `${count(gateway.rejected, "reading")} not accepted`);
  add(health.sourcesInTrouble > 0, "bad", () => `${count(health.sourcesInTrouble, "source")} in trouble`);
  const waits = health.waitingSince ? now - ms(health.waitingSince) : 0;
  add(waits > 120_000, "warn", () => `${count(health.waitingReadings, "reading")} wait there, the oldest for ${span(waits)}`);
  return found;
}
