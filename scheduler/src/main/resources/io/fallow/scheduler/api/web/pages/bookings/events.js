// What happens to bookings, as the server tells it.
import { html, useEffect, useRef, useState } from "view";
import { live } from "../../app/live.js";
import { Mark } from "../../parts/marks.js";

const PAUSE = 250;
const WITHOUT = 15_000;
const OF_BOOKINGS = ["reservation.", "wait-list.", "next-start-delayed", "lockout."];
const STATES = { connecting: ["calm", "Connecting …"], live: ["good", "Live"], offline: ["warn", "Not live: connecting again"] };

// {state, count}: count grows when something has happened, when the connection is there again, and now and then while
// there is none; several events within a moment count once.
export function useEvents() {
  const [count, setCount] = useState(0);
  const [state, setState] = useState("connecting");
  const timer = useRef(null);
  useEffect(() => {
    const happened = () => { timer.current ??= setTimeout(() => { timer.current = null; setCount((before) => before + 1); }, PAUSE); };
    let lost = false;
    const stop = live(
      ({ type }) => { if (OF_BOOKINGS.some((each) => type.startsWith(each))) happened(); },
      (next) => { setState(next); if (next === "live" && lost) happened(); lost = next === "offline" || (lost && next !== "live"); },
      "/api/v1/events");
    return () => { stop(); clearTimeout(timer.current); };
  }, []);
  useEffect(() => {
    if (state !== "offline") return undefined;
    const ticks = setInterval(() => { if (!document.hidden) setCount((before) => before + 1); }, WITHOUT);
    return () => clearInterval(ticks);
  }, [state]);
  return { state, count };
}

export function LiveMark({ state }) {
  const [tone, words] = STATES[state];
  return html`<span role="status"><${Mark} tone=${tone}>${words}<//></span>`;
}
