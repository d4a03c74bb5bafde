// The report as comma-separated values: all pages in one file.
import { html, useState } from "view";
import { askWhole } from "../../app/api.js";
import { ProblemBox } from "../../parts/problem.js";
import { Dialog } from "../../parts/dialog.js";
import { dayText } from "./question.js";

export function Export({ parameters, asked }) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState(null);
  const run = async () => {
    setBusy(true);
    try {
      save(await whole(parameters), fileName(asked));
    } catch (failure) {
      setProblem(failure);
    }
    setBusy(false);
  };
  return html`<button class="second" type="button" disabled=${busy} onClick=${run}>${busy ? "Exporting …" : "Export CSV"}</button>
    ${problem && html`<${Dialog} title="Nothing was exported" close=${() => setProblem(null)}><${ProblemBox} problem=${problem} /><//>`}`;
}

async function whole(parameters) {
  const pages = [];
  let after = null;
  do {
    const { answer, headers } = await askWhole("/api/v1/utilisation", { query: { ...parameters, after }, accept: "text/csv" });
    pages.push(pages.length === 0 ? answer : answer.slice(answer.indexOf("\n") + 1));
    after = headers.get("X-Next");
  } while (after !== null);
  return pages.map((page) => (page === "" || page.endsWith("\n") ? page : `${page}\n`)).join("");
}

const fileName = ({ by, bucket, first, last, zone }) => `fallow-utilisation-by-${by}-per-${bucket}-${dayText(first, zone)}-to-${dayText(last, zone)}.csv`;

function save(text, name) {
  const address = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
  Object.assign(document.createElement("a"), { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
