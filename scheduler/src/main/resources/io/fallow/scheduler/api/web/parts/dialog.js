// A dialog over the page: focus goes into it and back, Escape closes it.
import { html, useEffect, useId, useRef } from "view";

export function Dialog({ title, close, children, wide = false }) {
  const dialog = useRef(null);
  const name = useId();
  useEffect(() => {
    const before = document.activeElement;
    dialog.current.showModal();
    return () => before?.focus?.();
  }, []);
  return html`<dialog ref=${dialog} class=${wide ? "wide" : ""} aria-labelledby=${name} onClose=${close}
      onCancel=${(event) => { event.preventDefault(); close(); }} onMouseDown=${(event) => { if (event.target === dialog.current) close(); }}>
    <div class="dialog-body">
      <header><h2 id=${name}>${title}</h2><button class="icon" type="button" aria-label="Close" onClick=${close}>✕</button></header>
      ${children}
    </div>
  </dialog>`;
}
