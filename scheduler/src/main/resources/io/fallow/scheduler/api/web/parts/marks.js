// Small marks of a state: always a word, never a colour alone.
import { html } from "view";
import { activityName, statusName } from "../app/words.js";

export function Activity({ activity }) {
  return html`<span class=${`pill ${activity}`}>${activityName(activity)}</span>`;
}

export function Status({ status }) {
  return html`<span class=${`pill status-${status}`}>${statusName(status)}</span>`;
}

// Any mark: `tone` is one of good, busy, warn, bad, calm.
export function Mark({ tone = "calm", children }) {
  return html`<span class=${`pill tone-${tone}`}>${children}</span>`;
}

// A name that somebody else gave: cut where there is no room, whatever its direction.
export function Name({ children }) {
  return html`<bdi class="name" title=${children}>${children}</bdi>`;
}

export function Empty({ children }) {
  return html`<p class="empty">${children}</p>`;
}

export function Waiting({ rows = 3 }) {
  return html`<div role="status" aria-label="Loading">${Array.from({ length: rows }, (_, row) => html`<div class="skeleton" key=${row}></div>`)}</div>`;
}
