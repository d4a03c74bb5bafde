// Starts the console: sees who is signed in, then shows the page of the address.
import { h, render } from "view";
import { load } from "./pages.js";
import { read } from "./router.js";
import { session } from "./session.js";
import { Shell } from "./shell.js";
import { ready } from "./time.js";

const place = document.getElementById("app");

async function start() {
  // The page's files come while the server is asked who this is; a failure is told when it is shown.
  load(read(location).name).catch(() => {});
  const [who] = await Promise.all([session.start(), ready]);
  place.replaceChildren();
  render(h(Shell, { who }), place);
}

start().catch((failure) => {
  const sentence = document.createElement("p");
  sentence.className = "panel";
  sentence.setAttribute("role", "alert");
  sentence.textContent = `The console could not start: ${failure.message} Load the page again.`;
  place.replaceChildren(sentence);
});
