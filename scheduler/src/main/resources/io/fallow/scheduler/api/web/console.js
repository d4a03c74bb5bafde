// The fleet page: signs in, asks for activities every two seconds and for the rest every minute.
import { ask, Problem } from "./api.js";
import { Booking, showReservations } from "./booking.js";
import { h, say } from "./dom.js";
import { Fleet } from "./fleet.js";
import { forgetToken, localPeople, savedToken, saveToken } from "./people.js";
import { ACTIVITIES } from "./words.js";

const QUICK = 2_000;
const SLOW = 60_000;
const WEEK = 7 * 24 * 3_600_000;
const HOUR = 3_600_000;
const EVERYONE = "everyone";

const $ = (id) => document.getElementById(id);

const state = { people: [], viewers: [], assets: [], now: null, windows: [], round: 0 };
const booking = new Booking($("booking"), () => refreshSlow());
const fleet = new Fleet($("fleet"), {
  possible: () => state.viewers.length === 1,
  start: (asset, window) => booking.open(state.viewers[0].token, asset, window),
});

await start();

async function start() {
  $("find").addEventListener("input", () => { fleet.filter.words = $("find").value; fleet.sieve(); });
  $("sign-in-form").addEventListener("submit", signIn);
  $("sign-out").addEventListener("click", signOut);
  $("viewer").addEventListener("change", () => chooseViewer($("viewer").value));
  const token = savedToken();
  if (token) {
    await see([{ token }]);
  } else {
    state.people = await localPeople().catch(() => []);
    if (state.people.length > 0) await offerPeople();
    else askForToken();
  }
  setInterval(quick, QUICK);
  setInterval(() => refreshSlow(), SLOW);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) quick(); });
}

function askForToken(fault = "") {
  state.viewers = [];
  $("sign-in").hidden = false;
  $("overview").hidden = true;
  $("reservations").hidden = true;
  $("fleet").replaceChildren();
  fleet.shape = "";
  pulse("", "Not signed in");
  say($("sign-in-fault"), fault);
  $("sign-in-fault").hidden = fault === "";
  $("token").focus();
}

async function signIn(event) {
  event.preventDefault();
  const token = $("token").value.trim();
  try {
    await ask(token, "/api/v1/me");
    saveToken(token);
    $("token").value = "";
    await see([{ token }]);
  } catch (problem) {
    askForToken(problem instanceof Problem ? problem.text : "The server can't be reached.");
  }
}

function signOut() {
  forgetToken();
  location.reload();
}

async function offerPeople() {
  const select = $("viewer");
  select.append(new Option("Everyone (demo)", EVERYONE));
  for (const person of state.people) select.append(new Option(`${person.name} · ${person.organisation}`, person.person));
  $("who").hidden = false;
  await chooseViewer(EVERYONE);
}

// The first of each organisation: who is of the same one sees the same.
function oneOfEach(people) {
  return people.filter((person) => person === people.find((other) => other.organisation === person.organisation));
}

async function chooseViewer(chosen) {
  await see(chosen === EVERYONE ? oneOfEach(state.people) : state.people.filter((person) => person.person === chosen));
}

async function see(viewers) {
  state.viewers = viewers;
  state.round += 1;
  fleet.shape = "";
  fleet.filter.activity = null;
  $("sign-in").hidden = true;
  $("sign-out").hidden = state.people.length > 0;
  const cards = quick();
  if (state.now === null && viewers[0]?.asOf) state.now = new Date(viewers[0].asOf);
  if (state.now === null) await cards;
  await Promise.all([cards, refreshSlow(cards)]);
}

// Asks once for each viewer; an answer that comes after the viewer has changed is dropped.
async function each(question) {
  const round = state.round;
  const answers = await Promise.all(state.viewers.map(question));
  return round === state.round ? answers : null;
}

async function quick() {
  if (document.hidden || state.viewers.length === 0) return;
  try {
    const answers = await each((viewer) => ask(viewer.token, "/api/v1/assets"));
    if (answers === null) return;
    state.now = new Date(answers[0].asOf);
    state.assets = answers.flatMap((answer) => answer.assets.filter((asset) => asset.relation === "own" || state.viewers.length === 1));
    fleet.show(state.assets, state.now);
    showTiles();
    $("overview").hidden = false;
    pulse("live", "Live");
    say($("as-of"), `As of ${state.now.toISOString().replace("T", " ").slice(0, 19)} UTC`);
  } catch (problem) {
    await failed(problem);
  }
}

