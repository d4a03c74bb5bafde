// Asks the API as whoever is signed in.
import { useCallback, useEffect, useRef, useState } from "view";
import { session } from "./session.js";

// A refusal (RFC 9457), or a server that can't be reached (status 0).
export class Problem extends Error {
  constructor(status, body = {}) {
    super(body.detail ?? body.title ?? (status === 0 ? "The server can't be reached. Trying again may help." : `The server answered ${status}.`));
    this.status = status;
    this.code = body.code ?? "";
    this.title = body.title ?? "";
    this.body = body;
    this.faults = [...(body.errors ?? []), ...(body.violations ?? [])];
  }

  // The sentences for one field of a form: of faults that name it.
  of(name) {
    return this.faults.filter((fault) => fault.name === name).map((fault) => fault.message).join(" ");
  }
}

// Asks once. `query` may hold lists; nulls and empty ones are left out.
export async function ask(path, options) {
  return (await askWhole(path, options)).answer;
}

// The same, with the answer's headers: the ETag that If-Match wants, the X-Next of a list as CSV.
export async function askWhole(path, { query = {}, body, method = body === undefined ? "GET" : "POST", headers = {}, accept = "application/json", signal } = {}) {
  const address = new URL(path, location.origin);
  for (const [name, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== "" && !(Array.isArray(value) && value.length === 0)) address.searchParams.set(name, String(value));
  }
  const more = body === undefined ? headers : { "Content-Type": "application/json", ...headers };
  const response = await reach(address, { method, headers: { Accept: accept, ...more }, body: body === undefined ? undefined : JSON.stringify(body), cache: "no-store", signal });
  const text = await response.text();
  if (response.ok) return { answer: accept === "application/json" ? (text === "" ? {} : JSON.parse(text)) : text, headers: response.headers };
  if (response.status === 401) session.ended();
  throw new Problem(response.status, text.startsWith("{") ? JSON.parse(text) : {});
}

// With a token that the server takes, if there is one: an old one is renewed on the way.
async function reach(address, request, again = true) {
  const used = session.token();
  try {
    const response = await fetch(address, { ...request, headers: { ...request.headers, ...session.headers() } });
    if (response.status === 401 && again && await session.renewed(used)) return await reach(address, request, false);
    return response;
  } catch (failure) {
    if (failure.name === "AbortError") throw failure;
    throw failure instanceof Problem ? failure : new Problem(0);
  }
}

// All pages of a list that answers with `next`; at most `most` items.
export async function all(path, list, { query = {}, name = "cursor", most = 20_000, signal } = {}) {
  const found = [];
  let next = null;
  do {
    const page = await ask(path, { query: next === null ? query : { ...query, [name]: next }, signal });
    found.push(...page[list]);
    next = page.next ?? null;
  } while (next !== null && found.length < most);
  return found;
}

// A key under which a request counts once, however often it is sent.
export function onceKey() {
  return { "Idempotency-Key": crypto.randomUUID() };
}

// Asks when the view appears, when `question` changes, and every `every` ms while the tab is seen.
// `question` is a function of an abort signal; what it answers is kept while it asks again.
export function useAnswer(question, inputs, { every = 0 } = {}) {
  const [state, setState] = useState({ answer: null, problem: null, loading: true });
  const round = useRef(0);
  const control = useRef(null);
  const run = useCallback(async () => {
    const mine = ++round.current;
    control.current?.abort();
    control.current = new AbortController();
    setState((before) => ({ ...before, loading: true }));
    try {
      const answer = await question(control.current.signal);
      if (mine === round.current) setState({ answer, problem: null, loading: false });
    } catch (problem) {
      if (mine === round.current && problem.name !== "AbortError") setState((before) => ({ ...before, problem, loading: false }));
    }
  }, inputs);
  useEffect(() => {
    setState((before) => ({ ...before, problem: null }));
    run();
    return () => { round.current++; control.current?.abort(); };
  }, [run]);
  useEffect(() => {
    if (every === 0) return undefined;
    const timer = setInterval(() => { if (!document.hidden) run(); }, every);
    return () => clearInterval(timer);
  }, [run, every]);
  return { ...state, again: run };
}
