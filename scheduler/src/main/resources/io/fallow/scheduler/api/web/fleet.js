// The fleet: organisations, their facilities, a card for each machine. Cards are built once and then
// changed in place.
import { h, say } from "./dom.js";
import { heat } from "./heat.js";
import { activityName, lasting, percent, power, range, shortRange, shortSpan, typeName, wallClock } from "./words.js";

const SHOWN_WINDOWS = 3;

export class Fleet {
  constructor(place, onBook) {
    this.place = place;
    this.onBook = onBook;
    this.cards = new Map();
    this.clocks = [];
    this.shape = "";
    this.filter = { activity: null, words: "" };
  }

  // Shows assets as they are now. Their order and grouping are rebuilt only when they change.
  show(assets, now) {
    const shape = assets.map((asset) => asset.id + asset.relation).join();
    if (shape !== this.shape) {
      this.shape = shape;
      this.build(assets);
    }
    for (const asset of assets) this.cards.get(asset.id).update(asset, now);
    for (const clock of this.clocks) {
      const local = wallClock(now, clock.zone);
      say(clock.element, `${clock.zone.replaceAll("_", " ")} · ${local.day} ${local.time}`);
    }
    this.sieve();
  }

  build(assets) {
    this.cards.clear();
    this.clocks = [];
    this.place.replaceChildren();
    for (const [, ofOne] of grouped(assets, (asset) => asset.organisation.code)) {
      const section = h("section", { class: "organisation" }, h("h2", {}, ofOne[0].organisation.name));
      for (const [, ofFacility] of grouped(ofOne, (asset) => asset.facility.code)) section.append(this.facility(ofFacility));
      this.place.append(section);
    }
    if (assets.length === 0) this.place.append(h("p", { class: "empty" }, "No machine is yours, and none is shared with you."));
  }

  facility(assets) {
    const { name, zone } = assets[0].facility;
    const element = h("small", {});
    this.clocks.push({ element, zone });
    const cards = h("div", { class: "cards" });
    for (const asset of assets) {
      const card = new Card(asset, this.onBook);
      this.cards.set(asset.id, card);
      cards.append(card.element);
    }
    return h("div", { class: "facility" }, h("h3", {}, name, element), cards);
  }

  showWeeks(weeks, now) {
    for (const week of weeks) this.cards.get(week.asset)?.showWeek(week, now);
  }

  showWindows(windows) {
    const byAsset = grouped(windows, (window) => window.asset.id);
    for (const [id, card] of this.cards) card.showWindows(byAsset.get(id) ?? []);
  }

  // Hides what doesn't match the filter, with groups that are left empty.
  sieve() {
    const words = this.filter.words.toLowerCase().split(/\s+/).filter(Boolean);
    for (const card of this.cards.values()) {
      const right = this.filter.activity === null || card.activity === this.filter.activity;
      card.element.hidden = !(right && words.every((word) => card.text.includes(word)));
    }
    for (const group of this.place.querySelectorAll(".facility, .organisation")) {
      group.hidden = group.querySelector(".card:not([hidden])") === null;
    }
  }
}

class Card {
  constructor(asset, onBook) {
    this.asset = asset;
    this.onBook = onBook;
    this.activity = null;
    this.text = [asset.name, asset.id, typeName(asset.type), asset.organisation.name, asset.facility.name, ...asset.capabilities].join(" ").toLowerCase();
    this.pill = h("span", { class: "pill" });
    this.since = h("span", {});
    this.power = h("b", {});
    this.strip = h("figure", { class: "strip", hidden: asset.relation !== "own" });
    this.windows = h("div", { class: "windows" });
    this.element = h("article", { class: "card", id: asset.id },
      h("header", {}, h("div", {}, h("h4", {}, asset.name), h("span", { class: "kind", title: asset.id }, [typeName(asset.type), ...asset.capabilities].join(" · "))), this.pill),
      h("p", { class: "now", hidden: asset.relation !== "own" }, this.since, this.power),
      this.strip, this.windows);
  }

  update(asset, now) {
    if (asset.relation !== "own") {
      this.pill.className = "pill SHARED";
      say(this.pill, "Shared");
      return;
    }
    const { activity, since, lastReading, powerW } = asset.now;
    if (activity !== this.activity) {
      this.pill.className = `pill ${activity}${this.activity === null ? "" : " changed"}`;
      this.activity = activity;
      say(this.pill, activityName(activity));
    }
    say(this.since, lastReading === undefined ? "Never heard of" : since === undefined ? "" : lasting(new Date(since), now));
    say(this.power, powerW === undefined ? "" : power(powerW));
  }

  showWeek(week, now) {
    const share = week.inUseShare === null ? "no data" : `${percent(week.inUseShare)} in use`;
    this.strip.replaceChildren(h("figcaption", {}, h("span", {}, "Past 7 days"), h("span", {}, share)), heat(week.week, wallClock(now, week.zone)));
  }

  showWindows(windows) {
    const title = h("h5", {}, windows.length > SHOWN_WINDOWS ? `Next idle windows, ${SHOWN_WINDOWS} of ${windows.length}` : "Next idle windows");
    const list = windows.slice(0, SHOWN_WINDOWS).map((window) => this.window(window));
    this.windows.replaceChildren(title, list.length > 0 ? h("ol", {}, ...list) : h("p", { class: "none" }, "None in the next 7 days"));
  }

  window(window) {
    const start = new Date(window.start);
    const end = new Date(window.end);
    const { zone } = this.asset.facility;
    const facts = h("small", { title: `${percent(window.probability)} likely idle, from ${window.weeksObserved.toFixed(1)} weeks of data` }, `${shortSpan(start, end)} · ${percent(window.probability)}`);
    if (this.onBook.possible()) facts.append(h("button", { class: "small", type: "button", onclick: () => this.onBook.start(this.asset, window) }, "Book"));
    return h("li", {}, h("span", { title: range(start, end, zone) }, shortRange(start, end, zone)), facts);
  }
}

export function grouped(items, key) {
  const groups = new Map();
  for (const item of items) {
    const of = key(item);
    if (!groups.has(of)) groups.set(of, []);
    groups.get(of).push(item);
  }
  return groups;
}
