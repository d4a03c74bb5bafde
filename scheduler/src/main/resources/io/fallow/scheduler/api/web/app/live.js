// What changes, as it happens: told by the server over one connection that is opened again when it breaks.
import { session } from "./session.js";

const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 30_000;

// Calls onEvent({type, data}) for each event, and onState with "connecting", "live" or "offline".
// Answers with the way to stop.
export function live(onEvent, onState = () => {}, path = "/api/v1/live") {
  const control = new AbortController();
  let pause = FIRST_PAUSE;
  const run = async () => {
    onState("connecting");
    while (!control.signal.aborted) {
      try {
        await read(path, control.signal, () => { pause = FIRST_PAUSE; onState("live"); }, onEvent);
      } catch (failure) {
        if (control.signal.aborted) return;
      }
      onState("offline");
      await new Promise((resolve) => { setTimeout(resolve, pause); });
      pause = Math.min(LONGEST_PAUSE, pause * 2);
    }
  };
  run();
  return () => control.abort();
}

async function read(path, signal, opened, onEvent) {
  const response = await fetch(path, { headers: { Authorization: `Bearer ${session.token()}`, Accept: "text/event-stream" }, cache: "no-store", signal });
  if (response.status === 401) session.ended();
  if (!response.ok) throw new Error(`The server answered ${response.status}.`);
  opened();
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const blocks = (rest + value).split("\n\n");
    rest = blocks.pop();
    for (const block of blocks) tell(block, onEvent);
  }
}

function tell(block, onEvent) {
  const event = { type: "message", data: "" };
  for (const line of block.split("\n")) {
    if (line.startsWith("event:")) event.type = line.slice(6).trim();
    else if (line.startsWith("data:")) event.data += line.slice(5).trim();
  }
  if (event.data !== "") onEvent({ type: event.type, data: JSON.parse(event.data) });
}
