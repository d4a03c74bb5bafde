// A page's head: its name, in the tab too, and what can be done on it.
import { html, useEffect } from "view";

export function PageHead({ title, about, children }) {
  useEffect(() => { document.title = `${title} · Fallow`; }, [title]);
  return html`<header class="page-head"><div><h1 title=${title}><bdi>${title}</bdi></h1>${about && html`<p class="soft">${about}</p>`}</div>${children && html`<div class="actions">${children}</div>`}</header>`;
}
