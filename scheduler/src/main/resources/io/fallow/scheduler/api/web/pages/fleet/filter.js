// Which machines are shown, and in what order; all of it stands in the page's address.
import { ACTIVITIES, typeName } from "../../app/words.js";

const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

export const SORTS = [
  { id: "", name: "Name" },
  { id: "activity", name: "Activity" },
  { id: "since", name: "Longest so" },
  { id: "power", name: "Power" },
  { id: "used", name: "Most used", needsAll: true },
  { id: "idle", name: "Most idle hours ahead", needsAll: true },
];

export const activityOf = (asset) => (asset.relation === "shared" ? "SHARED" : asset.now?.activity ?? "UNKNOWN");

export function filterOf(query) {
  return { words: query.get("q") ?? "", activity: query.get("activity") ?? "", type: query.get("type") ?? "", facility: query.get("facility") ?? "", relation: query.get("relation") ?? "", sort: query.get("sort") ?? "" };
}

export const facilityOf = ({ organisation, facility }) => `${organisation.code}.${facility.code}`;

// Machines in the order of their names, each with the text in which words are looked for. Costly for thousands.
export function indexed(assets) {
  return assets
    .map((asset) => ({ id: asset.id, name: asset.name, text: [asset.name, asset.id, typeName(asset.type), asset.type, asset.facility.name, asset.organisation.name, ...(asset.capabilities ?? [])].join(" ").toLowerCase() }))
    .sort((one, other) => collator.compare(one.name, other.name) || collator.compare(one.id, other.id));
}

// The index stays while no machine has come, gone or been renamed.
export function sameMachines(index, assets) {
  if (index.length !== assets.length) return false;
  const names = new Map(index.map(({ id, name }) => [id, name]));
  return assets.every(({ id, name }) => names.get(id) === name);
}

// What matches all but the activity: the tiles count it. Then the machines of the activity, in order.
export function shown(index, assets, filter, facts) {
  const byId = new Map(assets.map((asset) => [asset.id, asset]));
  const words = filter.words.toLowerCase().split(/\s+/).filter(Boolean);
  const fitting = [];
  for (const { id, text } of index) {
    const asset = byId.get(id);
    if (asset && fits(asset, text, words, filter)) fitting.push(asset);
  }
  const rows = filter.activity === "" ? fitting : fitting.filter((asset) => activityOf(asset) === filter.activity);
  return { fitting, rows: sorted(rows, filter.sort, facts) };
}

function fits(asset, text, words, { type, facility, relation }) {
  return (type === "" || asset.type === type) && (facility === "" || facilityOf(asset) === facility) && (relation === "" || asset.relation === relation) && words.every((word) => text.includes(word));
}

// Machines with the same key stay in the order of their names.
function sorted(rows, sort, facts) {
  const key = KEYS[sort];
  return key === undefined ? rows : rows.map((asset) => [key(asset, facts), asset]).sort(([one], [other]) => one - other).map(([, asset]) => asset);
}

const ORDER = new Map([...ACTIVITIES, "SHARED"].map((activity, index) => [activity, index]));
const LAST = Number.MAX_VALUE;

const KEYS = {
  activity: (asset) => ORDER.get(activityOf(asset)),
  since: (asset) => (asset.now?.since ? Date.parse(asset.now.since) : LAST),
  power: (asset) => -(asset.now?.powerW ?? -LAST),
  used: (asset, facts) => -(facts.of(asset.id)?.used ?? -1),
  idle: (asset, facts) => -(facts.of(asset.id)?.idle ?? 0),
};

// The choices of a list, by name, of what occurs.
export function choices(assets, idOf, nameOf) {
  return [...new Map(assets.map((asset) => [idOf(asset), nameOf(asset)]))].map(([id, name]) => ({ id, name })).sort((one, other) => collator.compare(one.name, other.name));
}
