// Books a part of an idle window, and shows reservations and what may be done with them.
import { ask, Problem } from "./api.js";
import { h } from "./dom.js";
import { percent, range, span, wallClock } from "./words.js";

const STEP = 15 * 60_000;
const USUAL = 2 * 3_600_000;
const MOST_CHOICES = 400;

export class Booking {
  constructor(dialog, done) {
    this.dialog = dialog;
    this.done = done;
  }

  open(token, asset, window) {
    const zone = asset.facility.zone;
    const first = new Date(window.start);
    const last = new Date(window.end);
    const from = h("select", { "aria-label": "From" });
    const to = h("select", { "aria-label": "To" });
    const length = h("p", { class: "about" });
    const fault = h("p", { class: "fault", role: "alert", hidden: true });
    const purpose = h("input", { maxlength: 500, placeholder: "What for (optional)" });
    const button = h("button", { type: "submit" }, "Book");
    fillChoices(from, first, new Date(last - STEP), zone, first);
    const offerEnds = () => {
      const start = new Date(Number(from.value));
      fillChoices(to, new Date(start.getTime() + STEP), last, zone, new Date(Math.min(last, start.getTime() + USUAL)));
      tellLength();
    };
    const tellLength = () => { length.textContent = `${span(new Date(Number(from.value)), new Date(Number(to.value)))}, on the clock of ${zone.replaceAll("_", " ")}`; };
    from.addEventListener("change", offerEnds);
    to.addEventListener("change", tellLength);
    offerEnds();
    const form = h("form", { onsubmit: (event) => {
      event.preventDefault();
      this.book(token, asset, from, to, purpose, fault, button);
    } },
      h("h2", {}, `Book ${asset.name}`),
      h("p", { class: "about" }, `${asset.organisation.name}, ${asset.facility.name}. Idle ${range(first, last, zone)}, ${percent(window.probability)} likely.`),
      h("div", { class: "pair" }, h("label", {}, "From", from), h("label", {}, "To", to)),
      length,
      h("label", {}, "Purpose", purpose), fault,
      h("div", { class: "buttons" }, h("button", { class: "quiet", type: "button", onclick: () => this.dialog.close() }, "Close"), button));
    this.dialog.replaceChildren(form);
    this.dialog.showModal();
  }

  async book(token, asset, from, to, purpose, fault, button) {
    button.disabled = true;
    fault.hidden = true;
    try {
      const body = { asset: asset.id, start: iso(from.value), end: iso(to.value), purpose: purpose.value };
      await ask(token, "/api/v1/reservations", { body });
      this.dialog.close();
      this.done();
    } catch (problem) {
      fault.textContent = problem instanceof Problem ? problem.text : "The server can't be reached.";
      fault.hidden = false;
    } finally {
      button.disabled = false;
    }
  }
}

const iso = (value) => new Date(Number(value)).toISOString();

function fillChoices(select, first, last, zone, chosen) {
  select.replaceChildren();
  const add = (instant) => {
    const local = wallClock(instant, zone);
    select.append(new Option(`${local.day} ${local.date}, ${local.time}`, String(instant.getTime())));
  };
  add(first);
  let next = Math.ceil((first.getTime() + 1) / STEP) * STEP;
  for (; next < last.getTime() && select.length < MOST_CHOICES; next += STEP) add(new Date(next));
  if (last > first && select.length < MOST_CHOICES) add(last);
  let best = 0;
  [...select.options].forEach((option, index) => { if (Number(option.value) <= chosen.getTime()) best = index; });
  select.selectedIndex = best;
}

const LIVE = new Map([["HELD", "Held"], ["REQUESTED", "Waits for the owner"], ["CONFIRMED", "Confirmed"], ["IN_USE", "In use"]]);

// What whoever looks may do with a reservation: the last part of its address, and a word.
function steps(reservation, asset) {
  const owns = asset?.relation === "own";
  const booked = !owns || reservation.organisation === asset.organisation.code;
  switch (reservation.status) {
    case "REQUESTED": return owns ? [["approve", "Approve"], ["decline", "Decline"]] : [["cancel", "Cancel"]];
    case "HELD": return booked ? [["confirm", "Confirm"], ["cancel", "Cancel"]] : [["cancel", "Cancel"]];
    case "IN_USE": return booked ? [["release", "Release"]] : [];
    default: return [["cancel", "Cancel"]];
  }
}

export function showReservations(place, reservations, assets, now, take) {
  const current = reservations.filter((each) => new Date(each.end) > now && LIVE.has(each.status));
  place.hidden = current.length === 0;
  const rows = current.sort((a, b) => a.start.localeCompare(b.start)).map((each) => {
    const asset = assets.get(each.asset);
    const buttons = steps(each, asset).map(([way, word]) => h("button", { class: "quiet small", type: "button", onclick: () => {
      buttons.forEach((button) => { button.disabled = true; });
      take(each, way);
    } }, word));
    return h("tr", {}, h("td", {}, each.assetName), h("td", {}, range(new Date(each.start), new Date(each.end), asset?.facility.zone ?? "UTC")),
      h("td", {}, h("span", { class: `status ${each.status}` }, LIVE.get(each.status))),
      h("td", {}, `${each.organisation}, ${each.bookedBy}`), h("td", {}, each.purpose), h("td", {}, ...buttons));
  });
  const head = h("tr", {}, ...["Machine", "Time there", "Status", "Booked by", "Purpose", ""].map((title) => h("th", { scope: "col" }, title)));
  place.replaceChildren(h("h2", {}, "Reservations"), h("div", { class: "scroll" }, h("table", {}, h("thead", {}, head), h("tbody", {}, ...rows))));
}
