// An agreement that is being written, and the request that it becomes.
import { ms, iso } from "../../app/time.js";

export const EMPTY = { whom: "partner", partner: "", circle: null, scope: "all", facility: "", type: "", asset: "", from: null, until: null, endNotice: undefined, terms: {} };

export function draftOf(agreement) {
  const said = (name) => agreement[name] !== undefined;
  const scope = said("asset") ? "asset" : said("type") ? "type" : said("facility") ? "facility" : "all";
  return {
    whom: said("partner") ? "partner" : said("circle") ? "circle" : "everybody", partner: agreement.partner?.code ?? "", circle: agreement.circle ?? null,
    scope, facility: agreement.facility ?? "", type: agreement.type ?? "", asset: agreement.asset ?? "",
    from: said("from") ? ms(agreement.from) : null, until: said("until") ? ms(agreement.until) : null, endNotice: agreement.endNotice, terms: agreement.terms,
  };
}

// What a new version says. Which machines it is about is for the owner to say.
export function version(draft, owner = true) {
  const scope = owner ? draft.scope : "all";
  const body = { terms: draft.terms };
  if (scope === "asset") body.asset = draft.asset;
  if (scope === "type") body.type = draft.type;
  if (scope === "facility" || (scope === "type" && draft.facility !== "")) body.facility = draft.facility;
  if (draft.from !== null) body.from = iso(draft.from);
  if (draft.until !== null) body.until = iso(draft.until);
  if (draft.endNotice !== undefined) body.endNotice = draft.endNotice;
  return body;
}

export function proposal(draft) {
  const whom = { partner: { partner: draft.partner.trim() }, circle: { circle: draft.circle }, everybody: { everybody: true } }[draft.whom];
  return { ...whom, ...version(draft) };
}

// What is missing in a step, in words; empty if it is complete.
export function lacks(step, draft) {
  if (step === "whom") {
    if (draft.whom === "partner" && !/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(draft.partner.trim())) return "Give the partner's code: a-z, 0-9 and -.";
    if (draft.whom === "circle" && draft.circle === null) return "Choose a circle.";
  }
  if (step === "what") {
    if (draft.scope === "facility" && draft.facility === "") return "Choose a facility.";
    if (draft.scope === "type" && draft.type === "") return "Choose a type.";
    if (draft.scope === "asset" && draft.asset === "") return "Choose a machine.";
  }
  if (step === "terms" && draft.from !== null && draft.until !== null && draft.until <= draft.from) return "It ends before it begins.";
  return "";
}
