// A search as the address says it, and as the API takes it.
import { DAY, duration, iso, ms } from "../../app/time.js";

export const LEAST = 0.6;
export const DEFAULT_DAYS = 7;
export const DEFAULT_MINUTES = 60;
const PAGE = 200;

export class Search {
  constructor(query, known) {
    const text = (name) => query.get(name) || null;
    this.types = (text("type") ?? "").split(",").filter(Boolean);
    this.capability = text("capability");
    this.owner = text("owner");
    this.asset = text("asset");
    this.near = text("near");
    this.isPoint = query.has("point");
    this.radiusKm = this.near === null ? null : text("radiusKm");
    this.minutes = positive(text("minutes"), DEFAULT_MINUTES);
    this.probability = text("probability");
    this.order = text("order") ?? "soonest";
    this.from = instant(text("from"));
    this.to = instant(text("to"));
    this.days = positive(text("days"), DEFAULT_DAYS);
    this.zone = this.#zone(known);
    this.begun = Date.now();
  }

  // That of the place or the machine that was chosen, else the browser's.
  #zone(known) {
    const place = known.places().find((each) => each.near === this.near);
    const asset = this.asset === null ? null : known.asset(this.asset);
    return place?.zone ?? asset?.facility.zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  }

  // Whether a range of its own is asked for instead of the coming days.
  isBetween() {
    return this.from !== null || this.to !== null;
  }

  start() {
    return this.from ?? this.begun;
  }

  end() {
    return this.to ?? this.start() + (this.isBetween() ? 28 : this.days) * DAY;
  }

  asked() {
    return {
      type: this.types.join(","),
      capability: this.capability,
      owner: this.owner,
      asset: this.asset,
      near: this.near,
      radiusKm: this.radiusKm,
      from: this.from === null ? null : iso(this.from),
      to: iso(this.end()),
      minDuration: duration(this.minutes),
      minProbability: this.probability,
      order: this.order === "nearest" && this.near === null ? "soonest" : this.order,
      limit: PAGE,
    };
  }
}

function positive(text, otherwise) {
  const number = Number(text);
  return text !== null && Number.isInteger(number) && number > 0 ? number : otherwise;
}

function instant(text) {
  const read = text === null ? NaN : ms(text);
  return Number.isNaN(read) ? null : read;
}