// What it finds is shown once there are cards to show it on.
async function refreshSlow(cards = Promise.resolve()) {
  if (document.hidden || state.viewers.length === 0 || state.now === null) return;
  const now = state.now;
  const to = new Date(Math.floor(now / HOUR) * HOUR + HOUR);
  const past = { from: new Date(to - WEEK).toISOString(), to: to.toISOString() };
  const next = { from: now.toISOString(), to: new Date(now.getTime() + WEEK).toISOString(), limit: 1000 };
  try {
    await Promise.all([showWeeks(past, now, cards), showWindows(next, cards), showOwnReservations(now, cards)]);
    showTiles();
  } catch (problem) {
    await failed(problem);
  }
}

async function showWeeks(past, now, cards) {
  const answers = await each((viewer) => ask(viewer.token, "/api/v1/busy-hours", { query: past }));
  await cards;
  if (answers !== null) fleet.showWeeks(answers.flatMap((answer) => answer.assets), now);
}

async function showWindows(next, cards) {
  const answers = await each((viewer) => ask(viewer.token, "/api/v1/windows", { query: viewer.organisation && state.viewers.length > 1 ? { ...next, owner: viewer.organisation } : next }));
  await cards;
  if (answers === null) return;
  state.windows = answers.flatMap((answer) => answer.windows);
  fleet.showWindows(state.windows);
}

async function showOwnReservations(now, cards) {
  if (state.viewers.length !== 1) {
    $("reservations").hidden = true;
    return;
  }
  const { token } = state.viewers[0];
  const answers = await each(() => ask(token, "/api/v1/reservations"));
  await cards;
  if (answers === null) return;
  const assets = new Map(state.assets.map((asset) => [asset.id, asset]));
  showReservations($("reservations"), answers[0].reservations, assets, now, async (reservation, way) => {
    try {
      await ask(token, `/api/v1/reservations/${reservation.id}/${way}`, { method: "POST" });
      await refreshSlow();
    } catch (problem) {
      await failed(problem);
    }
  });
}

function showTiles() {
  const own = state.assets.filter((asset) => asset.relation === "own");
  const hours = state.windows.reduce((sum, window) => sum + (new Date(window.end) - new Date(window.start)) / HOUR, 0);
  const tiles = [tile(null, state.assets.length, state.assets.length === 1 ? "Machine" : "Machines")];
  $("legend").hidden = own.length === 0;
  if (own.length > 0) {
    for (const [activity, name] of ACTIVITIES) tiles.push(tile(activity, own.filter((asset) => asset.now.activity === activity).length, name));
  }
  tiles.push(h("div", { class: "tile SHARED" }, h("b", {}, `${Math.round(hours).toLocaleString("en")} h`), h("span", {}, "Idle, next 7 days")));
  const focused = document.activeElement?.dataset?.activity;
  $("tiles").replaceChildren(...tiles);
  if (focused !== undefined) $("tiles").querySelector(`[data-activity="${focused}"]`)?.focus();
}

function tile(activity, number, name) {
  return h("button", {
    class: `tile ${activity ?? ""}`, type: "button", "data-activity": activity ?? "", "aria-pressed": String(fleet.filter.activity === activity && activity !== null),
    onclick: () => { fleet.filter.activity = fleet.filter.activity === activity ? null : activity; fleet.sieve(); showTiles(); },
  }, h("b", {}, String(number)), h("span", {}, name));
}

async function failed(problem) {
  if (problem instanceof Problem && problem.status === 401) {
    if (state.people.length > 0) await renewPeople();
    else { forgetToken(); askForToken("Your token is no longer valid. Sign in again."); }
  } else {
    pulse("lost", problem instanceof Problem ? problem.message : "Connection lost, trying again");
  }
}

// Local tokens are issued anew on request: a page left open goes on.
async function renewPeople() {
  const chosen = state.viewers.map((viewer) => viewer.person);
  state.people = await localPeople().catch(() => state.people);
  state.viewers = state.people.filter((person) => chosen.includes(person.person));
}

function pulse(kind, text) {
  $("pulse").className = `pulse ${kind}`;
  say($("pulse"), text);
}
