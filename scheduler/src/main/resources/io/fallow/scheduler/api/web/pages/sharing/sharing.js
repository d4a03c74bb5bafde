import { html } from "view";
import { Empty } from "../../parts/marks.js";
import { PageHead } from "../../parts/page.js";

export default function Page() {
  return html`<${PageHead} title="Sharing" /><${Empty}>Nothing here yet.<//>`;
}
