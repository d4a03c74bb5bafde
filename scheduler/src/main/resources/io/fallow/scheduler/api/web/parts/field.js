// Fields of forms: a label, what it is for, and what is wrong with it.
import { cloneElement, html, useId } from "view";
import { instantAt, localText, zoneName } from "../app/time.js";

// Around one control, given as the only child.
export function Field({ label, hint, fault, children }) {
  const id = useId();
  const about = [hint && `${id}-hint`, fault && `${id}-fault`].filter(Boolean).join(" ") || undefined;
  const control = cloneElement(Array.isArray(children) ? children[0] : children, { id, "aria-describedby": about, "aria-invalid": fault ? "true" : undefined });
  return html`<div class="field"><label for=${id}>${label}</label>${control}
    ${hint && html`<small id=${`${id}-hint`}>${hint}</small>`}${fault && html`<small id=${`${id}-fault`} class="fault">${fault}</small>`}</div>`;
}

// A moment on the wall clock of a zone, as an instant.
export function MomentField({ label, zone, value, set, hint, fault, min, max, step = 900 }) {
  const changed = (event) => { if (event.target.value) set(instantAt(event.target.value, zone)); };
  return html`<${Field} label=${label} hint=${hint ?? zoneName(zone, value)} fault=${fault}>
    <input type="datetime-local" required step=${step} value=${localText(value, zone)} min=${min && localText(min, zone)} max=${max && localText(max, zone)} onChange=${changed} />
  <//>`;
}
