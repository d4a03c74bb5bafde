// What the signed-in organisation can see: its machines and those shared with it, and what they have in common.
import { useMemo } from "view";
import { ask, useAnswer } from "../../app/api.js";
import { typeName } from "../../app/words.js";

const byName = (a, b) => a.name.localeCompare(b.name);

// {known, problem, again}; known is null before the answer.
export function useKnown() {
  const { answer, problem, again } = useAnswer((signal) => ask("/api/v1/assets", { signal }), []);
  const known = useMemo(() => (answer === null ? null : new Known(answer.assets)), [answer]);
  return { known, problem, again };
}

export class Known {
  #assets;
  #sorted = null;

  constructor(assets) {
    this.#assets = new Map(assets.map((asset) => [asset.id, asset]));
  }

  all() {
    return (this.#sorted ??= [...this.#assets.values()].sort(byName));
  }

  // The machine of an id, or null where it can't be seen (any more).
  asset(id) {
    return this.#assets.get(id) ?? null;
  }

  // Its name, else its id.
  name(id) {
    return this.asset(id)?.name ?? id;
  }

  // Its facility's zone; UTC where it isn't known.
  zone(id) {
    return this.asset(id)?.facility.zone ?? "UTC";
  }

  types() {
    return [...new Set(this.all().map((asset) => asset.type))].sort((a, b) => typeName(a).localeCompare(typeName(b)));
  }

  capabilities() {
    return [...new Set(this.all().flatMap((asset) => asset.capabilities ?? []))].sort();
  }

  organisations() {
    return distinct(this.all().map((asset) => asset.organisation));
  }

  // The facilities of all machines: {code, name, zone, latitude, longitude, near}.
  places() {
    return distinct(this.all().map(({ organisation, facility }) => ({ ...facility, code: `${organisation.code}.${facility.code}`, near: `${facility.latitude},${facility.longitude}` })));
  }
}

function distinct(parties) {
  return [...new Map(parties.map((each) => [each.code, each])).values()].sort(byName);
}
