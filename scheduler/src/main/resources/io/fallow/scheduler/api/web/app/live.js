// What changes, as it happens: told by the server over one connection that is opened again when it breaks.
// A tab that nobody sees lets its connection go, as a browser has few of them for one server.
import { session } from "./session.js";

const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 30_000;
const SILENCE = 40_000; // the server gives a sign of life each 15 s

// Calls onEvent({type, data}) for each event, and onState with "connecting", "live" or "offline". The first
// event of each connection is `from`: what was asked of the server before it may be out of date.
// Answers with the way to stop.
export function live(onEvent, onState = () => {}, path = "/api/v1/live") {
  const stopped = new AbortController();
  follow(path, stopped.signal, onEvent, onState);
  return () => stopped.abort();
}

async function follow(path, stopped, onEvent, onState) {
  let pause = FIRST_PAUSE;
  while (!stopped.aborted) {
    await until(() => !document.hidden, document, "visibilitychange", stopped);
    if (stopped.aborted) return;
    onState("connecting");
    try {
      await connection(path, stopped, onEvent, () => { pause = FIRST_PAUSE; if (!stopped.aborted) onState("live"); });
    } catch {
      // Whatever broke it, it is opened again.
    }
    if (stopped.aborted) return;
    onState("offline");
    if (document.hidden) continue;
    await sleep(pause * (0.75 + Math.random() / 2), stopped);
    pause = Math.min(LONGEST_PAUSE, pause * 2);
  }
}

// One connection: ends when the server ends it, falls silent, the tab is hidden, or it is stopped.
async function connection(path, stopped, onEvent, onOpen) {
  const control = new AbortController();
  const end = () => control.abort();
  const hide = () => { if (document.hidden) end(); };
  stopped.addEventListener("abort", end);
  document.addEventListener("visibilitychange", hide);
  let silence = setTimeout(end, SILENCE);
  try {
    const response = await open(path, control.signal);
    onOpen();
    await read(response, () => { clearTimeout(silence); silence = setTimeout(end, SILENCE); }, (event) => { if (!stopped.aborted) onEvent(event); });
  } finally {
    clearTimeout(silence);
    stopped.removeEventListener("abort", end);
    document.removeEventListener("visibilitychange", hide);
    end();
  }
}

async function open(path, signal, again = true) {
  const used = session.token();
  const response = await fetch(path, { headers: { ...session.headers(), Accept: "text/event-stream" }, cache: "no-store", signal });
  if (response.ok) return response;
  if (response.status === 401) {
    if (again && await session.renewed(used)) return open(path, signal, false);
    session.ended();
  }
  throw new Error(`The server answered ${response.status}.`);
}

async function read(response, heard, onEvent) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    heard();
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

function until(holds, target, event, stopped) {
  return new Promise((resolve) => {
    const look = () => {
      if (!holds() && !stopped.aborted) return;
      target.removeEventListener(event, look);
      stopped.removeEventListener("abort", look);
      resolve();
    };
    target.addEventListener(event, look);
    stopped.addEventListener("abort", look);
    look();
  });
}

function sleep(ms, stopped) {
  return new Promise((resolve) => {
    const done = () => { clearTimeout(timer); stopped.removeEventListener("abort", done); resolve(); };
    const timer = setTimeout(done, ms);
    stopped.addEventListener("abort", done);
  });
}
